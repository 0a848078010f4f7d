import FoundationEssentials
import GRDB
import Records

/// One result of a search.
package struct Hit: Sendable {
  package let record: IndexedRecord
  /// Greater is better; comparable between indexes.
  package let score: Double
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
  /// The most hits that are weighed for best-first: the newest ones.
  static let rankLimit = 5000

  /// Searches one repository.
  ///
  /// - Throws: `DatabaseError`.
  package func find(_ query: Query, _ options: FindOptions) throws -> FindResult {
    try queue.inDatabase { db in
      let words = try WordReader(db)
      let seen = String(decoding: try JSONEncoder().encode(options.seen), as: UTF8.self)
      let compiled = try CompiledQuery(
        query, .init(words: words, me: options.me, seen: seen, today: options.now.day, isPrivate: isPrivate))
      let total = try count(compiled, db)
      let rows =
        options.sort == .best && compiled.match != nil
        ? try best(compiled, options, db) : try newest(compiled, options.limit, db)
      let wanted = try wantedTokens(query, words)
      let hits = try rows.map { row, score in
        let (record, prose) = try self.record(row, db)
        let language = StemLanguage(of: record, prose: prose)
        let snippet = Snippet.pieces(of: prose, tokens: words.tokens(prose, language), wanted: wanted)
        return Hit(record: record, score: score, snippet: snippet)
      }
      return FindResult(
        hits: hits, total: total,
        ranked: options.sort == .best && compiled.match != nil ? min(total, Self.rankLimit) : total,
        suggestions: total == 0 ? try suggestions(query, words, db) : [])
    }
  }

  private func count(_ compiled: CompiledQuery, _ db: Database) throws -> Int {
    let sql: String
    switch (compiled.match, compiled.conditions.isEmpty) {
    case (_?, true): sql = "SELECT count(*) FROM text WHERE text MATCH ?"
    case (_?, false):
      sql =
        "SELECT count(*) FROM text JOIN record r ON r.row = text.rowid WHERE text MATCH ? AND \(compiled.sql)"
    case (nil, _): sql = "SELECT count(*) FROM record r WHERE \(compiled.sql)"
    }
    return try Int.fetchOne(db, sql: sql, arguments: compiled.statementArguments) ?? 0
  }

  private func newest(_ compiled: CompiledQuery, _ limit: Int, _ db: Database) throws -> [(Row, Double)] {
    let source = compiled.match == nil ? "record r" : "text JOIN record r ON r.row = text.rowid"
    let match = compiled.match == nil ? "" : "text MATCH ? AND "
    let order = compiled.match == nil ? "r.row" : "text.rowid"
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT r.*, c.size, c.bytes FROM (SELECT r.row AS chosen FROM \(source) WHERE \(match)\(compiled.sql)
        ORDER BY \(order) DESC LIMIT \(max(0, limit))) JOIN record r ON r.row = chosen JOIN content c ON c.row = chosen
        ORDER BY chosen DESC
        """, arguments: compiled.statementArguments)
    return rows.map { ($0, 0) }
  }

  /// Of the newest hits, up to a limit, the best: bm25 over all hits would take seconds for a common word.
  private func best(_ compiled: CompiledQuery, _ options: FindOptions, _ db: Database) throws -> [(
    Row, Double
  )] {
    let join = compiled.conditions.isEmpty ? "" : "JOIN record r ON r.row = text.rowid"
    let candidates = try Row.fetchCursor(
      db,
      sql: """
        WITH hit AS MATERIALIZED (SELECT text.rowid AS row, bm25(text, 8.0, 4.0, 1.0) AS fit FROM text \(join)
        WHERE text MATCH ? AND \(compiled.sql) ORDER BY text.rowid DESC LIMIT \(Self.rankLimit))
        SELECT hit.row, fit, useful, outdated, gone, r.type = 'post' AND r.accepted IS NOT NULL AS accepted
        FROM hit JOIN record r ON r.row = hit.row
        """, arguments: compiled.statementArguments)
    var scored: [(row: Int64, score: Double)] = []
    while let candidate = try candidates.next() {
      let row: Int64 = candidate[0]
      let useful: Int = candidate[2]
      let outdated: Int = candidate[3]
      let gone: Int = candidate[4]
      let score = Usefulness.score(
        fit: -(candidate[1] as Double), points: useful, isAccepted: candidate[5],
        age: options.now.seconds - (row >> 20), isGone: gone > 0 || outdated > max(0, useful))
      scored.append((row, score))
    }
    scored.sort { ($0.score, $0.row) > ($1.score, $1.row) }
    return try scored.prefix(max(0, options.limit)).compactMap { chosen in
      try Row.fetchOne(
        db, sql: "SELECT r.*, c.size, c.bytes FROM record r JOIN content c USING(row) WHERE r.row = ?",
        arguments: [chosen.row]
      ).map { ($0, chosen.score) }
    }
  }

  private func wantedTokens(_ query: Query, _ words: WordReader) throws -> Set<String> {
    var wanted: Set<String> = []
    for part in query.positives {
      switch part {
      case .word(let text), .phrase(let text):
        for language in StemLanguage.allCases {
          wanted.formUnion(words.tokens(text, language).map { $0.token })
        }
      case .prefix(let prefix): wanted.formUnion(try words.stems(ofPrefix: prefix))
      default: break
      }
    }
    return wanted
  }

  /// Words of the index that are one or two edits away from those that are not in it.
  private func suggestions(_ query: Query, _ words: WordReader, _ db: Database) throws -> [(String, [String])]
  {
    var suggestions: [(String, [String])] = []
    for case .word(let word) in query.positives where try words.count(of: word) == 0 {
      let folded = fold(word)
      let limit = folded.count > 5 ? 2 : 1
      var near: [(word: String, distance: Int)] = []
      // All words of about its length: a few hundred thousand, only where nothing was found.
      let cursor = try String.fetchCursor(
        db, sql: "SELECT DISTINCT word FROM word WHERE length(word) BETWEEN ? AND ?",
        arguments: [folded.count - limit, folded.count + limit])
      while let candidate = try cursor.next() {
        guard candidate.utf8.first == folded.utf8.first || candidate.utf8.last == folded.utf8.last else {
          continue
        }
        let distance = editDistance(candidate, folded)
        if distance <= limit { near.append((candidate, distance)) }
      }
      let counted = try near.sorted { $0.distance < $1.distance }.prefix(50)
        .map { (word: $0.word, distance: $0.distance, count: try words.count(of: $0.word)) }
        .filter { $0.count > 0 }.sorted {
          ($0.distance, -$0.count, $0.word) < ($1.distance, -$1.count, $1.word)
        }
      if !counted.isEmpty { suggestions.append((word, counted.prefix(3).map(\.word))) }
    }
    return suggestions
  }
}

extension CompiledQuery {
  var sql: String { conditions.isEmpty ? "1" : conditions.joined(separator: " AND ") }
  var statementArguments: StatementArguments { StatementArguments((match.map { [$0] } ?? []) + arguments) }
}
