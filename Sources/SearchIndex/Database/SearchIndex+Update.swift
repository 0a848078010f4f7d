import Glibc
import Records

extension SearchIndex {
  /// Brings the index to a commit, in one transaction; read anew, the old index stays until the new one is whole.
  ///
  /// - Parameters:
  ///   - tip: the commit that the index then stands for.
  ///   - old: the commit that the changes start from; `nil` to read everything anew.
  ///   - feed: gives each file that changed, with its bytes, or `nil` for one that is gone; in any order.
  /// - Returns: `false` when another process brought the index elsewhere meanwhile: ask for its tip, and begin anew.
  /// - Throws: `DatabaseError`, and what `feed` throws; then the index is as it was.
  package func update(
    to tip: String, from old: String?, _ feed: (_ add: (String, [UInt8]?) throws -> Void) throws -> Void
  ) throws -> Bool {
    guard let old else {
      try rebuild(tip, feed)
      return true
    }
    return try noticingDamage {
      for setting in Self.writingSettings { try connection.run(setting) }
      let isDone = try connection.change { () -> Bool? in
        guard try Self.tip(connection) == old else { return nil }
        try change(feed)
        try connection.run("INSERT OR REPLACE INTO meta VALUES('tip', ?)", [.text(tip)])
        return true
      }
      try shortenLog()
      return isDone ?? false
    }
  }

  /// A log that grew long is written back and emptied: each process that opens the index reads the whole of it, half a
  /// millisecond for each MiB, and a commit adds a sixth of one.
  private func shortenLog() throws {
    guard let place, Self.size(of: place.path + "-wal") > 1 << 20 else { return }
    // Where somebody reads just now, the next one does it.
    try connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// In bytes; 0 where there is no such file.
  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// A cache needs no fsync for each commit: WAL keeps it whole, and what a power cut takes is read again. What is
  /// deleted need not be overwritten (Debian's SQLite does so unless told).
  private static let writingSettings = [
    "PRAGMA synchronous = NORMAL", "PRAGMA secure_delete = OFF", "PRAGMA cache_size = -16384",
    "PRAGMA wal_autocheckpoint = 500",
  ]

  private func change(_ feed: (_ add: (String, [UInt8]?) throws -> Void) throws -> Void) throws {
    let writer = IndexWriter(connection: connection, words: try words(), packer: packer)
    var threads: Set<String> = []
    var posts: [String] = []
    var waiting: [(record: IndexedRecord, prose: String, file: [UInt8])] = []
    var waitingBytes = 0
    // FTS5 writes its memory out whenever a row is before the last one: rows go in sorted, many at a time.
    func flush() throws {
      waiting.sort { RowClock.time($0.record.seconds) < RowClock.time($1.record.seconds) }
      for item in waiting { try writer.insert(item.record, prose: item.prose, file: item.file) }
      waiting = []
      waitingBytes = 0
    }
    try feed { path, bytes in
      guard let place = RecordPath(path) else { return }
      try writer.remove(place)
      if let thread = place.parent { threads.insert(thread.rawValue) }
      if place.type == .post { posts.append(place.key) }
      guard let bytes else { return }
      switch Reading(path, bytes) {
      case .nothing: break
      case .broken(let broken): try writer.insert(broken)
      case .marks(let marks, let thread): try writer.insert(marks, thread: thread)
      case .record(let record, let prose):
        // The same path twice: the later one counts.
        waiting.removeAll { $0.record.path == path && $0.record.key == record.key }
        waiting.append((record, prose, bytes))
        waitingBytes += bytes.count
        if waiting.count >= 500 || waitingBytes > 8 << 20 { try flush() }
      }
    }
    try flush()
    try writer.settleWords()
    for post in posts where try ThreadSums.hasOthers(post, connection) { threads.insert(post) }
    for thread in threads { try ThreadSums.update(thread, connection) }
  }
}
