/// A commit that was written, and what it changed.
package struct Written: Hashable, Sendable {
  package let commit: ObjectID
  package let tree: ObjectID
  /// In the order of the paths' bytes.
  package let changes: [PathChange]
}

extension Repository {
  /// Writes a commit whose tree is the first parent's with the changes; no branch moves yet.
  ///
  /// - Throws: `GitError.unsafePath`, `GitError.exists`, `GitError.notFound`; see `TreeEdit.apply`.
  package func writeCommit(
    _ changes: [TreeChange], parents: [ObjectID], author: Signature, committer: Signature, message: String
  ) throws(GitError) -> Written {
    let base = try parents.first.map { (id) throws(GitError) in try root(of: id) } ?? .emptyTree
    var edit = TreeEdit(self) { [self] (bytes) throws(GitError) in try write(bytes, .tree) }
    let tree = try edit.apply(changes, to: base)
    let text = CommitInfo.encode(
      tree: tree, parents: parents, author: author, committer: committer, message: message)
    return Written(commit: try write(text, .commit), tree: tree, changes: edit.changed)
  }
}
