import Git
import Sealing
import Store
import Sync

/// Takes in the new segments of a host: opens and checks them, and puts their objects into the community's store. No
/// branch moves.
struct SegmentIntake {
  let network: Network
  let branch: SealedBranch
  let key: DeviceKey
  /// The member list at the branch's tip. Entries that nobody has accepted are pending.
  var list: MemberList
  var roster: PinnedRoster
  var state: SealedState
  /// The heads of the new segments.
  private(set) var arrived: Set<ObjectID> = []
  /// The heads of the new segments that were not sealed before.
  private var ahead: Set<ObjectID> = []
  /// The segments that were taken in now.
  private(set) var taken: [SegmentID] = []
  private(set) var refused: [SegmentID: SegmentRefusal] = [:]
  /// Segments of members that build on commits which are missing here.
  private(set) var waiting: [SegmentHeader] = []
  /// Entries that the segments themselves removed from the member list.
  private(set) var dropped: [MemberList.Entry] = []
  /// The refusals that earlier synchronisations reported.
  private let reported: [SegmentID: SealedState.Refused]
  private let progress: (TransferProgress) -> Void

  /// The limit for open readers; other segments are opened a second time for their packs.
  private static let mostOpen = 16
  /// The limit for unpacking: this many times a segment's size, plus a gigabyte.
  private static let mostGrowth = 4000

  private var repository: Repository { network.repository }

  /// Returns the last commits that the host has with everything that they build on.
  func known() throws -> [ObjectID] {
    let new = try repository.commits(from: arrived.sorted(), without: state.tips)
    return try state.tips + repository.tips(of: new)
  }

  /// Notes after a push that a commit is sealed with everything that it builds on.
  mutating func sealed(_ commit: ObjectID, _ state: SealedState) {
    self.state = state
    self.state.tips = [commit]
    arrived.insert(commit)
  }

  init(
    network: Network, branch: SealedBranch, key: DeviceKey, list: MemberList, roster: PinnedRoster,
    state: SealedState, progress: @escaping (TransferProgress) -> Void
  ) {
    (self.network, self.branch, self.key, self.list) = (network, branch, key, list)
    (self.roster, self.state, self.progress) = (roster, state, progress)
    reported = state.refused
  }

  /// Returns whether an earlier synchronisation reported the same refusal of a segment.
  func wasReported(_ id: SegmentID) -> Bool { reported[id].map { $0 == state.refused[id] } ?? false }

  /// Drops members and keys from the roster that the member list lacks.
  mutating func drop(from list: MemberList) { dropped += roster.shrink(to: list) }

  /// Returns the limits for the pack of a segment.
  static func limits(_ header: SegmentHeader, _ network: Network) throws -> PackLimits {
    var limits = PackLimits()
    limits.object = max(64 << 20, try network.sizeLimit * 2)
    limits.total = 1 << 30 + header.pack.count * mostGrowth
    return limits
  }

  /// A segment whose header was read.
  private struct Candidate {
    let blob: ObjectID
    let header: SegmentHeader
    var reader: SegmentReader?
  }

  /// Takes in the new segments.
  ///
  /// - Parameters:
  ///   - files: all segments of the host's branch.
  ///   - start: the branch's tip; the guard checks the differences from it.
  /// - Throws: `GitError` for a failure of this machine; refused segments are in `refused`.
  mutating func run(_ files: [SegmentID: ObjectID], from start: ObjectID?) throws {
    refused = [:]
    var candidates = try read(files, rereadsRefused: rosterChangedSinceLastRefusals())
    var isFirst = true
    while true {
      let before = candidates.count
      try take(&candidates)
      // A segment may build on another one that came later in the order.
      if candidates.isEmpty || candidates.count == before && !isFirst { break }
      isFirst = false
    }
    waiting = candidates.values.map(\.header).filter { refused[$0.id] == .incomplete }
    // What another segment holds as well is missed by nobody: it told somebody else that they are out.
    let covered = Set(state.live.values.map(\.header).filter { $0.epoch > 1 }.flatMap(\.covers))
    refused = refused.filter { $0.value != .notForThisKey || !covered.contains($0.key) }
    try refuseHostile(from: start)
    state.refused = [:]
    for (id, refusal) in refused {
      if let blob = files[id] { state.refused[id] = SealedState.Refused(blob: blob, refusal: refusal) }
    }
  }

  /// Returns whether the roster changed since segments were refused, and notes the present one. Refused segments are then
  /// read again.
  private mutating func rosterChangedSinceLastRefusals() -> Bool {
    let words = (roster.entries + roster.pending(of: list)).map {
      "\($0.member) \($0.keys.age) \($0.keys.sign)"
    }
    let past = roster.past.map { "\($0.member) \($0.sign) \($0.until)" }.sorted()
    let text = ([key.publicKeys.age.description] + words + past).joined(separator: "\n")
    let hash = ObjectID(ofBlob: Array(text.utf8))
    defer { state.refusalRoster = hash }
    return state.refusalRoster != hash
  }

  // MARK: Headers

  /// Reads the headers of segments that are neither known nor refused for good.
  private mutating func read(_ files: [SegmentID: ObjectID], rereadsRefused: Bool) throws
    -> [SegmentID: Candidate]
  {
    var candidates: [SegmentID: Candidate] = [:]
    for (id, blob) in files.sorted(by: { $0.key < $1.key }) {
      if let known = state.live[id] {
        if known.blob != blob { refused[id] = .exchanged }
        continue
      }
      if state.gone.contains(id) { continue }
      if !rereadsRefused, let known = state.refused[id], known.blob == blob, known.refusal.isLasting {
        refused[id] = known.refusal
        continue
      }
      do {
        let reader = try reader(id, blob)
        candidates[id] = Candidate(
          blob: blob, header: reader.header, reader: candidates.count < Self.mostOpen ? reader : nil)
      } catch let error as SealingError {
        refused[id] = SegmentRefusal(error)
      }
    }
    return candidates
  }

  private func reader(_ id: SegmentID, _ blob: ObjectID) throws -> SegmentReader {
    try SegmentReader(named: id, with: [.identity(key.identity)], from: branch.source(of: blob))
  }

  private var rules: SegmentRules {
    SegmentRules(
      community: branch.name.description, epoch: roster.epoch, roster: roster.roster, past: roster.past,
      pending: MemberList(entries: roster.pending(of: list), epoch: list.epoch).roster)
  }

  // MARK: Packs

  /// Takes in the candidates that can be taken in now, in the order of their history.
  private mutating func take(_ candidates: inout [SegmentID: Candidate]) throws {
    let history = SegmentHistory(candidates.values.map(\.header) + state.live.values.map(\.header))
    var rules = rules
    var believed = rules.roster
    rules.vouched = history.vouched { believed.has($0) }
    for header in history.ordered {
      guard var candidate = candidates[header.id] else { continue }
      if rules.roster != believed {
        believed = rules.roster
        rules.vouched = history.vouched { believed.has($0) }
      }
      do {
        let work = try open(&candidate, rules)
        candidates[header.id] = nil
        refused[header.id] = nil
        try learn(from: header, &rules)
        state.live[header.id] = SealedState.Known(header: header, blob: candidate.blob, work: work)
        state.signers.insert(header.signer)
        taken.append(header.id)
        arrived.formUnion(header.heads.compactMap { ObjectID(hex: $0) })
      } catch let error as SealingError {
        refused[header.id] = SegmentRefusal(error)
      } catch let error as TransferProblem {
        switch error {
        case .incomplete, .here(.notFound): refused[header.id] = .incomplete
        case .here(let error): throw error
        default: refused[header.id] = .badPack
        }
      } catch let refusal as Refused {
        refused[header.id] = refusal.why
      }
      // A reader can give its pack only once.
      candidates[header.id]?.reader = nil
    }
  }

  private struct Refused: Error { let why: SegmentRefusal }

  /// Opens a segment, checks it and stores its pack.
  ///
  /// - Returns: the work of making its pack.
  private mutating func open(_ candidate: inout Candidate, _ rules: SegmentRules) throws -> Int {
    let header = candidate.header
    try rules.check(header)
    let pack = try IncomingPack(into: repository, Self.limits(header, network))
    var reader = try candidate.reader ?? reader(header.id, candidate.blob)
    candidate.reader = nil
    try reader.open(rules) { try pack.add($0) }
    let heads = header.heads.compactMap { ObjectID(hex: $0) }
    // The commits of a joined segment are usually here already; then its pack is checked, but not stored.
    try pack.finish(heads, keeps: !isHere(header, heads), progress)
    let commits = try repository.commits(between: header.bases.compactMap { ObjectID(hex: $0) }, and: heads)
    guard try pack.held(commits) else { throw Refused(why: .hollow) }
    // A new epoch is begun by a commit, not by a number.
    guard header.epoch > rules.epoch else { return SealedState.work(pack.content) }
    let begun = try heads.map { try MemberList(in: $0, of: repository).epoch }.max() ?? 1
    guard begun >= header.epoch else { throw SealingError.segment(.unknownEpoch(header.epoch)) }
    return SealedState.work(pack.content)
  }

  /// Returns whether the host had all commits of a segment before, and so has this machine.
  private mutating func isHere(_ header: SegmentHeader, _ heads: [ObjectID]) throws -> Bool {
    // A segment that builds on a new one is new too, so only the first of a long row needs a search.
    let isAhead = header.bases.contains { ObjectID(hex: $0).map(ahead.contains) ?? false }
    if !isAhead, try heads.allSatisfy({ try repository.has($0) }),
      try repository.commits(from: heads, without: state.tips).isEmpty
    {
      return true
    }
    if heads.count == 1 { ahead.formUnion(heads) }
    return false
  }

  /// Applies a segment's member list: additions wait for a person; removals by a new epoch apply at once, before other
  /// segments of the removed members are read.
  private mutating func learn(from header: SegmentHeader, _ rules: inout SegmentRules) throws {
    let heads = header.heads.compactMap { ObjectID(hex: $0) }
    guard heads.count == 1 else { return }
    let now = try MemberList(in: heads[0], of: repository)
    let known = Set(list.entries)
    let new = now.entries.filter { !known.contains($0) }
    if !new.isEmpty { list = MemberList(entries: list.entries + new, epoch: list.epoch) }
    if header.epoch > roster.epoch { dropped += roster.shrink(to: now) }
    if !new.isEmpty || header.epoch > rules.epoch {
      let vouched = rules.vouched
      rules = self.rules
      rules.vouched = vouched
    }
  }

  // MARK: Guard

  /// Refuses segments with files that the guard refuses, and segments that build on them.
  private mutating func refuseHostile(from start: ObjectID?) throws {
    let guardian = try Guard(network)
    while !taken.isEmpty {
      let commits = try repository.commits(from: arrived.sorted(), without: start.map { [$0] } ?? [])
      let hostile = try repository.tips(of: commits).filter {
        try !guardian.findings(from: start, to: $0).isEmpty
      }
      if hostile.isEmpty { return }
      for tip in hostile { refuse(tip, .hostile(try guardian.findings(from: start, to: tip))) }
    }
  }

  /// Refuses the segments, taken in now, that have a commit as head.
  mutating func refuse(_ tip: ObjectID, _ why: SegmentRefusal) {
    for id in taken {
      guard let known = state.live[id], known.header.heads.contains(tip.description) else { continue }
      refused[id] = why
      state.refused[id] = SealedState.Refused(blob: known.blob, refusal: why)
      state.live[id] = nil
    }
    taken.removeAll { state.live[$0] == nil }
    arrived = Set(taken.flatMap { state.live[$0]?.header.heads ?? [] }.compactMap { ObjectID(hex: $0) })
  }
}
