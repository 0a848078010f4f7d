import Glibc

/// A temporary file for writing, removed with this object.
package final class NewFile {
  package let path: String
  package private(set) var count = 0
  private let descriptor: Int32
  private var pending: [UInt8] = []

  /// - Parameter start: the start of the path; a random number is appended.
  package init(_ start: String) throws(DiskError) {
    path = "\(start)_\(UInt32.random(in: .min ... .max))"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(errno, "open", path) }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(path)
    }
  }

  /// Appends bytes, which may stay in memory until `flush`.
  package func write(_ bytes: [UInt8]) throws(DiskError) {
    count += bytes.count
    pending += bytes
    if pending.count >= 1 << 18 { try flush() }
  }

  /// Writes the bytes in memory to the file.
  package func flush() throws(DiskError) {
    try Files.write(pending, to: descriptor, path)
    pending.removeAll(keepingCapacity: true)
  }
}
