import Clibgit2
import Glibc

/// An open repository: one for each worker, never shared between threads.
package final class Repository {
  /// The folder with HEAD and the index; without a slash at the end.
  package let gitDirectory: String
  /// The folder with objects and refs: `gitDirectory` but in a linked work tree.
  package let commonDirectory: String
  /// The folder with the checked out files; `nil` in a bare repository.
  package let workTree: String?
  package var isBare: Bool { workTree == nil }

  /// The repository, its object store and its settings, as libgit2 has them.
  let handle, objects: OpaquePointer
  let config: Config

  /// - Parameters:
  ///   - handle: an open repository of libgit2, freed with this object.
  ///   - workTree: replaces the work tree that the settings name.
  private init(_ handle: OpaquePointer, workTree: String?, store: Store? = nil) throws(GitError) {
    let config: Config
    let objects: OpaquePointer
    do throws(GitError) {
      if let store {
        let other = try made("git_odb_open", store.folder) { git_odb_open(&$0, store.folder) }
        defer { git_odb_free(other) }
        try check(
          git_odb_add_disk_alternate(other, store.borrowed), "git_odb_add_disk_alternate", store.borrowed)
        try check(git_repository_set_odb(handle, other), "git_repository_set_odb", store.folder)
      }
      // libgit2 1.5 leaks the path if it is the one that it has already.
      if let workTree, git_repository_workdir(handle).map({ String(cString: $0) }) != workTree + "/" {
        try check(git_repository_set_workdir(handle, workTree, 0), "git_repository_set_workdir", workTree)
      }
      config = try Config(of: handle)
      objects = try made("git_repository_odb", "objects") { git_repository_odb(&$0, handle) }
    } catch {
      git_repository_free(handle)
      throw error
    }
    (self.handle, self.config, self.objects) = (handle, config, objects)
    gitDirectory = Self.path(git_repository_path(handle)) ?? ""
    commonDirectory = Self.path(git_repository_commondir(handle)) ?? gitDirectory
    self.workTree = Self.path(git_repository_workdir(handle))
    try checkFormat()
    try checkOwner()
  }

  deinit {
    git_odb_free(objects)
    git_repository_free(handle)
  }

  private static func path(_ text: UnsafePointer<CChar>?) -> String? {
    guard let path = text.map({ String(cString: $0) }) else { return nil }
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The folder that new objects are written to, and the one that other objects are read from.
  private struct Store { let folder, borrowed: String }

  /// Opens a repository that writes its objects to another folder.
  ///
  /// - Parameters:
  ///   - objects: the folder for new objects.
  ///   - store: a folder whose objects can be read too.
  static func open(_ path: String, objects: String, borrowing store: String) throws(GitError) -> Repository {
    try Library.start()
    let handle = try made("git_repository_open_ext", path) {
      git_repository_open_ext(&$0, path, UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue), nil)
    }
    return try Repository(handle, workTree: nil, store: Store(folder: objects, borrowed: store))
  }

  /// Opens the repository whose git directory or work tree is exactly `path`. `Discovered.discover` searches upward.
  ///
  /// - Parameter workTree: replaces the work tree that the settings name (`GIT_WORK_TREE`).
  /// - Throws: `GitError.notARepository`, `.notOwned`, `.unknownFormat`, `.unsupported`.
  package static func open(_ path: String, workTree: String? = nil) throws(GitError) -> Repository {
    guard let found = try find(path, workTree: workTree) else { throw .notARepository(path: path) }
    return found
  }

  /// Opens a repository as `open` does; `nil` if there is none.
  static func find(_ path: String, workTree: String? = nil) throws(GitError) -> Repository? {
    try Library.start()
    let handle: OpaquePointer?
    do throws(GitError) {
      handle = try Git.found("git_repository_open_ext", path) {
        git_repository_open_ext(&$0, path, UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue), nil)
      }
    } catch .other(_, _, let message, _) {
      // `unsupported extension name extensions.someday`, `unsupported repository version 2`.
      guard message.hasPrefix("unsupported"), let name = message.split(separator: " ").last else {
        throw .corrupt(message)
      }
      throw .unknownFormat(extension: String(name))
    }
    return try handle.map { (handle) throws(GitError) in try Repository(handle, workTree: workTree) }
  }

  /// Makes a new repository and the folders above it.
  ///
  /// - Throws: `GitError.exists` if `path` is a repository already.
  package static func create(at path: String, bare: Bool = false, initialBranch: String = "main")
    throws(GitError) -> Repository
  {
    try Library.start()
    var options = git_repository_init_options()
    try check(
      git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)),
      "git_repository_init_options_init", path)
    options.flags = UInt32(GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue)
    if bare { options.flags |= UInt32(GIT_REPOSITORY_INIT_BARE.rawValue) }
    let handle = try made("git_repository_init_ext", path) { handle in
      initialBranch.withCString { branch in
        options.initial_head = branch
        return git_repository_init_ext(&handle, path, &options)
      }
    }
    return try Repository(handle, workTree: nil)
  }

  /// Refuses repositories that libgit2 would misread (gitrepository-layout(5)). libgit2 itself refuses unknown extensions.
  private func checkFormat() throws(GitError) {
    if let hash = try configString("extensions.objectformat"), hash != "sha1" { throw .unsupported(.sha256) }
    if let storage = try configString("extensions.refstorage"), storage != "files" {
      throw .unsupported(.reftable)
    }
    // libgit2 ignores `GIT_COMMON_DIR`, so it would read other refs than git does.
    if let folder = variable("GIT_COMMON_DIR"), let real = realpath(folder, nil) {
      defer { free(real) }
      guard variable("GIT_DIR") == nil || String(cString: real) == commonDirectory else {
        throw .unknownFormat(extension: "GIT_COMMON_DIR")
      }
    }
  }

  /// Refuses another user's repository unless `safe.directory` names it, as git does since CVE-2022-24765.
  private func checkOwner() throws(GitError) {
    for path in [gitDirectory, workTree].compactMap(\.self) {
      var status = stat()
      guard lstat(path, &status) == 0 else { throw .system(errno, "lstat", path) }
      if status.st_uid == geteuid() { continue }
      // The repository's own settings do not count: the other user wrote them.
      let trusted = try Config(of: nil).all("safe.directory").compactMap(\.self)
      let isTrusted = trusted.contains { place in
        place == "*" || place == gitDirectory || place == workTree
          || place.hasSuffix("/*") && path.hasPrefix(place.dropLast())
      }
      guard isTrusted else { throw .notOwned(path: path) }
    }
  }

  /// Reads objects from another folder too, such as the one where git keeps a push until its hook agrees.
  ///
  /// - Parameter folder: laid out like `objects` in a git directory.
  package func readObjects(alsoFrom folder: String) throws(GitError) {
    try check(git_odb_add_disk_alternate(objects, folder), "git_odb_add_disk_alternate", folder)
  }

  /// Checks that the history is not shallow, which libgit2 1.5 does not support.
  ///
  /// - Throws: `GitError.unsupported(.shallowHistory)`.
  package func requireWholeHistory() throws(GitError) {
    guard hasWholeHistory else { throw .unsupported(.shallowHistory) }
  }

  /// Whether the history is not shallow.
  package var hasWholeHistory: Bool { git_repository_is_shallow(handle) != 1 }

  /// The file by which git marks an unfinished merge, rebase, cherry-pick or revert; `nil` if there is none.
  package var unfinishedByGit: String? {
    ["MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD"].first {
      access(gitDirectory + "/" + $0, F_OK) == 0
    }
  }

  /// The repository's main work tree, even if `workTree` was linked to it by `git worktree add`.
  package var mainWorkTree: String? { Discovered(self).mainWorkTree }

  /// Checks that no other work tree of this repository has a branch checked out.
  ///
  /// If the branch moved, that work tree's files would stay behind, and its next commit would undo the move.
  /// - Throws: `GitError.checkedOut`.
  package func checkNobodyElseHas(_ branch: String) throws(GitError) {
    let ref = "refs/heads/" + branch
    if gitDirectory != commonDirectory, let main = try Repository.find(commonDirectory),
      let workTree = main.workTree, try main.head().branch == branch
    {
      throw .checkedOut(branch: branch, workTree: workTree)
    }
    var names = git_strarray()
    try check(git_worktree_list(&names, handle), "git_worktree_list", ref)
    defer { git_strarray_dispose(&names) }
    for index in 0..<names.count {
      guard let name = names.strings[index],
        let linked = try found("git_worktree_lookup", ref, { git_worktree_lookup(&$0, handle, name) })
      else { continue }
      defer { git_worktree_free(linked) }
      // A work tree that was moved or deleted does not count.
      let path = String(cString: git_worktree_path(linked))
      guard git_worktree_validate(linked) == 0, let other = try Repository.find(path),
        other.gitDirectory != gitDirectory, try other.head().branch == branch
      else {
        git_error_clear()
        continue
      }
      throw .checkedOut(branch: branch, workTree: path)
    }
  }
}
