extension Repository {
  /// The commits that changed a path, newest first.
  ///
  /// As `git log -- path`: of a merge that took the path as it was on one side, only that side is followed.
  ///
  /// - Parameters:
  ///   - path: a file or directory; the empty path means every commit.
  ///   - pastDeletions: go on behind a commit that first wrote the path, to find an earlier life of it.
  package func log(
    _ path: String, from tip: ObjectID, limit: Int = .max, pastDeletions: Bool = false
  ) throws(GitError) -> [CommitInfo] {
    var found: [CommitInfo] = []
    var seen: Set<ObjectID> = [tip]
    // Sorted by time, the newest last; it holds one commit for each line of work, so it stays short.
    var waiting = [try commit(tip)]
    while found.count < limit, let next = waiting.popLast() {
      let here = try entryID(path, in: next.tree)
      var same: CommitInfo?
      var follow: [CommitInfo] = []
      for id in next.parents {
        // A shallow clone names parents that it does not have.
        guard try has(id) else { continue }
        let parent = try commit(id)
        let there = path.isEmpty ? nil : try entryID(path, in: parent.tree)
        if !path.isEmpty, there == here, same == nil { same = parent }
        if pastDeletions || here == nil || there != nil || path.isEmpty { follow.append(parent) }
      }
      if let same {
        follow = [same]
      } else if here != nil || !next.parents.isEmpty {
        found.append(next)
      }
      for parent in follow where seen.insert(parent.id).inserted {
        let place =
          waiting.lastIndex { $0.committer.seconds <= parent.committer.seconds }.map { $0 + 1 } ?? 0
        waiting.insert(parent, at: place)
      }
    }
    return found
  }

  private func entryID(_ path: String, in tree: ObjectID) throws(GitError) -> ObjectID? {
    try entry(path, in: tree)?.id
  }
}
