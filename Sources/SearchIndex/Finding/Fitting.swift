import GRDB
import Records

/// A text or a card that fits a question, with what tells how much its author may know.
package struct FittingRecord: Sendable {
  package let key: String
  package let type: RecordType
  package let path: String
  package let author: String
  /// FTS5's `bm25`, greater is better.
  package let fit: Double
  package let time: Int64?
  package let isQuestion: Bool
  package let isAccepted: Bool
  package let worked: Int
}

extension SearchIndex {
  private static let mostWords = 8
  private static let mostTyped = 60
  private static let mostFitting = 2_000

  /// Returns the posts, replies and cards that share the telling words of a question: the rarest that other texts have
  /// too. What an import brought and what has no name is left out.
  package func fitting(_ question: String) throws -> [FittingRecord] {
    try read { db in
      let vocabulary = Vocabulary(db: db, tokenizer: database.tokenizer)
      var words: [(count: Int, expression: TextExpression)] = []
      let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM record") ?? 0
      let common = max(5, all / 20)
      var met: Set<String> = []
      for word in question.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).prefix(Self.mostTyped)
      where word.count > 3 && met.insert(fold(String(word))).inserted {
        guard let expression = try vocabulary.expansion(of: String(word)).expression else { continue }
        let count =
          try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM (SELECT 1 FROM text WHERE text MATCH ? LIMIT ?)"),
            arguments: [expression.sql, common + 1]) ?? 0
        if count > 0, count <= common { words.append((count, expression)) }
      }
      let telling = words.sorted { $0.count < $1.count }.prefix(Self.mostWords).map(\.expression)
      guard !telling.isEmpty else { return [] }
      let types: [RecordType] = [.post, .reply, .person]
      let query = TextExpression.all([
        .any(telling), .any(types.map { TextExpression(.type, $0.rawValue) }),
      ])
      return try Row.fetchAll(
        db,
        sql: """
          SELECT key, type, path, author, -bm25(text, 0, 6, 3, 1) AS fit, time, is_question, is_accepted, worked
          FROM text CROSS JOIN record ON record.row = text.rowid JOIN page USING(page)
          WHERE text MATCH ? AND NOT is_imported AND NOT is_withdrawn ORDER BY text.rowid DESC LIMIT ?
          """, arguments: [query.sql, Self.mostFitting]
      ).compactMap { row in
        let type = try row.decode(String.self, forColumn: "type")
        let key = try row.decode(String.self, forColumn: "key")
        let author =
          type == RecordType.person.rawValue ? key : try row.decode(String?.self, forColumn: "author")
        guard let author, author != Handle.anonymous, let type = RecordType(rawValue: type) else {
          return nil
        }
        return try FittingRecord(
          key: key, type: type, path: row.decode(forColumn: "path"), author: author,
          fit: row.decode(forColumn: "fit"), time: row.decode(forColumn: "time"),
          isQuestion: row.decode(forColumn: "is_question"), isAccepted: row.decode(forColumn: "is_accepted"),
          worked: row.decode(forColumn: "worked"))
      }
    }
  }
}
