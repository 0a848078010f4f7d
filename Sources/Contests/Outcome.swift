import Meeting
import Records
import Sealing

/// How a contest ends, computed from its card, what was frozen, what was opened and what witnesses saw: anybody gets the same.
package struct Outcome: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    case open
    /// Closed, and the trustee has opened nothing.
    case sealed
    /// Two witnesses have to write down the value that decides.
    case awaitsValue
    case decided
  }

  /// How many chose something, or what somebody's right answers are.
  package struct Count: Hashable, Sendable {
    package let choice: String
    package let count: Int

    init(_ choice: String, _ count: Int) { (self.choice, self.count) = (choice, count) }
  }

  package private(set) var state: State
  /// The votes for each choice, or each person's right answers; in the order of the card, or of the handles.
  package private(set) var counts: [Count] = []
  /// Those who are level, or in the draw, in order.
  package private(set) var level: [String] = []
  /// In the order in which they were drawn; empty without a draw.
  package private(set) var drawn: [String] = []
  /// What two witnesses agree on, where it was needed.
  package private(set) var value: String?
  /// More than one only where a tie is not drawn.
  package private(set) var winners: [String] = []
  /// The people whose votes count, with their choices, from 1.
  package private(set) var votes: [String: [Int]] = [:]

  /// - Parameter witnesses: what each saw, by handle.
  package init(_ contest: Contest, _ closing: Closing?, _ opening: Opening?, witnesses: [String: String]) {
    state = .open
    guard let closing else { return }
    state = .sealed
    if contest.mode == .draw {
      level = closing.entries.keys.sorted()
    } else {
      guard let opening else { return }
      count(contest, closing, opening)
      let most = counts.map(\.count).max() ?? 0
      level = most > 0 ? counts.filter { $0.count == most }.map(\.choice) : []
    }
    state = .decided
    // Who takes part alone needs no draw, and a tie without a source is shared.
    guard level.count > 1, contest.mode == .draw || contest.drawFrom != nil else {
      winners = level
      return
    }
    value = Self.agreed(witnesses, besides: contest.host)
    guard let value else {
      state = .awaitsValue
      return
    }
    drawn = PublicDraw.order(level.count, values: [value], md5: MD5.hash).map { level[$0 - 1] }
    winners = Array(drawn.prefix(1))
  }

  private mutating func count(_ contest: Contest, _ closing: Closing, _ opening: Opening) {
    let ballot = contest.ballot
    for (handle, vote) in closing.votes {
      guard contest.voters?.contains(handle) ?? true,
        let opened = Ballot(text: opening.votes[handle] ?? "", count: ballot.count),
        opened.commitment(contest: contest.id, handle: handle) == vote.commitment,
        zip(opened.numbers, ballot).allSatisfy({ 1...max(1, $1.count) ~= $0 && !$1.isEmpty })
      else { continue }
      if contest.isOfEntries {
        let entrant = ballot[0][opened.numbers[0] - 1]
        guard entrant != handle, closing.entries[entrant] != nil else { continue }
      }
      votes[handle] = opened.numbers
    }
    switch contest.mode {
    case .draw: return
    case .quiz:
      guard let key = closing.key.flatMap({ QuizKey(text: $0, count: ballot.count) }),
        key.commitment(contest: contest.id) == contest.key
      else { return }
      counts = votes.keys.sorted().map { handle in
        Count(handle, zip(votes[handle] ?? [], key.answers).count { $0 == $1 })
      }
    case .vote:
      var sums: [String: Int] = [:]
      for numbers in votes.values { sums[ballot[0][numbers[0] - 1], default: 0] += 1 }
      let all = contest.isOfEntries ? closing.entries.keys.sorted() : contest.choices
      counts = all.map { Count($0, sums[$0] ?? 0) }
    }
  }

  /// Returns the value that two witnesses agree on; `nil` without two, and where others agree on another.
  private static func agreed(_ witnesses: [String: String], besides host: String) -> String? {
    var seen: [String: Int] = [:]
    for (handle, value) in witnesses where handle != host { seen[PublicDraw.key(of: value), default: 0] += 1 }
    let agreed = seen.filter { $0.value > 1 }
    guard agreed.count == 1, let key = agreed.first?.key else { return nil }
    return witnesses.filter { $0.key != host && PublicDraw.key(of: $0.value) == key }.values.min()
  }

  /// The record of the result: `result.md`; `nil` before there is one.
  package func document() throws(RecordError) -> Document? {
    guard state == .decided else { return nil }
    return try Document([
      "counted": votes.isEmpty ? nil : .integer(votes.count),
      "counts": counts.isEmpty ? nil : .map(counts.map { .init($0.choice, .integer($0.count)) }),
      "value": value.map { .string($0) }, "drawn": drawn.isEmpty ? nil : .strings(drawn),
      "winners": .strings(winners),
    ])
  }
}
