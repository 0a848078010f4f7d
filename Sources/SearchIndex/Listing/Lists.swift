import GRDB
import Records

/// What a listing is limited to; `nil` and empty limit nothing.
package struct ListFilter: Sendable {
  package var types: [RecordType] = [.post]
  package var community: String?
  package var author: String?
  package var kind: String?
  package var tag: String?
  /// Of people, as their cards name it.
  package var team: String?
  /// Seconds since 1970.
  package var since: Int64?
  package var limit: Int?
  package init() {}
}

extension SearchIndex {
  /// Records, newest first.
  package func list(_ filter: ListFilter) throws -> [IndexedRecord] {
    let facets: [(Facet, String?)] = [
      (.community, filter.community), (.author, filter.author), (.kind, filter.kind), (.tag, filter.tag),
      (.team, filter.team),
    ]
    var texts = facets.compactMap { facet, value in value.map { TextExpression(facet, $0) } }
    if !filter.types.isEmpty { texts.append(.any(filter.types.map { TextExpression(.type, $0.rawValue) })) }
    var query = CompiledQuery()
    if !texts.isEmpty { query.text = .all(texts) }
    if let since = filter.since { query.conditions.append(.since(since)) }
    return try read { db in
      let rows = try Int64.fetchAll(
        db, sql: "SELECT record.row FROM \(query.source) \(query.newestFirst) LIMIT ?",
        arguments: StatementArguments(query.values + [filter.limit.map { max(0, $0) } ?? -1]))
      return try rows.map { try record(at: $0, db).record }
    }
  }

  /// The records whose id, handle or slug begins so, but the whole key first; at most `limit`.
  package func lookup(_ prefix: String, types: [RecordType] = [], limit: Int = 20) throws -> [IndexedRecord] {
    let names = types.map { "'\($0.rawValue)'" }.joined(by: ",")
    let filter = types.isEmpty ? "TRUE" : "type IN (\(names))"
    return try read { db in
      let exact = try records(db, "WHERE key = ? AND \(filter) LIMIT 100", [prefix])
      let found =
        try exact.isEmpty
        ? records(
          db, "WHERE key >= ? AND key < ? AND \(filter) ORDER BY key LIMIT ?",
          [prefix, prefix + "\u{10FFFF}", max(0, limit)]) : exact
      return found.map(\.record)
    }
  }

  /// How many characters of each id are enough to tell it from all others; at least 4.
  package func uniquePrefixes(of keys: [String]) throws -> [String: Int] {
    try read { db in
      let beside = try [
        "SELECT max(key) FROM record WHERE key < ?", "SELECT min(key) FROM record WHERE key > ?",
      ]
      .map { try db.cachedStatement(sql: $0) }
      var lengths: [String: Int] = [:]
      for key in keys {
        let neighbours = try beside.compactMap { try String.fetchOne($0, arguments: [key]) }
        let shared = neighbours.map { zip($0.utf8, key.utf8).prefix { $0 == $1 }.count }.max() ?? 0
        lengths[key] = min(key.utf8.count, max(RecordID.shortestPrefix, shared + 1))
      }
      return lengths
    }
  }

  /// The replies of a post, oldest first.
  package func replies(of post: String) throws -> [(record: IndexedRecord, prose: String)] {
    try read { try records($0, "WHERE thread = ? ORDER BY row", [post]) }
  }

  /// What readers said of a post and its replies.
  package func marks(of post: String) throws -> [IndexedMark] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM mark WHERE thread = ? ORDER BY author, target", arguments: [post]
      ).map {
        IndexedMark(
          author: $0["author"], target: $0["target"], isUseful: $0["useful"], isThanked: $0["thanks"],
          isOutdated: $0["outdated"], tried: $0["tried"], story: $0["story"])
      }
    }
  }

  /// A record with the text below its front matter; `nil` when it is gone meanwhile.
  package func whole(_ record: IndexedRecord) throws -> (record: IndexedRecord, prose: String)? {
    try read { try records($0, "WHERE key = ? AND path = ?", [record.key, record.path]).first }
  }

  /// The link to an address, if there is one.
  package func link(to url: String) throws -> String? {
    var filter = ListFilter()
    filter.types = [.link]
    return try list(filter).first { $0.url == url }?.key
  }

  /// Files that cannot be read as records.
  package func broken() throws -> [BrokenRecord] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT path, line, column FROM broken ORDER BY path").map {
        BrokenRecord(path: $0[0], line: $0[1], column: $0[2])
      }
    }
  }

  /// Tags as they are written, and how many records have them, most first.
  package func tags() throws -> [(tag: String, count: Int)] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT tag, count(*) FROM tag GROUP BY tag ORDER BY count(*) DESC, tag")
        .map { (tag: $0[0], count: $0[1]) }
    }
  }

  /// Communities with the number of their posts and the time of the newest, in seconds since 1970.
  package func activity() throws -> [String: (posts: Int, newest: Int64)] {
    let sql = """
      SELECT community, count(*), ifnull(max(time), 0) FROM record
      WHERE type = 'post' AND community IS NOT NULL GROUP BY community
      """
    return try read { db in
      Dictionary(
        uniqueKeysWithValues: try Row.fetchAll(db, sql: sql).map { ($0[0], (posts: $0[1], newest: $0[2])) })
    }
  }

  func record(at row: Int64, _ db: Database) throws -> (record: IndexedRecord, prose: String) {
    guard let found = try records(db, "WHERE row = ?", [row]).first else {
      throw DatabaseError.damaged("row \(row)")
    }
    return found
  }

  /// Records with their texts, and what others said of them.
  func records(
    _ db: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [(record: IndexedRecord, prose: String)] {
    let sql = """
      SELECT path, front_matter, prose, row, minutes, replies, worth, outdated
      FROM record JOIN page USING(page) \(condition)
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
      guard let path = RecordPath(row[0] as String),
        let frontMatter = try? FrontMatter(bytes: Array((row[1] as String).utf8))
      else { throw DatabaseError.damaged("a page") }
      var record = IndexedRecord(path, frontMatter)
      (record.row, record.minutes, record.isPrivate) = (row[3], row[4], isPrivate)
      (record.replies, record.useful, record.outdated) = (row[5], row[6], row[7])
      return (record, row[2])
    }
  }
}
