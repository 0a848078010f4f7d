import Glibc

/// Writing the small files that mgrnet keeps in a repository's folder for itself.
extension Files {
  /// Puts a file in place of another at once: a reader sees the old bytes or the new ones.
  package static func replace(_ path: String, with bytes: [UInt8], permissions: UInt32 = 0o600)
    throws(GitError)
  {
    let temporary = "\(path).\(getpid()).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, permissions)
    guard descriptor >= 0 else { throw .system(errno, "open", path) }
    do {
      defer { close(descriptor) }
      try write(bytes, to: descriptor, path)
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else { throw .system(errno, "rename", path) }
  }

  /// Writes into a file that others know by its place, with the permissions that it has or that are usual.
  package static func overwrite(_ path: String, with bytes: [UInt8]) throws(GitError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .system(errno, "open", path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, path)
  }

  package static func append(_ bytes: [UInt8], to path: String) throws(GitError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(errno, "open", path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, path)
  }

  /// Gives a folder another name, which must be free or an empty folder's.
  package static func moveFolder(_ path: String, to other: String) throws(GitError) {
    guard rename(path, other) == 0 else { throw .system(errno, "rename", path) }
  }

  /// A file that is not there is removed already.
  package static func remove(_ path: String) throws(GitError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .system(errno, "unlink", path) }
  }

  /// Gives a file another name, which must be free: two that do so at once never overwrite each other.
  ///
  /// - Returns: whether the name was free.
  package static func move(_ path: String, toFree name: String) throws(GitError) -> Bool {
    if link(path, name) != 0 {
      if errno == EEXIST { return false }
      throw .system(errno, "link", name)
    }
    try remove(path)
    return true
  }

  /// Whether a process is alive on this machine.
  package static func isRunning(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }

  package static var thisProcess: Int32 { getpid() }

  /// Whether a folder can be made at `path`, or is there and has nothing in it.
  package static func isMissingOrEmpty(_ path: String) throws(GitError) -> Bool {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return true }
      if errno == ENOTDIR { return false }
      throw .system(errno, "opendir", path)
    }
    defer { closedir(folder) }
    var count = 0
    while count <= 2, try Files.nextEntry(of: folder, path) != nil { count += 1 }
    return count <= 2
  }
}
