import GRDB

extension SearchIndex {
  /// Reads like `read(_:)`, and checks the index if nothing was found: a page of which only a part was overwritten may
  /// look like one without these rows.
  func read<Value>(checkedIf isEmpty: (Value) -> Bool, _ body: (Database) throws -> Value) throws -> Value {
    try read { db in
      let value = try body(db)
      if isEmpty(value) {
        for order in ["DESC", "ASC"] { try Self.check(db, order) }
        try Self.checkAbsences(db)
      }
      return value
    }
  }

  /// The number of records that are looked up at each end of the index, at some 20 µs each.
  private static let checked = 100

  private static func checkAbsences(_ db: Database) throws {
    let counts = """
      SELECT (SELECT count(*) FROM absence INDEXED BY absence_last WHERE last > -1000000)
        = (SELECT count(*) FROM absence NOT INDEXED)
      """
    if try Bool.fetchOne(db, sql: counts) != true { throw DatabaseError.damaged("absence_last") }
  }

  /// Looks up the first or last records by their keys and by their terms.
  ///
  /// - Throws: `DatabaseError` of damage if one is missing.
  private static func check(_ db: Database, _ order: String) throws {
    let ends = try Row.fetchAll(
      db, sql: "SELECT row, type, key, community, time FROM record ORDER BY row \(order) LIMIT \(checked)"
    ).map {
      try (
        row: $0.decode(Int64.self, atIndex: 0), type: $0.decode(String.self, atIndex: 1),
        key: $0.decode(String.self, atIndex: 2), community: $0.decode(String?.self, atIndex: 3),
        time: $0.decode(Int64?.self, atIndex: 4)
      )
    }
    guard let last = ends.last?.row else {
      let rest = "SELECT EXISTS(SELECT 1 FROM page) OR EXISTS(SELECT 1 FROM text_docsize)"
      if try Bool.fetchOne(db, sql: rest) ?? false { throw DatabaseError.damaged("record") }
      return
    }
    let byKey = try db.cachedStatement(
      sql: "SELECT 1 FROM record INDEXED BY record_key JOIN page USING(page) WHERE key = ? AND row = ?")
    for end in ends where try Int.fetchOne(byKey, arguments: [end.key, end.row]) == nil {
      throw DatabaseError.damaged("record_key")
    }
    let byPlace = try db.cachedStatement(
      sql: """
        SELECT 1 FROM record INDEXED BY record_posts
        WHERE type = 'post' AND community IS ? AND time IS ? AND row = ?
        """)
    for end in ends where end.type == "post" {
      let arguments: StatementArguments = [end.community, end.time, end.row]
      if try Int.fetchOne(byPlace, arguments: arguments) == nil {
        throw DatabaseError.damaged("record_posts")
      }
    }
    let byTerm = """
      SELECT rowid FROM text WHERE text MATCH ? AND rowid \(order == "DESC" ? ">=" : "<=") ?
      """
    for (type, rows) in Dictionary(grouping: ends, by: \.type) {
      let arguments: StatementArguments = [TextExpression(.type, type).sql, last]
      let found = try Int64.fetchSet(db, sql: byTerm, arguments: arguments)
      guard rows.allSatisfy({ found.contains($0.row) }) else { throw DatabaseError.damaged("text") }
    }
  }
}
