import FoundationEssentials
import GRDB
import GRDBSQLite
import Records

/// Writes records into the tables, one at a time, inside a transaction.
struct IndexWriter {
  let db: Database
  let words: Words
  let packer: PagePacker

  // MARK: In

  func insert(_ record: IndexedRecord, prose: String, file: [UInt8]) throws {
    let texts = RecordTexts(record, prose: prose)
    let tokens = texts.tokens(words)
    let prepared = PreparedRecord(record, facets: texts.facets, length: tokens.length, file: file, packer)
    let row = try RowClock.freeRow(at: RowClock.time(prepared.head.created), db)
    let page = try insertPage(prepared.packed)
    try insertHead(prepared.head, row: row, page: page)
    try insert(prepared.absence, page: page)
    try insertText(tokens.columns, row: row)
    try count(texts.words(words), by: 1)
    try tally(prepared, by: 1)
  }

  func insertPage(_ packed: [UInt8]) throws -> Int64 {
    try db.cachedStatement(sql: "INSERT INTO page(bytes) VALUES(?)").execute(arguments: [Data(packed)])
    return db.lastInsertedRowID
  }

  func insertHead(_ head: PreparedRecord.Head, row: Int64, page: Int64) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO head(row, page, type, key, thread, created, length, state, review_by, accepted)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      row, page, head.type, head.key, head.thread, head.created, head.length, head.state, head.reviewBy,
      head.accepted,
    ])
  }

  private func insertText(_ columns: [String], row: Int64) throws {
    try db.cachedStatement(sql: "INSERT INTO text(rowid, body, title, extra) VALUES(?, ?, ?, ?)")
      .execute(arguments: [row] + StatementArguments(columns))
  }

  func insert(_ marks: [IndexedMark], thread: String) throws {
    let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO mark VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
    for mark in marks {
      try statement.execute(arguments: [
        thread, mark.author, mark.target, mark.isUseful, mark.isThanked, mark.isOutdated, mark.tried,
        mark.story,
      ])
    }
  }

  func insert(_ broken: BrokenRecord) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO broken VALUES(?, ?, ?)")
      .execute(arguments: [broken.path, broken.line, broken.column])
  }

  // MARK: Out

  /// Takes away what the index has of a path.
  func remove(_ path: RecordPath) throws {
    try db.cachedStatement(sql: "DELETE FROM broken WHERE path = ?").execute(arguments: [path.text])
    if path.type == .mark {
      try db.cachedStatement(sql: "DELETE FROM mark WHERE thread = ? AND author = ?")
        .execute(arguments: [path.parent?.rawValue, path.key])
      return
    }
    let statement = try db.cachedStatement(
      sql: "SELECT row, page, bytes FROM head JOIN page USING(page) WHERE key = ?")
    for found in try Row.fetchAll(statement, arguments: [path.key]) {
      let page = try (found["bytes"] as Data).withUnsafeBytes(packer.page)
      guard page.path == path.text else { continue }
      guard let (record, prose) = page.record else { throw DatabaseError.damaged(path.text) }
      // A table without content forgets the tokens that it is told: those that it was given.
      let texts = RecordTexts(record, prose: prose)
      let tokens = texts.tokens(words)
      let prepared = PreparedRecord(
        record, facets: texts.facets, length: tokens.length, file: page.file, packer)
      let row: Int64 = found["row"]
      try db.cachedStatement(
        sql: "INSERT INTO text(text, rowid, body, title, extra) VALUES('delete', ?, ?, ?, ?)"
      ).execute(arguments: [row] + StatementArguments(tokens.columns))
      try db.cachedStatement(sql: "DELETE FROM head WHERE row = ?").execute(arguments: [row])
      let number: Int64 = found["page"]
      for table in ["page", "away"] {
        try db.cachedStatement(sql: "DELETE FROM \(table) WHERE page = ?").execute(arguments: [number])
      }
      try count(texts.words(words), by: -1)
      try tally(prepared, by: -1)
    }
  }

  // MARK: Sums

  private func count(_ found: Set<Words.Found>, by change: Int) throws {
    let add = try db.cachedStatement(sql: Self.addWord)
    let drop = try db.cachedStatement(sql: "DELETE FROM word WHERE word = ? AND records <= 0")
    for word in found {
      try add.execute(arguments: [word.folded, word.token, change])
      if change < 0 { try drop.execute(arguments: [word.folded]) }
    }
  }

  static let addWord = """
    INSERT INTO word VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET records = records + excluded.records
    """

  private func tally(_ prepared: PreparedRecord, by change: Int) throws {
    let drop = try db.cachedStatement(sql: "DELETE FROM tally WHERE facet = ? AND records <= 0")
    for facet in prepared.tallies {
      try addTally(facet, change)
      if change < 0 { try drop.execute(arguments: [facet]) }
    }
    try addTally(Tally.words, change * prepared.head.length)
  }

  func addTally(_ facet: String, _ change: Int) throws {
    try db.cachedStatement(
      sql: "INSERT INTO tally VALUES(?, ?) ON CONFLICT DO UPDATE SET records = records + excluded.records"
    ).execute(arguments: [facet, change])
  }
}
