import GRDB
import Records

/// The restrictions of a listing; `nil` and empty restrict nothing.
package struct ListFilter: Sendable {
  package var types: [RecordType]
  package var community: String?
  package var author: String?
  package var kind: String?
  package var tag: String?
  /// Of people, as their cards name it.
  package var team: String?
  /// Seconds since 1970.
  package var since: Int64?
  package var limit: Int?

  package init(
    _ types: [RecordType] = [.post], community: String? = nil, author: String? = nil, tag: String? = nil,
    team: String? = nil, limit: Int? = nil
  ) {
    (self.types, self.community, self.author) = (types, community, author)
    (self.tag, self.team, self.limit) = (tag, team, limit)
  }
}

extension SearchIndex {
  /// Lists records, newest first.
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
    return try read(checkedIf: \.isEmpty) { db in
      let rows = try Int64.fetchAll(
        db, sql: "SELECT record.row FROM \(query.source) \(query.newestFirst) LIMIT ?",
        arguments: StatementArguments(query.values + [filter.limit.map { max(0, $0) } ?? -1]))
      return try rows.map { try record(at: $0, db).record }
    }
  }

  /// Returns at most `limit` records whose id, handle or slug begins with `prefix`; if one equals it, only that one.
  package func lookup(_ prefix: String, types: [RecordType] = [], limit: Int = 20) throws -> [IndexedRecord] {
    let names = types.map { "'\($0.rawValue)'" }.joined(separator: ",")
    let filter = types.isEmpty ? "TRUE" : "type IN (\(names))"
    return try read(checkedIf: \.isEmpty) { db in
      let exact = try records(db, "WHERE key = ? AND \(filter) LIMIT 100", [prefix])
      let found =
        try exact.isEmpty
        ? records(
          db, "WHERE key >= ? AND key < ? AND \(filter) ORDER BY key LIMIT ?",
          [prefix, prefix + "\u{10FFFF}", max(0, limit)]) : exact
      return found.map(\.record)
    }
  }

  /// Returns how many characters of each id tell it from all others; at least 4.
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

  /// Returns the replies of a post, oldest first; those in its folder, as another post may have its id.
  package func replies(of post: String, in folder: String) throws -> [(record: IndexedRecord, prose: String)]
  {
    try read { db in
      let found = try records(db, "WHERE thread = ? ORDER BY row", [post])
      if found.isEmpty, try records(db, "WHERE key = ?", [post]).contains(where: { $0.record.replies > 0 }) {
        throw DatabaseError.damaged("record_thread")
      }
      return found.filter { $0.record.path.hasPrefix(folder + "/") }
    }
  }

  /// Returns the marks of a post and its replies, in its folder.
  package func marks(of post: String, in folder: String) throws -> [IndexedMark] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM mark WHERE thread = ? ORDER BY author, target", arguments: [post]
      ).filter { try $0.decode(String.self, forColumn: "path").hasPrefix(folder + "/") }.map(IndexedMark.init)
    }
  }

  /// Returns a record with the text below its front matter; `nil` if it is gone meanwhile.
  package func whole(_ record: IndexedRecord) throws -> (record: IndexedRecord, prose: String)? {
    let found = try read(checkedIf: \.isEmpty) {
      try records($0, "WHERE key = ? AND path = ?", [record.key, record.path])
    }
    return found.first
  }

  /// Returns the id of the link to an address; `nil` if there is none.
  package func link(to url: String) throws -> String? {
    return try list(ListFilter([.link])).first { $0.url == url }?.key
  }

  /// Returns the files that cannot be read as records.
  package func broken() throws -> [BrokenRecord] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT path, line, column FROM broken ORDER BY path").map {
        try BrokenRecord(
          path: $0.decode(atIndex: 0), line: $0.decode(atIndex: 1), column: $0.decode(atIndex: 2))
      }
    }
  }

  /// Returns the tags as they are written, with their numbers of records, the most frequent first.
  package func tags() throws -> [(tag: String, count: Int)] {
    try read(checkedIf: \.isEmpty) { db in
      try Row.fetchAll(db, sql: "SELECT tag, count(*) FROM tag GROUP BY tag ORDER BY count(*) DESC, tag")
        .map { try (tag: $0.decode(atIndex: 0), count: $0.decode(atIndex: 1)) }
    }
  }

  /// Returns the communities with their number of posts and the time of the newest, in seconds since 1970.
  package func activity() throws -> [String: (posts: Int, newest: Int64)] {
    let sql = """
      SELECT community, count(*), ifnull(max(time), 0) FROM record
      WHERE type = 'post' AND community IS NOT NULL GROUP BY community
      """
    return try read(checkedIf: \.isEmpty) { db in
      var activity: [String: (posts: Int, newest: Int64)] = [:]
      for row in try Row.fetchAll(db, sql: sql) {
        let slug = try row.decode(String.self, atIndex: 0)
        if Slug(rawValue: slug) == nil { throw DatabaseError.damaged("record_posts") }
        activity[slug] = try (row.decode(atIndex: 1), row.decode(atIndex: 2))
      }
      return activity
    }
  }

  func record(at row: Int64, _ db: Database) throws -> (record: IndexedRecord, prose: String) {
    guard let found = try records(db, "WHERE row = ?", [row]).first else {
      throw DatabaseError.damaged("row \(row)")
    }
    return found
  }

  /// Reads records with their texts and the sums of their marks.
  func records(
    _ db: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [(record: IndexedRecord, prose: String)] {
    let sql = """
      SELECT path, front_matter, prose, row, minutes, replies, worth, outdated, key, (
        SELECT group_concat(conflict.path, char(10)) FROM conflict
        WHERE conflict.key = record.key AND conflict.record = page.path), \(IndexSchema.isNamedByPath),
        answers, worked, due
      FROM record JOIN page USING(page) \(condition)
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
      let (text, key) = try (row.decode(String.self, atIndex: 0), row.decode(String.self, atIndex: 8))
      let bytes = try Array(row.decode(String.self, atIndex: 1).utf8)
      guard let path = RecordPath(text), path.key == key,
        let frontMatter = try? FrontMatter(bytes: bytes)  // else it is damage
      else { throw DatabaseError.damaged("a page") }
      var record = IndexedRecord(path, frontMatter)
      record.isPrivate = isPrivate
      (record.row, record.minutes) = try (row.decode(atIndex: 3), row.decode(atIndex: 4))
      record.replies = try row.decode(atIndex: 5)
      (record.useful, record.outdated) = try (row.decode(atIndex: 6), row.decode(atIndex: 7))
      record.conflicts =
        try row.decode(String?.self, atIndex: 9)?.split(separator: "\n").map(String.init) ?? []
      record.isNamedByPath = try row.decode(atIndex: 10)
      (record.answers, record.worked) = try (row.decode(atIndex: 11), row.decode(atIndex: 12))
      record.due = try row.decode(Int?.self, atIndex: 13).map { CalendarDay(daysSince1970: $0) }
      return try (record, row.decode(atIndex: 2))
    }
  }
}
