import Git
import Records
import Store

/// Joins what came from elsewhere to the branch of a network, and moves the branch there.
///
/// The same for a remote's branch and for what came sealed: other people's work, looked at before it comes in.
package struct BranchJoining {
  private let network: Network
  private var repository: Repository { network.repository }

  package struct Joined {
    package var commit: ObjectID
    /// Files that keep the text of who lost.
    package var conflicts: [String] = []

    package init(commit: ObjectID) { self.commit = commit }
  }

  package init(of network: Network) { self.network = network }

  /// Commits what people edited by hand and is ready.
  package func commitEdits(by actor: Actor, isDryRun: Bool, _ outcome: inout SyncOutcome) throws {
    // Where a killed act left the work tree behind its branch, what was edited there since is joined first.
    if !isDryRun { outcome.recovered += try network.recover(waitingMilliseconds: 1000) }
    let edits = try UncommittedEdits(in: network)
    outcome.left = edits.left
    outcome.ready = edits.ready.map(\.path)
    if !isDryRun { outcome.committed = try edits.commit(in: network, by: actor) }
  }

  /// Adds a tip to what is joined; the tip itself, where that builds on all of it.
  ///
  /// - Returns: whether it could be: not where nothing is common, unless that is accepted.
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

  /// Looks for edits that cannot be committed and stand where something comes in.
  ///
  /// - Throws: `SyncError.editInTheWay`.
  package func checkEdits(_ left: [UncommittedEdits.Left], from start: ObjectID, to commit: ObjectID) throws {
    guard !left.isEmpty, start != commit, try network.isCheckedOut else { return }
    var changed: Set<String> = []
    try repository.changes(from: start, to: commit) { changed.insert(network.prefix.shown($0.path)) }
    let inTheWay = left.filter { $0.reason != .missing && changed.contains($0.path) }
    if !inTheWay.isEmpty { throw SyncError.editInTheWay(inTheWay) }
  }

  /// Moves the branch, and brings the work tree along; whether it still was where the joining began.
  package func adopt(
    _ joined: Joined, from start: ObjectID, by person: Signature, _ outcome: inout SyncOutcome
  ) throws -> Bool {
    guard joined.commit != start else { return true }
    let lock = try repository.lock()
    outcome.recovered += try network.recover(under: lock)
    guard try network.tip() == start else { return false }
    var changes: [PathChange] = []
    try repository.changes(from: start, to: joined.commit) { changes.append($0) }
    let performed = try repository.bring(
      network.branch, from: start, to: joined.commit, changes, by: person, reason: "sync", under: lock)
    outcome.kept = performed.left.map(network.prefix.shown)
    outcome.conflicts += try network.joinKept(
      performed.left, from: start, to: joined.commit, under: lock)
    outcome.unfinished = performed.unfinished
    return true
  }
}
