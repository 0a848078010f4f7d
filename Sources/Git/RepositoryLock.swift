import Clibgit2
import Glibc

/// Holds the lock that lets one mgrnet at a time change a repository.
///
/// It is flock(2) on `<common directory>/mgrnet/lock`, which the kernel releases when the process ends, even by
/// `kill -9`. Git does not know this lock, so git's own lock files are taken too.
package final class RepositoryLock {
  /// The folder of mgrnet's own files in the repository.
  package let folder: String
  private let descriptor: Int32

  private init(folder: String, descriptor: Int32) {
    self.folder = folder
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Takes the lock, waiting if another process has it.
  ///
  /// - Throws: `GitError.locked` if the time is over.
  package static func acquire(commonDirectory: String, waitingMilliseconds: Int = 5000)
    throws(GitError) -> RepositoryLock
  {
    let folder = commonDirectory + "/mgrnet"
    let path = folder + "/lock"
    var descriptor = openLock(path)
    if descriptor < 0 && errno == ENOENT {
      try Files.makeFolder(folder)
      descriptor = openLock(path)
    }
    guard descriptor >= 0 else { throw .system(errno, "open", path) }
    var waited = 0
    while clibgit2_flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      guard number == EWOULDBLOCK || number == EINTR, waited < waitingMilliseconds else {
        close(descriptor)
        throw number == EWOULDBLOCK ? .locked(path: path) : .system(number, "flock", path)
      }
      usleep(10_000)
      waited += 10
    }
    return RepositoryLock(folder: folder, descriptor: descriptor)
  }

  private static func openLock(_ path: String) -> Int32 {
    open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
  }
}

extension Repository {
  /// Takes the repository's lock, as `RepositoryLock.acquire` does.
  package func lock(waitingMilliseconds: Int = 5000) throws(GitError) -> RepositoryLock {
    try RepositoryLock.acquire(
      commonDirectory: commonDirectory, waitingMilliseconds: waitingMilliseconds)
  }
}
