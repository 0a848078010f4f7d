import Glibc

/// Writes, moves and removes files.
extension Files {
  /// Replaces a file in one step: a reader sees either the old bytes or the new ones.
  ///
  /// - Parameter isSynced: whether to wait until the file is on the disk.
  package static func replace(
    _ path: String, with bytes: [UInt8], permissions: UInt32 = 0o600, isSynced: Bool = false
  ) throws(DiskError) {
    let temporary = try written(bytes, beside: path, permissions, isSynced)
    guard rename(temporary, path) == 0 else {
      defer { unlink(temporary) }
      throw .system(errno, "rename", path)
    }
    if isSynced { try syncFolder(of: path) }
  }

  /// Makes a file in one step, and waits until it is on the disk.
  ///
  /// - Returns: whether the name was free; if not, nothing has changed.
  package static func create(_ path: String, with bytes: [UInt8], permissions: UInt32 = 0o600)
    throws(DiskError) -> Bool
  {
    let temporary = try written(bytes, beside: path, permissions, true)
    defer { unlink(temporary) }
    // Unlike a rename, a link never replaces a file.
    if link(temporary, path) != 0 {
      let number = errno
      if number == EEXIST { return false }
      // The disk may have no hard links.
      guard number == EPERM || number == EOPNOTSUPP || number == ENOSYS, access(path, F_OK) != 0,
        rename(temporary, path) == 0
      else { throw .system(number, "link", path) }
    }
    try syncFolder(of: path)
    return true
  }

  /// Writes a temporary file into the same folder, and returns its path.
  private static func written(
    _ bytes: [UInt8], beside path: String, _ permissions: UInt32, _ isSynced: Bool
  ) throws(DiskError) -> String {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let temporary = "\(path[..<name]).\(path[name...].prefix(100)).\(getpid()).new"
    // One may be left of a killed process with the same number.
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, permissions)
    guard descriptor >= 0 else { throw .system(errno, "open", path) }
    do throws(DiskError) {
      defer { close(descriptor) }
      try write(bytes, to: descriptor, path)
      if isSynced, fsync(descriptor) != 0 { throw .system(errno, "fsync", path) }
    } catch {
      unlink(temporary)
      throw error
    }
    return temporary
  }

  /// Waits until a folder's new names are on the disk.
  private static func syncFolder(of path: String) throws(DiskError) {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
    let descriptor = open(String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }  // it may be written to and not read
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .system(errno, "fsync", path) }
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
