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
  /// How many records match, as far as they were counted.
  package var total: Int
  /// Whether there are more: to count all takes longer than to find the best.
  package var hasMore: Bool
  /// Whether the best come first, chosen among the newest `total`; else the newest do.
  package var isRanked: Bool
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
    try read { reader in
      let words = try words()
      try reader.mapFile()
      let vocabulary = try Vocabulary(reader, words)
      var compiler = QueryCompiler(vocabulary, options, isPrivate: isPrivate)
      let compiled = try compiler.compile(query)
      let limit = max(0, options.limit)
      // Where no word asks for a fit, the newest are the best.
      let isRanked = options.sort == .best && compiled.text?.weights.contains { $0 > 0 } == true
      let most = isRanked ? max(limit, Ranking.limit) : limit
      // One more tells whether there are more.
      var candidates = try candidates(
        reader, compiled, isRanked ? vocabulary : nil, options, atMost: most < .max ? most + 1 : most)
      var total = candidates.count
      if total > most, !isRanked { total = try count(reader, compiled, upTo: max(most, Self.counted) + 1) }
      let hasMore = total > max(most, isRanked ? 0 : Self.counted)
      if hasMore { total -= 1 }
      candidates.removeLast(max(0, candidates.count - most))
      if isRanked { candidates.sort { ($0.score, $0.row) > ($1.score, $1.row) } }
      let snippet = Snippet(compiled.matched, words)
      let hits = try candidates.prefix(limit).map { candidate in
        let (record, prose) = try record(at: candidate.row, reader)
        let language = StemLanguage(record.spokenLanguage(prose: prose))
        return Hit(
          record: record, score: candidate.score,
          snippet: snippet.pieces(of: RecordTexts.composed(prose), language))
      }
      let suggestions = try compiled.unknownWords.map { (word: $0, better: try vocabulary.nearest(to: $0)) }
      return FindResult(
        hits: hits, total: total, hasMore: hasMore, isRanked: isRanked,
        suggestions: suggestions.filter { !$0.better.isEmpty })
    }
  }

  /// Newest first, no more hits are counted than these.
  static let counted = 1_000

  private struct Candidate {
    var row: Int64
    var score: Double
  }

  /// The newest hits, the newest first; with their scores where there is a vocabulary to weigh words by.
  private func candidates(
    _ reader: Connection, _ query: CompiledQuery, _ vocabulary: Vocabulary?, _ options: FindOptions,
    atMost most: Int
  ) throws -> [Candidate] {
    var values: [Connection.Value] = []
    var columns = "head.row"
    if let vocabulary, let text = query.text {
      columns += """
        , head.worth, head.outdated, head.state, head.created, head.review_by < ?,
        mgrnet_fit(text, head.length, ?)
        """
      let parameters = Ranking.parameters(averageLength: vocabulary.averageLength, weights: text.weights)
      values += [.integer(options.now.day.daysSince1970), .blob(parameters)]
    }
    let order = query.text == nil ? "head.row" : "text.rowid"
    return try reader.all(
      "SELECT \(columns) FROM \(query.source) ORDER BY \(order) DESC LIMIT ?",
      values + query.values + [.integer(most)]
    ) { row in
      var candidate = Candidate(row: row[0], score: 0)
      if vocabulary != nil {
        candidate.score = Ranking.score(
          fit: row[6],
          .init(
            worth: row[1], outdated: row[2], state: RecordState(rawValue: row[3]),
            age: row.isNull(4) ? 0 : options.now.seconds - row[4], isReviewDue: row[5]))
      }
      return candidate
    }
  }

  private func count(_ reader: Connection, _ query: CompiledQuery, upTo most: Int) throws -> Int {
    // Without conditions FTS5 alone counts: no row of `head` is looked up.
    let source = query.conditions.isEmpty && query.text != nil ? "text WHERE text MATCH ?" : query.source
    return try reader.first(
      "SELECT count(*) FROM (SELECT 1 FROM \(source) LIMIT \(most))", query.values
    ) { $0[0] } ?? 0
  }
}
