import CSearchIndex
import GRDB
import GRDBSQLite
import Glibc
import Records

/// The index of one repository: SQLite with FTS5, rebuilt from a commit at any time, never the truth.
///
/// Synchronous, for one thread.
package final class SearchIndex {
  /// Whether it is of a private community.
  package let isPrivate: Bool
  let queue: DatabaseQueue
  let stems: OpaquePointer
  /// What was found on opening.
  package private(set) var state: State

  package enum State: Sendable, Equatable {
    case ready
    /// There was none; all must be read.
    case new
    /// It was damaged, or of another version, and is made anew.
    case remade
    /// It cannot be written where it should be: this one lives in memory, for this command alone.
    case inMemory
  }

  /// Opens the index, or makes an empty one: where there is none, where it is damaged or of another version.
  ///
  /// - Parameter path: `index.sqlite` in a folder that is there; `nil` for one in memory.
  /// - Throws: `DatabaseError` when not even one in memory can be made.
  package init(at path: String?, isPrivate: Bool = false) throws {
    self.isPrivate = isPrivate
    if let path {
      do {
        let opened = try Self.open(path)
        if try opened.queue.inDatabase({ try Int.fetchOne($0, sql: "PRAGMA user_version") })
          == IndexSchema.version
        {
          (queue, stems, state) = (opened.queue, opened.stems, .ready)
          return
        }
        let isNew =
          try opened.queue.inDatabase { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") } == 0
        try opened.queue.close()
        (queue, stems) = try Self.make(path)
        state = isNew ? .new : .remade
        return
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
      {
        throw error
      } catch {
        if let made = try? Self.make(path) {  // it goes on in memory, and the state says so
          (queue, stems, state) = (made.queue, made.stems, .remade)
          return
        }
      }
    }
    let memory = try Self.open(":memory:")
    try memory.queue.inDatabase { try IndexSchema.create(in: $0) }
    (queue, stems, state) = (memory.queue, memory.stems, .inMemory)
  }

  /// The commit that the index was made from; `nil` when it holds nothing.
  package func tip() throws -> String? {
    try queue.inDatabase { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'tip'") }
  }

  /// `mgrnet_fold(text)`: as `fold`, for comparing tags.
  private static var foldFunction: DatabaseFunction {
    DatabaseFunction("mgrnet_fold", argumentCount: 1, pure: true) { values in
      String.fromDatabaseValue(values[0]).map { fold($0) }
    }
  }

  private static func make(_ path: String) throws -> (queue: DatabaseQueue, stems: OpaquePointer) {
    for file in [path, path + "-wal", path + "-shm", path + "-journal"] { unlink(file) }
    let made = try open(path)
    try made.queue.inDatabase { db in
      try db.execute(sql: "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL")
      try IndexSchema.create(in: db)
    }
    return made
  }

  private static func open(_ path: String) throws -> (queue: DatabaseQueue, stems: OpaquePointer) {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    var stems: OpaquePointer?
    try queue.inDatabase { db in
      // The tokenizer is C: GRDB's protocol for tokenizers in Swift reads a tenth as many documents a second.
      let status = mgrnet_register_tokenizer(db.sqliteConnection, &stems)
      guard status == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: status)) }
      db.add(function: Self.foldFunction)
      // A cache needs no fsync for each commit: WAL keeps it whole, and what a power cut takes is read again.
      try db.execute(
        sql: "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384")
    }
    guard let stems else { throw DatabaseError(resultCode: .SQLITE_NOMEM) }
    return (queue, stems)
  }
}
