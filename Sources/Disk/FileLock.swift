import Cdisk
import Glibc

/// Holds flock(2) on a file, which the kernel releases when the process ends, even by `kill -9`.
package final class FileLock {
  private let descriptor: Int32

  /// Takes the lock, waiting if another process has it. Makes the file, but not its folder.
  ///
  /// - Throws: `DiskError.locked` if the time is over.
  package init(_ path: String, permissions: UInt32, waitingMilliseconds: Int) throws(DiskError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, permissions)
    guard descriptor >= 0 else { throw .system(errno, "open", path) }
    var waited = 0
    while cdisk_flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      guard number == EWOULDBLOCK || number == EINTR, waited < waitingMilliseconds else {
        throw number == EWOULDBLOCK ? .locked(path: path) : .system(number, "flock", path)
      }
      usleep(5_000)
      waited += 5
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
