import GRDB
import Records

/// One result of a search.
package struct Hit: Sendable {
  package let record: IndexedRecord
  /// Greater is better; comparable between indexes. 0 if the newest come first.
  package let score: Double
  /// Empty where the text is empty.
  package let snippet: [SnippetPiece]
}

/// What a search found.
package struct FindResult: Sendable {
  package var hits: [Hit]
  /// How many records match, as far as they were counted.
  package var total: Int
  /// Whether there are more: to count all takes longer than to find the best.
  package var hasMore: Bool
  /// Whether the best come first, chosen among the newest `total`; if not, the newest come first.
  package var isRanked: Bool
  /// For each unknown word, known words that resemble it; best first.
  package var suggestions: [(word: String, better: [String])]
}

package struct FindOptions: Sendable {
  package enum Sort: String, Sendable, CaseIterable { case best, new }
  package var limit = 20
  package var sort = Sort.best
  /// The caller's handle, for `is:mine`.
  package var me: String?
  /// Ids that the caller has read, for `is:unread`.
  package var seen: [String] = []
  /// The paths of records without a right, for `is:disputed`.
  package var disputed: [String] = []
  package let now: Timestamp
  package init(now: Timestamp) { self.now = now }
}

extension SearchIndex {
  /// Searches one repository.
  ///
  /// - Throws: `DatabaseError`.
  package func find(_ query: Query, _ options: FindOptions) throws -> FindResult {
    try read(checkedIf: \.hits.isEmpty) { db in
      let vocabulary = Vocabulary(db: db, tokenizer: database.tokenizer)
      var compiler = QueryCompiler(vocabulary, options, isPrivate: isPrivate)
      let compiled = try compiler.compile(query)
      // Without words there is no fit, and the newest are the best, but where experience is asked for.
      let isRanked =
        options.sort == .best && (compiled.hasWords && compiled.text != nil || compiled.asksForExperience)
      var result = try isRanked ? ranked(db, compiled, options) : newest(db, compiled, options)
      result.suggestions = try compiled.unknownWords.map {
        (word: $0, better: try vocabulary.nearest(to: $0))
      }
      .filter { !$0.better.isEmpty }
      return result
    }
  }

  /// The limit of hits that are counted if the newest come first.
  static let counted = 1_000

  private func ranked(_ db: Database, _ query: CompiledQuery, _ options: FindOptions) throws -> FindResult {
    let limit = max(0, options.limit)
    let most = max(limit, Ranking.limit)
    // One more tells whether there are more.
    let candidates = """
      SELECT record.row AS row, \(Ranking.score(now: options.now, hasText: query.text != nil)) AS score FROM \(query.source)
      \(query.newestFirst) LIMIT ?
      """
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT row, score, count(*) OVER () FROM (\(candidates)) ORDER BY score DESC, row DESC LIMIT ?
        """, arguments: StatementArguments(query.values + [most < .max ? most + 1 : most, limit]))
    let count: Int = rows.first?[2] ?? 0
    return FindResult(
      hits: try rows.map { try hit($0[0], score: $0[1], query, db) },
      total: min(count, most), hasMore: count > most, isRanked: true, suggestions: [])
  }

  private func newest(_ db: Database, _ query: CompiledQuery, _ options: FindOptions) throws -> FindResult {
    let limit = max(0, options.limit)
    let rows = try Int64.fetchAll(
      db, sql: "SELECT record.row FROM \(query.source) \(query.newestFirst) LIMIT ?",
      arguments: StatementArguments(query.values + [limit]))
    var count = rows.count
    let most = max(limit, Self.counted)
    if count == limit, limit < .max {
      // Without conditions FTS5 counts alone, without reading `record`.
      let source = query.conditions.isEmpty && query.text != nil ? "text WHERE text MATCH ?" : query.source
      count =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM (SELECT 1 FROM \(source) LIMIT ?)",
          arguments: StatementArguments(query.values + [most + 1])) ?? 0
    }
    return FindResult(
      hits: try rows.map { try hit($0, score: 0, query, db) },
      total: min(count, most), hasMore: count > most, isRanked: false, suggestions: [])
  }

  private func hit(_ row: Int64, score: Double, _ query: CompiledQuery, _ db: Database) throws -> Hit {
    let words = query.text.map { _ in " AND text MATCH ?" } ?? ""
    let snippet = try String.fetchOne(
      db.cachedStatement(sql: "SELECT \(Snippet.sql) FROM text WHERE rowid = ?" + words),
      arguments: StatementArguments(
        [row as any DatabaseValueConvertible] + (query.text.map { [$0.sql] } ?? [])))
    return Hit(
      record: try record(at: row, db).record, score: score, snippet: Snippet.pieces(of: snippet ?? ""))
  }
}
