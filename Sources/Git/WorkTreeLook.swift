import Glibc

/// A note of the last complete look through a work tree: what need not be read again.
///
/// A folder's time of change tells whether anything was added to it since. The index tells what is in it, so the note
/// only holds for the index that it was made with, or one that mgrnet made of that.
struct WorkTreeLook: Equatable {
  private static let heading = "mgrnet work tree 2"
  /// More folders than this are not worth a note.
  private static let most = 10_000

  /// When it began, by the file system's own clock.
  let seconds: Int
  let nanoseconds: Int
  /// The sum that ends the index.
  var index: [UInt8]
  /// What the index had nothing else than; `nil` where that is not known.
  var commit: ObjectID?
  /// Folders that are read whatever their times say: the index has nothing of them, or they hold new files.
  let unknown: Set<String>

  /// Whether something changed before the look began; the same moment does not count.
  func isOlder(_ time: timespec) -> Bool { (time.tv_sec, time.tv_nsec) < (seconds, nanoseconds) }

  /// `nil` where there is no note.
  static func read(_ note: String) throws(GitError) -> WorkTreeLook? {
    guard let bytes = try Files.read(note) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 6, lines[0] == heading, let seconds = Int(lines[1]), let nanoseconds = Int(lines[2]),
      let index = ObjectID(hex: lines[3])
    else { return nil }
    return WorkTreeLook(
      seconds: seconds, nanoseconds: nanoseconds, index: index.bytes, commit: ObjectID(hex: lines[4]),
      unknown: Set(lines[5...].dropLast().map(String.init)))
  }

  /// A note is never needed: one that cannot be written is none.
  func write(_ note: String) {
    // Git writes no sum where `index.skipHash` is set: any index would be this one.
    guard unknown.count <= Self.most,
      let sum = index.withUnsafeBytes({ $0.count == 20 ? ObjectID($0) : nil }),
      !sum.isZero
    else {
      unlink(note)
      return
    }
    let lines =
      [Self.heading, "\(seconds)", "\(nanoseconds)", sum.description, commit?.description ?? ""]
      + unknown.sorted()
    do throws(GitError) {
      try Files.replace(note, with: Array((lines.joined(separator: "\n") + "\n").utf8))
    } catch {
      unlink(note)
    }
  }

  /// What the file system's clock says now.
  static func moment(near note: String) throws(GitError) -> timespec {
    let path = "\(note).\(getpid()).time"
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .system(errno, "open", path) }
    defer { close(file) }
    unlink(path)
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .system(errno, "fstat", path) }
    return status.st_ctim
  }

  /// Lets a note hold for the index that was just made of the one that it was made with.
  ///
  /// - Parameter commits: where the branch was and is.
  static func carry(
    _ note: String, from old: [UInt8], to new: [UInt8], commits: (old: ObjectID?, new: ObjectID?)
  ) throws(GitError) {
    guard var look = try read(note), look.index == old else { return }
    look.index = new
    look.commit = look.commit == commits.old ? commits.new : nil
    look.write(note)
  }
}
