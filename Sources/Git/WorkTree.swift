import Clibgit2
import Disk
import Glibc

/// How a file of the work tree compares with an expected content.
package enum WorkTreeState: Sendable {
  /// The expected content, whether its lines end in LF or in CRLF.
  case same
  case missing
  /// Something else, such as a person's edit, a symbolic link or a folder.
  case edited
}

/// Reads and writes checked out files. Opens one folder after the other, so that no symbolic link leads elsewhere.
struct WorkTree: ~Copyable {
  private let root: Int32
  private let path: String

  /// The limit for files that are read whole to compare line ends, in bytes: no text is larger.
  private static let largestText = 16 << 20

  init(_ path: String) throws(GitError) {
    self.path = path
    root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw .system(errno, "open", path) }
  }

  deinit { if root >= 0 { close(root) } }

  /// Opens the folder that a path lies in; `nil` if there is none, or a link or a file is on the way.
  private func folder(of path: String, making: Bool) throws(GitError) -> (Int32, String)? {
    guard isSafePath(path) else { throw .unsafePath(path) }
    var parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    let name = parts.removeLast()
    var at = dup(root)
    guard at >= 0 else { throw .system(errno, "dup", path) }
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    for part in parts {
      var next = openat(at, part, flags)
      if next < 0, errno == ENOENT, making {
        if mkdirat(at, part, 0o777) == 0 || errno == EEXIST { next = openat(at, part, flags) }
      }
      let number = errno
      close(at)
      if next < 0 {
        if !making && (number == ENOENT || number == ENOTDIR || number == ELOOP) { return nil }
        throw number == ENOTDIR || number == ELOOP ? .exists(path: path) : .system(number, "openat", path)
      }
      at = next
    }
    return (at, name)
  }

  /// Compares a file with an expected blob; `nil` expects no file.
  func state(_ path: String, expecting id: ObjectID?) throws(GitError) -> WorkTreeState {
    guard let (at, name) = try folder(of: path, making: false) else { return .missing }
    defer { close(at) }
    var status = stat()
    guard fstatat(at, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return .missing }
      throw .system(errno, "fstatat", path)
    }
    guard let id else { return .edited }
    if status.st_mode & S_IFMT == S_IFLNK {
      return try onDisk(Files.linkTarget(at, name, path)).map { ObjectID(ofBlob: $0) } == id ? .same : .edited
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return .edited }
    let file = openat(at, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { throw .system(errno, "openat", path) }
    defer { close(file) }
    guard status.st_size <= Self.largestText else {
      return try ObjectID(ofFile: file, path) == id ? .same : .edited
    }
    let bytes = try onDisk(Files.read(file, path))
    if ObjectID(ofBlob: bytes) == id { return .same }
    return LineEnds.unified(bytes).map { ObjectID(ofBlob: $0) } == id ? .same : .edited
  }

  /// Returns the lstat of a regular file; `nil` if there is none.
  func status(_ path: String) throws(GitError) -> stat? {
    guard let (at, name) = try folder(of: path, making: false) else { return nil }
    defer { close(at) }
    var status = stat()
    guard fstatat(at, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system(errno, "fstatat", path)
    }
    return status.st_mode & S_IFMT == S_IFREG ? status : nil
  }

  /// Reads a regular file; `nil` if there is none.
  func read(_ path: String) throws(GitError) -> [UInt8]? {
    guard let (at, name) = try folder(of: path, making: false) else { return nil }
    defer { close(at) }
    let file = openat(at, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT || errno == ELOOP { return nil }
      throw .system(errno, "openat", path)
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .system(errno, "fstat", path) }
    return status.st_mode & S_IFMT == S_IFREG ? try onDisk(Files.read(file, path)) : nil
  }

  /// Writes a file in one step, and makes the folders above it.
  ///
  /// - Parameter temporary: a path on the same disk for writing the file first.
  /// - Returns: the lstat of the new file.
  /// - Throws: `GitError.exists` if a folder or a link stands in the way.
  func write(_ path: String, _ bytes: [UInt8], mode: FileMode, by temporary: String) throws(GitError) -> stat
  {
    guard mode != .directory, mode != .submodule else { throw .unsafePath(path) }
    guard let (at, name) = try folder(of: path, making: true) else { throw .exists(path: path) }
    defer { close(at) }
    do throws(GitError) {
      try place(bytes, mode, AT_FDCWD, temporary, at, name, path)
    } catch .disk(.system(EXDEV, _, _)) {
      // The git directory is on another disk.
      try place(bytes, mode, at, ".mgrnet-\(getpid())~", at, name, path)
    }
    var status = stat()
    guard fstatat(at, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw .system(errno, "fstatat", path) }
    return status
  }

  private func place(
    _ bytes: [UInt8], _ mode: FileMode, _ from: Int32, _ temporary: String, _ at: Int32, _ name: String,
    _ path: String
  ) throws(GitError) {
    unlinkat(from, temporary, 0)
    if mode == .link {
      let made = (bytes + [0]).withUnsafeBytes { target in
        target.assumingMemoryBound(to: CChar.self).baseAddress.map { symlinkat($0, from, temporary) } ?? -1
      }
      guard made == 0 else { throw .system(errno, "symlinkat", temporary) }
      return try put(from, temporary, at, name, path)
    }
    let permissions: mode_t = mode == .executable ? 0o777 : 0o666
    let file = openat(from, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
    guard file >= 0 else { throw .system(errno, "openat", temporary) }
    do throws(GitError) {
      defer { close(file) }
      try onDisk(Files.write(bytes, to: file, path))
    } catch {
      unlinkat(from, temporary, 0)
      throw error
    }
    try put(from, temporary, at, name, path)
  }

  private func put(_ from: Int32, _ temporary: String, _ at: Int32, _ name: String, _ path: String)
    throws(GitError)
  {
    guard renameat(from, temporary, at, name) == 0 else {
      let number = errno
      unlinkat(from, temporary, 0)
      throw number == EISDIR ? .exists(path: path) : .system(number, "renameat", path)
    }
  }

  /// Removes a file, and the folders above it that are empty then. A missing file is no error.
  func remove(_ path: String) throws(GitError) {
    var rest = path
    var flags: Int32 = 0
    while let (at, name) = try folder(of: rest, making: false) {
      defer { close(at) }
      if unlinkat(at, name, flags) != 0 {
        let number = errno
        if flags != 0 || number == ENOENT || number == ENOTDIR { return }
        throw number == EISDIR ? .exists(path: path) : .system(number, "unlinkat", path)
      }
      guard let slash = rest.lastIndex(of: "/") else { return }
      rest = String(rest[..<slash])
      flags = AT_REMOVEDIR
    }
  }
}

extension Repository {
  /// Reads a regular file of the work tree; `nil` if there is none.
  package func workTreeFile(_ path: String) throws(GitError) -> [UInt8]? {
    guard let workTree else { return nil }
    return try WorkTree(workTree).read(path)
  }

  /// Returns the size of a file of the work tree, in bytes, if it exceeds `limit` and the file was edited. Reads the file
  /// only if its size is that of the committed one.
  ///
  /// - Parameter id: the committed blob; `nil` for a new file.
  package func sizeOfEdit(_ path: String, of id: ObjectID?, over limit: Int) throws(GitError) -> Int? {
    guard let workTree, let bytes = try WorkTree(workTree).status(path).map({ Int($0.st_size) }),
      bytes > limit
    else { return nil }
    if let id, try size(of: id) == bytes, try workTreeState(path, expecting: id) == .same { return nil }
    return bytes
  }

  /// Writes a file of the work tree, or removes it, if it still has the bytes `old`.
  ///
  /// - Parameters:
  ///   - old: `nil` if there must be no file.
  ///   - bytes: `nil` to remove it.
  /// - Returns: whether that was done.
  package func replaceWorkTreeFile(
    _ path: String, _ old: [UInt8]?, with bytes: [UInt8]?, under lock: RepositoryLock
  ) throws(GitError) -> Bool {
    guard let workTree else { return false }
    let tree = try WorkTree(workTree)
    guard try tree.read(path) == old else { return false }
    if let bytes {
      _ = try tree.write(path, bytes, mode: .file, by: lock.folder + "/file.new")
    } else {
      try tree.remove(path)
    }
    return true
  }

  /// Compares a file of the work tree with an expected blob; `nil` expects no file.
  package func workTreeState(_ path: String, expecting id: ObjectID?) throws(GitError) -> WorkTreeState {
    guard let workTree else { return .missing }
    return try state(path, in: WorkTree(workTree), expecting: id)
  }

  /// Compares a file as `WorkTree.state` does, but a file that git's filter turns into the expected blob is the same.
  func state(_ path: String, in tree: borrowing WorkTree, expecting id: ObjectID?) throws(GitError)
    -> WorkTreeState
  {
    let state = try tree.state(path, expecting: id)
    guard case .edited = state, let id, try filteredID(of: path) == id else { return state }
    return .same
  }

  /// Returns the id of a file of the work tree as git would commit it, if the settings name a filter program for it
  /// (`filter.<name>.clean`, as LFS does); `nil` without a filter, or if it fails.
  ///
  /// Runs git, for libgit2 runs no filter programs.
  func filteredID(of path: String) throws(GitError) -> ObjectID? {
    var value: UnsafePointer<CChar>?
    try check(git_attr_get(&value, handle, 0, path, "filter"), "git_attr_get", path)
    guard let workTree, let value, git_attr_value(value) == GIT_ATTR_VALUE_STRING else { return nil }
    let filter = "filter.\(String(cString: value))"
    let commands = try [config.string(filter + ".clean"), config.string(filter + ".process")]
    if commands == [nil, nil] { return nil }
    let git = ["git", "-C", workTree, "--git-dir=" + gitDirectory, "--work-tree=" + workTree]
    do throws(TransferProblem) {
      let printed = try Program.run(git + ["hash-object", "--", path], added: [], input: [])
      return printed.flatMap { ObjectID(hex: $0.prefix(40)) }
    } catch {
      // Without git's answer the file counts as edited, so nothing overwrites it.
      return nil
    }
  }
}
