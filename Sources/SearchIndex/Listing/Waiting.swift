import GRDB
import Records

/// What waits for one person: the records about which `Attention` decides, found without reading all others.
extension SearchIndex {
  // MARK: Questions

  /// Returns the open questions whose `asked` names a person, oldest first.
  package func openQuestions(askedOf handle: String) throws -> [IndexedRecord] {
    try read { db in
      try records(
        db,
        "WHERE page IN (SELECT page FROM asked WHERE handle = ?) AND \(IndexSchema.unanswered) ORDER BY row",
        [handle]
      ).map(\.record)
    }
  }

  /// Returns the open questions of a community that were asked before a moment, oldest first.
  package func openQuestions(in community: String, before moment: Int64, limit: Int) throws -> [IndexedRecord]
  {
    try read { db in
      try records(
        db, "WHERE community = ? AND time < ? AND \(IndexSchema.unanswered) ORDER BY row LIMIT ?",
        [community, moment, limit]
      ).map(\.record)
    }
  }

  /// Returns the open questions of which somebody promised an answer, oldest first; of one person's promises alone, or
  /// of all.
  package func promisedQuestions(by handle: String? = nil) throws -> [IndexedRecord] {
    try read { db in
      let whose = handle == nil ? "" : "AND author = ?"
      return try records(
        db,
        """
        WHERE key IN (SELECT parent FROM part WHERE type = 'promise' AND says <> 'declined' \(whose))
        AND \(IndexSchema.unanswered) ORDER BY row
        """, StatementArguments(handle.map { [$0] } ?? [])
      ).map(\.record)
    }
  }

  /// Returns what people say beside a post, an event or a contest.
  package func parts(of parent: String, _ type: RecordType) throws -> [IndexedPart] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT author, says FROM part WHERE parent = ? AND type = ? ORDER BY author, path"),
        arguments: [parent, type.rawValue]
      ).map { try IndexedPart(type: type, author: $0.decode(atIndex: 0), says: $0.decode(atIndex: 1)) }
    }
  }

  /// Returns how many questions named a person in `asked`, of those that were asked in a time.
  package func timesAsked(_ handle: String, in time: Range<Int64>) throws -> Int {
    try read { db in
      try Int.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT count(*) FROM asked CROSS JOIN record USING(page)
            WHERE handle = ? AND time >= ? AND time < ? AND \(IndexSchema.counts())
            """), arguments: [handle, time.lowerBound, time.upperBound]) ?? 0
    }
  }

  /// Returns the open questions of a person that were asked before a moment, oldest first.
  package func ownOpenQuestions(of handle: String, before moment: Int64) throws -> [IndexedRecord] {
    try read { db in
      try records(
        db,
        "WHERE author = ? AND type IN ('post', 'reply') AND time < ? AND \(IndexSchema.unanswered) ORDER BY row",
        [handle, moment]
      ).map(\.record)
    }
  }

  // MARK: What a person wrote

  /// Returns the replies of others, since a moment, in the threads in which a person wrote, newest first, each with the
  /// post.
  package func replies(besides handle: String, since moment: Int64, limit: Int) throws -> [(
    reply: IndexedRecord, post: IndexedRecord
  )] {
    try read { db in
      let replies = try records(
        db,
        """
        WHERE type = 'reply' AND row >= ? AND time >= ? AND author IS NOT ? AND NOT is_withdrawn
        AND thread IN (SELECT ifnull(thread, key) FROM record INDEXED BY record_author
          WHERE author = ? AND type IN ('post', 'reply')) ORDER BY row DESC LIMIT ?
        """, [moment - 86_400, moment, handle, handle, limit]
      ).map(\.record)
      return try replies.compactMap { reply in
        guard let thread = reply.thread else { return nil }
        return try records(db, "WHERE key = ? AND type = 'post' LIMIT 1", [thread]).first.map {
          (reply, $0.record)
        }
      }
    }
  }

  /// Returns what a person wrote that others tried, each with the marks.
  package func tries(ofWorkBy handle: String) throws -> [(
    record: IndexedRecord, mark: IndexedMark, path: String
  )] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT record.row AS row, mark.* FROM record INDEXED BY record_author
          CROSS JOIN mark ON mark.thread = coalesce(record.thread, record.key) AND target = record.key
          WHERE record.author = ? AND type IN ('post', 'reply') AND NOT is_imported AND NOT is_withdrawn
          AND tried IS NOT NULL AND mark.author <> record.author ORDER BY record.row DESC, mark.author
          """, arguments: [handle])
      return try rows.map {
        try (record(at: $0.decode(atIndex: 0), db).record, IndexedMark($0), $0.decode(forColumn: "path"))
      }
    }
  }

  /// Returns the texts of others, since a moment, that are made of answers of a person who has not said whether they may
  /// name them, newest first.
  package func texts(madeOfAnswersBy handle: String, since moment: Int64, limit: Int) throws
    -> [IndexedRecord]
  {
    try read { db in
      try records(
        db,
        """
        WHERE page IN (SELECT source.page FROM source CROSS JOIN record AS answer ON answer.key = source.id
          WHERE answer.author = ? AND NOT answer.is_imported)
        AND time >= ? AND author IS NOT ? AND NOT is_withdrawn AND \(IndexSchema.counts())
        AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.thread = record.key AND target = record.key
          AND mark.author = ? AND credit IS NOT NULL) ORDER BY row DESC LIMIT ?
        """, [handle, moment, handle, handle, limit]
      ).map(\.record)
    }
  }

  /// Returns what others than a person found to work, by the marks at these paths, the best first; each with the title of
  /// its thread.
  package func worked(byMarksAt paths: [String], besides handle: String) throws -> [(
    record: IndexedRecord, title: String
  )] {
    try read { db in
      var found: [(record: IndexedRecord, title: String)] = []
      var known: Set<String> = []
      for path in paths.prefix(1_000) {
        guard let thread = RecordPath(path)?.parent?.rawValue, !path.hasSuffix("/\(handle).md") else {
          continue
        }
        let targets = try String.fetchAll(
          db.cachedStatement(
            sql: "SELECT target FROM mark WHERE thread = ? AND path = ? AND tried = 'worked'"),
          arguments: [thread, path])
        for target in targets where known.insert(target).inserted {
          let record = try records(db, "WHERE key = ? AND ifnull(thread, key) = ? LIMIT 1", [target, thread])
            .first?.record
          guard let record, record.worked > 0, record.author != handle, !record.isImported,
            !record.isWithdrawn,
            let title = try record.title
              ?? records(db, "WHERE key = ? AND type = 'post' LIMIT 1", [thread]).first?.record.title
          else { continue }
          found.append((record, title))
        }
      }
      return found.sorted {
        ($0.record.worked, $0.record.useful, $0.record.row) > (
          $1.record.worked, $1.record.useful, $1.record.row
        )
      }
    }
  }

  /// Returns what a person wrote, or tried, that is to be looked at again by a day.
  package func due(for handle: String, by day: CalendarDay) throws -> (
    own: [IndexedRecord], tried: [IndexedRecord]
  ) {
    try read { db in
      let isDue = "due < ? AND NOT is_withdrawn AND NOT is_replaced"
      let own = try records(
        db,
        "WHERE author = ? AND type IN ('post', 'reply') AND NOT is_imported AND \(isDue) ORDER BY due, row",
        [handle, day.daysSince1970])
      let tried = try records(
        db,
        """
        WHERE \(isDue) AND author IS NOT ? AND row IN (
          SELECT row FROM mark CROSS JOIN record ON record.key = target
          WHERE mark.author = ? AND tried IS NOT NULL) ORDER BY due, row
        """, [day.daysSince1970, handle, handle])
      return (own.map(\.record), tried.map(\.record))
    }
  }

  /// Returns the records that name a person by `@handle`, since a moment, newest first.
  package func mentions(of handle: String, since moment: Int64, limit: Int) throws -> [IndexedRecord] {
    try read { db in
      let vocabulary = Vocabulary(db: db, tokenizer: database.tokenizer)
      guard let words = try vocabulary.expansion(of: handle).expression else { return [] }
      let rows = try Int64.fetchAll(
        db,
        sql: """
          SELECT rowid FROM text WHERE text MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT 200
          """, arguments: ["{prose} : \(words.sql)", moment])
      return try rows.compactMap { row in
        let (record, prose) = try record(at: row, db)
        let isPerson = record.author != handle && [.post, .reply].contains(record.type)
        return isPerson && !record.isWithdrawn && Self.names(handle, in: prose) ? record : nil
      }.prefix(limit).map { $0 }
    }
  }

  /// Whether a text has `@handle` as a word of its own.
  static func names(_ handle: String, in text: String) -> Bool {
    text.lowercased().ranges(of: "@" + handle).contains { range in
      let rest = text.lowercased()[range.upperBound...]
      guard let next = rest.first else { return true }
      // A handle may go on with a dot; one that ends a sentence does not.
      if next == "." || next == "-" { return !(rest.dropFirst().first?.isLetter ?? false) }
      return !next.isLetter && !next.isNumber
    }
  }

  // MARK: Days

  /// Returns the plannings in which a person has the turn, with the days, from one day through another.
  package func turns(of handle: String, in days: ClosedRange<CalendarDay>) throws -> [(
    day: CalendarDay, plan: IndexedRecord
  )] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT day, row FROM turn CROSS JOIN record USING(page)
          WHERE handle = ? AND day >= ? AND day <= ? AND NOT is_withdrawn AND NOT is_replaced ORDER BY day, row
          """, arguments: [handle, days.lowerBound.daysSince1970, days.upperBound.daysSince1970])
      return try rows.map {
        try (CalendarDay(daysSince1970: $0.decode(atIndex: 0)), record(at: $0.decode(atIndex: 1), db).record)
      }
    }
  }

  /// Returns the events that begin in a time, oldest first.
  package func events(in time: Range<Int64>) throws -> [IndexedRecord] {
    try read { db in
      try records(
        db, "WHERE type = 'event' AND row >= ? AND time >= ? AND time < ? ORDER BY row",
        [time.lowerBound - 86_400, time.lowerBound, time.upperBound]
      ).map(\.record)
    }
  }
}

extension IndexedMark {
  init(_ row: Row) throws {
    (author, target) = try (row.decode(forColumn: "author"), row.decode(forColumn: "target"))
    (isUseful, isThanked) = try (row.decode(forColumn: "useful"), row.decode(forColumn: "thanks"))
    (isOutdated, tried) = try (row.decode(forColumn: "outdated"), row.decode(forColumn: "tried"))
    mayName = try row.decode(Bool?.self, forColumn: "credit")
    validUntil = try row.decode(Int?.self, forColumn: "valid").map { CalendarDay(daysSince1970: $0) }
    story = try row.decode(forColumn: "story")
  }
}
