import CSearchIndex
import GRDB
import GRDBSQLite

/// A connection by SQLite's own functions, to read through and to bring up to date: to open one of GRDB's takes longer
/// than a whole listing. An index is built anew through GRDB.
///
/// For one thread.
final class Connection {
  let handle: OpaquePointer
  /// Whether GRDB opened it, and closes it.
  private let isLent: Bool
  /// One for each SQL text, kept: a listing asks the same for each record.
  private var statements: [(sql: String, statement: OpaquePointer)] = []

  /// - Parameter isUnchanging: nothing writes this file, which lies where not even SQLite's locks can be kept.
  /// - Throws: `DatabaseError` where there is no such file, or it cannot be opened.
  init(_ path: String, isUnchanging: Bool = false) throws {
    var opened: OpaquePointer?
    let name = isUnchanging ? "file:\(Self.escaped(path))?immutable=1" : path
    let mode = isUnchanging ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE
    let status = sqlite3_open_v2(name, &opened, mode | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened, status == SQLITE_OK else {
      sqlite3_close(opened)
      throw DatabaseError(resultCode: ResultCode(rawValue: status))
    }
    (handle, isLent) = (opened, false)
    sqlite3_busy_timeout(handle, Int32(SearchIndex.patience * 1_000))
    try Self.prepare(handle)
  }

  /// One of GRDB's, for as long as that is open.
  init(of db: Database) throws {
    guard let lent = db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
    (handle, isLent) = (lent, true)
  }

  deinit {
    for (_, statement) in statements { sqlite3_finalize(statement) }
    if !isLent { sqlite3_close(handle) }
  }

  /// What every connection to an index needs, also those that write.
  static func prepare(_ handle: OpaquePointer?) throws {
    // The tokenizer is C: GRDB's protocol for tokenizers in Swift reads a tenth as many documents a second.
    let status = search_index_register(handle)
    search_index_keep_log(handle)
    guard status == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: status)) }
  }

  private static func escaped(_ path: String) -> String {
    var escaped = ""
    for byte in path.utf8 {
      let isPlain = (0x21..<0x7f).contains(byte) && !"%?#".utf8.contains(byte)
      escaped +=
        isPlain ? String(UnicodeScalar(byte)) : "%" + String(Int(byte) | 0x100, radix: 16).dropFirst()
    }
    return escaped
  }

  /// Before many pages are read once: a third of the time goes where each is copied. The file is replaced, not cut, so
  /// what is mapped stays.
  func mapFile() throws { try run("PRAGMA mmap_size = 1073741824") }

  // MARK: Queries

  /// Each row in turn; `body` must not ask the same SQL again.
  func each(_ sql: String, _ values: [Value] = [], _ body: (Row) throws -> Void) throws {
    let statement = try statement(sql, values)
    defer { sqlite3_reset(statement) }
    while try step(statement) { try body(Row(statement: statement)) }
  }

  func all<Result>(
    _ sql: String, _ values: [Value] = [], _ make: (Row) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    try each(sql, values) { results.append(try make($0)) }
    return results
  }

  /// Of the first row; `nil` where there is none.
  func first<Result>(
    _ sql: String, _ values: [Value] = [], _ make: (Row) throws -> Result
  ) throws -> Result? {
    let statement = try statement(sql, values)
    defer { sqlite3_reset(statement) }
    return try step(statement) ? try make(Row(statement: statement)) : nil
  }

  /// A statement that gives no rows, or none that matter.
  func run(_ sql: String, _ values: [Value] = []) throws { try each(sql, values) { _ in } }

  /// In one transaction; nothing is changed where `body` throws, or returns `nil`.
  func change<Result>(_ body: () throws -> Result?) throws -> Result? {
    try run("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try run(result == nil ? "ROLLBACK" : "COMMIT")
      return result
    } catch {
      try? run("ROLLBACK")  // SQLite may have done so itself
      throw error
    }
  }

  /// The row that was inserted last.
  var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

  private func statement(_ sql: String, _ values: [Value]) throws -> OpaquePointer {
    let statement = try prepared(sql)
    for (place, value) in values.enumerated() {
      let status = value.bind(to: statement, Int32(place + 1))
      guard status == SQLITE_OK else { throw error(status) }
    }
    return statement
  }

  private func prepared(_ sql: String) throws -> OpaquePointer {
    if let known = statements.first(where: { $0.sql == sql }) { return known.statement }
    var statement: OpaquePointer?
    let status = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard let statement, status == SQLITE_OK else { throw error(status) }
    statements.append((sql, statement))
    return statement
  }

  private func step(_ statement: OpaquePointer) throws -> Bool {
    let status = sqlite3_step(statement)
    guard status == SQLITE_ROW || status == SQLITE_DONE else { throw error(status) }
    return status == SQLITE_ROW
  }

  private func error(_ status: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: status), message: String(cString: sqlite3_errmsg(handle)))
  }
}

extension Connection {
  /// What stands for a `?`.
  enum Value {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case null

    static func integer(_ value: Int) -> Value { .integer(Int64(value)) }
    static func optional(_ value: Int64?) -> Value { value.map { .integer($0) } ?? .null }
    static func optional(_ value: String?) -> Value { value.map { .text($0) } ?? .null }

    fileprivate func bind(to statement: OpaquePointer, _ place: Int32) -> Int32 {
      // `SQLITE_TRANSIENT`, a macro that Swift does not see: SQLite keeps a copy.
      let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      switch self {
      case .null: return sqlite3_bind_null(statement, place)
      case .integer(let number): return sqlite3_bind_int64(statement, place, number)
      case .text(let text): return sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), copied)
      case .blob(let bytes): return sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), copied)
      }
    }
  }

  /// The row at which a query stands; its columns by their places, from 0.
  struct Row {
    fileprivate let statement: OpaquePointer

    subscript(column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
    subscript(column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }
    subscript(column: Int32) -> Bool { sqlite3_column_int64(statement, column) != 0 }
    subscript(column: Int32) -> Double { sqlite3_column_double(statement, column) }
    subscript(column: Int32) -> String { String(decoding: text(column), as: UTF8.self) }
    subscript(column: Int32) -> String? { isNull(column) ? nil : self[column] as String }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    /// Where SQLite has them, until the next row.
    func text(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
      let start = sqlite3_column_text(statement, column)
      return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }

    /// Where SQLite has them, until the next row.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
      let start = sqlite3_column_blob(statement, column)
      return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }
  }
}
