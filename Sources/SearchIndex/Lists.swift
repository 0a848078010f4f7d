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
  /// Seconds since 1970.
  package var since: Int64?
  package var limit: Int?
  package init() {}
}

extension SearchIndex {
  /// Records, newest first.
  package func list(_ filter: ListFilter) throws -> [IndexedRecord] {
    var conditions: [String] = []
    var arguments: [any DatabaseValueConvertible] = []
    func limit(_ sql: String, _ value: (any DatabaseValueConvertible)?) {
      guard let value else { return }
      conditions.append(sql)
      arguments.append(value)
    }
    conditions.append("r.type IN (\(filter.types.map { "'\($0.rawValue)'" }.joined(separator: ",")))")
    limit("r.community = ?", filter.community)
    limit("r.author = ?", filter.author)
    limit("r.kind = ?", filter.kind)
    limit("instr(mgrnet_fold(r.tags), ?) > 0", filter.tag.map { "\u{1f}\(fold($0))\u{1f}" })
    limit("r.row >= ?", filter.since.map { max(0, $0) << 20 })
    return try queue.inDatabase { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT r.*, c.size, c.bytes FROM record r JOIN content c USING(row) WHERE \(conditions.joined(separator: " AND "))
          ORDER BY r.row DESC LIMIT \(filter.limit.map { max(0, $0) } ?? -1)
          """, arguments: StatementArguments(arguments)
      ).map { try record($0, db).record }
    }
  }

  /// The records whose id, handle or slug begins so, but the whole key first; at most `limit`.
  package func lookup(_ prefix: String, types: [RecordType] = [], limit: Int = 20) throws -> [IndexedRecord] {
    let filter = types.isEmpty ? "1" : "type IN (\(types.map { "'\($0.rawValue)'" }.joined(separator: ",")))"
    return try queue.inDatabase { db in
      let exact = try Row.fetchAll(
        db,
        sql:
          "SELECT r.*, c.size, c.bytes FROM record r JOIN content c USING(row) WHERE key = ? AND \(filter)",
        arguments: [prefix])
      let rows =
        exact.isEmpty
        ? try Row.fetchAll(
          db,
          sql: """
            SELECT r.*, c.size, c.bytes FROM record r JOIN content c USING(row) WHERE key >= ? AND key < ? AND \(filter)
            ORDER BY key LIMIT \(limit)
            """, arguments: [prefix, prefix + "\u{10FFFF}"]) : exact
      return try rows.map { try record($0, db).record }
    }
  }

  /// How many characters of each id are enough to tell it from all others; at least 4.
  package func uniquePrefixes(of keys: [String]) throws -> [String: Int] {
    try queue.inDatabase { db in
      let before = try db.cachedStatement(sql: "SELECT max(key) FROM record WHERE key < ?")
      let behind = try db.cachedStatement(sql: "SELECT min(key) FROM record WHERE key > ?")
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
    try queue.inDatabase { db in
      try Row.fetchAll(
        db,
        sql:
          "SELECT r.*, c.size, c.bytes FROM record r JOIN content c USING(row) WHERE thread = ? ORDER BY r.row",
        arguments: [post]
      ).map { try record($0, db) }
    }
  }

  /// What readers said of a post and its replies.
  package func marks(of post: String) throws -> [IndexedMark] {
    try queue.inDatabase { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM mark WHERE thread = ? ORDER BY author, target", arguments: [post]
      ).map {
        IndexedMark(
          author: $0["author"], target: $0["target"], isUseful: $0["useful"], isThanked: $0["thanks"],
          isOutdated: $0["outdated"], tried: $0["tried"], story: $0["story"])
      }
    }
  }

  /// A record with the text below its front matter.
  package func whole(_ record: IndexedRecord) throws -> (record: IndexedRecord, prose: String)? {
    try queue.inDatabase { db in
      try Row.fetchOne(
        db, sql: "SELECT r.*, c.size, c.bytes FROM record r JOIN content c USING(row) WHERE r.row = ?",
        arguments: [record.row]
      ).map { try self.record($0, db) }
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
    try queue.inDatabase { db in
      try Row.fetchAll(db, sql: "SELECT * FROM broken ORDER BY path").map {
        BrokenRecord(path: $0["path"], line: $0["line"], column: $0["column"])
      }
    }
  }

  /// Tags and how many records have them, most first.
  package func tags() throws -> [(tag: String, count: Int)] {
    var counts: [String: Int] = [:]
    try queue.inDatabase { db in
      let cursor = try String.fetchCursor(db, sql: "SELECT tags FROM record WHERE tags IS NOT NULL")
      while let tags = try cursor.next() {
        for tag in tags.split(separator: "\u{1f}") { counts[String(tag), default: 0] += 1 }
      }
    }
    return counts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  /// Communities with the number of their posts and the time of the newest, in seconds since 1970.
  package func activity() throws -> [String: (posts: Int, newest: Int64)] {
    var activity: [String: (posts: Int, newest: Int64)] = [:]
    try queue.inDatabase { db in
      let cursor = try Row.fetchCursor(
        db,
        sql:
          "SELECT community, count(*), max(row) FROM record WHERE type = 'post' AND community IS NOT NULL GROUP BY community"
      )
      while let row = try cursor.next() {
        let newest: Int64 = row[2]
        activity[row[0]] = (row[1], newest >> 20)
      }
    }
    return activity
  }

  /// A row of `record` joined with its content.
  func record(_ row: Row, _ db: Database) throws -> (record: IndexedRecord, prose: String) {
    let bytes = inflated(row["bytes"] as Data, size: row["size"])
    guard case .record(var record, let prose) = Reading(row["path"], bytes) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "the content of \(row["path"] as String) is damaged")
    }
    record.row = row["row"]
    record.replies = row["replies"]
    record.useful = row["useful"]
    record.outdated = row["outdated"]
    record.isPrivate = isPrivate
    return (record, prose)
  }
}
