import GRDB
import Records

extension SearchIndex {
  /// Calls `add` for each changed file, in any order, with its bytes, or `nil` if it is gone.
  package typealias Feed = (_ add: (String, [UInt8]?) throws -> Void) throws -> Void

  /// The versions of a commit that have no right.
  package struct Disputes {
    /// By path, the blob of the last rightful version; empty where there is none.
    let rightful: [String: String]
    /// Returns the bytes of a path as it is to count: of the last rightful version where the path is disputed, of the
    /// commit's where it is not; `nil` for none.
    let bytes: (_ path: String) throws -> [UInt8]?

    package init(_ rightful: [String: String], bytes: @escaping (_ path: String) throws -> [UInt8]?) {
      self.rightful = rightful.filter { RecordPath($0.key) != nil }
      self.bytes = bytes
    }

    package static var none: Disputes { Disputes([:]) { _ in nil } }
  }

  /// Brings the index to a commit, in one transaction; read anew, the old index stays until the new one is whole.
  ///
  /// - Parameters:
  ///   - tip: the commit that the index then stands for.
  ///   - old: the commit that the changes start from; `nil` to read everything anew.
  ///   - disputes: what counts for nothing at `tip`.
  /// - Returns: `false` when the index is not at `old`, as another process brought it elsewhere meanwhile, or as it was
  ///   damaged and is empty now: ask for its tip, and begin anew.
  /// - Throws: `DatabaseError`, and what `feed` throws; then the index is as it was.
  package func update(
    to tip: String, from old: String?, without disputes: Disputes = .none, _ feed: Feed
  ) throws -> Bool {
    guard let old else {
      try rebuild(tip, disputes, feed)
      return true
    }
    do { return try change(to: tip, from: old, disputes, feed) } catch  where Self.isDamage(error) {
      try makeAnew()
      return false
    }
  }

  private func change(to tip: String, from old: String, _ disputes: Disputes, _ feed: Feed) throws -> Bool {
    try write(at: old) { writer in
      try feed { path, bytes in try writer.change(path, to: bytes) }
      try writer.settle(disputes)
      try writer.finish()
      try Self.setTip(tip, writer.db)
    }
  }

  /// Writes in one transaction, if the index is at a commit.
  ///
  /// - Returns: `false` when it is not, as another process brought it elsewhere meanwhile.
  private func write(at tip: String, _ body: (inout IndexWriter) throws -> Void) throws -> Bool {
    // On a connection of its own: it stores every word that its tokenizer met, and a search meets mistyped ones.
    let writing = try place.map { try OpenDatabase($0.path) } ?? database
    return try writing.queue.writeWithoutTransaction { db in
      // A cache needs no fsync for each commit: WAL keeps it whole, and what a power cut takes is read again. The log is
      // written back early: each process that opens the index reads the whole of it.
      try db.execute(
        sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 125")
      var isDone = false
      try db.inTransaction(.immediate) {
        guard try Self.tip(db) == tip else { return .rollback }
        var writer = IndexWriter(db, writing.tokenizer)
        try body(&writer)
        isDone = true
        return .commit
      }
      return isDone
    }
  }

  /// Lets versions without a right count for nothing where that was judged anew, and the branch has not moved.
  ///
  /// - Parameter tip: where the index is to be; if another process brought it elsewhere, that one did it.
  package func settle(_ disputes: Disputes, at tip: String) throws {
    // Where nobody can write, they count as before.
    guard place?.isWritable ?? true else { return }
    _ = try write(at: tip) { writer in
      try writer.settle(disputes)
      try writer.finish()
    }
  }

  private static func setTip(_ tip: String, _ db: Database) throws {
    try db.execute(sql: "INSERT OR REPLACE INTO meta VALUES('tip', ?)", arguments: [tip])
  }

  /// Builds the index of a commit from all its files, beside the old one, and puts it in its place.
  private func rebuild(_ tip: String, _ disputes: Disputes, _ feed: Feed) throws {
    guard let place else {
      let made = try OpenDatabase()
      try Self.build(made, tip, disputes, feed)
      return try turn(to: made)
    }
    let (draft, whole) = (place.beside(), place.beside())
    do {
      defer { IndexPlace.remove(draft) }
      let made = try OpenDatabase(draft)
      try Self.build(made, tip, disputes, feed)
      // Vacuumed, as FTS5 and rows out of order leave free pages.
      try made.queue.vacuum(into: whole)
      try made.queue.close()
      let copy = try OpenDatabase(whole)
      try copy.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try copy.queue.close()
      try place.put(whole)
    } catch {
      IndexPlace.remove(whole)
      throw error
    }
    try turn(to: nil)
  }

  private static func build(
    _ made: OpenDatabase, _ tip: String, _ disputes: Disputes, _ feed: Feed
  ) throws {
    try made.queue.writeWithoutTransaction { db in
      // Nobody else sees this file, and half of one is thrown away: it needs no journal. It is not mapped: all of it
      // would count as this process's memory.
      try db.execute(
        sql: """
          PRAGMA page_size = \(IndexSchema.pageSize); PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
          PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32768; PRAGMA mmap_size = 0;
          """)
      try db.inTransaction(.immediate) {
        try IndexSchema.createTables(in: db)
        // FTS5 keeps so many bytes before it writes them out: the more, the less it has to merge.
        try db.execute(sql: "INSERT INTO text(text, rank) VALUES('hashsize', 16777216)")
        var writer = IndexWriter(db, made.tokenizer, isAll: true)
        try feed { path, bytes in if let bytes { try writer.insert(path, bytes) } }
        try IndexSchema.finish(db)
        try writer.settle(disputes)
        try writer.finish()
        try db.execute(
          sql: """
            INSERT INTO text(text) VALUES('optimize');
            INSERT INTO text(text, rank) VALUES('hashsize', 1048576);
            """)
        try setTip(tip, db)
        return .commit
      }
    }
  }
}
