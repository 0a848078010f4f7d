import Glibc

/// Reads a file piece by piece, for files that are too large for memory.
package final class FilePieces {
  package let size: Int
  private let path: String
  private let descriptor: Int32

  /// Opens a file; `nil` if there is none.
  package init?(_ path: String) throws(DiskError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .system(errno, "open", path)
    }
    self.path = path
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .system(EISDIR, "open", path)
    }
    size = Int(status.st_size)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Reads the last `count` bytes, or all of a shorter file.
  package func last(_ count: Int) throws(DiskError) -> [UInt8] {
    guard lseek(descriptor, off_t(max(0, size - count)), SEEK_SET) >= 0 else {
      throw .system(errno, "lseek", path)
    }
    return try next(atMost: count)
  }

  /// Reads the next bytes; none at the end.
  package func next(atMost most: Int) throws(DiskError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      while true {
        let got = Glibc.read(descriptor, buffer.baseAddress, most)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        count = max(0, got)
        return
      }
    }
    guard failure == 0 else { throw .system(failure, "read", path) }
    return bytes
  }
}
