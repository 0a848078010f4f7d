import Disk
import Glibc

/// Holds one of git's lock files, `index.lock`, while a new index is written.
///
/// A hard link to the file, the mark, lies in `<common directory>/mgrnet/` under a name that says what is locked. By the
/// mark, the next process with the repository lock tells a lock of a killed mgrnet from one that git holds.
struct LockFile: ~Copyable {
  private let target: String
  private let own: String

  private static let prefix = "lock="

  /// - Parameters:
  ///   - target: the file to lock, relative to `directory`, the repository's common directory.
  ///   - waitingMilliseconds: how long to wait for another process; git holds these files for a moment only.
  /// - Throws: `GitError.locked` if another process has the lock.
  init(
    of target: String, in directory: String, under lock: RepositoryLock, waitingMilliseconds: Int = 0
  ) throws(GitError) {
    let path = directory + "/" + target + ".lock"
    let own = Self.ownPath(of: target, under: lock)
    // A mark that is there was left by a killed mgrnet: no other one can be at work while we hold the repository lock.
    _ = try Self.release(own, path)
    let descriptor = open(own, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .system(errno, "open", own) }
    close(descriptor)
    var waited = 0
    while link(own, path) != 0 {
      let number = errno
      if number == EEXIST && waited < waitingMilliseconds {
        usleep(10_000)
        waited += 10
        continue
      }
      unlink(own)
      throw number == EEXIST ? .locked(path: path) : .system(number, "link", path)
    }
    self.target = directory + "/" + target
    self.own = own
  }

  /// Replaces the locked file by another one, in one step for readers.
  ///
  /// - Parameter path: the new file. It gets the old file's permissions, so a shared repository's index stays shared.
  func replace(by path: String) throws(GitError) {
    var status = stat()
    if stat(target, &status) == 0 { chmod(path, status.st_mode & 0o777) }
    guard rename(path, target) == 0 else { throw .system(errno, "rename", target) }
  }

  deinit {
    unlink(target + ".lock")
    unlink(own)
  }

  /// Returns the path of the mark for a lock file.
  fileprivate static func ownPath(of target: String, under lock: RepositoryLock) -> String {
    lock.folder + "/" + prefix + target.replacing("%", with: "%25").replacing("/", with: "%2F")
  }

  /// Removes the lock files that a killed mgrnet left.
  ///
  /// - Returns: the files that were locked, relative to `directory`.
  static func recover(in directory: String, under lock: RepositoryLock) throws(GitError) -> [String] {
    var found: [String] = []
    for name in try onDisk(Files.names(in: lock.folder)) where name.hasPrefix(prefix) {
      let target = String(name.dropFirst(prefix.count)).replacing("%2F", with: "/").replacing(
        "%25", with: "%")
      if try release(lock.folder + "/" + name, directory + "/" + target + ".lock") { found.append(target) }
    }
    return found
  }

  /// Removes our mark of a lock file, and the lock file itself if it is ours.
  ///
  /// - Returns: whether the lock file was ours.
  private static func release(_ own: String, _ path: String) throws(GitError) -> Bool {
    var mine = stat()
    guard lstat(own, &mine) == 0 else { return false }
    var other = stat()
    let isThere = lstat(path, &other) == 0
    var isOurs = isThere && mine.st_ino == other.st_ino && mine.st_dev == other.st_dev
    if isThere, !isOurs, let note = try onDisk(Files.read(own)), note.count == 40 {
      isOurs = try RefLockNote.isOf(note, onDisk(Files.read(path)) ?? [])
    }
    if isOurs, unlink(path) != 0 { throw .system(errno, "unlink", path) }
    unlink(own)
    return isOurs
  }
}

/// Marks the lock file that libgit2 makes while a ref moves: a file with the id that the ref moves to, in the place of
/// the hard link that `LockFile` makes.
struct RefLockNote {
  private let path: String

  init(of ref: String, to new: ObjectID, under lock: RepositoryLock) throws(GitError) {
    path = LockFile.ownPath(of: ref, under: lock)
    try onDisk(Files.replace(path, with: new.hexDigits))
  }

  func remove() { unlink(path) }

  /// Returns whether a lock file on a ref belongs to a note: it holds the note's id, or nothing yet.
  static func isOf(_ note: [UInt8], _ content: [UInt8]) -> Bool {
    content.isEmpty || content.starts(with: note)
  }
}
