import Glibc

/// Writes, moves and removes the small files that mgrnet keeps in a repository's folder.
extension Files {
  /// Replaces a file in one step: a reader sees either the old bytes or the new ones.
  package static func replace(_ path: String, with bytes: [UInt8], permissions: UInt32 = 0o600)
    throws(DiskError)
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

  /// Writes a file in place, keeping its permissions; a new file gets the usual ones.
  package static func overwrite(_ path: String, with bytes: [UInt8]) throws(DiskError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .system(errno, "open", path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, path)
  }

  /// Adds bytes at the end of a file, or makes the file.
  package static func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(errno, "open", path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, path)
  }

  /// Renames a folder. Nothing but an empty folder may have the new name.
  package static func moveFolder(_ path: String, to other: String) throws(DiskError) {
    guard rename(path, other) == 0 else { throw .system(errno, "rename", path) }
  }

  /// Removes a file; a missing file is no error.
  package static func remove(_ path: String) throws(DiskError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .system(errno, "unlink", path) }
  }

  /// Renames a file unless the new name is taken: two processes that do so at once never overwrite each other.
  ///
  /// - Returns: whether the new name was free.
  package static func move(_ path: String, toFree name: String) throws(DiskError) -> Bool {
    if link(path, name) != 0 {
      if errno == EEXIST { return false }
      throw .system(errno, "link", name)
    }
    try remove(path)
    return true
  }

  /// Returns whether a process is alive on this machine.
  package static func isRunning(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }

  package static var thisProcess: Int32 { getpid() }

  /// Returns whether `path` is free or an empty folder.
  package static func isMissingOrEmpty(_ path: String) throws(DiskError) -> Bool {
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
