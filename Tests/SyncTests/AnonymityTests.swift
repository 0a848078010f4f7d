import Records
import SeededRandom
import Store
import Sync
import Testing

/// Whether the history of a shared repository tells who wrote what names nobody.
///
/// A model: a graph of commits with the days of five people, with a device or two each, who write by name, exchange, and
/// leave one text without a name by the rule that `sync` itself asks (`Departure.obstacle`), with its moment drawn as `post`
/// draws it. Only git is left out.
/// The author answers in the thread by name as often as anybody: no program keeps others from seeing who never does.
@Suite struct AnonymityTests {
  /// Three thousand histories: over two hundred, chance alone moves a share by three in a hundred.
  @Test(arguments: [1, 2])
  func noAttackerNamesTheAuthorMoreOftenThanThirtyFivePercent(devices: Int) throws {
    let all = (0..<3000).map { History(seed: UInt64($0), devices: devices) }
    // Who has two devices and hardly uses the one may not have sent it in these weeks.
    let histories = all.filter { $0.anonymous != nil }
    #expect(histories.count > 2900)
    for (name, attack) in History.attackers {
      let named = histories.count { attack($0) == $0.author }
      #expect(
        named * 100 <= 35 * histories.count, "\(name) names the author \(named) times of \(histories.count)")
    }
  }

  /// The attackers are no fools: where the clone takes its own commit at once, two of them see it.
  @Test func theAttackersFindWhoTakesTheirOwnCommitAtOnce() throws {
    let histories = (0..<200).map { History(seed: UInt64($0), takesItAtOnce: true) }
    let best = History.attackers.map { attack in histories.count { attack.1($0) == $0.author } }.max() ?? 0
    #expect(best * 100 > 35 * histories.count)
  }
}

private struct Commit {
  let parents: [Int]
  /// `nil` for a merge, and for what names nobody.
  let person: Int?
  /// Hours since the beginning; of the commit without a name only its day is known.
  let hour: Double
}

/// Some weeks of five people with one shared repository, in which one of them wrote something without a name.
private struct History {
  let author: Int
  private var commits: [Commit] = []
  /// The commits that each contains.
  private var ancestors: [Set<Int>] = []
  /// Which commit names nobody.
  private(set) var anonymous: Int?
  /// Who answered it, in order.
  private(set) var answers: [Int] = []

  private static let people = 5

  init(seed: UInt64, devices: Int = 1, takesItAtOnce: Bool = false) {
    var random = Seeded(state: seed &* 0x9e37_79b9_7f4a_7c15)
    author = Int.random(in: 0..<Self.people, using: &random)
    // Each has hours of their own, and exchanges once to three times a day.
    var moments: [(hour: Double, person: Int)] = []
    for person in 0..<Self.people {
      let (start, span) = (
        Double.random(in: 6...12, using: &random), Double.random(in: 5...9, using: &random)
      )
      for day in 0..<20 {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let hour = Double(day) * 24 + start + Double.random(in: 0...span, using: &random)
          moments.append((hour, person))
        }
      }
    }
    moments.sort { $0.hour < $1.hour }
    var shared = add([], 0, 0)
    // The devices of a person know of each other by what is shared alone.
    var clones = Array(repeating: 0, count: devices * Self.people)
    var lastDevice = 0
    let own = moments.filter { $0.person == author && (120...240).contains($0.hour) }
    let written = own[Int.random(in: 0..<own.count, using: &random)].hour
    let due = time(written, plus: Int64.random(in: 0...Network.departureWindow, using: &random))
    for (hour, person) in moments {
      let device = devices * person + (devices > 1 ? Int.random(in: 0..<devices, using: &random) : 0)
      // Every second exchange or so, somebody has written something; of what is there, they may answer.
      if Int.random(in: 0..<2, using: &random) == 0 {
        clones[device] = add([clones[device]], person, hour)
        if let anonymous, contains(clones[device], anonymous), Int.random(in: 0..<6, using: &random) == 0 {
          answers.append(person)
        }
      }
      let former = clones[device]
      let joined =
        contains(former, shared)
        ? former : contains(shared, former) ? shared : add([former, shared], nil, hour)
      let isPushed = joined != shared
      (shared, clones[device]) = (joined, joined)
      if isPushed { lastDevice = device }
      guard device == devices * author, anonymous == nil, hour >= written,
        Departure.obstacle(
          due: due, now: time(hour), isOwnTip: lastDevice == device || newestByName(shared) == person,
          hasCompany: isPushed) == nil
      else { continue }
      shared = add([shared], nil, hour)
      (anonymous, lastDevice) = (shared, device)
      clones[device] = takesItAtOnce ? shared : former
    }
  }

  private mutating func add(_ parents: [Int], _ person: Int?, _ hour: Double) -> Int {
    commits.append(Commit(parents: parents, person: person, hour: hour))
    ancestors.append(parents.reduce([commits.count - 1]) { $0.union(ancestors[$1]) })
    return commits.count - 1
  }

  private func newestByName(_ tip: Int) -> Int? {
    var commit = tip
    while commits[commit].person == nil,
      let newest = commits[commit].parents.max(by: { commits[$0].hour < commits[$1].hour })
    {
      commit = newest
    }
    return commits[commit].person
  }

  private func time(_ hour: Double, plus seconds: Int64 = 0) -> Timestamp {
    Timestamp(secondsSince1970: 1_790_000_000 + Int64(hour * 3600) + seconds, offsetMinutes: 0)
  }

  private func contains(_ commit: Int, _ other: Int) -> Bool { ancestors[commit].contains(other) }

  // MARK: What everybody sees

  private var place: Int { anonymous ?? 0 }
  private var base: Int { commits[place].parents.first ?? 0 }
  /// The commits by name that came after it, in order.
  private var later: [Int] { commits.indices.filter { $0 > place && commits[$0].person != nil } }
  /// The first commit of each person after it.
  private var firstLater: [(person: Int, commit: Int)] {
    var seen: Set<Int> = []
    return later.compactMap { commit in
      commits[commit].person.flatMap { seen.insert($0).inserted ? ($0, commit) : nil }
    }
  }
  /// Who wrote last of what it hangs on.
  private var before: Int? {
    ancestors[base].filter { commits[$0].person != nil }.max().flatMap { commits[$0].person }
  }

  /// Each returns whom it names.
  static let attackers: [(String, @Sendable (History) -> Int?)] = [
    ("who pushed before", { $0.before }),
    ("who pushed after", { $0.firstLater.first?.person }),
    (
      "who pushed after, but not before",
      { history in
        history.firstLater.first { $0.person != history.before }?.person
      }
    ),
    (
      "whose line it hangs on",
      { history in
        var line = history.base
        while history.commits[line].person == nil, let parent = history.commits[line].parents.first {
          line = parent
        }
        return history.commits[line].person
      }
    ),
    (
      "who hangs on it first",
      { history in
        history.firstLater.first { history.commits[$0.commit].parents.contains(history.place) }?.person
      }
    ),
    (
      "who hangs first on the same tip",
      { history in
        history.firstLater.first { history.commits[$0.commit].parents.contains(history.base) }?.person
      }
    ),
    (
      "whose clone was behind longest",
      { history in
        history.firstLater.last { !history.contains($0.commit, history.place) }?.person
      }
    ),
    (
      "whose clone was behind first",
      { history in
        history.firstLater.first { !history.contains($0.commit, history.place) }?.person
      }
    ),
    (
      "whose clone was not behind",
      { history in
        history.firstLater.first {
          history.contains($0.commit, history.place) && $0.person != history.before
        }?.person
      }
    ),
    (
      "who had exactly the tip and not it",
      { history in
        history.firstLater.first {
          history.contains($0.commit, history.base) && !history.contains($0.commit, history.place)
            && $0.person != history.before
        }?.person
      }
    ),
    (
      "who had not even the tip",
      { history in
        history.firstLater.last { !history.contains($0.commit, history.base) }?.person
      }
    ),
    (
      "who had exactly the tip, or else not even that",
      { history in
        (history.firstLater.first {
          history.contains($0.commit, history.base) && !history.contains($0.commit, history.place)
            && $0.person != history.before
        } ?? history.firstLater.last { !history.contains($0.commit, history.base) })?.person
      }
    ),
    ("who answered first", { $0.answers.first }),
    (
      "who never answered",
      { history in
        history.firstLater.map(\.person).first { !history.answers.contains($0) && $0 != history.before }
      }
    ),
    (
      "whose hours",
      { history in
        // Whose usual hour is nearest to the middle of when it may have come, besides who came before.
        guard let next = history.later.first else { return nil }
        let from = history.commits[history.base].hour
        let middle = (from + min(history.commits[next].hour, from + 24)) / 2
        return (0..<people).filter { $0 != history.before }.min {
          history.distance($0, middle) < history.distance($1, middle)
        }
      }
    ),
  ]

  private func distance(_ person: Int, _ hour: Double) -> Double {
    let hours = commits.filter { $0.person == person && $0.hour > 0 }.map {
      $0.hour.truncatingRemainder(dividingBy: 24)
    }
    guard !hours.isEmpty else { return .infinity }
    return abs(hours.reduce(0, +) / Double(hours.count) - hour.truncatingRemainder(dividingBy: 24))
  }
}
