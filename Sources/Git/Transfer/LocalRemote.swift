import Glibc

/// A repository in a folder of this machine, read and written by git's own files.
///
/// What only git itself can do right is left to it: a repository with hooks or settings about who may push
/// gets what is pushed through `git receive-pack`, see `isPlainToPush`.
struct LocalRemote {
  let repository: Repository

  /// - Returns: `nil` where no repository is at the path.
  static func open(_ path: String) throws(TransferProblem) -> LocalRemote? {
    for place in [path, path + ".git"] {
      do throws(GitError) {
        return LocalRemote(repository: try Repository.open(place))
      } catch .notARepository {
        continue
      } catch {
        throw .here(error)
      }
    }
    return nil
  }

  /// Whether its refs and objects may be read as they lie there.
  func isPlainToFetch() throws(GitError) -> Bool {
    let hidden = ["transfer.hiderefs", "uploadpack.hiderefs"].contains {
      !repository.settings.all($0).isEmpty
    }
    if hidden { return false }
    return try Files.kind(repository.commonDirectory + "/shallow") == nil
  }

  /// Whether a branch of it may be moved by its file.
  ///
  /// Not where a hook or a setting has a say, where somebody has the branch checked out, where others than
  /// the owner may write, and now and then for `git receive-pack` to tidy up: it does so where 6,700 loose
  /// objects are, told by those in one of the 256 folders.
  func isPlainToPush() throws(GitError) -> Bool {
    guard try isPlainToFetch(), repository.isBare else { return false }
    let settings = repository.settings
    guard settings.names(in: "receive").isEmpty, settings.names(in: "transfer").isEmpty,
      settings.string("core.sharedrepository") == nil, settings.string("core.hookspath") == nil
    else { return false }
    let folder = repository.commonDirectory
    guard try Files.kind(folder + "/worktrees") == nil else { return false }
    for hook in try Files.names(in: folder + "/hooks") where !hook.hasSuffix(".sample") {
      if access(folder + "/hooks/" + hook, X_OK) == 0 { return false }
    }
    return try Files.names(in: folder + "/objects/17").count < 27
  }

  func tips() throws(GitError) -> RemoteTips {
    var tips = RemoteTips(branches: try repository.branches())
    for (name, id) in try RefFiles.list("refs/tags", commonDirectory: repository.commonDirectory) {
      tips.tags[String(name.dropFirst(10))] = id
    }
    // A HEAD that names a commit or a branch without one says nothing about the branches.
    if let branch = try repository.head().branch, tips.branches[branch] != nil { tips.head = branch }
    return tips
  }

  /// Moves a branch to a commit of `other`, if it is where the caller saw it.
  ///
  /// - Parameter expected: `nil` for a branch that must not exist.
  func push(
    _ commit: ObjectID, of other: Repository, to branch: String, expecting expected: ObjectID?,
    _ options: TransferOptions
  ) throws(TransferProblem) -> PushOutcome {
    let repository = repository
    let found = try here { () throws(GitError) in try repository.tip(of: branch) }
    if found == commit { return .done }
    guard found == expected else { return .late(found: found) }
    let objects = try here { () throws(GitError) in
      try NewObjects(in: other, from: [commit]) { (id) throws(GitError) in try repository.has(id) }
    }
    let lock = try here { () throws(GitError) in
      let lock = try repository.lock()
      // What a killed mgrnet left there would stand in the way for ever.
      _ = try LockFile.recover(in: repository.commonDirectory, under: lock)
      return lock
    }
    try repository.store(objects, from: other, wanted: [commit], options.progress)
    do throws(GitError) {
      try repository.move(
        branch: branch, from: expected, to: commit, by: options.person, reason: "push", under: lock)
    } catch .moved(_, _, let found) {
      return found == commit ? .done : .late(found: found)
    } catch {
      throw .here(error)
    }
    return .done
  }
}
