import CSearchIndex
import FoundationEssentials
import GRDB
import Records

extension SearchIndex {
  /// Brings the index to a commit, in one transaction.
  ///
  /// - Parameters:
  ///   - tip: the commit that the index then stands for.
  ///   - old: the commit that the changes start from; `nil` to read everything anew.
  ///   - feed: gives each file that changed, with its bytes, or `nil` for one that is gone; in any order.
  /// - Returns: `false` when another process brought the index elsewhere meanwhile: ask for its tip, and begin anew.
  package func update(
    to tip: String, from old: String?, _ feed: (_ add: (String, [UInt8]?) throws -> Void) throws -> Void
  ) throws -> Bool {
    try queue.inDatabase { db in
      var isDone = false
      try db.inTransaction(.immediate) {
        let current = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'tip'")
        guard current == old || old == nil else { return .rollback }
        let writer = try IndexWriter(db, stems: stems)
        if old == nil { try writer.clear() }
        try feed { path, bytes in try writer.add(path, bytes, isFresh: old == nil) }
        try writer.finish(isFresh: old == nil)
        try db.execute(sql: "INSERT OR REPLACE INTO meta VALUES('tip', ?)", arguments: [tip])
        isDone = true
        return .commit
      }
      return isDone
    }
  }
}

/// One transaction's writing.
///
/// FTS5 writes its memory out whenever a document's number is smaller than the last one's, so documents are gathered,
/// and put in by number.
private final class IndexWriter {
  private struct Waiting {
    let record: IndexedRecord
    let prose: String
    let bytes: [UInt8]
  }

  /// Gathered at the most, in bytes of text.
  private static let batchBytes = 24 << 20

  private let db: Database
  private let stems: OpaquePointer
  private var waiting: [Waiting] = []
  private var waitingBytes = 0
  private var touchedThreads: Set<String> = []
  private var touchedTargets: Set<String> = []
  private let insertRecord: Statement
  private let insertContent: Statement
  private let insertText: Statement
  private let insertWord: Statement
  private let insertMark: Statement
  private var deflated = [UInt8](repeating: 0, count: 1 << 16)

  init(_ db: Database, stems: OpaquePointer) throws {
    self.db = db
    self.stems = stems
    insertRecord = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO record(row, path, type, key, title, community, author, created, kind, tags, language,
        minutes, thread, accepted, review_by, gone) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    insertContent = try db.cachedStatement(sql: "INSERT INTO content VALUES(?, ?, ?)")
    insertText = try db.cachedStatement(sql: "INSERT INTO text(rowid, title, extra, body) VALUES(?, ?, ?, ?)")
    insertWord = try db.cachedStatement(sql: "INSERT OR IGNORE INTO word VALUES(?, ?)")
    insertMark = try db.cachedStatement(sql: "INSERT OR REPLACE INTO mark VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
  }

  func clear() throws {
    try db.execute(
      sql: """
        DELETE FROM record; DELETE FROM content; DELETE FROM mark; DELETE FROM broken; DELETE FROM word;
        INSERT INTO text(text) VALUES('delete-all');
        """)
  }

  func add(_ path: String, _ bytes: [UInt8]?, isFresh: Bool) throws {
    if !isFresh { try remove(path) }
    guard let bytes else { return }
    switch Reading(path, bytes) {
    case .nothing: break
    case .broken(let broken):
      try db.execute(
        sql: "INSERT OR REPLACE INTO broken VALUES(?, ?, ?)",
        arguments: [broken.path, broken.line, broken.column])
    case .marks(let marks, let thread, let author):
      for mark in marks {
        try insertMark.execute(arguments: [
          thread, author, mark.target, mark.isUseful, mark.isThanked, mark.isOutdated, mark.tried, mark.story,
        ])
        touchedTargets.insert(mark.target)
      }
    case .record(let record, let prose):
      if let thread = record.thread { touchedThreads.insert(thread) }
      touchedTargets.insert(record.key)
      touchedThreads.insert(record.key)
      waiting.append(Waiting(record: record, prose: prose, bytes: bytes))
      waitingBytes += bytes.count
      if waitingBytes > Self.batchBytes { try flush() }
    }
  }

  func finish(isFresh: Bool) throws {
    try flush()
    if isFresh {
      try db.execute(
        sql: """
          UPDATE record SET replies = n FROM (SELECT thread AS t, count(*) AS n FROM record WHERE thread IS NOT NULL
          GROUP BY thread) WHERE key = t AND type = 'post';
          UPDATE record SET useful = u, outdated = o FROM (SELECT target AS t, \(Usefulness.sum) AS u, sum(outdated) AS o
          FROM mark GROUP BY target) WHERE key = t AND type IN ('post', 'reply');
          """)
      return
    }
    for thread in touchedThreads {
      try db.execute(
        sql: """
          UPDATE record SET replies = (SELECT count(*) FROM record WHERE thread = ?1) WHERE key = ?1 AND type = 'post'
          """, arguments: [thread])
    }
    for target in touchedTargets {
      try db.execute(
        sql: """
          UPDATE record SET (useful, outdated) = (SELECT coalesce(\(Usefulness.sum), 0), coalesce(sum(outdated), 0)
          FROM mark WHERE thread IN (SELECT coalesce(thread, key) FROM record WHERE key = ?1) AND target = ?1)
          WHERE key = ?1 AND type IN ('post', 'reply')
          """, arguments: [target])
    }
  }

  // MARK: In

  private func flush() throws {
    waiting.sort { $0.record.wantedRow < $1.record.wantedRow }
    var last: Int64 = -1
    for item in waiting {
      last = try insert(item, after: last)
      mgrnet_take_new_words(stems, Unmanaged.passUnretained(self).toOpaque()) {
        context, word, count, token, size in
        guard let context, let word, let token else { return }
        Unmanaged<IndexWriter>.fromOpaque(context).takeUnretainedValue().newWords.append(
          (
            String(decoding: UnsafeRawBufferPointer(start: word, count: Int(count)), as: UTF8.self),
            String(decoding: UnsafeRawBufferPointer(start: token, count: Int(size)), as: UTF8.self)
          ))
      }
    }
    for (word, token) in newWords { try insertWord.execute(arguments: [word, token]) }
    newWords = []
    waiting = []
    waitingBytes = 0
  }

  private var newWords: [(String, String)] = []

  private func insert(_ item: Waiting, after last: Int64) throws -> Int64 {
    let record = item.record
    var row = max(record.wantedRow, last + 1)
    let tags = record.tags.isEmpty ? nil : "\u{1f}" + record.tags.joined(separator: "\u{1f}") + "\u{1f}"
    let gone = (record.isWithdrawn ? 1 : 0) + (record.replacedBy == nil ? 0 : 2)
    while true {
      try insertRecord.execute(arguments: [
        row, record.path, record.type.rawValue, record.key, record.title, record.community, record.author,
        record.created, record.kind, tags, record.language, record.minutes, record.thread, record.accepted,
        record.reviewBy, gone,
      ])
      if db.changesCount > 0 { break }
      row += 1
    }
    let size = item.bytes.count
    if deflated.count < size + 1024 { deflated = [UInt8](repeating: 0, count: size * 2 + 1024) }
    let written = Int(mgrnet_deflate(item.bytes, UInt(size), &deflated, UInt(deflated.count)))
    try insertContent.execute(arguments: [row, size, Data(deflated[..<written])])
    let texts = SearchText(record, prose: item.prose)
    try insertText.execute(arguments: [row, texts.title, texts.extra, texts.body])
    return row
  }

  // MARK: Out

  private func remove(_ path: String) throws {
    guard let place = RecordPath(path) else { return }
    try db.execute(sql: "DELETE FROM broken WHERE path = ?", arguments: [path])
    if place.type == .mark {
      let thread = place.parent?.rawValue ?? ""
      touchedTargets.formUnion(
        try String.fetchAll(
          db, sql: "SELECT target FROM mark WHERE thread = ? AND author = ?", arguments: [thread, place.key]))
      try db.execute(sql: "DELETE FROM mark WHERE thread = ? AND author = ?", arguments: [thread, place.key])
      return
    }
    let rows = try Row.fetchAll(
      db, sql: "SELECT row, size, bytes FROM record JOIN content USING(row) WHERE key = ? AND path = ?",
      arguments: [place.key, path])
    for found in rows {
      let row: Int64 = found["row"]
      let bytes = inflated(found["bytes"] as Data, size: found["size"])
      guard case .record(let record, let prose) = Reading(path, bytes) else { continue }
      // A contentless table takes a document out when it is told the very text that it was given.
      let texts = SearchText(record, prose: prose)
      try db.execute(
        sql: "INSERT INTO text(text, rowid, title, extra, body) VALUES('delete', ?, ?, ?, ?)",
        arguments: [row, texts.title, texts.extra, texts.body])
      try db.execute(sql: "DELETE FROM record WHERE row = ?", arguments: [row])
      try db.execute(sql: "DELETE FROM content WHERE row = ?", arguments: [row])
      if let thread = record.thread { touchedThreads.insert(thread) }
    }
  }
}

/// The three texts that FTS5 reads of a record, each with the mark of its language.
struct SearchText {
  let title: String
  let extra: String
  let body: String

  init(_ record: IndexedRecord, prose: String) {
    let mark = String(UnicodeScalar(StemLanguage(of: record, prose: prose).rawValue))
    title = mark + (record.title ?? "")
    extra = mark + record.extraText
    body = mark + prose
  }
}

func inflated(_ data: Data, size: Int) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: size)
  let written = data.withUnsafeBytes { mgrnet_inflate($0.baseAddress, UInt($0.count), &bytes, UInt(size)) }
  return Int(written) == size ? bytes : []
}
