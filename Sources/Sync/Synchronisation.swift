import Disclosure
import Git
import Judging
import Records
import Store

/// Synchronises a network with its remotes: fetches, merges, pushes, and starts again if somebody else pushed first.
///
/// Takes the network's lock for moments only, so that others can post meanwhile. The branch moves only after the push, or
/// if no remote can be reached; a merge whose push came late is dropped and made anew.
package struct Synchronisation {
  package struct Options: Sendable {
    /// Accept a remote whose history does not contain its last known tip.
    package var acceptsRewritten = false
    /// Fetch only, and report what would come and go.
    package var isDryRun = false
    /// Look up the titles of changed records, instead of only counting them.
    package var isNaming = false
    /// Send what names nobody now, rather than at its own moment.
    package var sendsWaiting = false
    /// The number of tries before `SyncError.stillLate`.
    package var tries = 12
    package var transfer: TransferOptions

    package init(transfer: TransferOptions) { self.transfer = transfer }
  }

  let network: Network
  let actor: Actor
  let options: Options
  /// Waits for a random time that grows with the number of tries.
  private let pause: (_ tries: Int) -> Void
  /// Returns the names that must not appear in anything pushed. Called only if there is something to push.
  let privateNames: () throws -> PrivateNames

  package init(
    of network: Network, by actor: Actor, _ options: Options,
    without privateNames: @escaping () throws -> PrivateNames = { PrivateNames() },
    pause: @escaping (_ tries: Int) -> Void
  ) {
    self.network = network
    self.actor = actor
    var options = options
    options.transfer.refusesBranch = Network.refusesBranch(for: network.privateCommunity)
    (self.options, self.privateNames, self.pause) = (options, privateNames, pause)
  }

  var repository: Repository { network.repository }
  private var joining: BranchJoining { BranchJoining(of: network) }

  /// Synchronises with remotes.
  ///
  /// - Parameter names: names of remotes, or addresses; empty for all remotes of the settings.
  /// - Throws: `SyncError`, `StoreError`, `GitError`. A remote that fails is noted in the outcome; the others go on.
  package func run(_ names: [String]) throws -> SyncOutcome {
    let remotes = try remotes(names)
    // What names nobody goes to the remote that everybody shares, and not to whatever somebody exchanges with once.
    let isShared = try names.isEmpty || names == [repository.remotes().first?.title]
    try repository.requireWholeHistory()
    if let file = repository.unfinishedByGit { throw SyncError.gitIsAtWork(file) }
    if try repository.isBare || !network.isCheckedOut { try repository.checkNobodyElseHas(network.branch) }
    var outcome = SyncOutcome()
    try joining.commitEdits(by: actor, isDryRun: options.isDryRun, &outcome)
    let before = try network.tip()
    var peers = remotes.map { Peer(remote: $0) }
    let judge = try network.judgeOfShared()
    for tries in 1... {
      for number in peers.indices where peers[number].isToFetch { try fetch(&peers[number]) }
      guard let start = try network.tip() else { throw StoreError.notANetwork }
      if tries == 1, isShared, !options.isDryRun, try depart(start, &peers, &outcome) {
        try outcome.finish(peers, from: before, to: start, options, in: network)
        return outcome
      }
      let joined = try join(start, &peers, judge)
      try check(joined, from: start, peers, outcome)
      try joining.note(joined, isDryRun: options.isDryRun, &outcome)
      if options.isDryRun {
        try outcome.finish(
          peers, from: joined.tookBack.allSatisfy(\.wasSent) ? before : joined.own, to: joined.commit,
          options, in: network)
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
      // If somebody posted on this machine meanwhile, the next round merges the post.
      guard try joining.adopt(joined, from: start, by: options.transfer.person, &outcome) else { continue }
      try network.settleArrived()
      try joining.conclude(joined, judge)
      for number in peers.indices where peers[number].isToFetch {
        peers[number].failure = .sync(.stillLate(remote: peers[number].remote.title, tries: tries))
      }
      outcome.conflicts += joined.conflicts.map(network.prefix.shown)
      try outcome.finish(
        peers, from: joined.tookBack.allSatisfy(\.wasSent) ? before : joined.own, to: joined.commit, options,
        in: network)
      return outcome
    }
    return outcome
  }

  private func remotes(_ names: [String]) throws -> [Remote] {
    let known = try repository.remotes()
    guard !known.isEmpty || !names.isEmpty else { throw SyncError.noRemote }
    let addresses = names.filter { name in !known.contains { $0.name == name } }
    for address in addresses where !address.contains("/") && !address.contains(":") {
      throw SyncError.unknownRemote(address, known: known.map(\.title))
    }
    return try (names.isEmpty ? known : known.filter { names.contains($0.title) })
      + addresses.map { try repository.remote(at: RemoteAddress.whole($0), named: nil) }
  }

  // MARK: Remotes

  /// A remote during one synchronisation.
  struct Peer {
    let remote: Remote
    /// The branch's tip at the last fetch; `nil` if the remote lacks the branch.
    var tip: ObjectID?
    /// The branch's tip at the first fetch.
    var first: ObjectID?
    /// The branch's tips at push addresses other than the fetch address, after a push to them came late.
    var elsewhere: [String: ObjectID?] = [:]
    /// All of them that are known.
    var tips: [ObjectID] { ([tip] + elsewhere.values).compactMap(\.self) }
    var isFetched = false
    /// Whether to fetch, at first or after a push that came late.
    var isToFetch = true
    var isPushed = false
    var failure: SyncOutcome.Failure?
  }

  private func fetch(_ peer: inout Peer) throws {
    guard peer.failure == nil else { return }
    var found: [FetchedTip] = []
    var theirs: String?
    do throws(TransferError) {
      found = try repository.fetch(
        peer.remote, [network.branch], acceptsRewritten: options.acceptsRewritten, options.transfer)
      for url in peer.elsewhere.keys {
        let there = try repository.fetch(peer.remote.read(from: url), [network.branch], options.transfer)
        peer.elsewhere[url] = there.first?.after
      }
      if let tip = found.first, tip.after == nil { theirs = try otherBranch(at: peer.remote) }
    } catch { peer.failure = .transfer(error) }
    peer.isToFetch = false
    guard peer.failure == nil, let tip = found.first else { return }
    if let theirs {
      let isHere = try repository.tip(of: theirs) != nil
      peer.failure = .sync(
        .otherBranch(remote: peer.remote.title, branch: network.branch, theirs: theirs, isHere: isHere))
      return
    }
    if tip.isRewritten, !options.acceptsRewritten, let before = tip.before, let after = tip.after {
      peer.failure = .sync(.rewritten(remote: peer.remote.title, before: before, after: after))
      return
    }
    peer.tip = tip.after
    if !peer.isFetched { peer.first = tip.isLagging ? tip.before : tip.after }
    peer.isFetched = true
  }

  /// Returns another branch of a network that the remote has instead of ours. Our branch is not pushed then, for a person
  /// who tries something out on a branch of their own does not mean to share it.
  private func otherBranch(at remote: Remote) throws(TransferError) -> String? {
    guard network.privateCommunity == nil else { return nil }
    let tips = try repository.remoteTips(remote, options.transfer)
    return tips.head ?? tips.branches.keys.filter { !$0.hasPrefix(Network.sealedFolder) }.min()
  }

  private func push(_ commit: ObjectID, to peer: inout Peer) throws {
    guard peer.isFetched, peer.failure == nil, peer.tip != commit else { return }
    try SentCommits(of: network).add(commit)
    do throws(TransferError) {
      for (url, outcome) in try repository.push(commit, to: network.branch, of: peer.remote, options.transfer)
      {
        switch outcome {
        case .done: peer.isPushed = true
        case .there: break
        case .late:
          peer.isToFetch = true
          if url != peer.remote.url { peer.elsewhere[url] = .some(nil) }
        case .refused(let reasons): peer.failure = .refused(remote: peer.remote.title, reasons)
        }
      }
      if !peer.isToFetch, peer.failure == nil { peer.tip = commit }
    } catch {
      peer.failure = .transfer(error)
    }
  }

  // MARK: Joining

  /// Merges all tips into one commit, or takes the tip that contains all others.
  ///
  /// Skips a remote that has another network, or files that must not come in, or that is not the network's own and has
  /// changes without a right.
  private func join(_ start: ObjectID, _ peers: inout [Peer], _ judge: Judge) throws -> BranchJoining.Joined {
    let guardian = try Guard(network)
    let home = try repository.homeRemote(of: network.branch)
    for number in peers.indices {
      let peer = peers[number]
      for tip in peer.tips where peers[number].failure == nil {
        // Only differences from our own tip need checking.
        let findings = try guardian.findings(from: start, to: tip)
        // Whether its card was taken away without right, judging tells.
        guard findings.allSatisfy({ $0.problem == .withoutCard }) else {
          peers[number].failure = .sync(.hostile(remote: peer.remote.title, findings))
          continue
        }
        guard try options.acceptsRewritten || !repository.mergeBases(start, tip).isEmpty else {
          peers[number].failure = .sync(.unrelated(remote: peer.remote.title))
          continue
        }
        try judge.judge([tip], limit: Network.judgedAtFirst)
        guard try findings.allSatisfy({ try judge.canRestore($0.path, in: tip) }) else {
          peers[number].failure = .sync(.hostile(remote: peer.remote.title, findings))
          continue
        }
      }
    }
    let known = peers.flatMap(\.tips) + Array(try repository.remoteBranches().values)
    var joined = try joining.begin(at: start, by: actor, known: known, judge)
    for number in peers.indices {
      let peer = peers[number]
      for tip in peer.tips where peers[number].failure == nil {
        let disputed = try judge.disputes(broughtBy: tip, to: joined.commit)
        if !disputed.isEmpty, let home, home != peer.remote.title {
          peers[number].failure = .sync(.withoutRight(remote: peer.remote.title, disputed))
          continue
        }
        try joining.giveWay(to: tip, by: actor, &joined)
        _ = try joining.add(tip, to: &joined, acceptsUnrelated: options.acceptsRewritten)
        joined.disputed += disputed
      }
    }
    try joining.restore(by: actor, &joined, judge)
    return joined
  }

  /// Checks that the joined commit may be pushed, and that no incoming change touches an uncommitted edit.
  private func check(
    _ joined: BranchJoining.Joined, from start: ObjectID, _ peers: [Peer], _ outcome: SyncOutcome
  ) throws {
    let guardian = try Guard(network)
    // Commits of any remote are public already.
    let known =
      try peers.flatMap(\.tips) + Array(repository.remoteBranches().values)
    for peer in peers where peer.failure == nil && peer.isFetched && peer.tip != joined.commit {
      let findings = try guardian.findings(from: peer.tip, throughHistoryTo: joined.commit, unknownTo: known)
      if !findings.isEmpty { throw SyncError.guarded(findings) }
      let leaks = try LeakCheck(repository, privateNames()).leaks(
        from: peer.tip, to: joined.commit, besides: peer.tip)
      if !leaks.isEmpty { throw SyncError.leaking(leaks) }
    }
    try joining.checkEdits(outcome.left, from: start, to: joined.commit)
  }
}

extension Network {
  /// Returns which branches must not be in a repository that this network, or one of its private communities, is
  /// exchanged with: beside a private community's branch any other, beside the commons one of a private community.
  package static func refusesBranch(for privateCommunity: Slug?) -> @Sendable (String) -> Bool {
    guard let privateCommunity else { return { $0.lowercased().hasPrefix("private/") } }
    let own = branch(of: privateCommunity)
    return { $0 != own }
  }
}
