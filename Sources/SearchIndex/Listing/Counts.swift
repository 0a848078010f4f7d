import GRDB
import Records

/// Sums for figures about a community, or all of them; without what an import brought, and without what is disputed.
extension SearchIndex {
  /// What the sums are about.
  package struct CountScope {
    /// `nil` for all communities.
    package let community: String?
    /// Seconds since 1970.
    package let since: Int64

    package init(community: String?, since: Int64) { (self.community, self.since) = (community, since) }

    /// A condition on a row of `record` by that name.
    fileprivate func condition(_ name: String) -> (sql: String, values: StatementArguments) {
      var sql = """
        \(name).row >= ? AND \(name).time >= ? AND NOT \(name).is_imported AND NOT \(name).is_withdrawn
        AND \(IndexSchema.counts(name))
        """
      var values: StatementArguments = [since.subtractingReportingOverflow(86_400).partialValue, since]
      if let community {
        sql += " AND \(name).community = ?"
        values += [community]
      }
      return (sql, values)
    }
  }

  /// Returns the people who wrote a post or a reply, or marked one, by handle.
  package func activePeople(_ scope: CountScope) throws -> Set<String> {
    try read { db in
      let (sql, values) = scope.condition("record")
      let wrote = try String.fetchAll(
        db,
        sql:
          "SELECT DISTINCT author FROM record WHERE type IN ('post', 'reply') AND author IS NOT NULL AND \(sql)",
        arguments: values)
      let marked = try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT mark.author FROM record CROSS JOIN mark ON mark.thread = record.key
          WHERE type = 'post' AND \(sql)
          """, arguments: values)
      return Set(wrote + marked).subtracting([Handle.anonymous])
    }
  }

  /// Returns how many answers to others' questions each person gave.
  package func answers(_ scope: CountScope) throws -> [String: Int] {
    try read { db in
      let (sql, values) = scope.condition("reply")
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT reply.author, count(*) FROM record AS reply
          CROSS JOIN record AS question ON question.key = reply.thread AND question.type = 'post'
          WHERE reply.type = 'reply' AND question.is_question AND reply.author IS NOT question.author
          AND reply.author IS NOT NULL AND reply.author <> '\(Handle.anonymous)' AND \(sql) GROUP BY reply.author
          """, arguments: values)
      return try Dictionary(rows.map { try ($0.decode(atIndex: 0), $0.decode(atIndex: 1)) }) { $1 }
    }
  }

  /// Returns each answer to somebody else's question, with who asked, and the tags of the question.
  package func answersGiven(_ scope: CountScope) throws -> [(author: String, asker: String, tags: [String])] {
    try read { db in
      let (sql, values) = scope.condition("reply")
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT reply.author, question.author, (
            SELECT group_concat(tag, char(10)) FROM tag WHERE tag.page = question.page)
          FROM record AS reply
          CROSS JOIN record AS question ON question.key = reply.thread AND question.type = 'post'
          WHERE reply.type = 'reply' AND question.is_question AND reply.author IS NOT question.author
          AND reply.author <> '\(Handle.anonymous)' AND question.author <> '\(Handle.anonymous)' AND \(sql)
          """, arguments: values)
      return try rows.map { row in
        let tags = try row.decode(String?.self, atIndex: 2) ?? ""
        return try (
          row.decode(atIndex: 0), row.decode(atIndex: 1), tags.split(separator: "\n").map(String.init)
        )
      }
    }
  }

  /// Returns what worked in a community for others than its author, the best first.
  package func worked(_ scope: CountScope, limit: Int) throws -> [IndexedRecord] {
    try read { db in
      let (sql, values) = scope.condition("record")
      return try records(
        db,
        """
        WHERE type IN ('post', 'reply') AND worked > 0 AND NOT is_replaced AND \(sql)
        ORDER BY worked DESC, worth DESC, row DESC LIMIT ?
        """, values + [limit]
      ).map(\.record)
    }
  }

  /// Returns the communities in which a person wrote, and those where something stands that they found useful, or tried
  /// with success.
  package func communities(of handle: String) throws -> (wrote: Set<String>, found: Set<String>) {
    try read { db in
      let wrote = try String.fetchSet(
        db,
        sql: """
          SELECT DISTINCT community FROM record
          WHERE author = ? AND type IN ('post', 'reply') AND community IS NOT NULL AND NOT is_imported
          """, arguments: [handle])
      let found = try String.fetchSet(
        db,
        sql: """
          SELECT DISTINCT community FROM mark CROSS JOIN record ON record.key = mark.thread AND type = 'post'
          WHERE mark.author = ? AND (useful OR tried = 'worked') AND community IS NOT NULL
          """, arguments: [handle])
      return (wrote, found)
    }
  }

  /// Returns the tags of each community's posts that several of them have.
  package func tagsByCommunity() throws -> [String: [String]] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT community, tag FROM tag CROSS JOIN record USING(page)
          WHERE type = 'post' AND community IS NOT NULL GROUP BY community, tag HAVING count(*) > 1
          """
      ).reduce(into: [:]) { tags, row in
        try tags[row.decode(String.self, atIndex: 0), default: []].append(row.decode(atIndex: 1))
      }
    }
  }

  /// Returns how many posts have a takeaway, and how many of them somebody else tried.
  package func takeaways(_ scope: CountScope) throws -> (tried: Int, of: Int) {
    let kinds = ["practice", "analogy", "reading"].map { TextExpression(.kind, $0) }
    return try read { db in
      let (sql, values) = scope.condition("record")
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*), ifnull(sum(EXISTS (SELECT 1 FROM mark WHERE mark.thread = record.key
            AND target = record.key AND tried IS NOT NULL AND mark.author IS NOT record.author)), 0)
          FROM text CROSS JOIN record ON record.row = text.rowid WHERE text MATCH ? AND \(sql)
          """, arguments: [TextExpression.any(kinds).sql] + values)
      return try (row?.decode(atIndex: 1) ?? 0, row?.decode(atIndex: 0) ?? 0)
    }
  }

  /// Returns how many promises of an answer had a day before `today`, and how many were kept: their author replied by
  /// the end of that day.
  ///
  /// - Parameter offset: of the reader's clock, in minutes east of UTC.
  package func promises(_ scope: CountScope, before today: CalendarDay, offset: Int) throws -> (
    kept: Int, of: Int
  ) {
    try read { db in
      let (sql, values) = scope.condition("record")
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT says, (SELECT min(reply.time) FROM record AS reply
            WHERE reply.thread = record.key AND reply.author = part.author AND NOT reply.is_withdrawn
            AND \(IndexSchema.counts("reply")))
          FROM part CROSS JOIN record ON record.key = part.parent
          WHERE part.type = 'promise' AND says <> 'declined' AND says < ? AND record.type = 'post' AND \(sql)
          """, arguments: [today.description] + values)
      let kept = try rows.count { row in
        guard let day = try CalendarDay(row.decode(String.self, atIndex: 0)),
          let time = try row.decode(Int64?.self, atIndex: 1)
        else { return false }
        return time < Int64(day.daysSince1970 + 1) * 86_400 - Int64(offset) * 60
      }
      return (kept, rows.count)
    }
  }

  /// Returns how many posts and replies are due for review.
  package func due(_ scope: CountScope, by day: CalendarDay) throws -> Int {
    try read { db in
      let (sql, values) = scope.condition("record")
      return try Int.fetchOne(
        db, sql: "SELECT count(*) FROM record WHERE due < ? AND NOT is_replaced AND \(sql)",
        arguments: [day.daysSince1970] + values) ?? 0
    }
  }

  /// Returns how many open questions were asked before a moment, and when the oldest of them was.
  package func overdue(_ scope: CountScope, before moment: Int64) throws -> (count: Int, oldest: Int64?) {
    try read { db in
      let (sql, values) = scope.condition("record")
      let row = try Row.fetchOne(
        db,
        sql: "SELECT count(*), min(time) FROM record WHERE \(IndexSchema.unanswered) AND time < ? AND \(sql)",
        arguments: [moment] + values)
      return try (row?.decode(atIndex: 0) ?? 0, row?.decode(Int64?.self, atIndex: 1))
    }
  }

  /// Returns, for each question, when it was asked and when somebody else first answered it.
  package func firstAnswers(_ scope: CountScope) throws -> [(asked: Int64, answered: Int64?)] {
    try read { db in
      let (sql, values) = scope.condition("question")
      return try Row.fetchAll(
        db,
        sql: """
          SELECT time, (SELECT min(reply.time) FROM record AS reply
            WHERE reply.thread = question.key AND NOT reply.is_withdrawn AND \(IndexSchema.counts("reply"))
            AND (reply.author IS NOT question.author OR reply.author = '\(Handle.anonymous)'))
          FROM record AS question WHERE type = 'post' AND is_question AND \(sql)
          """, arguments: values
      ).map { try ($0.decode(atIndex: 0), $0.decode(atIndex: 1)) }
    }
  }
}
