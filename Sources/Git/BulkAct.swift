import Clibgit2

/// A commit of thousands of files, whose contents go into one pack instead of loose objects.
///
/// Nothing is stored before `perform` but contents that nothing names.
package final class BulkAct {
  private let repository: Repository
  /// The same repository with a store in memory, which holds the new objects until they are packed.
  private let memory: Repository
  /// Contents that stand by themselves already.
  private var kept: Set<ObjectID> = []

  package init(_ repository: Repository) throws(GitError) {
    self.repository = repository
    memory = try Repository.open(repository.gitDirectory)
    var backend: UnsafeMutablePointer<git_odb_backend>?
    try check(git_mempack_new(&backend), "git_mempack_new", repository.gitDirectory)
    // The highest priority makes libgit2 write to this store.
    try check(
      git_odb_add_backend(memory.objects, backend, 1000), "git_odb_add_backend", repository.gitDirectory)
  }

  /// Takes a file's content, and returns its id for a `TreeChange`. The content cannot be read before `perform`.
  ///
  /// - Parameter isKept: whether it is stored by itself, now: a large file, which no other would make smaller in a pack.
  package func writeBlob(_ bytes: [UInt8], isKept: Bool = false) throws(GitError) -> ObjectID {
    guard isKept else { return try memory.writeBlob(bytes) }
    let id = try repository.writeBlob(bytes)
    kept.insert(id)
    return id
  }

  /// Writes the pack, then commits as `Repository.perform` does.
  ///
  /// - Parameter advancing: called with the number of work tree files written so far.
  package func perform(
    _ act: BranchChange, under lock: RepositoryLock, signer: CommitSigner? = nil,
    advancing: @escaping (Int) -> Void = { _ in }, noting: (ObjectID) throws(GitError) -> Void = { _ in }
  ) throws -> Performed {
    let written = try memory.write(act, signer: signer)
    let builder = try PackBuilder(memory)
    try memory.eachObject(addedBy: [written.commit]) { (object) throws(GitError) in
      if !kept.contains(object.id) { try builder.insert(object.id, name: object.name) }
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
