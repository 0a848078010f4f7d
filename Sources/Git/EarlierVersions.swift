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
    let commits: Set<ObjectID>
    if let known, try has(known) {
      for (path, id) in files where try entry(path, in: known)?.id == id { found.insert(path) }
      commits = try divergence(tip, known).ours
    } else {
      commits = try self.commits(between: [], and: [tip], most: Self.mostCommits + 1)
    }
    if commits.count > Self.mostCommits { return Set(files.keys) }
    try eachChange(among: commits) { change, _, _ in
      if let id = files[change.path], change.new?.id == id { found.insert(change.path) }
    }
    return found
  }
}
