import Disk
import GRDB
import Glibc

/// The file of an index, which can be replaced while other processes open, read and write it.
///
/// SQLite finds a log by its name, and fills whatever file stands beside it from it. So a file by the index's name is
/// always whole, one process at a time changes which file that is, and no log outlives its file.
struct IndexPlace: Equatable {
  let path: String

  /// Tells a file from a later one by the same name, as long as it is open somewhere.
  struct Identity: Equatable {
    fileprivate let device: dev_t
    fileprivate let inode: ino_t
  }

  /// The identity of the present file; `nil` if there is none.
  var identity: Identity? {
    var status = stat()
    return stat(path, &status) == 0 ? Identity(device: status.st_dev, inode: status.st_ino) : nil
  }

  var isWritable: Bool { access(path, W_OK) == 0 }

  /// Returns a name for a file of this process beside the index. Removes files of ended processes.
  func beside() -> String {
    let start = "\(name).new-"
    let names = try? Files.names(in: folder)  // where the folder cannot be read, nothing is tidied up
    for other in names ?? [] where other.hasPrefix(start) {
      guard let process = pid_t(other.dropFirst(start.count).prefix { $0 != "-" }), !Files.isRunning(process)
      else { continue }
      Self.remove(folder + other)
    }
    return "\(folder)\(start)\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
  }

  /// Replaces the index by a whole one, which no process has open.
  ///
  /// - Throws: `DatabaseError` if another process writes the old one for long; then both stay.
  func put(_ beside: String) throws { try alone { try exchange(beside) } }

  /// Replaces one file, or none. If another file is there by now, that one stays and the new
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
        // The old index is complete without its log, and locked until it is gone; processes that have it open keep it.
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

  static func remove(_ path: String) { for file in logs(of: path) + [path] { unlink(file) } }

  private var folder: String { String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) }
  private var name: Substring { path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...] }

  /// Runs while no other process changes which file the index is.
  private func alone(_ body: () throws -> Void) throws {
    let lock: FileLock
    do {
      let patience = Int(OpenDatabase.patience * 1_000)
      lock = try FileLock(path + ".lock", permissions: 0o600, waitingMilliseconds: patience)
    } catch {
      if case .locked = error { throw DatabaseError(resultCode: .SQLITE_BUSY) }
      throw DatabaseError(resultCode: .SQLITE_CANTOPEN)
    }
    try withExtendedLifetime(lock, body)
  }
}
