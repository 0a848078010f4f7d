import FoundationEssentials
import GRDB
import GRDBSQLite
import Records

/// One result of a search.
package struct Hit: Sendable {
  package let record: IndexedRecord
  /// Greater is better; comparable between indexes. 0 where newest comes first.
  package let score: Double
  /// Empty where the text is empty.
  package let snippet: [SnippetPiece]
}

/// What a search found.
package struct FindResult: Sendable {
  package var hits: [Hit]
  /// How many records match in all.
  package var total: Int
  /// Of how many the best were chosen: the newest ones, where there are too many to weigh all.
  package var ranked: Int
  /// For each word that is nowhere, words that are and that look like it; best first.
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
  package let now: Timestamp
  package init(now: Timestamp) { self.now = now }
}

extension SearchIndex {
  /// Searches one repository.
  ///
  /// - Throws: `DatabaseError`.
  package func find(_ query: Query, _ options: FindOptions) throws -> FindResult {
    try read { db in
      let words = try words(db)
      let vocabulary = try Vocabulary(db, words)
      var compiler = QueryCompiler(vocabulary, options, isPrivate: isPrivate)
      let compiled = try compiler.compile(query)
      let limit = max(0, options.limit)
      // Where no word asks for a fit, the newest are the best.
      let isRanked = options.sort == .best && compiled.text?.weights.contains { $0 > 0 } == true
      let most = isRanked ? max(limit, Ranking.limit) : limit
      var candidates = try candidates(
        db, compiled, isRanked ? vocabulary : nil, options, atMost: most)
      let total = candidates.count < most ? candidates.count : try count(db, compiled)
      let ranked = isRanked ? candidates.count : total
      if isRanked { candidates.sort { ($0.score, $0.row) > ($1.score, $1.row) } }
      let snippet = Snippet(compiled.matched, words)
      let hits = try candidates.prefix(limit).map { candidate in
        let (record, prose) = try record(at: candidate.row, db)
        let language = StemLanguage(record.spokenLanguage(prose: prose))
        return Hit(
          record: record, score: candidate.score,
          snippet: snippet.pieces(of: RecordTexts.composed(prose), language))
      }
      let suggestions = try compiled.unknownWords.map { (word: $0, better: try vocabulary.nearest(to: $0)) }
      return FindResult(
        hits: hits, total: total, ranked: ranked, suggestions: suggestions.filter { !$0.better.isEmpty })
    }
  }

  private struct Candidate {
    var row: Int64
    var score: Double
  }

  /// The newest hits, the newest first; with their scores where there is a vocabulary to weigh words by.
  ///
  /// Steps through SQLite's own functions: 5,000 of GRDB's rows cost more than the query.
  private func candidates(
    _ db: Database, _ query: CompiledQuery, _ vocabulary: Vocabulary?, _ options: FindOptions,
    atMost most: Int
  ) throws -> [Candidate] {
    var arguments: StatementArguments = []
    var columns = "head.row"
    if let vocabulary, let text = query.text {
      columns += """
        , head.worth, head.outdated, head.state, head.created, ifnull(head.review_by < ?, 0),
        mgrnet_fit(text, head.length, ?)
        """
      let parameters = Ranking.parameters(averageLength: vocabulary.averageLength, weights: text.weights)
      arguments += [options.now.day.daysSince1970, Data(parameters)]
    }
    let order = query.text == nil ? "head.row" : "text.rowid"
    let statement = try db.makeStatement(
      sql: "SELECT \(columns) FROM \(query.source) ORDER BY \(order) DESC LIMIT ?")
    try statement.setArguments(arguments + query.arguments + [most])
    let row = statement.sqliteStatement
    var candidates: [Candidate] = []
    while true {
      let status = sqlite3_step(row)
      if status == SQLITE_DONE { return candidates }
      guard status == SQLITE_ROW else {
        throw DatabaseError(
          resultCode: ResultCode(rawValue: status),
          message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
      }
      var candidate = Candidate(row: sqlite3_column_int64(row, 0), score: 0)
      if vocabulary != nil {
        let hasTime = sqlite3_column_type(row, 4) != SQLITE_NULL
        candidate.score = Ranking.score(
          fit: sqlite3_column_double(row, 6),
          .init(
            worth: Int(sqlite3_column_int64(row, 1)), outdated: Int(sqlite3_column_int64(row, 2)),
            state: RecordState(rawValue: Int(sqlite3_column_int64(row, 3))),
            age: hasTime ? options.now.seconds - sqlite3_column_int64(row, 4) : 0,
            isReviewDue: sqlite3_column_int64(row, 5) != 0))
      }
      candidates.append(candidate)
    }
  }

  private func count(_ db: Database, _ query: CompiledQuery) throws -> Int {
    // Without conditions FTS5 alone counts: no row of `head` is looked up.
    let source = query.conditions.isEmpty && query.text != nil ? "text WHERE text MATCH ?" : query.source
    return try Int.fetchOne(db, sql: "SELECT count(*) FROM \(source)", arguments: query.arguments) ?? 0
  }
}
