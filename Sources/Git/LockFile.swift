import Glibc

/// One of git's lock files (`index.lock`, `refs/heads/main.lock`), held while a new content is written.
///
/// The file is also linked from `<common directory>/mgrnet/`, under a name that says what it locks, so
/// that the next one who holds the repository lock can tell a lock that a killed mgrnet left from one
/// that git holds.
struct LockFile: ~Copyable {
  let target: String
  private let own: String
  let descriptor: Int32
  private var isDone = false

  private var path: String { target + ".lock" }

  private static let prefix = "lock="

  /// - Parameters:
  ///   - target: what is locked, below `directory`, the repository's common directory.
  ///   - waitingMilliseconds: git itself holds these files for a moment only.
  /// - Throws: `GitError.locked` where another process has it.
  init(
    of target: String, in directory: String, under lock: RepositoryLock, waitingMilliseconds: Int = 0
  ) throws(GitError) {
    let path = directory + "/" + target + ".lock"
    let own = lock.folder + "/" + Self.prefix + target.replacing("%", by: "%25").replacing("/", by: "%2F")
    // One that a killed mgrnet left: there is no other one alive, for we hold the repository lock. Never
    // truncated, for it may be the same file as the live index.
    _ = try Self.release(own, directory + "/" + target)
    let descriptor = open(own, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .system(errno, "open", own) }
    var waited = 0
    while link(own, path) != 0 {
      let number = errno
      if number == EEXIST && waited < waitingMilliseconds {
        usleep(10_000)
        waited += 10
        continue
      }
      close(descriptor)
      unlink(own)
      throw number == EEXIST ? .locked(path: path) : .system(number, "link", path)
    }
    self.target = directory + "/" + target
    self.own = own
    self.descriptor = descriptor
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
    close(descriptor)
    if !isDone { unlink(path) }
    unlink(own)
  }

  /// Removes the lock files that a killed mgrnet left; what they were on, below `directory`.
  static func recover(in directory: String, under lock: RepositoryLock) throws(GitError) -> [String] {
    var found: [String] = []
    for name in try Files.names(in: lock.folder) where name.hasPrefix(prefix) {
      let target = name.dropFirst(prefix.count).replacing("%2F", by: "/").replacing("%25", by: "%")
      if try release(lock.folder + "/" + name, directory + "/" + target) { found.append(target) }
    }
    return found
  }

  /// Removes our link to a lock file, and the lock file if it is the same; whether it was.
  private static func release(_ own: String, _ target: String) throws(GitError) -> Bool {
    var mine = stat()
    guard lstat(own, &mine) == 0 else { return false }
    let path = target + ".lock"
    var other = stat()
    let isOurs =
      lstat(path, &other) == 0 && mine.st_ino == other.st_ino && mine.st_dev == other.st_dev
    if isOurs, unlink(path) != 0 { throw .system(errno, "unlink", path) }
    unlink(own)
    return isOurs
  }
}

extension StringProtocol {
  fileprivate func replacing(_ text: String, by other: String) -> String {
    var result = ""
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(text) {
        result += other
        rest = rest.dropFirst(text.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
