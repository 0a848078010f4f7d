import Clibgit2
import Glibc

/// An open repository: one for each worker, never shared between threads.
///
/// Git's files are read and written as they are; libgit2 is loaded (10 ms once a process) only for what is
/// seldom needed: making a repository, changing a setting, borrowed object stores.
package final class Repository {
  /// The folder with HEAD and the index; without a slash at the end.
  package let gitDirectory: String
  /// The folder with objects and refs: `gitDirectory` but in a linked work tree.
  package let commonDirectory: String
  /// The folder with the checked out files; `nil` in a bare repository.
  package let workTree: String?
  package var isBare: Bool { workTree == nil }
  /// That of the repository, where `workTree` is a linked one.
  package var mainWorkTree: String? {
    RefFiles.mainWorkTree(of: workTree, gitDirectory: gitDirectory, commonDirectory: commonDirectory)
  }

  private var openedFiles: ObjectFiles?
  var settings: Settings
  private var opened: OpaquePointer?
  private var openedObjects: OpaquePointer?

  private init(gitDirectory: String, path: String) throws(GitError) {
    self.gitDirectory = gitDirectory
    commonDirectory = try RefFiles.commonDirectory(of: gitDirectory)
    settings = try Settings(gitDirectory: gitDirectory)
    if let told = settings.string("core.worktree") {
      workTree = told.hasPrefix("/") ? told : gitDirectory + "/" + told
    } else if settings.bool("core.bare") == true && commonDirectory == gitDirectory {
      workTree = nil
    } else if gitDirectory.hasSuffix("/.git") {
      workTree = String(gitDirectory.dropLast(5))
    } else {
      workTree = try gitDirectory == path ? RefFiles.linkedWorkTree(of: gitDirectory) : path
    }
    try checkFormat()
    try checkOwner()
  }

  deinit {
    if let openedObjects { git_odb_free(openedObjects) }
    if let opened { git_repository_free(opened) }
  }

  /// Opens the repository whose git directory or work tree is exactly `path`; `discover` looks upward.
  package static func open(_ path: String) throws(GitError) -> Repository {
    guard let real = realpath(path, nil) else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .notARepository(path: path) : .system(errno, "realpath", path)
    }
    defer { free(real) }
    let folder = String(cString: real)
    guard let gitDirectory = try RefFiles.gitDirectory(at: folder) else { throw .notARepository(path: path) }
    return try Repository(gitDirectory: gitDirectory, path: folder)
  }

  /// Makes a new repository and the folders above it.
  ///
  /// - Throws: `GitError.exists` where `path` is a repository already.
  package static func create(at path: String, bare: Bool = false, initialBranch: String = "main")
    throws(GitError) -> Repository
  {
    try loadLibgit2()
    if try RefFiles.gitDirectory(at: path) != nil { throw .exists(path: path) }
    var handle: OpaquePointer?
    var options = git_repository_init_options()
    try check(
      git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)),
      "git_repository_init_options_init", path)
    options.flags = UInt32(GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue)
    if bare { options.flags |= UInt32(GIT_REPOSITORY_INIT_BARE.rawValue) }
    let status = initialBranch.withCString { branch in
      options.initial_head = branch
      return git_repository_init_ext(&handle, path, &options)
    }
    try check(status, "git_repository_init_ext", path)
    git_repository_free(handle)
    return try open(path)
  }

  /// Only repositories of a format that is understood here may be changed (gitrepository-layout(5)).
  private func checkFormat() throws(GitError) {
    guard settings.int("core.repositoryformatversion") ?? 0 > 0 else { return }
    for name in settings.names(in: "extensions") {
      switch name {
      case "extensions.noop", "extensions.worktreeconfig", "extensions.partialclone",
        "extensions.preciousobjects":
        continue
      case "extensions.objectformat" where settings.string(name) == "sha1": continue
      case "extensions.refstorage" where settings.string(name) == "files": continue
      default: throw .unknownFormat(extension: name)
      }
    }
  }

  /// As git does since CVE-2022-24765: another user's repository is not trusted unless a setting says so.
  private func checkOwner() throws(GitError) {
    for path in [gitDirectory, workTree].compactMap(\.self) {
      var status = stat()
      guard lstat(path, &status) == 0 else { throw .system(errno, "lstat", path) }
      if status.st_uid == geteuid() { continue }
      // What another user wrote into the repository itself does not count.
      let trusted = try Settings(gitDirectory: nil).all("safe.directory").compactMap(\.self)
      let isTrusted = trusted.contains { place in
        place == "*" || place == gitDirectory || place == workTree
          || place.hasSuffix("/*") && path.hasPrefix(place.dropLast())
      }
      guard isTrusted else { throw .notOwned(path: path) }
    }
  }

  /// The object store, opened at the first need: where a branch is can be told without it.
  var files: ObjectFiles {
    get throws(GitError) {
      if let openedFiles { return openedFiles }
      let files = try ObjectFiles(commonDirectory + "/objects")
      openedFiles = files
      return files
    }
  }

  /// The repository as libgit2 has it, opened at the first need.
  var handle: OpaquePointer {
    get throws(GitError) {
      if let opened { return opened }
      try loadLibgit2()
      var handle: OpaquePointer?
      let flags = UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
      try check(
        git_repository_open_ext(&handle, gitDirectory, flags, nil), "git_repository_open_ext", gitDirectory)
      guard let handle else { throw .notARepository(path: gitDirectory) }
      opened = handle
      return handle
    }
  }

  /// The object store as libgit2 has it.
  var objects: OpaquePointer {
    get throws(GitError) {
      if let openedObjects { return openedObjects }
      var objects: OpaquePointer?
      try check(git_repository_odb(&objects, handle), "git_repository_odb", commonDirectory)
      guard let objects else { throw .notFound(commonDirectory + "/objects") }
      openedObjects = objects
      return objects
    }
  }
}

extension ObjectID {
  init(_ id: git_oid) {
    self = withUnsafeBytes(of: id) { ObjectID($0) }
  }

  var oid: git_oid {
    var id = git_oid()
    withBytes { bytes in withUnsafeMutableBytes(of: &id) { $0.copyMemory(from: bytes) } }
    return id
  }
}
