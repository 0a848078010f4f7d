import Git
import Judging
import Store

/// Merges other people's commits into the branch of a network, and moves the branch.
///
/// Used for remotes' branches and for sealed segments alike.
package struct BranchJoining {
  private let network: Network
  private var repository: Repository { network.repository }

  package struct Joined {
    package var commit: ObjectID
    /// Files that keep the losing text of a conflict.
    package var conflicts: [String] = []
    /// What gave way to what others had brought in.
    package var gaveWay: [GivingWay.Given] = []
    /// What was taken back, since it had no right.
    package var tookBack: [TakingBack.Taken] = []
    /// What has no right and came in.
    package var disputed: [Disputed] = []

    /// The judgement on what others have.
    var shared = Judgement()
    /// What was here, without what was taken back.
    package var own: ObjectID

    package init(commit: ObjectID) { (self.commit, own) = (commit, commit) }
  }

  package init(of network: Network) { self.network = network }

  /// Commits the files that a person edited by hand and that are ready.
  package func commitEdits(by actor: Actor, isDryRun: Bool, _ outcome: inout SyncOutcome) throws {
    // An act that was killed may have left the work tree behind its branch; edits made there since are merged first.
    if !isDryRun { outcome.recovered += try network.recover(waitingMilliseconds: 1000) }
    let edits = try UncommittedEdits(in: network)
    outcome.left = edits.left
    outcome.ready = edits.ready.map(\.path)
    guard !isDryRun else { return }
    let released = try network.release(by: actor)
    (outcome.released, outcome.drafts) = (released.subjects, released.drafts)
    let result = try edits.commit(in: network, by: actor)
    outcome.committed = result.done
    outcome.held = result.waiting.map(\.subject)
    outcome.left += result.left
    outcome.resting = try network.waiting.all().count { $0.reason != .anonymous }
  }

  /// Begins at a commit, without what of it has no right and was not sent.
  package func begin(at start: ObjectID, by actor: Actor, known: [ObjectID], _ judge: Judge) throws -> Joined
  {
    let shared = judge.judgement
    let back = try TakingBack(of: network, by: actor, at: start, known: known, judge: judge)
    var joined = Joined(commit: back?.commit ?? start)
    joined.tookBack = back?.taken ?? []
    joined.shared = shared
    return joined
  }

  /// Changes what has to give way to what another brought in.
  package func giveWay(to tip: ObjectID, by actor: Actor, _ joined: inout Joined) throws {
    guard let way = try GivingWay(of: network, by: actor, at: joined.commit, before: tip) else { return }
    joined.commit = way.commit
    joined.gaveWay += way.given
  }

  /// Puts back what the actor changed without right, and others have; and the network's card whoever took it away, for
  /// nothing goes without it.
  package func restore(by actor: Actor, _ joined: inout Joined, _ judge: Judge) throws {
    try judge.judge([joined.commit])
    let mine = judge.judgement.handles(of: actor.email)
    let card = network.privateCommunity == nil ? Guard.networkCard : Guard.communityCard
    // Once: two clones that know different restrictions would put their versions back for ever.
    func isMine(_ dispute: Disputed) -> Bool {
      mine.contains(dispute.verdict.committer) && judge.isNew(dispute)
    }
    let lost = try judge.judgement.disputes(in: joined.commit, of: repository).filter {
      isMine($0) || $0.path == card && $0.blob == nil
    }
    if !lost.isEmpty {
      joined.tookBack += lost.filter(isMine).map {
        TakingBack.Taken(disputed: $0, wasSent: true)
      }
      joined.commit = try TakingBack.restore(lost, at: joined.commit, in: network, by: actor)
    }
    guard !judge.found.isEmpty else { return }
    let changes = try Reunion.changes(at: joined.commit, in: repository)
    guard !changes.isEmpty else { return }
    joined.commit = try network.write("bring together again", changes, on: joined.commit, by: actor)
  }

  /// Notes what gave way, what is disputed and what was taken back, whose texts are kept.
  package func note(_ joined: Joined, isDryRun: Bool, _ outcome: inout SyncOutcome) throws {
    outcome.gaveWay = joined.gaveWay
    outcome.disputed += joined.disputed.filter { !outcome.disputed.contains($0) }
    try TakingBack.note(joined.tookBack, in: network, isDryRun: isDryRun, &outcome)
  }

  /// Keeps the judgement on the joined commit.
  package func conclude(_ joined: Joined, _ judge: Judge) throws {
    try judge.judge([joined.commit])
    try network.keepShared(joined.shared)
    try network.keep(judge.judgement)
  }

  /// Merges a tip into the joined commit, or takes the tip itself if it contains that commit.
  ///
  /// - Returns: `false` if the histories are unrelated, unless the caller accepts that.
  package func add(_ tip: ObjectID, to joined: inout Joined, acceptsUnrelated: Bool) throws -> Bool {
    let own = try withoutOwnMerge(joined.commit, for: tip)
    switch try repository.joining(own, tip) {
    case .nothing: break
    case .fastForward, .adopt: joined.commit = tip
    case .merge(let merge):
      if merge.divergence.bases.isEmpty, !acceptsUnrelated { return false }
      let tree = try repository.merge(merge)
      joined.commit = try repository.writeMerge(tree.changes, of: own, and: tip).commit
      joined.conflicts += tree.kept.map(\.path)
    }
    return true
  }

  /// Returns the commit, or our side of it if it is a merge by an earlier synchronisation that never left this machine.
  /// Such a merge is made anew with the remote's present tip, rather than merged once more.
  private func withoutOwnMerge(_ commit: ObjectID, for tip: ObjectID) throws -> ObjectID {
    let parents = try repository.commit(commit).parents
    guard parents.count == 2, try !repository.isAncestor(commit, of: tip) else { return commit }
    let others = try parents.filter { try !repository.isAncestor($0, of: tip) }
    guard others.count == 1 else { return commit }
    // The same merge always gives the same commit; a different one holds a person's own changes.
    let again = try repository.writeMerge(
      repository.merge(parents[0], parents[1]).changes, of: parents[0], and: parents[1])
    return again.commit == commit ? others[0] : commit
  }

  /// Checks that no incoming change touches a file with an edit that cannot be committed.
  ///
  /// - Throws: `SyncError.editInTheWay`.
  package func checkEdits(_ left: [UncommittedEdits.Left], from start: ObjectID, to commit: ObjectID) throws {
    guard !left.isEmpty, start != commit, try network.isCheckedOut else { return }
    let changed = Set(try repository.changes(from: start, to: commit).map { network.prefix.shown($0.path) })
    let inTheWay = left.filter { $0.reason != .missing && changed.contains($0.path) }
    if !inTheWay.isEmpty { throw SyncError.editInTheWay(inTheWay) }
  }

  /// Moves the branch to the joined commit; the work tree follows.
  ///
  /// - Returns: `false` if the branch is no longer at `start`; nothing moves then.
  package func adopt(
    _ joined: Joined, from start: ObjectID, by person: Signature, _ outcome: inout SyncOutcome
  ) throws -> Bool {
    guard joined.commit != start else { return true }
    let lock = try repository.lock()
    outcome.recovered += try network.recover(under: lock)
    guard try network.tip() == start else { return false }
    let performed = try repository.bring(
      network.branch, from: start, to: joined.commit, repository.changes(from: start, to: joined.commit),
      by: person, reason: "sync", under: lock)
    outcome.kept = performed.left.map(network.prefix.shown)
    outcome.conflicts += try network.joinKept(performed.left, from: start, to: joined.commit, under: lock)
    outcome.unfinished = performed.unfinished
    return true
  }
}
