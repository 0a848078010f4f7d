/// An act of thousands of files: their contents go straight into one pack, which ends well packed.
///
/// Whoever drops it without `perform` leaves nothing behind.
package final class BulkAct {
  private let repository: Repository
  private let pack: PackWriter

  package init(_ repository: Repository) throws(GitError) {
    self.repository = repository
    pack = try PackWriter(objects: repository.commonDirectory + "/objects")
  }

  /// Takes a file's content; the id is for a `TreeChange`, and cannot be read before `perform`.
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
    try pack.add(bytes, .blob)
  }

  /// As `Repository.perform`, with the pack ended first.
  ///
  /// - Parameter advancing: called with how many files of the work tree have been brought along.
  package func perform(
    _ act: BranchChange, under lock: RepositoryLock, advancing: @escaping (Int) -> Void = { _ in },
    noting: (ObjectID) throws(GitError) -> Void = { _ in }
  ) throws(GitError) -> Performed {
    let base = try act.parents.first.map { (id) throws(GitError) in try repository.root(of: id) }
    var edit = TreeEdit(repository) { [pack] (bytes) throws(GitError) in try pack.add(bytes, .tree) }
    let tree = try edit.apply(act.changes, to: base ?? .emptyTree)
    let commit = try pack.add(
      CommitInfo.encode(
        tree: tree, parents: act.parents, author: act.author, committer: act.committer, message: act.message),
      .commit)
    try pack.finish()
    try repository.files.lookForPacks(again: true)
    let written = Written(commit: commit, tree: tree, changes: edit.changed)
    try noting(commit)
    return try repository.publish(
      written, branch: act.branch, from: act.parents.first, by: act.committer,
      reason: act.parents.isEmpty ? "commit (initial): " : "commit: ", act.message, under: lock,
      advancing: advancing)
  }
}
