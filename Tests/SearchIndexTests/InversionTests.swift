import CSearchIndex
import Foundation
import GRDB
import SeededRandom
import Testing

@testable import SearchIndex

/// FTS5's own pages are what those written for it are held against.
@Suite struct InversionTests {
  private struct Record {
    let row: Int64
    /// Ready terms, column by column.
    let columns: [[String]]
  }

  /// Terms from everywhere to here and there, of all lengths; budgets from many runs to one.
  @Test(arguments: [(1, 50), (2, 3_000), (3, 1_000_000)] as [(UInt64, UInt32)])
  func holdsWhatFTS5MakesOfTheSameTerms(seed: UInt64, budget: UInt32) throws {
    var random = Seeded(state: seed)
    var row = Int64.random(in: -62_200_000_000...0, using: &random)
    let records = (0..<1_500).map { _ in
      row += Int64.random(in: 1...(Bool.random(using: &random) ? 3 : 1 << 40), using: &random)
      let columns = [60, 5, 3].map { most in
        (0..<Int.random(in: 0...most, using: &random)).map { _ in Self.term(&random) }
      }
      return Record(row: row, columns: columns)
    }
    try Self.expectSame(records, budget: budget)
  }

  /// A term on more pages than one page of its index has room for.
  @Test func aTermOfThousandsOfPagesIsFoundFromBothEnds() throws {
    var random = Seeded(state: 4)
    let records = (0..<720).map { number in
      let often = Array(repeating: "fde", count: 4_000 + Int.random(in: 0...200, using: &random))
      return Record(
        row: Int64(number) << 40, columns: [often + (number % 300 == 7 ? ["frare"] : []), [], ["fz"]])
    }
    try Self.expectSame(records, budget: 1 << 20, tokenByToken: false)
  }

  @Test func withoutRecordsTheTableStaysEmpty() throws { try Self.expectSame([], budget: 10) }

  private static func term(_ random: inout Seeded) -> String {
    // Squared: small numbers, and so few terms, make most of the text.
    let number = Double.random(in: 0..<1, using: &random)
    let word = String(Int(number * number * number * 3_000), radix: 7)
    return "f" + word
      + (Int.random(in: 0..<300, using: &random) == 0 ? String(repeating: "é", count: 100) : "")
  }

  private static func expectSame(_ records: [Record], budget: UInt32, tokenByToken: Bool = true) throws {
    let queue = try DatabaseQueue(configuration: SearchIndex.configuration())
    try queue.inDatabase { db in
      for table in ["ours", "theirs"] {
        try db.execute(
          sql: """
            CREATE VIRTUAL TABLE \(table) USING fts5(a, b, c, content='', columnsize=0, tokenize='mgrnet');
            CREATE VIRTUAL TABLE \(table)_tokens USING fts5vocab(\(table), \(tokenByToken ? "instance" : "col"));
            """)
      }
      try write(records, budget: budget, db)
      for record in records {
        try db.execute(
          sql: "INSERT INTO theirs(rowid, a, b, c) VALUES(?, ?, ?, ?)",
          arguments: [record.row]
            + StatementArguments(record.columns.map { "\u{1}=" + $0.joined(separator: " ") }))
      }
      try expectSameTokens(db, tokenByToken: tokenByToken)
      let matches = [
        "\"\u{1}=fde\" AND \"\u{1}=frare\"", "\"\u{1}=f0\"", "\"\u{1}=f1 f2\"",
        "\"\u{1}=f0\" \"\u{1}=f655\"",
      ]
      for (match, order) in matches.flatMap({ [($0, "ASC"), ($0, "DESC")] }) {
        let rows = try ["ours", "theirs"].map {
          try Int64.fetchAll(
            db, sql: "SELECT rowid FROM \($0) WHERE \($0) MATCH ? ORDER BY rowid \(order)", arguments: [match]
          )
        }
        #expect(rows[0] == rows[1])
      }
      // What FTS5 writes later meets what is there.
      guard let first = records.first else { return }
      let texts = first.columns.map { "\u{1}=" + $0.joined(separator: " ") }
      for table in ["ours", "theirs"] {
        try db.execute(
          sql: "INSERT INTO \(table)(\(table), rowid, a, b, c) VALUES('delete', ?, ?, ?, ?)",
          arguments: [first.row] + StatementArguments(texts))
      }
      try expectSameTokens(db, tokenByToken: tokenByToken)
    }
  }

  private static func expectSameTokens(_ db: Database, tokenByToken: Bool) throws {
    try db.execute(sql: "INSERT INTO ours(ours) VALUES('optimize')")
    try db.execute(sql: "INSERT INTO theirs(theirs) VALUES('optimize')")
    try db.execute(sql: "INSERT INTO ours(ours) VALUES('integrity-check')")
    // The tokens stay in SQLite: as Swift's strings they take seconds.
    let columns = tokenByToken ? "term, doc, col, offset" : "term, col, doc, cnt"
    for (left, right) in [("ours", "theirs"), ("theirs", "ours")] {
      let difference =
        "SELECT \(columns) FROM \(left)_tokens EXCEPT SELECT \(columns) FROM \(right)_tokens"
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM (\(difference))") == 0)
    }
  }

  private static func write(_ records: [Record], budget: UInt32, _ db: Database) throws {
    let terms = Terms()
    let numbers = records.map { $0.columns.map { $0.map(terms.number) } }
    let runs = try NamelessFile(near: nil)
    let inversion = try #require(inversion_create(terms.table, runs.descriptor, budget))
    defer { inversion_destroy(inversion) }
    for (record, columns) in zip(records, numbers) {
      let counts = columns.map { UInt32($0.count) }
      try #require(inversion_add(inversion, record.row, columns.flatMap { $0 }, counts) == 0)
    }
    try #require(inversion_write(inversion, db.sqliteConnection, "ours") == 0)
  }
}
