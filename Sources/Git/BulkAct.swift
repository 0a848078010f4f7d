import Clibgit2

/// An act of thousands of files: their contents go into one pack, which ends well packed.
///
/// Whoever drops it without `perform` leaves nothing behind.
package final class BulkAct {
  private let repository: Repository
  /// The same repository with a store in memory, where the new objects are until they are packed.
  private let memory: Repository

  package init(_ repository: Repository) throws(GitError) {
    self.repository = repository
    memory = try Repository.open(repository.gitDirectory)
    var backend: UnsafeMutablePointer<git_odb_backend>?
    try check(git_mempack_new(&backend), "git_mempack_new", repository.gitDirectory)
    // Before all others, which are only read.
    try check(
      git_odb_add_backend(memory.objects, backend, 1000), "git_odb_add_backend", repository.gitDirectory)
  }

  /// Takes a file's content; the id is for a `TreeChange`, and cannot be read before `perform`.
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID { try memory.writeBlob(bytes) }

  /// As `Repository.perform`, with the pack written first.
  ///
  /// - Parameter advancing: called with how many files of the work tree have been brought along.
  package func perform(
    _ act: BranchChange, under lock: RepositoryLock, advancing: @escaping (Int) -> Void = { _ in },
    noting: (ObjectID) throws(GitError) -> Void = { _ in }
  ) throws(GitError) -> Performed {
    let written = try memory.writeCommit(
      act.changes, parents: act.parents, author: act.author, committer: act.committer, message: act.message)
    let builder = try PackBuilder(memory)
    try memory.eachObject(addedBy: [written.commit]) { (object) throws(GitError) in
      try builder.insert(object.id, name: object.name)
    }
    try builder.write(into: repository.commonDirectory + "/objects/pack")
    try check(git_odb_refresh(repository.objects), "git_odb_refresh", repository.gitDirectory)
    try noting(written.commit)
    return try repository.publish(
      written, branch: act.branch, from: act.parents.first, by: act.committer,
      reason: act.parents.isEmpty ? "commit (initial): " : "commit: ", act.message, under: lock,
      advancing: advancing)
  }
}
