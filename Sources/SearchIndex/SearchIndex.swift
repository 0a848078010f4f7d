import CSearchIndex
import GRDB

/// The index of one repository: SQLite with FTS5, rebuilt from a commit at any time, never the truth.
///
/// Synchronous, for one thread.
package final class SearchIndex {
  /// Whether it belongs to a private community.
  package let isPrivate: Bool
  /// `nil` for an index in memory.
  private(set) var place: IndexPlace?
  private(set) var database: OpenDatabase
  /// The state on opening, or later.
  package private(set) var state: State
  /// Fills the index anew, after it was emptied for damage found while reading.
  package var refill: (() throws -> Void)?

  package enum State: Sendable, Equatable {
    case ready
    /// There was none; all files must be read.
    case new
    /// It was damaged, or of another version, and is made anew.
    case remade
    /// It cannot be written in its place, and lives in memory for this command alone.
    case inMemory
  }

  /// Opens the index, or makes an empty one if there is none, or it is damaged or of another version.
  ///
  /// - Parameter path: `index.sqlite` in a folder that is there; `nil` for one in memory.
  /// - Throws: `DatabaseError` when not even one in memory can be made, or another process holds it for long.
  package init(at path: String?, isPrivate: Bool = false) throws {
    self.isPrivate = isPrivate
    let place = path.map(IndexPlace.init)
    (database, state) = try Self.open(place)
    self.place = state == .inMemory ? nil : place
  }

  /// Returns the commit that the index was made from; `nil` if it is empty.
  package func tip() throws -> String? {
    do { return try database.queue.read(Self.tip) } catch  where Self.isDamage(error) {
      try makeAnew()
      return nil
    }
  }

  /// Reads one state of the index, while other processes may write. If it turns out to be damaged, it is
  /// filled anew and read once more.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.queue.read(body) } catch  where Self.isDamage(error) {
      try makeAnew()
      guard let refill else { throw error }
      try refill()
      return try database.queue.read(body)
    }
  }

  static func isDamage(_ error: any Error) -> Bool {
    (error as? DatabaseError)?.isDamage ?? (error is RowDecodingError)
  }

  /// Replaces a damaged index by an empty one.
  func makeAnew() throws {
    if let place { try Self.makeEmpty(at: place, over: database.file) }
    (database, state) = try Self.open(place)
    if state == .ready { state = .remade }
    if state == .inMemory { place = nil }
  }

  /// Goes on with the index that replaced this one: a file by the same name, or another one in memory.
  func turn(to memory: OpenDatabase?) throws { database = try memory ?? Self.open(place).0 }
}

/// A database that is open, and the tokenizer that its connection uses.
struct OpenDatabase {
  let tokenizer: Tokenizer
  let queue: DatabaseQueue
  /// Which file it is; `nil` in memory.
  private(set) var file: IndexPlace.Identity?

  /// - Parameter isUnchanging: whether the file is read-only, in a place where SQLite cannot lock it either.
  init(_ path: String = ":memory:", _ file: IndexPlace.Identity? = nil, isUnchanging: Bool = false) throws {
    let tokenizer = Tokenizer()
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.patience)
    configuration.foreignKeysEnabled = false
    configuration.readonly = isUnchanging
    configuration.prepareDatabase { db in
      try tokenizer.register(in: db)
      db.add(function: IndexSchema.readable)
      keep_log_on_close(db.sqliteConnection)
      // Before many pages are read once: a third of the time goes where each is copied. The file is replaced, not cut,
      // so what is mapped stays. What is deleted need not be overwritten, as Debian's SQLite does unless told.
      try db.execute(sql: "PRAGMA mmap_size = 1073741824; PRAGMA secure_delete = OFF")
    }
    queue = try DatabaseQueue(
      path: isUnchanging ? "file:\(Self.escaped(path))?immutable=1" : path, configuration: configuration)
    (self.tokenizer, self.file) = (tokenizer, file)
  }

  /// How long a connection waits for another process, in seconds.
  static let patience = 5.0

  private static func escaped(_ path: String) -> String {
    path.utf8.reduce(into: "") { escaped, byte in
      let isPlain = (0x21..<0x7f).contains(byte) && !"%?#".utf8.contains(byte)
      escaped +=
        isPlain ? String(UnicodeScalar(byte)) : "%" + String(Int(byte) | 0x100, radix: 16).dropFirst()
    }
  }
}

extension SearchIndex {
  private static func open(_ place: IndexPlace?) throws -> (OpenDatabase, State) {
    if let place {
      do { return try open(place) } catch let error as DatabaseError where error.isBusy { throw error } catch
      {}
      // Else it goes on in memory, and the state says so.
    }
    let memory = try OpenDatabase()
    try memory.queue.write(IndexSchema.create)
    return (memory, .inMemory)
  }

  private static func open(_ place: IndexPlace) throws -> (OpenDatabase, State) {
    var state = State.ready
    // Other processes may do the same just now.
    for _ in 0..<10 {
      guard let file = place.identity else {
        try makeEmpty(at: place, over: nil)
        state = .new
        continue
      }
      do {
        let found = try OpenDatabase(place.path, file, isUnchanging: !place.isWritable)
        let isCurrent = try found.queue.read { db in
          guard try Int.fetchOne(db, sql: "PRAGMA user_version") == IndexSchema.version else { return false }
          _ = try tip(db)  // a file that was cut says so here
          return true
        }
        // Its log was found by its name, and belongs to it only if the file was the same all the time.
        if place.identity != file { continue }
        if isCurrent { return (found, state) }
      } catch let error as DatabaseError where error.isBusy {
        throw error
      } catch  where place.identity != file {
        continue
      } catch {}  // it is damaged
      try makeEmpty(at: place, over: file)
      state = .remade
    }
    throw DatabaseError(resultCode: .SQLITE_BUSY)
  }

  static func tip(_ db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'tip'")
  }

  /// Replaces the present file by an empty index, unless another process was quicker.
  private static func makeEmpty(at place: IndexPlace, over old: IndexPlace.Identity?) throws {
    let beside = place.beside()
    do {
      let made = try OpenDatabase(beside)
      try made.queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA page_size = \(IndexSchema.pageSize); PRAGMA journal_mode = WAL")
        try db.inTransaction {
          try IndexSchema.create(in: db)
          return .commit
        }
        // The log is lost with its name.
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try made.queue.close()
      try place.put(beside, over: old)
    } catch {
      IndexPlace.remove(beside)
      throw error
    }
  }
}

extension DatabaseError {
  static func damaged(_ what: String) -> DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(what) is damaged")
  }

  /// Whether another process holds the index.
  var isBusy: Bool { resultCode == .SQLITE_BUSY || resultCode == .SQLITE_LOCKED }

  /// Whether the index contradicts itself. Pages that were overwritten show in many ways, a table that is not there
  /// among them: so it is all that neither the disk, the memory nor another process is to blame for.
  var isDamage: Bool {
    if isBusy { return false }
    switch resultCode {
    case .SQLITE_NOMEM, .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_INTERRUPT:
      return false
    case .SQLITE_IOERR: return extendedResultCode == .SQLITE_IOERR_SHORT_READ
    default: return true
    }
  }
}
