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
    if let since = filter.since { query.conditions.append(.since(since)) }
    let order = query.text == nil ? "head.row" : "text.rowid"
    let limit = filter.limit.map { max(0, $0) } ?? -1
    return try read { reader in
      let rows: [Int64] = try reader.all(
        "SELECT head.row FROM \(query.source) ORDER BY \(order) DESC LIMIT \(limit)", query.values
      ) { $0[0] }
      return try rows.map { try record(at: $0, reader).record }
    }
  }

  /// The records whose id, handle or slug begins so, but the whole key first; at most `limit`.
  package func lookup(_ prefix: String, types: [RecordType] = [], limit: Int = 20) throws -> [IndexedRecord] {
    let numbers = types.map { String($0.number) }.joined(by: ",")
    let filter = types.isEmpty ? "TRUE" : "type IN (\(numbers))"
    return try read { reader in
      var rows: [Int64] = try reader.all(
        "SELECT row FROM head WHERE key = ? AND \(filter) LIMIT 100", [.text(prefix)]
      ) { $0[0] }
      if rows.isEmpty {
        rows = try reader.all(
          "SELECT row FROM head WHERE key >= ? AND key < ? AND \(filter) ORDER BY key LIMIT ?",
          [.text(prefix), .text(prefix + "\u{10FFFF}"), .integer(max(0, limit))]
        ) { $0[0] }
      }
      return try rows.map { try record(at: $0, reader).record }
    }
  }

  /// How many characters of each id are enough to tell it from all others; at least 4.
  package func uniquePrefixes(of keys: [String]) throws -> [String: Int] {
    let beside = ["SELECT max(key) FROM head WHERE key < ?", "SELECT min(key) FROM head WHERE key > ?"]
    return try read { reader in
      var lengths: [String: Int] = [:]
      for key in keys {
        let neighbours: [String] = try beside.compactMap { sql in
          try reader.first(sql, [.text(key)]) { $0[0] as String? } ?? nil
        }
        let shared = neighbours.map { zip($0.utf8, key.utf8).prefix { $0 == $1 }.count }.max() ?? 0
        lengths[key] = min(key.utf8.count, max(RecordID.shortestPrefix, shared + 1))
      }
      return lengths
    }
  }

  /// The replies of a post, oldest first.
  package func replies(of post: String) throws -> [(record: IndexedRecord, prose: String)] {
    try read { reader in
      let rows: [Int64] = try reader.all(
        "SELECT row FROM head WHERE thread = ? ORDER BY row", [.text(post)]
      ) { $0[0] }
      return try rows.map { try record(at: $0, reader) }
    }
  }

  /// What readers said of a post and its replies.
  package func marks(of post: String) throws -> [IndexedMark] {
    try read { reader in
      try reader.all(
        """
        SELECT author, target, useful, thanks, outdated, tried, story FROM mark WHERE thread = ?
        ORDER BY author, target
        """, [.text(post)]
      ) {
        IndexedMark(
          author: $0[0], target: $0[1], isUseful: $0[2], isThanked: $0[3], isOutdated: $0[4], tried: $0[5],
          story: $0[6])
      }
    }
  }

  /// A record with the text below its front matter; `nil` when it is gone meanwhile.
  package func whole(_ record: IndexedRecord) throws -> (record: IndexedRecord, prose: String)? {
    try read { reader in
      let isThere = try reader.first("SELECT 1 FROM head WHERE row = ?", [.integer(record.row)]) { _ in true }
      return isThere == nil ? nil : try self.record(at: record.row, reader)
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
    try read { reader in
      try reader.all("SELECT path, line, column FROM broken ORDER BY path") {
        BrokenRecord(path: $0[0], line: $0[1], column: $0[2])
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
    let newest = """
      SELECT created FROM text CROSS JOIN head ON head.row = text.rowid WHERE text MATCH ?
      ORDER BY text.rowid DESC LIMIT 1
      """
    return try read { reader in
      var activity: [String: (posts: Int, newest: Int64)] = [:]
      for (community, count) in posts {
        let facets = [Facet.type.token(RecordType.post.rawValue), Facet.community.token(community)]
        let query = TextExpression.all(facets.map { TextExpression([$0], weight: 0) })
        activity[community] = (count, try reader.first(newest, [.text(query.sql)]) { $0[0] } ?? 0)
      }
      return activity
    }
  }

  private func tallies(_ start: String) throws -> [(name: String, records: Int)] {
    try read { reader in
      try reader.all(
        "SELECT facet, records FROM tally WHERE facet > ? AND facet < ?",
        [.text(start), .text(start + "\u{10FFFF}")]
      ) { (String(($0[0] as String).dropFirst(start.count)), $0[1]) }
    }
  }

  /// A record with its text, and what others said of it.
  func record(at row: Int64, _ reader: Connection) throws -> (record: IndexedRecord, prose: String) {
    let found = try reader.first(
      "SELECT replies, worth, outdated, bytes FROM head JOIN page USING(page) WHERE row = ?", [.integer(row)]
    ) { found in
      try packer.page(found.bytes(3)).record.map { record, prose in
        var record = record
        (record.replies, record.useful, record.outdated) = (found[0], found[1], found[2])
        (record.row, record.isPrivate) = (row, isPrivate)
        return (record, prose)
      }
    }
    guard let found, let found else { throw DatabaseError.damaged("row \(row)") }
    return found
  }
}
