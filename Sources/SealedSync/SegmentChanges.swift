import Git
import Sealing

/// Determines how this machine must change the set of segments on the host, and why.
struct SegmentChanges {
  /// The commits of the new segment.
  var commits: Set<ObjectID> = []
  /// The segments that the new one replaces.
  var covers: Set<SegmentID> = []
  /// Files of lost segments to put back.
  var restored: [SegmentID: ObjectID] = [:]
  /// Old segments to join into another new one.
  var backlog: Backlog?
  var resealed = 0
  private(set) var compacted = 0
  var rolledBack: [SegmentID] = []
  var missing: [SegmentID] = []
  var coveredFalsely: [(segment: SegmentID, by: String)] = []

  struct Backlog {
    let commits: Set<ObjectID>
    let covers: Set<SegmentID>
    /// The headers of all earlier segments.
    let earlier: [SegmentHeader]
  }

  var isEmpty: Bool { commits.isEmpty && restored.isEmpty }

  /// Determines the changes.
  ///
  /// - Parameters:
  ///   - commit: the joined commit, to which the branch will move.
  ///   - files: the segments on the host.
  ///   - state: segments that vanished, but whose commits other segments have, move from `live` to `gone`.
  init(
    of commit: ObjectID, _ list: MemberList, _ files: [SegmentID: ObjectID], _ intake: SegmentIntake,
    _ state: inout SealedState, _ branch: SealedBranch, _ repository: Repository
  ) throws {
    commits = try repository.commits(from: [commit], without: intake.known())
    let coverage = SegmentCoverage(repository: repository)
    try restoreLost(files, intake, &state, branch, coverage)
    try resealForNewMembers(intake.roster.roster, state, coverage)
    try resealForInvited(commit, list, intake, state, coverage)
    if isEmpty { return }
    try compact(state, coverage)
    try coverDependents(state, coverage)
    if covers.isEmpty, restored.isEmpty {
      backlog = try Backlog(state, intake.roster.epoch, coverage)
      compacted += backlog?.covers.count ?? 0
    }
  }

  /// Handles segments that vanished from the host: those whose commits other segments have may go, the rest is put back.
  private mutating func restoreLost(
    _ files: [SegmentID: ObjectID], _ intake: SegmentIntake, _ state: inout SealedState,
    _ branch: SealedBranch, _ coverage: SegmentCoverage
  ) throws {
    let vanished = state.live.values.filter { files[$0.header.id] != $0.blob }
    let there = state.live.values.filter { files[$0.header.id] == $0.blob }.map(\.header)
    let new = Set(intake.taken)
    let lost = try coverage.notHeld(
      vanished.map(\.header), by: there.filter { new.contains($0.id) && !$0.covers.isEmpty },
      or: there.filter { !new.contains($0.id) || $0.covers.isEmpty })
    for known in vanished.sorted(by: { $0.header.id < $1.header.id }) {
      let id = known.header.id
      guard lost.contains(id) else {
        state.live[id] = nil
        state.gone.insert(id)
        continue
      }
      if let thief = there.first(where: { $0.covers.contains(id) }) {
        coveredFalsely.append((id, thief.sender))
      } else {
        rolledBack.append(id)
      }
      if try branch.repository.has(known.blob) {
        restored[id] = known.blob
      } else {
        commits.formUnion(try coverage.commits(of: known.header))
        state.live[id] = nil
        state.gone.insert(id)
      }
    }
    let history = SegmentHistory(state.live.values.map(\.header) + intake.waiting)
    missing = history.missing.filter { !state.gone.contains($0) && files[$0] == nil }.sorted()
  }

  /// Has segments sealed anew that are not sealed for every accepted member.
  private mutating func resealForNewMembers(
    _ roster: SegmentRules.Roster, _ state: SealedState, _ coverage: SegmentCoverage
  ) throws {
    let wanted = Set(roster.recipients.map { RecipientMark($0) })
    for known in state.live.values where !wanted.isSubset(of: known.header.recipients) {
      commits.formUnion(try coverage.commits(of: known.header))
      covers.insert(known.header.id)
      restored[known.header.id] = nil
      resealed += 1
    }
  }

  /// Has a segment sealed anew by this device if an invited member needs it. Until they join, they believe this device
  /// alone, so one of its segments must end with a member list that has them. Another member may have replaced that
  /// segment when joining many into one.
  private mutating func resealForInvited(
    _ commit: ObjectID, _ list: MemberList, _ intake: SegmentIntake, _ state: SealedState,
    _ coverage: SegmentCoverage
  ) throws {
    let own = intake.key.publicKeys.sign
    guard commits.isEmpty, let me = intake.roster.member(signing: own) else { return }
    let waiting = list.entries.filter {
      list.inviters[$0.member] == me && !state.signers.contains($0.keys.sign)
    }
    if waiting.isEmpty { return }
    let mine = state.live.values.map(\.header).filter { $0.signer == own }
    for header in mine {
      let ends = try header.heads.compactMap { ObjectID(hex: $0) }.map {
        try MemberList(in: $0, of: coverage.repository)
      }
      if ends.contains(where: { end in waiting.allSatisfy { end.entries.contains($0) } }) { return }
    }
    let last = state.live.values.map(\.header).filter { $0.heads.contains(commit.description) }
    guard let again = last.min(by: { $0.pack.count < $1.pack.count }) else { return }
    commits.formUnion(try coverage.commits(of: again))
    covers.insert(again.id)
    restored[again.id] = nil
  }

  /// Adds the newest small segments, if there are many, to those that the new segment replaces.
  private mutating func compact(_ state: SealedState, _ coverage: SegmentCoverage) throws {
    let order = SegmentHistory(state.live.values.map(\.header)).ordered
    let rest = order.filter { !covers.contains($0.id) && restored[$0.id] == nil }
    let chosen = Set(
      Compaction.choose(among: rest.map { Compaction.Part(id: $0.id, work: state.live[$0.id]?.work ?? 0) }))
    commits.formUnion(try coverage.commits(of: rest.lazy.filter { chosen.contains($0.id) }))
    covers.formUnion(chosen)
    compacted = chosen.count
  }

  /// Adds segments that build on commits of the new one, or each of the two could need the other first.
  private mutating func coverDependents(_ state: SealedState, _ coverage: SegmentCoverage) throws {
    var rest = state.live.values.map(\.header).filter { !covers.contains($0.id) }
    while true {
      let above = rest.filter { $0.bases.contains { ObjectID(hex: $0).map(commits.contains) ?? false } }
      if above.isEmpty { return }
      for header in above {
        commits.formUnion(try coverage.commits(of: header))
        covers.insert(header.id)
        restored[header.id] = nil
      }
      rest.removeAll { covers.contains($0.id) }
    }
  }
}

extension SegmentChanges.Backlog {
  /// Chooses old segments of the present epoch to join: members who are behind learn of an epoch by its first commit.
  ///
  /// `nil` if there is no run of segments that stands by itself: with one head, and all commits between its ends.
  init?(_ state: SealedState, _ epoch: Int, _ coverage: SegmentCoverage) throws {
    let order = SegmentHistory(state.live.values.map(\.header)).ordered
    let parts = order.map {
      Compaction.Part(id: $0.id, work: $0.epoch == epoch ? state.live[$0.id]?.work ?? 0 : .max)
    }
    guard let run = Compaction.backlog(among: parts) else { return nil }
    var (ends, last): (Set<String>, Int?) = ([], nil)
    for place in run {
      ends = ends.subtracting(order[place].bases).union(order[place].heads)
      if ends.count == 1, place - run.lowerBound >= Compaction.fewest - 1 { last = place }
    }
    guard let last else { return nil }
    let repository = coverage.repository
    let chosen = order[run.lowerBound...last]
    commits = try coverage.commits(of: chosen)
    covers = Set(chosen.map(\.id))
    earlier = Array(order[..<run.lowerBound])
    let (heads, bases) = (try repository.tips(of: commits), try repository.bases(of: commits))
    let needed = Set(earlier.flatMap(\.bases).compactMap { ObjectID(hex: $0) })
    guard heads.count == 1, needed.isDisjoint(with: commits),
      try MemberList(in: heads[0], of: repository).epoch >= epoch,
      try repository.commits(between: bases, and: heads) == commits
    else { return nil }
  }
}
