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

extension Repository {
  /// Writes the tree that changes make of a commit's (or tree's); no commit.
  ///
  /// - Throws: as `writeCommit`.
  package func writeTree(_ changes: [TreeChange], on base: ObjectID) throws(GitError) -> ObjectID {
    var edit = TreeEdit(self) { [self] (bytes) throws(GitError) in try write(bytes, .tree) }
    return try edit.apply(changes, to: root(of: base))
  }

  /// Writes the commit that joins two others; no branch moves yet.
  ///
  /// It depends on the two alone: whoever joins the same two writes the same commit, so two who do so at once need not
  /// join their joins. It names nobody, for it would tell from whose machine an anonymous act came.
  /// - Parameter changes: what makes the joined tree of that of `ours`.
  /// - Throws: as `writeCommit`.
  package func writeMerge(_ changes: [TreeChange], of ours: ObjectID, and theirs: ObjectID) throws(GitError)
    -> Written
  {
    var edit = TreeEdit(self) { [self] (bytes) throws(GitError) in try write(bytes, .tree) }
    let tree = try edit.apply(changes, to: root(of: ours))
    let parents = [ours, theirs].sorted()
    var seconds: Int64 = 0
    for parent in parents { seconds = max(seconds, try links(parent).seconds) }
    let nobody = Signature(name: "mgrnet", email: "merge@invalid", seconds: seconds, offsetMinutes: 0)
    let names = parents.map { $0.description.prefix(8) }.joined(separator: " ")
    let text = CommitInfo.encode(
      tree: tree, parents: parents, author: nobody, committer: nobody, message: "merge: \(names)\n")
    return Written(commit: try write(text, .commit), tree: tree, changes: edit.changed)
  }

  /// Visits the files that each of some commits changed, in no order.
  ///
  /// A merge changed what it has otherwise than all its parents.
  package func eachChange(
    among commits: Set<ObjectID>,
    _ visit: (_ change: PathChange, _ commit: ObjectID, _ seconds: Int64) throws -> Void
  ) throws {
    for id in try files.inStoredOrder(commits) {
      let links = try links(id)
      // A shallow clone names parents that it does not have.
      let parents = try links.parents.filter { try has($0) }
      try changes(from: parents.first, to: links.tree) { change in
        for parent in parents.dropFirst() {
          let there = try entry(change.path, in: parent)
          if there?.id == change.new?.id, there?.mode == change.new?.mode { return }
        }
        try visit(change, id, links.seconds)
      }
    }
  }
}
