import Git
import Records
import Store

/// Brings a network and its remotes together: fetch, merge, push, and again where somebody was quicker.
///
/// The network's lock is taken for moments only, so that others can post meanwhile. The branch moves when the remotes
/// have what it moves to, or cannot be reached: a merge whose push came late is dropped and made again.
package struct Synchronisation {
  package struct Options: Sendable {
    /// Take a remote whose history does not contain what it had before.
    package var acceptsRewritten = false
    /// Fetch, and say what would come and go; nothing else.
    package var isDryRun = false
    /// Look up the titles of all that came and went; else it is only counted.
    package var isNaming = false
    /// Tries before `SyncError.stillLate`.
    package var tries = 12
    package var transfer: TransferOptions

    package init(transfer: TransferOptions) { self.transfer = transfer }
  }

  private let network: Network
  private let actor: Actor
  private let options: Options
  /// Waits for a random time that grows with the number of tries.
  private let pause: (_ tries: Int) -> Void
  /// What must not be quoted in what leaves; asked for only where something leaves.
  private let unsaid: () throws -> PrivateNames

  package init(
    of network: Network, by actor: Actor, _ options: Options,
    without unsaid: @escaping () throws -> PrivateNames = { PrivateNames() },
    pause: @escaping (_ tries: Int) -> Void
  ) {
    self.network = network
    self.actor = actor
    self.options = options
    self.unsaid = unsaid
    self.pause = pause
  }

  private var repository: Repository { network.repository }

  /// - Parameter names: the remotes; all of the settings when empty.
  /// - Throws: `SyncError`, `StoreError`, `GitError`. A remote that fails is in the outcome, and keeps no other from
  ///   being reached.
  package func run(_ names: [String]) throws -> SyncOutcome {
    let remotes = try remotes(names)
    if let file = repository.unfinishedByGit { throw SyncError.gitIsAtWork(file) }
    var outcome = SyncOutcome()
    try commitEdits(&outcome)
    let before = try network.tip()
    var peers = remotes.map { Peer(remote: $0) }
    for tries in 1... {
      for number in peers.indices where peers[number].isToFetch { try fetch(&peers[number]) }
      guard let start = try network.tip() else { throw StoreError.notANetwork }
      let joined = try join(start, peers)
      try check(joined, from: start, peers, outcome)
      if options.isDryRun {
        try outcome.finish(peers, from: before, to: joined.commit, options, in: network)
        return outcome
      }
      for number in peers.indices { try push(joined.commit, to: &peers[number]) }
      if peers.contains(where: \.isToFetch) {
        outcome.late += 1
        if tries < options.tries {
          pause(tries)
          continue
        }
      }
      // Somebody posted on this machine meanwhile: that joins in the next round.
      guard try adopt(joined, from: start, &outcome) else { continue }
      for number in peers.indices where peers[number].isToFetch {
        peers[number].failure = .sync(.stillLate(remote: peers[number].remote.name, tries: tries))
      }
      outcome.conflicts = joined.conflicts.map(network.prefix.shown)
      try outcome.finish(peers, from: before, to: joined.commit, options, in: network)
      return outcome
    }
    return outcome
  }

  private func remotes(_ names: [String]) throws -> [Remote] {
    let known = repository.remotes()
    guard !known.isEmpty || !names.isEmpty else { throw SyncError.noRemote }
    return try names.isEmpty
      ? known
      : names.map { name in
        guard let remote = known.first(where: { $0.name == name }) else {
          throw SyncError.unknownRemote(name, known: known.map(\.name))
        }
        return remote
      }
  }

  // MARK: Edits

  private func commitEdits(_ outcome: inout SyncOutcome) throws {
    let edits = try UncommittedEdits(in: network)
    outcome.left = edits.left
    outcome.ready = edits.ready.map(\.path)
    guard !options.isDryRun, let act = try edits.act(in: network.snapshot()) else { return }
    outcome.committed = try network.perform(by: actor) { _ in act }
  }

  // MARK: Remotes

  /// A remote during one synchronisation.
  struct Peer {
    let remote: Remote
    /// Where its branch was when it was fetched; `nil` where it has none yet.
    var tip: ObjectID?
    /// Where it was at first.
    var first: ObjectID?
    var isFetched = false
    /// Fetching comes first, or once more after a push that was late.
    var isToFetch = true
    var isPushed = false
    var failure: SyncOutcome.Failure?
  }

  private func fetch(_ peer: inout Peer) throws {
    guard peer.failure == nil else { return }
    do throws(TransferError) {
      let found = try repository.fetch(
        peer.remote, [network.branch], acceptsRewritten: options.acceptsRewritten, options.transfer)
      peer.isToFetch = false
      guard let tip = found.first else { return }
      if tip.isRewritten, !options.acceptsRewritten, let before = tip.before, let after = tip.after {
        peer.failure = .sync(.rewritten(remote: peer.remote.name, before: before, after: after))
        return
      }
      peer.tip = tip.after
      if !peer.isFetched { peer.first = tip.after }
      peer.isFetched = true
    } catch {
      peer.isToFetch = false
      peer.failure = .transfer(error)
    }
  }

  private func push(_ commit: ObjectID, to peer: inout Peer) throws {
    guard peer.isFetched, peer.failure == nil, peer.tip != commit else { return }
    do throws(TransferError) {
      let outcome = try repository.push(
        commit, to: network.branch, of: peer.remote, expecting: peer.tip, options.transfer)
      switch outcome {
      case .done:
        peer.tip = commit
        peer.isPushed = true
      case .late: peer.isToFetch = true
      case .refused(let reasons): peer.failure = .refused(remote: peer.remote.name, reasons)
      }
    } catch {
      peer.failure = .transfer(error)
    }
  }

  // MARK: Joining

  struct Joined {
    var commit: ObjectID
    /// Files that keep the text of who lost.
    var conflicts: [String] = []
  }

  /// One commit that builds on all tips; the local one itself, or a remote's, where that builds on all others.
  private func join(_ start: ObjectID, _ peers: [Peer]) throws -> Joined {
    var joined = Joined(commit: start)
    for peer in peers {
      guard peer.failure == nil, let tip = peer.tip else { continue }
      let own = try withoutOwnMerge(joined.commit, for: tip)
      switch try repository.joining(own, tip) {
      case .nothing: continue
      case .fastForward, .adopt: joined.commit = tip
      case .merge(let merge):
        if merge.divergence.bases.isEmpty, !options.acceptsRewritten {
          throw SyncError.unrelated(remote: peer.remote.name)
        }
        let tree = try repository.merge(merge)
        joined.commit = try repository.writeMerge(tree.changes, of: own, and: tip).commit
        joined.conflicts += tree.kept.map(\.path)
      }
    }
    return joined
  }

  /// The tip, or what it merged, where it is a merge of an earlier synchronisation that never left this machine: it is
  /// made again with what the remote has now, rather than merged once more.
  private func withoutOwnMerge(_ commit: ObjectID, for tip: ObjectID) throws -> ObjectID {
    let parents = try repository.commit(commit).parents
    guard parents.count == 2, try !repository.isAncestor(commit, of: tip) else { return commit }
    let others = try parents.filter { try !repository.isAncestor($0, of: tip) }
    guard others.count == 1 else { return commit }
    // Whoever joins the same two writes the same commit: another one holds somebody's own work.
    let again = try repository.writeMerge(
      repository.merge(parents[0], parents[1]).changes, of: parents[0], and: parents[1])
    return again.commit == commit ? others[0] : commit
  }

  // MARK: Guards

  private func check(_ joined: Joined, from start: ObjectID, _ peers: [Peer], _ outcome: SyncOutcome) throws {
    let guardian = Guard(repository, sizeLimit: try network.sizeLimit)
    for peer in peers {
      guard peer.failure == nil, let tip = peer.tip else { continue }
      // What is here already came in before, or is our own.
      let findings = try guardian.findings(from: start, to: tip)
      if !findings.isEmpty { throw SyncError.hostile(remote: peer.remote.name, findings) }
    }
    for peer in peers where peer.failure == nil && peer.isFetched && peer.tip != joined.commit {
      let findings = try guardian.findings(from: peer.tip, to: joined.commit)
      if !findings.isEmpty { throw SyncError.guarded(findings) }
      let leaks = try LeakCheck(repository, unsaid()).leaks(from: peer.tip, to: joined.commit)
      if !leaks.isEmpty { throw SyncError.leaking(leaks) }
    }
    guard !outcome.left.isEmpty, start != joined.commit else { return }
    var changed: Set<String> = []
    try repository.changes(from: start, to: joined.commit) { changed.insert(network.prefix.shown($0.path)) }
    let inTheWay = outcome.left.filter { $0.reason != .missing && changed.contains($0.path) }
    if !inTheWay.isEmpty { throw SyncError.editInTheWay(inTheWay) }
  }

  // MARK: The branch

  /// Moves the branch, and brings the work tree along; whether it still was where the joining began.
  private func adopt(_ joined: Joined, from start: ObjectID, _ outcome: inout SyncOutcome) throws -> Bool {
    guard joined.commit != start else { return true }
    let lock = try repository.lock()
    outcome.recovered += try repository.recover(under: lock)
    guard try network.tip() == start else { return false }
    var changes: [PathChange] = []
    try repository.changes(from: start, to: joined.commit) { changes.append($0) }
    let performed = try repository.bring(
      network.branch, from: start, to: joined.commit, changes, by: options.transfer.person, reason: "sync",
      under: lock)
    outcome.kept = performed.left.map(network.prefix.shown)
    outcome.unfinished = performed.unfinished
    return true
  }
}
