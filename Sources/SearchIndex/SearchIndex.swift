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
  let place: IndexPlace?
  /// The file that is open.
  private var file: IndexPlace.Identity?
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
    if let place = path.map(IndexPlace.init) {
      do {
        (connection, file, state) = try Self.open(place)
        self.place = place
        return
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
      {
        throw error
      } catch {}  // it goes on in memory, and the state says so
    }
    let queue = try DatabaseQueue(configuration: Self.configuration())
    try queue.inDatabase(IndexSchema.create)
    (connection, memory) = (try queue.inDatabase(Connection.init(of:)), queue)
    (file, state, place) = (nil, .inMemory, nil)
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
    self.memory = memory
    if let memory {
      connection = try memory.inDatabase(Connection.init(of:))
    } else if let place {
      (connection, file, _) = try Self.open(place)
    }
  }

  /// Pages that contradict each other make an index that is made anew at the next opening.
  func noticingDamage<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError {
      if error.isDamage, let place { place.remove(file) }
      throw error
    }
  }
}

extension SearchIndex {
  private static func open(_ place: IndexPlace) throws -> (Connection, IndexPlace.Identity?, State) {
    var state = State.ready
    // Others may do the same just now.
    for _ in 0..<10 {
      let file = place.identity
      guard file != nil else {
        try makeEmpty(at: place, over: file)
        state = .new
        continue
      }
      do {
        if let reader = try reader(place) {
          // Its log was found by its name, and belongs to it only if the file was the same all the time.
          if place.identity == file { return (reader, file, state) }
          continue
        }
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
      {
        throw error
      } catch  where place.identity != file {
        continue
      } catch {}  // it is damaged
      try makeEmpty(at: place, over: file)
      state = .remade
    }
    throw DatabaseError(resultCode: .SQLITE_BUSY)
  }

  /// A connection to an index that is there; `nil` where it is of another version.
  private static func reader(_ place: IndexPlace) throws -> Connection? {
    // A write-ahead log needs a file beside it: on a file system that is read-only, SQLite is told that nothing
    // changes.
    let reader = try Connection(place.path, isUnchanging: access(place.path, W_OK) != 0)
    let version: Int? = try reader.first("PRAGMA user_version") { $0[0] }
    guard version == IndexSchema.version else { return nil }
    // A file that was cut says so here.
    _ = try tip(reader)
    return reader
  }

  static func tip(_ reader: Connection) throws -> String? {
    try reader.first("SELECT value FROM meta WHERE key = 'tip'") { $0[0] }
  }

  /// An empty index in place of what is there, unless another process was quicker.
  private static func makeEmpty(at place: IndexPlace, over old: IndexPlace.Identity?) throws {
    let beside = place.beside()
    do {
      let queue = try DatabaseQueue(path: beside, configuration: configuration())
      try queue.inDatabase { db in
        try db.execute(sql: "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL")
        try IndexSchema.create(in: db)
        // What is only in the log would go with its name.
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try queue.close()
      try place.put(beside, over: old)
    } catch {
      IndexPlace.remove(beside)
      throw error
    }
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
