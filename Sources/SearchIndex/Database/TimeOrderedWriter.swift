import CSearchIndex
import GRDB
import GRDBSQLite

/// Writes spooled records into `head` and `text`.
///
/// Through SQLite's own functions: they bind the spool's bytes where they lie, and GRDB's strings and arguments would
/// cost more than all else.
final class TimeOrderedWriter {
  private let db: Database
  private let connection: Connection
  private let head: Statement
  private let inversion: OpaquePointer
  /// What the inversion points to.
  private let terms: Terms
  private let runs: NamelessFile

  /// Twelve bytes each.
  private static let tokensAtOnce: UInt32 = 5_000_000

  /// - Parameters:
  ///   - terms: all of them: there come no more.
  ///   - runs: an empty file.
  init(_ db: Database, _ terms: Terms, runs: NamelessFile) throws {
    head = try db.makeStatement(
      sql: """
        INSERT INTO head(row, page, type, key, thread, created, length, state, review_by, accepted)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    guard let inversion = inversion_create(terms.table, runs.descriptor, Self.tokensAtOnce) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    connection = try Connection(of: db)
    (self.db, self.inversion, self.terms, self.runs) = (db, inversion, terms, runs)
  }

  deinit { inversion_destroy(inversion) }

  /// Once.
  func write(_ spool: Spool) throws {
    var (place, lastTime, sinceClock) = (Int64(0), Int64.min, 0)
    try spool.forEachInOrder { entry in
      let time = RowClock.time(entry.created)
      if place == 0 || sinceClock >= RowClock.stepOfClock, time > lastTime {
        try RowClock.insert(time, row: place, connection)
        sinceClock = 0
      }
      let row = head.sqliteStatement
      sqlite3_bind_int64(row, 1, place)
      sqlite3_bind_int64(row, 2, entry.page)
      sqlite3_bind_int64(row, 3, Int64(entry.type))
      bind(row, 4, entry.key)
      bindOrNull(row, 5, entry.thread)
      bindOrNull(row, 6, entry.created)
      sqlite3_bind_int64(row, 7, Int64(entry.length))
      sqlite3_bind_int64(row, 8, Int64(entry.state))
      bindOrNull(row, 9, entry.reviewBy.map(Int64.init))
      bindOrNull(row, 10, entry.accepted)
      let status = sqlite3_step(row)
      sqlite3_reset(row)
      try check(status == SQLITE_DONE ? SQLITE_OK : status)
      try check(inversion_add(inversion, place, entry.terms.baseAddress, entry.termCounts))
      (place, lastTime, sinceClock) = (place + RowClock.gap, time, sinceClock + 1)
    }
    try check(inversion_write(inversion, db.sqliteConnection, "text"))
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

  private func check(_ status: CInt) throws {
    guard status == SQLITE_OK else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: status),
        message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
    }
  }
}
