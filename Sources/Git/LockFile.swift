import Glibc

/// One of git's lock files (`index.lock`, `refs/heads/main.lock`), held while a new content is written.
///
/// The file is also linked from `<common directory>/mgrnet/`, so that the next one who holds the
/// repository lock can tell a lock that a killed mgrnet left from one that git holds.
struct LockFile: ~Copyable {
  private let target: String
  private let own: String
  let descriptor: Int32
  private var isDone = false

  private var path: String { target + ".lock" }

  /// - Parameter name: of the link in mgrnet's folder, one for each kind of lock file.
  /// - Throws: `GitError.locked` where another process has it.
  init(of target: String, named name: String, under lock: RepositoryLock) throws(GitError) {
    self.target = target
    own = lock.folder + "/" + name
    // Never truncated: after a kill it may be the same file as the live index.
    unlink(own)
    descriptor = open(own, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .system(errno, "open", own) }
    guard link(own, target + ".lock") == 0 else {
      let number = errno
      close(descriptor)
      unlink(own)
      isDone = true
      throw number == EEXIST ? .locked(path: target + ".lock") : .system(number, "link", target + ".lock")
    }
  }

  /// Puts the new content in the place of the old, which readers see whole or not at all.
  mutating func commit() throws(GitError) {
    if rename(path, target) != 0 {
      // Git leaves empty folders behind where a branch `a/b` was deleted and `a` comes.
      guard errno == EISDIR || errno == ENOTEMPTY || errno == EEXIST, rmdir(target) == 0,
        rename(path, target) == 0
      else { throw .system(errno, "rename", target) }
    }
    isDone = true
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isDone { unlink(path) }
    unlink(own)
  }

  /// Removes the lock file that a killed mgrnet left on `target`; whether there was one.
  static func recover(_ target: String, named name: String, under lock: RepositoryLock) -> Bool {
    let own = lock.folder + "/" + name
    var mine = stat()
    guard lstat(own, &mine) == 0 else { return false }
    var other = stat()
    let isLeft =
      lstat(target + ".lock", &other) == 0 && other.st_ino == mine.st_ino && other.st_dev == mine.st_dev
    if isLeft { unlink(target + ".lock") }
    unlink(own)
    return isLeft
  }
}
