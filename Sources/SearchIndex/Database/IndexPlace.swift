import GRDB
import Glibc

/// Where an index lies, and how another one takes its place while processes open, read and write it.
///
/// SQLite finds a log by its name, and fills whatever file stands beside it from it. So a file by the index's name is
/// always whole, one process at a time changes which file that is, and no log outlives its file.
struct IndexPlace: Equatable {
  let path: String

  /// What tells a file from a later one by the same name, as long as it is open somewhere.
  struct Identity: Equatable {
    fileprivate let device: dev_t
    fileprivate let inode: ino_t
  }

  /// Of the file that is there now; `nil` for none.
  var identity: Identity? {
    var status = stat()
    return stat(path, &status) == 0 ? Identity(device: status.st_dev, inode: status.st_ino) : nil
  }

  var isWritable: Bool { access(path, W_OK) == 0 }

  /// The name of a file of this process beside the index; what processes that are gone left there is removed.
  func beside() -> String {
    let start = "\(name).new-"
    for other in others(start: start) {
      guard let process = pid_t(other.dropFirst(start.count).prefix { $0 != "-" }), kill(process, 0) != 0,
        errno == ESRCH
      else { continue }
      Self.remove(folder + other)
    }
    return "\(folder)\(start)\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
  }

  /// Puts a whole index here, which nobody has open, in the place of any that is here.
  ///
  /// - Throws: `DatabaseError` where another process writes the old one for long; then both stay.
  func put(_ beside: String) throws {
    try alone { try exchange(beside) }
  }

  /// The same in the place of one file, or of none; where another one stands there by now, that one stays and the new
  /// one goes.
  func put(_ beside: String, over expected: Identity?) throws {
    try alone {
      if identity == expected { try exchange(beside) } else { Self.remove(beside) }
    }
  }

  private func exchange(_ beside: String) throws {
    for file in Self.logs(of: beside) { unlink(file) }
    guard identity != nil else { return try move(beside) }
    do {
      let old = try OpenDatabase(path).queue
      try old.writeWithoutTransaction { db in
        // Emptied, and written by nobody until it is gone: whoever has the old index open goes on with that.
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        try db.inTransaction(.immediate) {
          try move(beside)
          return .rollback
        }
      }
      try old.close()
    } catch let error as DatabaseError where error.isDamage {
      try move(beside)
    }
  }

  private func move(_ beside: String) throws {
    for file in Self.logs(of: path) { unlink(file) }
    guard rename(beside, path) == 0 else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
    for file in Self.logs(of: path) { unlink(file) }
  }

  private static func logs(of path: String) -> [String] { ["-wal", "-shm", "-journal"].map { path + $0 } }

  static func remove(_ path: String) {
    for file in logs(of: path) + [path] { unlink(file) }
  }

  private var folder: String { String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) }
  private var name: Substring { path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...] }

  private func others(start: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafeBytes(of: &item.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(start) { names.append(name) }
    }
    return names
  }

  /// Runs while no other process changes which file the index is.
  private func alone(_ body: () throws -> Void) throws {
    let file = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
    // The lock goes with it.
    defer { close(file) }
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    var waited = 0.0
    // `F_OFD_SETLK` of Linux, which Swift does not see: a lock of the open file, not of the process.
    while fcntl(file, 37, &lock) != 0 {
      guard errno == EAGAIN || errno == EACCES || errno == EINTR, waited < OpenDatabase.patience else {
        throw DatabaseError(resultCode: .SQLITE_BUSY)
      }
      usleep(5_000)
      waited += 0.005
    }
    try body()
  }
}
