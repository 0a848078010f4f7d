import GRDB
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
  private(set) var connection: Connection
  /// What `connection` is lent by; `nil` for a file.
  private var memory: DatabaseQueue?
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
        (connection, state, self.path) = (opened, found, path)
        return
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
      {
        throw error
      } catch {
        if let made = try? Self.make(path) {  // else it goes on in memory, and the state says so
          (connection, state, self.path) = (made, .remade, path)
          return
        }
      }
    }
    let queue = try DatabaseQueue(configuration: Self.configuration())
    try queue.inDatabase(IndexSchema.create)
    (connection, memory) = (try queue.inDatabase(Connection.init(of:)), queue)
    (state, self.path) = (.inMemory, nil)
  }

  /// The commit that the index was made from; `nil` when it holds nothing.
  package func tip() throws -> String? {
    try read { try Self.tip($0) }
  }

  /// Made at the first use: a listing reads no words.
  func words() throws -> Words {
    if let madeWords { return madeWords }
    let words = try Words(connection.handle)
    madeWords = words
    return words
  }

  /// Runs on one state of the index: another process may write meanwhile, and SQLite asks but once.
  func read<Value>(_ body: (Connection) throws -> Value) throws -> Value {
    try noticingDamage {
      try connection.run("BEGIN")
      // Nothing was written: it ends with the connection at the latest.
      defer { try? connection.run("COMMIT") }
      return try body(connection)
    }
  }

  /// Goes on with an index that took this one's place: a file by the same name, or another one in memory.
  func turn(to memory: DatabaseQueue?) throws {
    // They belong to a connection that goes.
    madeWords = nil
    connection = try memory?.inDatabase(Connection.init(of:)) ?? Connection(path ?? "")
    self.memory = memory
  }

  /// Pages that contradict each other make an index that is made anew at the next opening.
  func noticingDamage<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError {
      if error.isDamage, let path { Self.remove(path) }
      throw error
    }
  }
}

extension SearchIndex {
  private static func open(_ path: String) throws -> (Connection, State) {
    guard access(path, F_OK) == 0 else { return (try make(path), .new) }
    // A write-ahead log needs a file beside it: on a file system that is read-only, SQLite is told that nothing
    // changes.
    let isWritable = access(path, W_OK) == 0
    let reader = try Connection(path, isUnchanging: !isWritable)
    let version: Int? = try reader.first("PRAGMA user_version") { $0[0] }
    if version == IndexSchema.version {
      // A file that was cut says so here.
      _ = try tip(reader)
      return (reader, .ready)
    }
    guard isWritable else { throw DatabaseError(resultCode: .SQLITE_READONLY) }
    let isNew = try reader.first("SELECT count(*) FROM sqlite_schema") { $0[0] } == 0
    return (try make(path), isNew ? .new : .remade)
  }

  static func tip(_ reader: Connection) throws -> String? {
    try reader.first("SELECT value FROM meta WHERE key = 'tip'") { $0[0] }
  }

  /// An empty index in place of what is there.
  private static func make(_ path: String) throws -> Connection {
    remove(path)
    let queue = try DatabaseQueue(path: path, configuration: configuration())
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL")
      try IndexSchema.create(in: db)
    }
    try queue.close()
    return try Connection(path)
  }

  static func remove(_ path: String) {
    for file in [path, path + "-wal", path + "-shm", path + "-journal"] { unlink(file) }
  }

  /// How long a connection waits for another process, in seconds.
  static let patience = 5.0

  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { try Connection.prepare($0.sqliteConnection) }
    return configuration
  }
}

extension DatabaseError {
  static func damaged(_ what: String) -> DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(what) is damaged")
  }

  var isDamage: Bool {
    switch resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: true
    default: false
    }
  }
}
