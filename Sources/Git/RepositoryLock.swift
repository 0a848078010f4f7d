import Disk
import Glibc

/// Holds the lock that lets one mgrnet at a time change a repository.
///
/// It is a lock on the file `<common directory>/mgrnet/lock`. Git does not know it, so git's own lock files are taken
/// too.
package final class RepositoryLock {
  /// The folder of mgrnet's own files in the repository.
  package let folder: String
  private let lock: FileLock

  private init(folder: String, lock: FileLock) { (self.folder, self.lock) = (folder, lock) }

  /// Takes the lock, waiting if another process has it.
  ///
  /// - Throws: `GitError.locked` if the time is over.
  package static func acquire(commonDirectory: String, waitingMilliseconds: Int = 5000)
    throws(GitError) -> RepositoryLock
  {
    let folder = commonDirectory + "/mgrnet"
    let lock = try onDisk(lock(in: folder, waitingMilliseconds))
    return RepositoryLock(folder: folder, lock: lock)
  }

  private static func lock(in folder: String, _ milliseconds: Int) throws(DiskError) -> FileLock {
    do {
      return try FileLock(folder + "/lock", permissions: 0o666, waitingMilliseconds: milliseconds)
    } catch .system(ENOENT, _, _) {
      try Files.makeFolder(folder)
      return try FileLock(folder + "/lock", permissions: 0o666, waitingMilliseconds: milliseconds)
    }
  }
}

extension Repository {
  /// Takes the repository's lock, as `RepositoryLock.acquire` does.
  package func lock(waitingMilliseconds: Int = 5000) throws(GitError) -> RepositoryLock {
    try RepositoryLock.acquire(commonDirectory: commonDirectory, waitingMilliseconds: waitingMilliseconds)
  }
}
