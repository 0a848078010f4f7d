import GRDB
import GRDBSQLite
import Glibc
import Records

extension SearchIndex {
  /// Builds the index of a commit from all its files, beside the old one, and puts it in its place.
  ///
  /// FTS5 is fast only where rows come in order, and files come in the order of paths: so they are read, packed and cut
  /// into tokens first, on two cores, then go in by time.
  func rebuild(
    _ tip: String, _ feed: (_ add: (String, [UInt8]?) throws -> Void) throws -> Void
  ) throws {
    let beside = path.map { "\($0).new-\(getpid())" }
    if let beside { Self.remove(beside) }
    do {
      let made = try DatabaseQueue(path: beside ?? ":memory:", configuration: Self.configuration())
      try made.inDatabase { db in try build(db, tip, near: beside, feed) }
      guard let path, let beside else {
        queue = made
        forgetWords()
        return
      }
      try made.inDatabase { try $0.execute(sql: "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL") }
      try made.close()
      try replace(path, by: beside)
    } catch {
      if let beside { Self.remove(beside) }
      throw error
    }
  }

  /// - Throws: `DatabaseError` when another process writes the old index for long.
  private func replace(_ path: String, by beside: String) throws {
    for file in [beside + "-wal", beside + "-shm"] { unlink(file) }
    try queue.inDatabase { db in
      // A log that stays would be taken for the new file's: it is emptied, and nobody writes it until it is gone.
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      try db.inTransaction(.immediate) {
        guard rename(beside, path) == 0 else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
        for file in [path + "-wal", path + "-shm"] { unlink(file) }
        return .rollback
      }
    }
    try queue.close()
    queue = try DatabaseQueue(path: path, configuration: Self.configuration())
    forgetWords()
  }

  private func build(
    _ db: Database, _ tip: String, near path: String?,
    _ feed: (_ add: (String, [UInt8]?) throws -> Void) throws -> Void
  ) throws {
    // Nobody else sees this file, and half of one is thrown away: it needs no journal. It is not mapped: all of it is
    // read again at the end, and would count as this process's memory.
    try db.execute(
      sql: """
        PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
        PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;
        PRAGMA mmap_size = 0;
        """)
    try db.inTransaction(.immediate) {
      try IndexSchema.createTables(in: db)
      let spool = try Spool(near: path)
      let preparer = try Preparer(db)
      let writer = IndexWriter(db: db, words: try Words(db.sqliteConnection), packer: packer)
      try readAll(feed, preparer, spool, writer)
      // One segment is quick to search, and takes the least room.
      try db.execute(sql: "INSERT INTO text(text, rank) VALUES('hashsize', \(Self.buildMemory))")
      try TimeOrderedWriter(db).write(spool)
      try db.execute(
        sql: """
          INSERT INTO text(text) VALUES('optimize');
          INSERT INTO text(text, rank) VALUES('hashsize', 1048576);
          """)
      try preparer.drain(over: 0) { folded, token, records in
        try db.cachedStatement(sql: IndexWriter.addWord).execute(arguments: [folded, token, records])
      }
      try IndexSchema.finish(db)
      try ThreadSums.makeAll(db)
      try db.execute(sql: "INSERT INTO meta VALUES('tip', ?)", arguments: [tip])
      return .commit
    }
  }

  /// What FTS5 may hold before it writes a segment, in bytes.
  private static let buildMemory = 64 << 20

  private func readAll(
    _ feed: (_ add: (String, [UInt8]?) throws -> Void) throws -> Void, _ preparer: Preparer, _ spool: Spool,
    _ writer: IndexWriter
  ) throws {
    var tallies: [String: Int] = [:]
    var files: [(path: String, bytes: [UInt8])] = []
    var bytes = 0
    func flush() throws {
      for outcome in preparer.outcomes(of: files) {
        switch outcome {
        case .nothing: break
        case .broken(let broken): try writer.insert(broken)
        case .marks(let marks, let thread): try writer.insert(marks, thread: thread)
        case .record(let record):
          let page = try writer.insertPage(record.packed)
          try writer.insert(record.absence, page: page)
          try spool.append(record, page: page)
          for tally in record.tallies { tallies[tally, default: 0] += 1 }
          tallies[Tally.words, default: 0] += record.head.length
        }
      }
      files.removeAll(keepingCapacity: true)
      bytes = 0
      try preparer.drain(over: 250_000) { folded, token, records in
        try writer.db.cachedStatement(sql: IndexWriter.addWord).execute(arguments: [folded, token, records])
      }
    }
    try feed { path, content in
      guard let content else { return }
      files.append((path, content))
      bytes += content.count
      if files.count == 512 || bytes > 4 << 20 { try flush() }
    }
    try flush()
    for (facet, records) in tallies.sorted(by: { $0.key < $1.key }) { try writer.addTally(facet, records) }
  }
}

/// Writes spooled records into `head` and `text`.
///
/// Through SQLite's own functions: they bind the spool's bytes where they lie, and GRDB's strings and arguments would
/// cost as much as FTS5 itself.
private struct TimeOrderedWriter {
  private let db: Database
  private let head: Statement
  private let text: Statement

  init(_ db: Database) throws {
    self.db = db
    head = try db.makeStatement(
      sql: """
        INSERT INTO head(row, page, type, key, thread, created, length, state, review_by, accepted)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    text = try db.makeStatement(
      sql: "INSERT INTO text(rowid, body, title, extra, facets) VALUES(?, ?, ?, ?, ?)")
  }

  func write(_ spool: Spool) throws {
    try spool.forEachInOrder { entry in
      let row = head.sqliteStatement
      sqlite3_bind_int64(row, 1, entry.row)
      sqlite3_bind_int64(row, 2, entry.page)
      sqlite3_bind_int64(row, 3, Int64(entry.type))
      bind(row, 4, entry.text(0))
      bindOrNull(row, 5, entry.text(1))
      bindOrNull(row, 6, entry.created)
      sqlite3_bind_int64(row, 7, Int64(entry.length))
      sqlite3_bind_int64(row, 8, Int64(entry.state))
      bindOrNull(row, 9, entry.reviewBy.map(Int64.init))
      bindOrNull(row, 10, entry.text(2))
      try step(row)
      let document = text.sqliteStatement
      sqlite3_bind_int64(document, 1, entry.row)
      for column in 0..<4 { bind(document, CInt(column + 2), entry.text(3 + column)) }
      try step(document)
    }
  }

  private func bind(_ statement: OpaquePointer?, _ place: CInt, _ text: UnsafeRawBufferPointer) {
    // The bytes stay where they are until the step is done: no copy (`nil` is SQLITE_STATIC).
    sqlite3_bind_text(
      statement, place, text.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(clamping: text.count), nil
    )
  }

  private func bindOrNull(_ statement: OpaquePointer?, _ place: CInt, _ text: UnsafeRawBufferPointer) {
    if text.isEmpty { sqlite3_bind_null(statement, place) } else { bind(statement, place, text) }
  }

  private func bindOrNull(_ statement: OpaquePointer?, _ place: CInt, _ number: Int64?) {
    if let number {
      sqlite3_bind_int64(statement, place, number)
    } else {
      sqlite3_bind_null(statement, place)
    }
  }

  private func step(_ statement: OpaquePointer?) throws {
    let status = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard status == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: status),
        message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
    }
  }
}
