extension Repository {
  /// A blob's content; `nil` where the store has none of that id.
  package func blob(_ id: ObjectID) throws(GitError) -> [UInt8]? {
    try object(id, .blob)
  }

  /// A file's content in a commit (or tree); `nil` where it has no such file.
  package func blob(at path: String, in commit: ObjectID) throws(GitError) -> [UInt8]? {
    guard let entry = try entry(path, in: commit), entry.mode != .directory, entry.mode != .submodule else {
      return nil
    }
    guard let bytes = try blob(entry.id) else { throw .notFound(entry.id.description) }
    return bytes
  }

  /// What is at a path of a commit (or tree); `nil` where nothing is. The empty path is the root.
  package func entry(_ path: String, in commit: ObjectID) throws(GitError) -> TreeEntry? {
    var found = TreeEntry(name: "", id: try root(of: commit), mode: .directory)
    for name in path.utf8.split(separator: UInt8(ascii: "/")) {
      guard found.mode == .directory, let next = try self.entry(Array(name)[...], inTree: found.id) else {
        return nil
      }
      found = TreeEntry(name: String(decoding: name, as: UTF8.self), id: next.id, mode: next.mode)
    }
    return found
  }

  private func entry(_ name: ArraySlice<UInt8>, inTree id: ObjectID) throws(GitError) -> RawTree.Entry? {
    let stream = try files.glimpse(id)
    var bytes = try stream == nil ? treeBytes(id) : []
    while true {
      if let stream {
        let piece = try stream.next(atMost: 1 << 14)
        if piece.isEmpty { break }
        bytes += piece
      }
      let found = RawTree.find(name, in: bytes)
      if let entry = found.entry { return entry }
      bytes.removeFirst(found.rest)
      if stream == nil { break }
    }
    guard bytes.isEmpty else { throw .corrupt("tree \(id)") }
    return nil
  }

  /// The entries of a directory in git's order; empty where it is missing or a file.
  package func list(_ directory: String = "", in commit: ObjectID) throws(GitError) -> [TreeEntry] {
    guard let entry = try entry(directory, in: commit), entry.mode == .directory else { return [] }
    return try tree(entry.id).entries.map {
      TreeEntry(name: String(decoding: $0.name, as: UTF8.self), id: $0.id, mode: $0.mode)
    }
  }

  /// The entries of a tree, in git's order.
  package func list(tree id: ObjectID) throws(GitError) -> [TreeEntry] {
    try tree(id).entries.map {
      TreeEntry(name: String(decoding: $0.name, as: UTF8.self), id: $0.id, mode: $0.mode)
    }
  }

  /// Whether a tree is as git writes it: no name twice, none that no disk can hold, all in git's order.
  package func isSound(tree id: ObjectID) throws(GitError) -> Bool {
    let tree = try tree(id)
    return !tree.hasImpossible && zip(tree.entries, tree.entries.dropFirst()).allSatisfy { $0.key < $1.key }
  }

  /// The tree of a commit, or `id` itself where it names a tree.
  package func root(of id: ObjectID) throws(GitError) -> ObjectID {
    if id == .emptyTree { return id }
    do throws(GitError) {
      return try commit(id).tree
    } catch .corrupt {
      _ = try tree(id)
      return id
    }
  }

  /// What a commit says of itself.
  ///
  /// - Throws: `GitError.notFound`, and `GitError.corrupt` where the object is no commit.
  package func commit(_ id: ObjectID) throws(GitError) -> CommitInfo {
    guard let bytes = try object(id, .commit) else { throw .notFound(id.description) }
    return try CommitInfo(parsing: bytes, id: id)
  }

  /// The tip of a branch (`main`) of this repository; `nil` before its first commit.
  package func tip(of branch: String) throws(GitError) -> ObjectID? {
    try RefFiles.target(of: "refs/heads/" + branch, commonDirectory: commonDirectory)
  }

  /// The branch that HEAD names and its tip; see `RefFiles.tip`.
  package func head() throws(GitError) -> Head {
    try RefFiles.tip(gitDirectory: gitDirectory)
  }
}
