import GRDB
import Records

/// Writes files into the tables, inside a transaction. FTS5's table and the sums of threads are written at the
/// end.
struct IndexWriter {
  let db: Database
  let tokenizer: Tokenizer
  private let isAll: Bool
  /// Records that FTS5 has not read yet.
  private var newRows: Set<Int64> = []
  /// Ids of which the record that held them was taken out: where it comes in again, changed or moved, it keeps them.
  private var freed: Set<String> = []
  /// Texts whose words do not tell their language.
  private var untold: [(page: Int64, community: String?)] = []
  /// Posts whose thread changed.
  private var threads: Set<String> = []
  /// The second of the last record that shared its own with others, and the row that the next one may take.
  private var crowd: (second: Int64, next: Int64)?

  /// - Parameter isAll: whether every file of the commit comes, into empty tables.
  init(_ db: Database, _ tokenizer: Tokenizer, isAll: Bool = false) {
    (self.db, self.tokenizer, self.isAll) = (db, tokenizer, isAll)
    tokenizer.met = []
  }

  /// Replaces the rows of a path.
  ///
  /// - Parameter bytes: `nil` for a file that is gone.
  mutating func change(_ path: String, to bytes: [UInt8]?) throws {
    if let record = ConflictName.record(of: path) {
      try run("DELETE FROM conflict WHERE key = ? AND path = ?", [record.key, path])
    }
    guard let place = RecordPath(path) else {
      if let bytes { try insert(path, bytes) }
      return
    }
    try remove(place)
    try run("DELETE FROM disputed WHERE path = ?", [path])
    if let thread = place.parent { threads.insert(thread.rawValue) }
    if place.type == .post { threads.insert(place.key) }
    if let bytes { try insert(path, bytes) }
  }

  /// Lets versions without a right count for nothing, and those count again that are rightful after all.
  mutating func settle(_ disputes: SearchIndex.Disputes) throws {
    let known = try Row.fetchAll(db, sql: "SELECT path, rightful FROM disputed").reduce(
      into: [String: String]()
    ) {
      try $0[$1.decode(String.self, atIndex: 0)] = $1.decode(String.self, atIndex: 1)
    }
    for path in known.keys.sorted() where disputes.rightful[path] == nil {
      try change(path, to: disputes.bytes(path))
    }
    for (path, blob) in disputes.rightful.sorted(by: { $0.key < $1.key }) where known[path] != blob {
      guard let place = RecordPath(path) else { continue }
      try dispute(place, rightful: blob, blob.isEmpty ? nil : disputes.bytes(path))
    }
  }

  /// Lets a version without a right count for nothing: what stands beside a text (a mark, a promise) gives way to the last
  /// rightful version, or goes; of a text itself, which is found all the same, what it says of other texts and of its age
  /// does.
  ///
  /// - Parameter bytes: of the last rightful version; `nil` if there is none.
  private mutating func dispute(_ place: RecordPath, rightful blob: String, _ bytes: [UInt8]?) throws {
    var page: Int64 = 0
    if place.type == .mark || IndexedPart.types.contains(place.type) {
      try change(place.text, to: bytes)
    } else if let (row, found) = try row(of: place) {
      if place.type == .post { threads.insert(place.key) }
      if let thread = place.parent { threads.insert(thread.rawValue) }
      if let bytes, case .record(let record, _) = Reading(place.text, bytes) {
        try run(
          "UPDATE record SET accepted = ?, review_by = ?, is_replaced = ? WHERE row = ?",
          [
            record.type == .post ? record.accepted : nil,
            record.reviewBy.flatMap { CalendarDay($0)?.daysSince1970 }, record.replacedBy != nil, row,
          ])
      } else {
        page = found
      }
    }
    try run("INSERT OR REPLACE INTO disputed VALUES(?, ?, ?)", [place.text, blob, page])
  }

  private func row(of place: RecordPath) throws -> (row: Int64, page: Int64)? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT row, page FROM record JOIN page USING(page) WHERE key = ? AND path = ?"),
      arguments: [place.key, place.text]
    ).map { try ($0.decode(atIndex: 0), $0.decode(atIndex: 1)) }
  }

  /// Inserts a file that the index does not have.
  mutating func insert(_ path: String, _ bytes: [UInt8]) throws {
    if let record = ConflictName.record(of: path) {
      return try run("INSERT OR REPLACE INTO conflict VALUES(?, ?, ?)", [record.key, path, record.text])
    }
    switch Reading(path, bytes) {
    case .nothing: break
    case .network(let language):
      try run("INSERT OR REPLACE INTO meta VALUES('language', ?)", [language?.rawValue ?? ""])
    case .broken(let broken):
      try run("INSERT OR REPLACE INTO broken VALUES(?, ?, ?)", [broken.path, broken.line, broken.column])
    case .marks(let marks, let thread):
      for mark in marks {
        try run(
          "INSERT OR REPLACE INTO mark VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          [
            thread, mark.target, mark.author, mark.isUseful, mark.isThanked, mark.isOutdated, mark.tried,
            mark.story, path, mark.validUntil?.daysSince1970, mark.mayName,
          ])
      }
    case .part(let part, let parent):
      try run(
        "INSERT OR REPLACE INTO part VALUES(?, ?, ?, ?, ?)",
        [parent, path, part.type.rawValue, part.author, part.says])
    case .record(let record, let document): try insert(record, document)
    }
  }

  private mutating func insert(_ record: IndexedRecord, _ document: Document) throws {
    let language = record.spokenLanguage(in: document.prose)
    let frontMatter = String(decoding: document.frontMatter.bytes, as: UTF8.self)
    let facets = Facet.tokens(of: record, language).joined(separator: " ")
    try run(
      "INSERT INTO page VALUES(NULL, ?, ?, ?, ?, ?, ?, ?)",
      [
        record.path, StemLanguage(language).letter, facets, frontMatter, (record.title ?? "").nfc,
        record.extraText.nfc, document.prose.nfc,
      ])
    let page = db.lastInsertedRowID
    if language == nil, record.language == nil { untold.append((page, record.community)) }
    let row = try freeRow(at: record.seconds)
    try run(
      """
      INSERT INTO record(row, page, key, type, thread, community, time, minutes, is_question, is_withdrawn,
        is_replaced, review_by, accepted, is_second, author, is_imported, is_practice, year_later)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        row, page, record.key, record.type.rawValue, record.thread, record.community, record.seconds,
        record.minutes, record.type == .post && record.kind == "question", record.isWithdrawn,
        record.replacedBy != nil, record.reviewBy.flatMap { CalendarDay($0)?.daysSince1970 },
        record.type == .post ? record.accepted : nil, try isSecond(record), record.author,
        record.isImported, record.kind == "practice", record.yearLater?.daysSince1970,
      ])
    newRows.insert(row)
    for tag in Set(record.tags.map(\.nfc)) { try run("INSERT INTO tag VALUES(?, ?)", [page, tag]) }
    for handle in record.asked { try run("INSERT OR IGNORE INTO asked VALUES(?, ?)", [handle, page]) }
    for id in record.sources { try run("INSERT OR IGNORE INTO source VALUES(?, ?)", [id, page]) }
    for (day, handle) in record.turns {
      try run("INSERT OR IGNORE INTO turn VALUES(?, ?, ?)", [handle, day.daysSince1970, page])
    }
    if let absence = IndexedAbsence(record) {
      try run(
        "INSERT INTO absence VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          page, absence.end.daysSince1970, absence.from.daysSince1970, absence.id, absence.person,
          absence.startsNoon, absence.endsNoon, absence.isPlanned, absence.deputy, absence.to.daysSince1970,
          absence.rule, absence.except.map(\.description).joined(separator: " "),
        ])
    }
  }

  /// Whether another file had the record's id before. Of what came at once, or where all is read anew, nobody knows
  /// which was first.
  private func isSecond(_ record: IndexedRecord) throws -> Bool {
    guard !isAll, record.type.hasID else { return false }
    return try Int64.fetchAll(
      db.cachedStatement(
        sql: "SELECT row FROM record WHERE key = ? AND type IN (\(IndexSchema.typesWithID))"),
      arguments: [record.key]
    ).contains { !newRows.contains($0) }
  }

  /// Returns the row of a new record: the second of its making, or the nearest free one: a later one in an update,
  /// an earlier one in a rebuild, so that newest-first shows names in their order. Records without a time come before
  /// all.
  private mutating func freeRow(at time: Int64?) throws -> Int64 {
    guard let time else {
      let first = try Int64.fetchOne(db.cachedStatement(sql: "SELECT min(row) FROM record"))
      return min(0, first ?? 0) - 1
    }
    let next = crowd?.second == time ? crowd?.next ?? time : time
    let isTaken = try db.cachedStatement(sql: "SELECT 1 FROM record WHERE row = ?")
    let (sign, beyond, order) = isAll ? ("-", "<=", "DESC") : ("+", ">=", "ASC")
    let endOfRun = try db.cachedStatement(
      sql: """
        SELECT row \(sign) 1 FROM record AS this WHERE row \(beyond) ?
        AND NOT EXISTS (SELECT 1 FROM record WHERE row = this.row \(sign) 1) ORDER BY row \(order) LIMIT 1
        """)
    if try Int.fetchOne(isTaken, arguments: [next]) == nil { return next }
    let row = try Int64.fetchOne(endOfRun, arguments: [next]) ?? next
    crowd = (time, row)
    return row
  }

  private mutating func remove(_ path: RecordPath) throws {
    if path.type == .mark {
      return try run("DELETE FROM mark WHERE thread = ? AND path = ?", [path.parent?.rawValue, path.text])
    }
    if IndexedPart.types.contains(path.type) {
      return try run("DELETE FROM part WHERE parent = ? AND path = ?", [path.parent?.rawValue, path.text])
    }
    try run("DELETE FROM broken WHERE path = ?", [path.text])
    let found = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT row, page, is_second FROM record JOIN page USING(page) WHERE key = ? AND path = ?"),
      arguments: [path.key, path.text])
    for record in found {
      let (row, page) = try (record.decode(Int64.self, atIndex: 0), record.decode(Int64.self, atIndex: 1))
      // The same path twice in one change: FTS5 has not read the first.
      if newRows.remove(row) == nil { try run("DELETE FROM text WHERE rowid = ?", [row]) }
      crowd = nil
      if path.type.hasID, try !record.decode(Bool.self, atIndex: 2) { freed.insert(path.key) }
      try run("DELETE FROM record WHERE row = ?", [row])
      for table in ["page", "tag", "absence", "asked", "source", "turn"] {
        try run("DELETE FROM \(table) WHERE page = ?", [page])
      }
    }
  }

  // MARK: At the end

  mutating func finish() throws {
    try giveIDsBack()
    try settleLanguages()
    // FTS5 writes its memory out whenever a row is before the last one.
    for row in newRows.sorted() {
      try run(
        """
        INSERT INTO text(rowid, facets, title, extra, prose)
        SELECT row, facets, title, extra, prose FROM searchable WHERE row = ?
        """, [row])
      if tokenizer.met?.count ?? 0 > 50_000 { try writeWords() }
    }
    newRows = []
    try writeWords()
    if isAll {
      for sums in [Self.sums, Self.due] { try db.execute(sql: sums + " type IN ('post', 'reply')") }
    }
    for thread in threads where !isAll {
      for sums in [Self.sums, Self.due] {
        try run(sums + " key = ?1 AND thread IS NULL OR thread = ?1", [thread])
      }
    }
  }

  /// Takes texts that do not tell their language for ones in that of their community, else of the network.
  private mutating func settleLanguages() throws {
    var languages: [String?: Language] = [:]
    languages[nil] = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'language'").flatMap {
      Language(rawValue: $0)
    }
    for community in Set(untold.compactMap(\.community)) {
      let card = try String.fetchOne(
        db,
        sql: "SELECT front_matter FROM record JOIN page USING(page) WHERE key = ? AND type = 'community'",
        arguments: [community])
      let fields = try card.map { try FrontMatter(bytes: Array($0.utf8)) }
      languages[community] = fields?["language"]?.text.flatMap { Language(tag: $0) } ?? languages[nil]
    }
    for text in untold {
      guard let language = languages[text.community] else { continue }
      try run(
        "UPDATE page SET language = ?, facets = facets || ' ' || ? WHERE page = ?",
        [StemLanguage(language).letter, Facet.language.token(language.rawValue), text.page])
    }
    untold = []
  }

  /// Lets the record that held an id hold it again; where it is gone, those that are left.
  private func giveIDsBack() throws {
    let rows = try db.cachedStatement(
      sql: "SELECT row FROM record WHERE key = ? AND type IN (\(IndexSchema.typesWithID))")
    for key in freed {
      let arrived = try Int64.fetchAll(rows, arguments: [key]).filter(newRows.contains)
      if arrived.count == 1 { try run("UPDATE record SET is_second = 0 WHERE row = ?", [arrived[0]]) }
    }
    try run(
      """
      UPDATE record SET is_second = 0 WHERE is_second AND key NOT IN (
        SELECT key FROM record AS second JOIN record AS first USING(key)
        WHERE second.is_second AND NOT first.is_second)
      """, [])
  }

  private func writeWords() throws {
    for word in (tokenizer.met ?? []).sorted(by: { $0.folded < $1.folded }) {
      try run("INSERT OR IGNORE INTO word VALUES(?, ?)", [word.folded, word.term])
    }
    tokenizer.met = []
  }

  /// Sums up replies and marks in the rows of posts and replies; the condition follows. One's own marks do not count,
  /// but whoever brought a text of others may mark it.
  private static let sums = """
    UPDATE record SET
      replies = (SELECT count(*) FROM record AS reply
        WHERE reply.thread = record.key AND record.thread IS NULL AND NOT reply.is_withdrawn),
      answers = (SELECT count(*) FROM record AS reply
        WHERE reply.thread = record.key AND record.thread IS NULL AND NOT reply.is_withdrawn
        AND (reply.author IS NOT record.author OR reply.is_imported OR reply.author = '\(Handle.anonymous)')
        AND \(IndexSchema.counts("reply"))),
      worth = (SELECT ifnull(sum(\(Ranking.worth)), 0) \(others)),
      worked = (SELECT count(*) \(others) AND tried = 'worked'),
      outdated = (SELECT ifnull(sum(outdated), 0) \(marks)),
      is_accepted = accepted IS NOT NULL OR EXISTS (SELECT 1 FROM record AS post
        WHERE post.key = record.thread AND post.thread IS NULL AND post.accepted = record.key)
    WHERE
    """
  private static let marks =
    "FROM mark WHERE mark.thread = coalesce(record.thread, record.key) AND target = record.key"
  private static let others = marks + " AND (mark.author IS NOT record.author OR record.is_imported)"

  /// Sets the day from which a record is to be looked at again: the one that is named, the later one where a reader said
  /// that it is still true; of practices and accepted answers that nobody tried, a year after they were written.
  private static let due = """
    UPDATE record SET due = coalesce(
      max(ifnull(review_by, (SELECT max(valid) \(marks))), ifnull((SELECT max(valid) \(marks)), review_by)),
      iif((is_practice OR is_accepted AND type = 'reply')
        AND NOT EXISTS (SELECT 1 \(others) AND tried IS NOT NULL), year_later, NULL))
    WHERE
    """

  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
