import Git
import Judging
import Sealing
import Store
import Sync

/// The steps of one try of a sealed synchronisation.
extension SealedSynchronisation {
  struct Host {
    let tip: ObjectID?
    let files: [SegmentID: ObjectID]
  }

  struct Round {
    let host: Host
    let changes: SegmentChanges
    let commit: ObjectID
    let roster: PinnedRoster
  }

  enum Pushed { case done, late, failed }

  /// Fetches the sealed branch; `nil` if the host cannot be reached, which the outcome notes.
  func fetch(_ outcome: inout SealedOutcome) throws -> Host? {
    let found: FetchedTip?
    do throws(TransferError) { found = try branch.fetch(options.transfer) } catch {
      outcome.sync.failures = [(branch.remote.title, .transfer(error))]
      return nil
    }
    if let found, found.isRewritten || found.before != nil && found.after == nil {
      outcome.isRewritten = true
    }
    return Host(tip: found?.after, files: try branch.segments(in: found?.after))
  }

  // MARK: Joining

  /// Merges the host's commits into one; `nil` if it has none.
  func join(_ known: [ObjectID]) throws -> ObjectID? {
    guard let first = known.first else { return nil }
    var joined = BranchJoining.Joined(commit: first)
    for tip in known.dropFirst() { _ = try joining.add(tip, to: &joined, acceptsUnrelated: true) }
    return joined.commit
  }

  /// Merges the arrived commits into the branch, and refuses segments with an unrelated history. Before that, takes back what
  /// has no right here, and gives way to what others brought in.
  func join(_ intake: inout SegmentIntake, to start: ObjectID, _ judge: Judge) throws -> BranchJoining.Joined
  {
    let new = try repository.commits(from: intake.arrived.sorted(), without: [start])
    let tips = try repository.tips(of: new)
    try judge.judge(intake.known() + tips)
    var joined = try joining.begin(at: start, by: actor, known: intake.known() + tips, judge)
    for tip in tips {
      let disputed = try judge.disputes(broughtBy: tip, to: joined.commit)
      try joining.giveWay(to: tip, by: actor, &joined)
      guard try joining.add(tip, to: &joined, acceptsUnrelated: false) else {
        intake.refuse(tip, .unrelated)
        continue
      }
      joined.disputed += disputed
    }
    try joining.restore(by: actor, &joined, judge)
    return joined
  }

  /// Checks that the joined commit may be sealed, and that no incoming change touches an uncommitted edit.
  func check(
    _ joined: BranchJoining.Joined, from start: ObjectID, _ view: ObjectID?, _ outcome: SealedOutcome
  ) throws {
    let guardian = try Guard(network)
    let findings = try guardian.findings(from: view, to: joined.commit)
    if !findings.isEmpty { throw SyncError.guarded(findings) }
    try joining.checkEdits(outcome.sync.left, from: start, to: joined.commit)
  }

  // MARK: Publishing

  /// Seals and pushes the changes of a try, and updates the state.
  func publish<R: RandomNumberGenerator>(
    _ round: Round, _ state: inout SealedState, _ outcome: inout SealedOutcome, _ generator: inout R
  ) throws -> Pushed {
    let changes = round.changes
    if changes.isEmpty { return .done }
    var files = changes.restored.map { TreeChange.put(SealedBranch.path(of: $0.key), $0.value) }
    var live = state.live
    var covers = changes.covers
    var new: SealedState.Known?
    if !changes.commits.isEmpty {
      guard let sender = round.roster.member(signing: key.publicKeys.sign) else {
        outcome.unsealed = .keyNotInList(key.publicKeys.sign)
        return .failed
      }
      let sealing = SegmentSealing(
        branch: branch, repository: repository, key: key, sender: sender, roster: round.roster)
      if let backlog = changes.backlog {
        let sealed = try sealing.seal(
          backlog.commits, covering: backlog.covers, of: live.values.map(\.header),
          after: backlog.earlier, using: &generator)
        files.append(.put(SealedBranch.path(of: sealed.header.id), sealed.blob))
        for id in backlog.covers { live[id] = nil }
        live[sealed.header.id] = sealed
        covers.formUnion(backlog.covers)
      }
      let sealed = try sealing.seal(
        changes.commits, covering: changes.covers, of: live.values.map(\.header), using: &generator)
      files.append(.put(SealedBranch.path(of: sealed.header.id), sealed.blob))
      for id in changes.covers { live[id] = nil }
      live[sealed.header.id] = sealed
      new = sealed
    }
    for id in covers where round.host.files[id] != nil {
      // What tells somebody that they are out stays there for them until the next epoch.
      if let header = state.live[id]?.header, header.epoch == round.roster.epoch,
        try Farewell.isOne(header, repository)
      {
        continue
      }
      files.append(.remove(SealedBranch.path(of: id)))
    }
    let pushed = try push(files, on: round.host, &outcome)
    guard pushed == .done else { return pushed }
    state.live = live
    state.gone.formUnion(covers)
    outcome.sealed = new?.header.id
    return .done
  }

  /// Seals and pushes the commits that remove members; the next fetch takes them in as anybody's.
  func publish<R: RandomNumberGenerator>(
    _ farewells: [Farewell], on host: Host, _ state: SealedState, _ outcome: inout SealedOutcome,
    _ generator: inout R
  ) throws -> Pushed {
    var files: [TreeChange] = []
    var live = state.live.values.map(\.header)
    for farewell in farewells {
      guard let sender = farewell.roster.member(signing: key.publicKeys.sign) else {
        outcome.unsealed = .keyNotInList(key.publicKeys.sign)
        return .failed
      }
      let sealed = try SegmentSealing(
        branch: branch, repository: repository, key: key, sender: sender, roster: farewell.roster
      ).seal(farewell.commits, covering: [], of: live, using: &generator)
      files.append(.put(SealedBranch.path(of: sealed.header.id), sealed.blob))
      live.append(sealed.header)
    }
    return try push(files, on: host, &outcome)
  }

  private func push(_ files: [TreeChange], on host: Host, _ outcome: inout SealedOutcome) throws -> Pushed {
    let commit = try branch.commit(files, on: host.tip, at: actor.now)
    do throws(TransferError) {
      switch try branch.push(commit, options.transfer) {
      case .done, .there: return .done
      case .late: return .late
      case .refused(let reasons):
        outcome.sync.failures = [(branch.remote.title, .refused(remote: branch.remote.title, reasons))]
      }
    } catch {
      outcome.sync.failures = [(branch.remote.title, .transfer(error))]
    }
    return .failed
  }

  /// Notes the changes in both directions.
  ///
  /// - Parameter view: the merged commits that the host has.
  func finish(
    _ outcome: inout SealedOutcome, from before: ObjectID, to commit: ObjectID, _ view: ObjectID?
  ) throws {
    outcome.sync.came = try Traffic(from: before, to: commit, in: network, isNaming: options.isNaming)
    guard view != commit else { return }
    let went = try Traffic(from: view, to: commit, in: network, isNaming: options.isNaming)
    outcome.sync.went = [(branch.remote.title, went)]
  }
}
