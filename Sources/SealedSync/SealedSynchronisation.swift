import Git
import Judging
import Sealing
import Store
import Sync

/// Synchronises a private community with its sealed branch: takes in others' segments, merges them, seals new commits for
/// all members, and starts again if somebody else pushed first.
///
/// As with `Synchronisation`, the branch moves only after the push, or if the host accepts none.
package struct SealedSynchronisation {
  let network: Network
  let actor: Actor
  let key: DeviceKey
  let options: Synchronisation.Options
  let branch: SealedBranch
  private let pause: (_ tries: Int) -> Void

  /// - Parameters:
  ///   - network: the private community.
  ///   - commons: the network with the remote that hosts the sealed branch.
  ///   - key: this device's key.
  /// - Throws: `SealedError.notSealed`, `.unknownRemote`, `GitError`.
  package init(
    of network: Network, in commons: Network, by actor: Actor, with key: DeviceKey,
    _ options: Synchronisation.Options, pause: @escaping (_ tries: Int) -> Void
  ) throws {
    guard let settings = try SealedSettings(of: network.repository) else { throw SealedError.notSealed }
    guard let remote = try commons.repository.remoteForElsewhere(settings.remote) else {
      throw SealedError.unknownRemote(settings.remote)
    }
    (self.network, self.actor, self.key) = (network, actor, key)
    (self.options, self.pause) = (options, pause)
    branch = try SealedBranch(settings.name, at: remote, in: network.stateFolder)
  }

  var repository: Repository { network.repository }
  var joining: BranchJoining { BranchJoining(of: network) }

  /// - Throws: `SealedError`, `SyncError`, `StoreError`, `GitError`, `SealingError`. A host that fails is in the outcome.
  package func run<R: RandomNumberGenerator>(using generator: inout R) throws -> SealedOutcome {
    try repository.requireWholeHistory()
    if let file = repository.unfinishedByGit { throw SyncError.gitIsAtWork(file) }
    // Two synchronisations at once would take in the same segments.
    let turn = try RepositoryLock.acquire(commonDirectory: network.stateFolder + "/sealed")
    defer { withExtendedLifetime(turn) {} }
    try branch.removeRemains()
    var outcome = SealedOutcome()
    try joining.commitEdits(by: actor, isDryRun: options.isDryRun, &outcome.sync)
    guard let before = try network.tip() else { throw StoreError.notANetwork }
    var intake = SegmentIntake(
      network: network, branch: branch, key: key, list: try MemberList(in: before, of: repository),
      roster: try PinnedRoster(in: network.stateFolder), state: try SealedState(in: network.stateFolder),
      progress: options.transfer.progress)
    guard !intake.roster.isEmpty else { throw SealedError.nothingAccepted }
    let judge = try network.judgeOfShared()
    let saved = (state: intake.state, roster: intake.roster)

    /// What the host had before a member's farewell was sealed.
    var earlier: ObjectID?
    for tries in 1... {
      guard let host = try fetch(&outcome) else { return outcome }
      guard let start = try network.tip() else { throw StoreError.notANetwork }
      try intake.run(host.files, from: start)
      let joined = try join(&intake, to: start, judge)
      try joining.note(joined, isDryRun: options.isDryRun, &outcome.sync)
      let view = try join(intake.known())
      try check(joined, from: start, view, outcome)
      let list = try MemberList(in: joined.commit, of: repository, judge.judgement)
      let farewells = try Farewell.all(
        in: repository.commits(from: [joined.commit], without: intake.known()), endingWith: list,
        intake.roster, repository)
      intake.drop(from: list)
      var state = intake.state
      let changes = try SegmentChanges(
        of: joined.commit, list, host.files, intake, &state, branch, repository)
      outcome.note(intake, changes, list)
      let round = Round(host: host, changes: changes, commit: joined.commit, roster: intake.roster)
      if options.isDryRun {
        try finish(&outcome, from: before, to: joined.commit, view)
        return outcome
      }
      let pushed =
        try farewells.isEmpty
        ? publish(round, &state, &outcome, &generator)
        : publish(farewells, on: host, intake.state, &outcome, &generator)
      // What comes after is sealed in the next round, for those who remain.
      if pushed == .done, !farewells.isEmpty {
        earlier = earlier ?? view
        continue
      }
      if pushed == .late {
        outcome.sync.late += 1
        if tries < options.tries {
          pause(tries)
          continue
        }
        let name = branch.remote.title
        outcome.sync.failures = [(name, .sync(.stillLate(remote: name, tries: tries)))]
      }
      if pushed == .done {
        intake.sealed(joined.commit, state)
        // What others can read must not be undone.
        try repository.noteLeft(network.branch, at: joined.commit, by: "sealed", for: options.transfer.person)
      }
      // If somebody posted on this machine meanwhile, the next round merges the post.
      guard try joining.adopt(joined, from: start, by: options.transfer.person, &outcome.sync) else {
        continue
      }
      try joining.conclude(joined, judge)
      intake.state.tips = try pushed == .done ? [joined.commit] : intake.known()
      if intake.state != saved.state { try intake.state.save(in: network.stateFolder) }
      if intake.roster != saved.roster { try intake.roster.save(in: network.stateFolder) }
      outcome.sync.conflicts += joined.conflicts.map(network.prefix.shown)
      outcome.segments = intake.state.live.count
      try finish(&outcome, from: before, to: joined.commit, pushed == .done ? earlier ?? view : joined.commit)
      return outcome
    }
    return outcome
  }
}
