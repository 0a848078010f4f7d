import Clibgit2
import Glibc

/// The right to change a repository: one act of mgrnet at a time.
///
/// flock(2) on `<common directory>/mgrnet/lock`: the kernel lets go of it when the process ends, also by
/// `kill -9`. Git's own lock files are taken besides, for git does not know this one.
package final class RepositoryLock {
  /// Where mgrnet keeps its own files of a repository.
  package let folder: String
  private let descriptor: Int32

  private init(folder: String, descriptor: Int32) {
    self.folder = folder
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Takes the lock, waiting for another process that has it.
  ///
  /// - Throws: `GitError.locked` when it is not free in time.
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
  package func lock(waitingMilliseconds: Int = 5000) throws(GitError) -> RepositoryLock {
    try RepositoryLock.acquire(
      commonDirectory: commonDirectory, waitingMilliseconds: waitingMilliseconds)
  }
}
