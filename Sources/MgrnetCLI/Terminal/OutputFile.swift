@preconcurrency import Glibc

/// A file that a person asked for: whole or not there at all.
enum OutputFile {
  /// - Parameter replacing: whether a file that is there may go.
  /// - Throws: ``Failure`` (73).
  static func write(_ bytes: [UInt8], to path: String, replacing: Bool) throws {
    // The link below is what really keeps a file from being lost.
    if !replacing { try requireNew(path) }
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let temporary = "\(path[..<slash]).\(path[slash...].prefix(100)).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw failed(path) }
    do {
      defer { close(descriptor) }
      try fill(descriptor, bytes, path)
      guard fsync(descriptor) == 0 else { throw failed(path) }
    } catch {
      unlink(temporary)
      throw error
    }
    defer { unlink(temporary) }
    if replacing {
      guard rename(temporary, path) == 0 else { throw failed(path) }
    } else if link(temporary, path) != 0 {
      if errno == EEXIST { throw isThere(path) }
      // A disk without hard links.
      guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS, access(path, F_OK) != 0,
        rename(temporary, path) == 0
      else { throw failed(path) }
    }
  }

  /// - Throws: ``Failure`` (73) where something is at the path.
  static func requireNew(_ path: String) throws {
    if access(path, F_OK) == 0 { throw isThere(path) }
  }

  private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ path: String) throws {
    var written = 0
    try bytes.withUnsafeBytes { buffer in
      while written < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw failed(path) }
        written += count
      }
    }
  }

  private static func failed(_ path: String) -> Failure {
    Failure(.cannotWrite, Words.cannotWriteFile(path, systemMessage()))
  }

  private static func isThere(_ path: String) -> Failure {
    Failure(.cannotWrite, Words.fileIsThere(path), hint: Words.give("--force"))
  }
}
