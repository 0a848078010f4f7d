import Git
import Sealing
import Store
import Sync

/// Takes in the segments that a host has and this machine has not seen: opened, looked at, and put into the community's
/// object store. No branch moves.
struct SegmentIntake {
  let network: Network
  let branch: SealedBranch
  let key: DeviceKey
  /// The member list at the branch's tip: what is new in it since a person looked waits.
  var list: MemberList
  var roster: PinnedRoster
  var state: SealedState
  /// The commits that the new segments end with.
  private(set) var arrived: Set<ObjectID> = []
  /// Of those, the ones that are not behind what was sealed before.
  private var ahead: Set<ObjectID> = []
  /// Those that were taken in now.
  private(set) var taken: [SegmentID] = []
  private(set) var refused: [SegmentID: SegmentRefusal] = [:]
  /// Those of members that build on something that is not here.
  private(set) var waiting: [SegmentHeader] = []
  /// What the segments themselves have dropped from the list.
  private(set) var dropped: [MemberList.Entry] = []
  /// As a person was told before.
  private let told: [SegmentID: SealedState.Refused]
  private let progress: (TransferProgress) -> Void

  /// Larger ones are read twice rather than kept open.
  private static let mostOpen = 16
  /// A segment that unpacks to more than this many times its size, beyond a gigabyte, is given up.
  private static let mostGrowth = 4000

  private var repository: Repository { network.repository }

  /// The commits that the host has with all that they build on, the last ones.
  func known() throws -> [ObjectID] {
    let new = try repository.commits(from: arrived.sorted(), without: state.tips)
    return try state.tips + repository.tips(of: new)
  }

  /// After a push: all of a commit was sealed.
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
    told = state.refused
  }

  /// Whether a person was told of a refused segment by an earlier synchronisation.
  func wasTold(of id: SegmentID) -> Bool { told[id].map { $0 == state.refused[id] } ?? false }

  /// Drops those from the roster whom the member list does not have any more.
  mutating func drop(from list: MemberList) { dropped += roster.shrink(to: list) }

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

  /// - Parameters:
  ///   - files: all segments of the host's branch.
  ///   - start: the commit that everything must be fit to be joined to.
  /// - Throws: `GitError` for what is wrong on this machine; a segment that is refused is in `refused`.
  mutating func run(_ files: [SegmentID: ObjectID], from start: ObjectID?) throws {
    refused = [:]
    var candidates = try read(files, isJudgedAnew: try judge())
    var isFirst = true
    while true {
      let before = candidates.count
      try take(&candidates)
      // What one builds on may have come with another that was further back.
      if candidates.isEmpty || candidates.count == before && !isFirst { break }
      isFirst = false
    }
    waiting = candidates.values.map(\.header).filter { refused[$0.id] == .incomplete }
    try refuseHostile(from: start)
    state.refused = [:]
    for (id, refusal) in refused {
      if let blob = files[id] { state.refused[id] = SealedState.Refused(blob: blob, refusal: refusal) }
    }
  }

  /// Whether others are members than when segments were refused: all of those are looked at again.
  private mutating func judge() throws -> Bool {
    let words = (roster.entries + roster.pending(of: list)).map {
      "\($0.member) \($0.keys.age) \($0.keys.sign)"
    }
    let past = roster.past.map { "\($0.member) \($0.sign) \($0.until)" }.sorted()
    let text = ([key.publicKeys.age.description] + words + past).joined(separator: "\n")
    let judge = ObjectID(ofBlob: Array(text.utf8))
    defer { state.judgedBy = judge }
    return state.judgedBy != judge
  }

  // MARK: Headers

  private mutating func read(_ files: [SegmentID: ObjectID], isJudgedAnew: Bool) throws
    -> [SegmentID: Candidate]
  {
    var candidates: [SegmentID: Candidate] = [:]
    for (id, blob) in files.sorted(by: { $0.key < $1.key }) {
      if let known = state.live[id] {
        if known.blob != blob { refused[id] = .exchanged }
        continue
      }
      if state.gone.contains(id) { continue }
      if !isJudgedAnew, let known = state.refused[id], known.blob == blob, known.refusal.isLasting {
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

  /// Opens those that can be opened now, each after those that it comes after.
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
        state.heard.insert(header.signer)
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
      // A reader gives out its pack once.
      candidates[header.id]?.reader = nil
    }
  }

  private struct Refused: Error { let why: SegmentRefusal }

  /// - Returns: what making its pack costs.
  private mutating func open(_ candidate: inout Candidate, _ rules: SegmentRules) throws -> Int {
    let header = candidate.header
    try rules.check(header)
    let pack = try IncomingPack(into: repository, Self.limits(header, network))
    var reader = try candidate.reader ?? reader(header.id, candidate.blob)
    candidate.reader = nil
    try reader.open(rules) { try pack.add($0) }
    let heads = header.heads.compactMap { ObjectID(hex: $0) }
    // What others made one segment of is here already, most often, and is looked at for what it holds.
    try pack.finish(heads, keeps: !isHere(header, heads), progress)
    let commits = try repository.commits(
      between: header.bases.compactMap { ObjectID(hex: $0) }, and: heads)
    guard try pack.held(commits) else { throw Refused(why: .hollow) }
    // A new epoch is begun by a commit, not by a number.
    guard header.epoch > rules.epoch else { return SealedState.work(pack.content) }
    let begun = try heads.map { try MemberList(in: $0, of: repository).epoch }.max() ?? 1
    guard begun >= header.epoch else { throw SealingError.segment(.unknownEpoch(header.epoch)) }
    return SealedState.work(pack.content)
  }

  private mutating func isHere(_ header: SegmentHeader, _ heads: [ObjectID]) throws -> Bool {
    // What builds on what is ahead is ahead as well: of a long row, only the first one is looked for.
    let isAhead = header.bases.contains { ObjectID(hex: $0).map(ahead.contains) ?? false }
    if !isAhead, try heads.allSatisfy({ try repository.has($0) }),
      try repository.commits(from: heads, without: state.tips).isEmpty
    {
      return true
    }
    if heads.count == 1 { ahead.formUnion(heads) }
    return false
  }

  /// What a segment says of the member list: whom it adds waits, whom a new epoch drops is dropped now, before anything
  /// else of theirs is looked at.
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

  // MARK: What must not come in

  /// Takes those back that bring what the guard refuses, with all that builds on them.
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

  /// Takes back what ends with a commit.
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
