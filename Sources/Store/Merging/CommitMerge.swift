import Git
import Records

/// How a branch gets all that another commit has.
package enum Joining: Sendable {
  /// The branch has all of it already.
  case nothing
  /// The other commit builds on the branch, which moves to it.
  case fastForward
  /// The branch has only merges of its own, and the same tree: it moves to the other commit, and nothing is lost.
  /// Without this, two clones that merged the same work in different orders would merge their merges for ever.
  case adopt
  /// Both have commits of their own: they are merged.
  case merge(CommitMerge)
}

/// Two commits to be merged, with their histories.
package struct CommitMerge: Sendable {
  package let ours: ObjectID
  package let theirs: ObjectID
  package let divergence: Divergence
}

extension Repository {
  /// Returns how a branch at `ours` gets what `theirs` has.
  ///
  /// - Parameter ours: `nil` for a branch without a commit.
  package func joining(_ ours: ObjectID?, _ theirs: ObjectID) throws -> Joining {
    guard let ours else { return .fastForward }
    if ours == theirs { return .nothing }
    let divergence = try divergence(ours, theirs)
    if divergence.bases == [theirs] { return .nothing }
    if divergence.bases == [ours] { return .fastForward }
    if try commit(ours).tree == commit(theirs).tree,
      try divergence.ours.allSatisfy({ try commit($0).parents.count > 1 })
    {
      return .adopt
    }
    return .merge(CommitMerge(ours: ours, theirs: theirs, divergence: divergence))
  }

  /// Merges the trees of two commits. The result does not depend on their order.
  package func merge(_ merge: CommitMerge) throws -> MergedTree {
    let base = try virtualBase(merge.divergence.bases)
    return try TreeMerge.merge(
      base: base, ours: merge.ours, theirs: merge.theirs, in: self,
      lastChanges: lastChanges(merge.ours, merge.theirs, merge.divergence))
  }

  /// Merges them without knowing their histories.
  package func merge(_ ours: ObjectID, _ theirs: ObjectID) throws -> MergedTree {
    try merge(CommitMerge(ours: ours, theirs: theirs, divergence: divergence(ours, theirs)))
  }

  /// Returns a file's last commit on each side. The first call computes this for all files.
  private func lastChanges(_ ours: ObjectID, _ theirs: ObjectID, _ divergence: Divergence)
    -> TreeMerge.LastChanges
  {
    var known: (ours: [String: LastChange], theirs: [String: LastChange])?
    return { one, other in
      let found =
        try known ?? (self.lastChanges(among: divergence.ours), self.lastChanges(among: divergence.theirs))
      known = found
      return (found.ours[one.text], found.theirs[other.text])
    }
  }

  private func lastChanges(among commits: Set<ObjectID>) throws -> [String: LastChange] {
    var found: [String: LastChange] = [:]
    try eachChange(among: commits) { change, commit, seconds in
      let last = LastChange(seconds: seconds, commit: commit.bytes)
      found[change.path] = max(found[change.path] ?? last, last)
    }
    return found
  }

  /// Returns the last of some commits that changed a file.
  func lastChange(of path: String, among commits: Set<ObjectID>) throws -> LastChange? {
    try lastChanges(among: commits)[path]
  }

  /// The limit of recursion, and of bases, in crossed histories.
  private static let deepest = 12

  /// Merges several bases into one tree, in the order of their ids.
  ///
  /// With one of them alone, conflicts that were settled on the way to the other would come back.
  package func virtualBase(_ bases: [ObjectID], depth: Int = 0) throws -> ObjectID {
    guard var base = bases.first else { return .emptyTree }
    guard depth < Self.deepest else { return base }
    var isCommit = true
    for next in bases.dropFirst().prefix(Self.deepest) {
      let merged: MergedTree
      if isCommit {
        let divergence = try divergence(base, next)
        merged = try TreeMerge.merge(
          base: virtualBase(divergence.bases, depth: depth + 1), ours: base, theirs: next, in: self,
          lastChanges: lastChanges(base, next, divergence))
      } else {
        let common = try bases.first.map { try mergeBases($0, next) } ?? []
        merged = try TreeMerge.merge(
          base: virtualBase(common, depth: depth + 1), ours: base, theirs: next, in: self)
      }
      base = try writeTree(merged.changes, on: base)
      isCommit = false
    }
    return base
  }
}
