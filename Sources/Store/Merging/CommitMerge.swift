import Git
import Records

/// What is to be done so that a branch has all that another commit has.
package enum Joining: Sendable {
  /// The branch has all of it.
  case nothing
  /// The other commit builds on the branch: the branch can simply move to it.
  case fastForward
  /// All that the branch has alone are merges, and the tree is the same: it can move to the other commit, and nothing is
  /// lost. Without this, two who merged the same work in another order would merge their merges for ever.
  case adopt
  /// Both have something of their own.
  case merge(CommitMerge)
}

/// Two commits that are to be joined, and what is known of their histories.
package struct CommitMerge: Sendable {
  package let ours: ObjectID
  package let theirs: ObjectID
  package let divergence: Divergence
}

extension Repository {
  /// How a branch at `ours` comes to have what `theirs` has.
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

  /// The merged tree of two commits: the same for (one, other) as for (other, one).
  package func merge(_ merge: CommitMerge) throws -> MergedTree {
    let base = try virtualBase(merge.divergence.bases, depth: 0)
    return try TreeMerge.merge(
      base: base, ours: merge.ours, theirs: merge.theirs, in: self,
      lastChanges: lastChanges(merge.ours, merge.theirs, merge.divergence))
  }

  /// As above, where nothing is known of the two commits.
  package func merge(_ ours: ObjectID, _ theirs: ObjectID) throws -> MergedTree {
    try merge(CommitMerge(ours: ours, theirs: theirs, divergence: divergence(ours, theirs)))
  }

  /// What a file's last commit on each side was; found out at the first call, for all files, and only then.
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

  /// The last of some commits that changed a file.
  func lastChange(of path: String, among commits: Set<ObjectID>) throws -> LastChange? {
    try lastChanges(among: commits)[path]
  }

  /// Histories that crossed more often than this are taken by their first base alone.
  private static let deepest = 12

  /// The one tree that several bases come to: they are merged themselves, in the order of their ids.
  ///
  /// With one of them alone, what was settled on the way to the other would be at odds once more.
  private func virtualBase(_ bases: [ObjectID], depth: Int) throws -> ObjectID {
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
