import GRDB
import Records

/// Writes records into the tables, one at a time, inside a transaction.
struct IndexWriter {
  let connection: Connection
  let words: Words
  let packer: PagePacker

  // MARK: In

  func insert(_ record: IndexedRecord, prose: String, file: [UInt8]) throws {
    let texts = RecordTexts(record, prose: prose)
    let tokens = texts.tokens(words)
    let prepared = PreparedRecord(record, facets: texts.facets, length: tokens.length, file: file, packer)
    let row = try RowClock.freeRow(at: RowClock.time(prepared.head.created), connection)
    let page = try insertPage(prepared.packed)
    try insertHead(prepared.head, row: row, page: page)
    try insert(prepared.absence, page: page)
    try insertText(tokens.columns, row: row)
    try count(texts.words(words), by: 1)
    try tally(prepared, by: 1)
  }

  func insertPage(_ packed: [UInt8]) throws -> Int64 {
    try connection.run("INSERT INTO page(bytes) VALUES(?)", [.blob(packed)])
    return connection.lastRow
  }

  func insertHead(_ head: PreparedRecord.Head, row: Int64, page: Int64) throws {
    try connection.run(
      """
      INSERT INTO head(row, page, type, key, thread, created, length, state, review_by, accepted)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(row), .integer(page), .integer(head.type), .text(head.key), .optional(head.thread),
        .optional(head.created), .integer(head.length), .integer(head.state),
        .optional(head.reviewBy.map(Int64.init)), .optional(head.accepted),
      ])
  }

  private func insertText(_ columns: [String], row: Int64) throws {
    try connection.run(
      "INSERT INTO text(rowid, body, title, extra) VALUES(?, ?, ?, ?)",
      [.integer(row)] + columns.map { .text($0) })
  }

  func insert(_ marks: [IndexedMark], thread: String) throws {
    for mark in marks {
      try connection.run(
        "INSERT OR REPLACE INTO mark VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        [
          .text(thread), .text(mark.author), .text(mark.target), .integer(mark.isUseful ? 1 : 0),
          .integer(mark.isThanked ? 1 : 0), .integer(mark.isOutdated ? 1 : 0), .optional(mark.tried),
          .text(mark.story),
        ])
    }
  }

  func insert(_ broken: BrokenRecord) throws {
    try connection.run(
      "INSERT OR REPLACE INTO broken VALUES(?, ?, ?)",
      [.text(broken.path), .integer(broken.line), .integer(broken.column)])
  }

  // MARK: Out

  /// Takes away what the index has of a path.
  func remove(_ path: RecordPath) throws {
    try connection.run("DELETE FROM broken WHERE path = ?", [.text(path.text)])
    if path.type == .mark {
      let thread = path.parent?.rawValue
      return try connection.run(
        "DELETE FROM mark WHERE thread = ? AND author = ?", [.optional(thread), .text(path.key)])
    }
    let found: [(row: Int64, number: Int64, page: Page)] = try connection.all(
      "SELECT row, page, bytes FROM head JOIN page USING(page) WHERE key = ?", [.text(path.key)]
    ) { ($0[0], $0[1], try packer.page($0.bytes(2))) }
    for (row, number, page) in found {
      guard page.path == path.text else { continue }
      guard let (record, prose) = page.record else { throw DatabaseError.damaged(path.text) }
      // A table without content forgets the tokens that it is told: those that it was given.
      let texts = RecordTexts(record, prose: prose)
      let tokens = texts.tokens(words)
      let prepared = PreparedRecord(
        record, facets: texts.facets, length: tokens.length, file: page.file, packer)
      try connection.run(
        "INSERT INTO text(text, rowid, body, title, extra) VALUES('delete', ?, ?, ?, ?)",
        [.integer(row)] + tokens.columns.map { .text($0) })
      try connection.run("DELETE FROM head WHERE row = ?", [.integer(row)])
      for table in ["page", "away"] {
        try connection.run("DELETE FROM \(table) WHERE page = ?", [.integer(number)])
      }
      try count(texts.words(words), by: -1)
      try tally(prepared, by: -1)
    }
  }

  // MARK: Sums

  private func count(_ found: [(folded: String, token: String)], by change: Int) throws {
    for word in found { try addWord(word.folded, word.token, Int64(change), to: "word_change") }
  }

  /// - Parameter table: `word` where all is made anew.
  func addWord(_ folded: String, _ token: String, _ records: Int64, to table: String = "word") throws {
    try connection.run(
      "INSERT INTO \(table) VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET records = records + excluded.records",
      [.text(folded), .text(token), .integer(records)])
  }

  /// In rows of `word_change`: some forty commits.
  static let mostChanges = 2_000

  /// Adds the changes up, where they are many.
  func settleWords() throws {
    let changes: Int? = try connection.first("SELECT count(*) FROM word_change") { $0[0] }
    guard changes ?? 0 > Self.mostChanges else { return }
    for sql in [
      """
      INSERT INTO word SELECT word, token, records FROM word_change WHERE TRUE
      ON CONFLICT DO UPDATE SET records = records + excluded.records
      """,
      """
      DELETE FROM word WHERE records <= 0
      AND (word, token) IN (SELECT word, token FROM word_change WHERE records < 0)
      """,
      "DELETE FROM word_change",
    ] { try connection.run(sql) }
  }

  private func tally(_ prepared: PreparedRecord, by change: Int) throws {
    for facet in prepared.tallies {
      try addTally(facet, change)
      if change < 0 {
        try connection.run("DELETE FROM tally WHERE facet = ? AND records <= 0", [.text(facet)])
      }
    }
    try addTally(Tally.words, change * prepared.head.length)
  }

  func addTally(_ facet: String, _ change: Int) throws {
    try connection.run(
      "INSERT INTO tally VALUES(?, ?) ON CONFLICT DO UPDATE SET records = records + excluded.records",
      [.text(facet), .integer(change)])
  }
}
