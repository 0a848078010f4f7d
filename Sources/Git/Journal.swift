import Disk
import Glibc

/// Notes an act under way. The note stays until the work tree and the index have followed the branch, so that `recover`
/// can finish an act that was killed.
struct Journal {
  let branch: String
  let old: ObjectID?
  let new: ObjectID

  private static func path(_ lock: RepositoryLock) -> String { lock.folder + "/act" }

  /// Writes three lines: the branch, the commit before (zeros for none), the commit after.
  func write(under lock: RepositoryLock) throws(GitError) {
    let lines = "\(branch)\n\(old ?? .zero)\n\(new)\n"
    try onDisk(Files.replace(Self.path(lock), with: Array(lines.utf8), permissions: 0o666))
  }

  static func read(under lock: RepositoryLock) throws(GitError) -> Journal? {
    guard let bytes = try onDisk(Files.read(path(lock))) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n" as Character)
    guard lines.count == 3, let old = ObjectID(hex: lines[1]), let new = ObjectID(hex: lines[2]) else {
      throw .corrupt(path(lock))
    }
    return Journal(branch: String(lines[0]), old: old.isZero ? nil : old, new: new)
  }

  static func remove(under lock: RepositoryLock) { unlink(path(lock)) }
}
