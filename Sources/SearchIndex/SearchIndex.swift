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
  /// `nil` for an index in memory.
  let path: String?
  var queue: DatabaseQueue
  let packer = PagePacker()
  private var madeWords: Words?
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
  /// - Throws: `DatabaseError` when not even one in memory can be made, or another process holds it for long.
  package init(at path: String?, isPrivate: Bool = false) throws {
    self.isPrivate = isPrivate
    if let path {
      do {
        let (opened, found) = try Self.open(path)
        (queue, state, self.path) = (opened, found, path)
        return
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
      {
        throw error
      } catch {
        if let made = try? Self.make(path) {  // else it goes on in memory, and the state says so
          (queue, state, self.path) = (made, .remade, path)
          return
        }
      }
    }
    (queue, state, self.path) = (try Self.inMemory(), .inMemory, nil)
  }

  /// The commit that the index was made from; `nil` when it holds nothing.
  package func tip() throws -> String? {
    try read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'tip'") }
  }

  /// Made at the first use: a listing reads no words.
  func words(_ db: Database) throws -> Words {
    if let madeWords { return madeWords }
    let words = try Words(db.sqliteConnection)
    madeWords = words
    return words
  }

  /// They belong to a connection that is gone.
  func forgetWords() { madeWords = nil }

  /// Runs on one state of the index: another process may write meanwhile, and SQLite asks but once.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try withDatabase { db in
      try db.execute(sql: "BEGIN")
      // Nothing was written: it ends with the connection at the latest.
      defer { try? db.execute(sql: "COMMIT") }
      return try body(db)
    }
  }

  /// Pages that contradict each other make an index that is made anew at the next opening.
  func withDatabase<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.inDatabase(body) } catch let error as DatabaseError {
      if error.isDamage, let path { Self.remove(path) }
      throw error
    }
  }
}

extension SearchIndex {
  static func inMemory() throws -> DatabaseQueue {
    let queue = try DatabaseQueue(configuration: configuration())
    try queue.inDatabase(IndexSchema.create)
    return queue
  }

  private static func open(_ path: String) throws -> (DatabaseQueue, State) {
    guard access(path, F_OK) == 0 else { return (try make(path), .new) }
    if access(path, W_OK) != 0 { return (try openedAsItIs(path), .ready) }
    let queue = try DatabaseQueue(path: path, configuration: configuration())
    let version = try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    if version == IndexSchema.version { return (queue, .ready) }
    let isNew = try queue.inDatabase { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") } == 0
    try queue.close()
    return (try make(path), isNew ? .new : .remade)
  }

  /// A write-ahead log needs a file beside it: on a file system that is read-only, SQLite is told that nothing
  /// changes.
  private static func openedAsItIs(_ path: String) throws -> DatabaseQueue {
    var escaped = ""
    for byte in path.utf8 {
      let isPlain = (0x21..<0x7f).contains(byte) && !"%?#".utf8.contains(byte)
      escaped +=
        isPlain ? String(UnicodeScalar(byte)) : "%" + String(Int(byte) | 0x100, radix: 16).dropFirst()
    }
    var configuration = configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
    let version = try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    guard version == IndexSchema.version else { throw DatabaseError(resultCode: .SQLITE_READONLY) }
    return queue
  }

  /// An empty index in place of what is there.
  static func make(_ path: String) throws -> DatabaseQueue {
    remove(path)
    let queue = try DatabaseQueue(path: path, configuration: configuration())
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL")
      try IndexSchema.create(in: db)
    }
    return queue
  }

  static func remove(_ path: String) {
    for file in [path, path + "-wal", path + "-shm", path + "-journal"] { unlink(file) }
  }

  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { db in
      // The tokenizer is C: GRDB's protocol for tokenizers in Swift reads a tenth as many documents a second.
      let status = search_index_register(db.sqliteConnection)
      guard status == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: status)) }
      search_index_keep_log(db.sqliteConnection)
      // A search reads thousands of pages once: a third of its time goes where each is copied. The file is replaced, not
      // cut, so what is mapped stays.
      try db.execute(sql: "PRAGMA mmap_size = 1073741824")
    }
    return configuration
  }
}

extension DatabaseError {
  var isDamage: Bool {
    switch resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: true
    default: false
    }
  }
}
