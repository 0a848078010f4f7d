import FoundationEssentials
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
    func facet(_ facet: Facet, _ value: String?) -> [TextExpression] {
      value.map { [TextExpression([facet.token($0)], weight: 0)] } ?? []
    }
    let texts =
      (filter.types.isEmpty
        ? [] : [TextExpression.any(filter.types.flatMap { facet(.type, $0.rawValue) })])
      + facet(.community, filter.community) + facet(.author, filter.author) + facet(.kind, filter.kind)
      + facet(.tag, filter.tag) + facet(.team, filter.team)
    var query = CompiledQuery()
    if !texts.isEmpty { query.text = .all(texts) }
    if let since = filter.since {
      query.conditions.append(
        .init(sql: "head.row >= ? AND head.created >= ?", arguments: [PreparedRecord.row(for: since), since]))
    }
    let order = query.text == nil ? "head.row" : "text.rowid"
    let limit = filter.limit.map { max(0, $0) } ?? -1
    return try read { db in
      let rows = try Int64.fetchAll(
        db, sql: "SELECT head.row FROM \(query.source) ORDER BY \(order) DESC LIMIT \(limit)",
        arguments: query.arguments)
      return try rows.map { try record(at: $0, db).record }
    }
  }

  /// The records whose id, handle or slug begins so, but the whole key first; at most `limit`.
  package func lookup(_ prefix: String, types: [RecordType] = [], limit: Int = 20) throws -> [IndexedRecord] {
    let numbers = types.map { String($0.number) }.joined(separator: ",")
    let filter = types.isEmpty ? "TRUE" : "type IN (\(numbers))"
    return try read { db in
      var rows = try Int64.fetchAll(
        db.cachedStatement(sql: "SELECT row FROM head WHERE key = ? AND \(filter) LIMIT 100"),
        arguments: [prefix])
      if rows.isEmpty {
        rows = try Int64.fetchAll(
          db.cachedStatement(
            sql: "SELECT row FROM head WHERE key >= ? AND key < ? AND \(filter) ORDER BY key LIMIT ?"),
          arguments: [prefix, prefix + "\u{10FFFF}", max(0, limit)])
      }
      return try rows.map { try record(at: $0, db).record }
    }
  }

  /// How many characters of each id are enough to tell it from all others; at least 4.
  package func uniquePrefixes(of keys: [String]) throws -> [String: Int] {
    try read { db in
      let before = try db.cachedStatement(sql: "SELECT max(key) FROM head WHERE key < ?")
      let behind = try db.cachedStatement(sql: "SELECT min(key) FROM head WHERE key > ?")
      var lengths: [String: Int] = [:]
      for key in keys {
        let neighbours = try [before, behind].compactMap { try String.fetchOne($0, arguments: [key]) }
        let shared = neighbours.map { zip($0.utf8, key.utf8).prefix { $0 == $1 }.count }.max() ?? 0
        lengths[key] = min(key.utf8.count, max(RecordID.shortestPrefix, shared + 1))
      }
      return lengths
    }
  }

  /// The replies of a post, oldest first.
  package func replies(of post: String) throws -> [(record: IndexedRecord, prose: String)] {
    try read { db in
      let rows = try Int64.fetchAll(
        db.cachedStatement(sql: "SELECT row FROM head WHERE thread = ? ORDER BY row"), arguments: [post])
      return try rows.map { try record(at: $0, db) }
    }
  }

  /// What readers said of a post and its replies.
  package func marks(of post: String) throws -> [IndexedMark] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(sql: "SELECT * FROM mark WHERE thread = ? ORDER BY author, target"),
        arguments: [post]
      ).map {
        IndexedMark(
          author: $0["author"], target: $0["target"], isUseful: $0["useful"], isThanked: $0["thanks"],
          isOutdated: $0["outdated"], tried: $0["tried"], story: $0["story"])
      }
    }
  }

  /// A record with the text below its front matter; `nil` when it is gone meanwhile.
  package func whole(_ record: IndexedRecord) throws -> (record: IndexedRecord, prose: String)? {
    try read { db in
      let isThere = try Int.fetchOne(
        db.cachedStatement(sql: "SELECT 1 FROM head WHERE row = ?"), arguments: [record.row])
      return isThere == nil ? nil : try self.record(at: record.row, db)
    }
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
      try Row.fetchAll(db, sql: "SELECT * FROM broken ORDER BY path").map {
        BrokenRecord(path: $0["path"], line: $0["line"], column: $0["column"])
      }
    }
  }

  /// Tags as they are written, and how many records have them, most first.
  package func tags() throws -> [(tag: String, count: Int)] {
    try tallies(Tally.label("")).map { (tag: $0.name, count: $0.records) }
      .sorted { ($1.count, $0.tag) < ($0.count, $1.tag) }
  }

  /// Communities with the number of their posts and the time of the newest, in seconds since 1970.
  package func activity() throws -> [String: (posts: Int, newest: Int64)] {
    let posts = try tallies(Tally.posts(""))
    return try read { db in
      let newest = try db.cachedStatement(
        sql: """
          SELECT created FROM text CROSS JOIN head ON head.row = text.rowid WHERE text MATCH ?
          ORDER BY text.rowid DESC LIMIT 1
          """)
      var activity: [String: (posts: Int, newest: Int64)] = [:]
      for (community, count) in posts {
        let facets = [Facet.type.token(RecordType.post.rawValue), Facet.community.token(community)]
        let query = TextExpression.all(facets.map { TextExpression([$0], weight: 0) })
        activity[community] = (count, try Int64.fetchOne(newest, arguments: [query.sql]) ?? 0)
      }
      return activity
    }
  }

  private func tallies(_ start: String) throws -> [(name: String, records: Int)] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(sql: "SELECT facet, records FROM tally WHERE facet > ? AND facet < ?"),
        arguments: [start, start + "\u{10FFFF}"]
      ).map { (String(($0["facet"] as String).dropFirst(start.count)), $0["records"]) }
    }
  }

  /// A record with its text, and what others said of it.
  func record(at row: Int64, _ db: Database) throws -> (record: IndexedRecord, prose: String) {
    let found = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT replies, worth, outdated, bytes FROM head JOIN page USING(page) WHERE row = ?"),
      arguments: [row])
    guard let found, let whole = try packer.page(found["bytes"]).record else {
      throw DatabaseError.damaged("row \(row)")
    }
    var record = whole.record
    record.row = row
    record.replies = found["replies"]
    record.useful = found["worth"]
    record.outdated = found["outdated"]
    record.isPrivate = isPrivate
    return (record, whole.prose)
  }
}
