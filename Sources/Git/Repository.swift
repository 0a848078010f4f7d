import Clibgit2

/// An open repository: one for each worker, never shared between threads.
///
/// Opening loads libgit2 (some 10 ms once a process): what only needs a branch's tip asks `RefFiles`.
package final class Repository {
  /// The folder with HEAD and the index; without a slash at the end.
  package let gitDirectory: String
  /// The folder with objects and refs: `gitDirectory` but in a linked work tree.
  package let commonDirectory: String
  /// The folder with the checked out files; `nil` in a bare repository.
  package let workTree: String?
  package var isBare: Bool { workTree == nil }

  let handle: OpaquePointer
  let objects: OpaquePointer
  var snapshot: OpaquePointer?

  private init(owning handle: OpaquePointer) throws(GitError) {
    var objects: OpaquePointer?
    do throws(GitError) {
      try check(git_repository_odb(&objects, handle), "git_repository_odb", "objects")
    } catch {
      git_repository_free(handle)
      throw error
    }
    guard let objects else { preconditionFailure("libgit2 said yes and gave nothing") }
    self.handle = handle
    self.objects = objects
    gitDirectory = git_repository_path(handle).map(folder) ?? ""
    commonDirectory = git_repository_commondir(handle).map(folder) ?? ""
    workTree = git_repository_workdir(handle).map(folder)
  }

  deinit {
    git_config_free(snapshot)
    git_odb_free(objects)
    git_repository_free(handle)
  }

  /// Opens the repository whose git directory or work tree is exactly `path`; `discover` looks upward.
  package static func open(_ path: String) throws(GitError) -> Repository {
    try loadLibgit2()
    var handle: OpaquePointer?
    let flags = UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
    do throws(GitError) {
      try check(git_repository_open_ext(&handle, path, flags, nil), "git_repository_open_ext", path)
    } catch .notFound { throw .notARepository(path: path) }
    guard let handle else { throw .notARepository(path: path) }
    return try Repository(owning: handle)
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
    guard let handle else { throw .notARepository(path: path) }
    return try Repository(owning: handle)
  }
}

/// A folder as libgit2 gives it, without the slash at its end.
private func folder(_ path: UnsafePointer<CChar>) -> String {
  let text = String(cString: path)
  return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
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
