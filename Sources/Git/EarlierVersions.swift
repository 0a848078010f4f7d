extension Repository {
  /// More commits than this are not gone through.
  private static let mostCommits = 10_000

  /// Those of some files that a branch had before, with these very bytes.
  ///
  /// - Parameters:
  ///   - known: a commit that the index was known to be as; how the branch came there does not count.
  /// - Returns: their paths; all of them where that would be too much to read.
  func earlier(_ files: [String: ObjectID], on tip: ObjectID, since known: ObjectID?) throws -> Set<String> {
    var found: Set<String> = []
    var commits: [ObjectID] = []
    if let known, try has(known) {
      for (path, id) in files where try entry(path, in: known)?.id == id { found.insert(path) }
      commits = try Array(divergence(tip, known).ours)
      if commits.count > Self.mostCommits { return Set(files.keys) }
    } else {
      var waiting = [tip]
      var seen = Set(waiting)
      while let commit = waiting.popLast() {
        commits.append(commit)
        if commits.count > Self.mostCommits { return Set(files.keys) }
        // A shallow clone names parents that it does not have.
        for parent in try links(commit).parents where try has(parent) && seen.insert(parent).inserted {
          waiting.append(parent)
        }
      }
    }
    for commit in commits {
      // What is new in none of the commits that a merge joins, is new beside its first parent as well.
      let parent = try links(commit).parents.first.flatMap { (id) throws(GitError) in try has(id) ? id : nil }
      try changes(from: parent, to: commit) { change in
        if let id = files[change.path], change.new?.id == id { found.insert(change.path) }
      }
    }
    return found
  }
}
