import Records
import SearchIndex
import Store

/// Finds records in the indexes by ids, handles and slugs that were typed.
extension Session {
  /// Returns the one record that an id, handle or slug, or a unique beginning of it, names.
  ///
  /// - Throws: ``Failure``: 64 for fewer than 4 characters, 66 for none, 66 with the candidates for several.
  func indexed(_ text: String, as types: [RecordType]) throws -> IndexedRecord {
    let typed = text.lowercased()
    let wanted = try lookup(typed, types: types, limit: 10)
    if wanted.count == 1 || wanted.first?.key == typed,
      typed.utf8.count >= RecordID.shortestPrefix || wanted[0].key == typed
    {
      return wanted[0]
    }
    if typed.utf8.count < RecordID.shortestPrefix {
      throw Failure(.usage, Words.prefixTooShort(text), hint: Words.noSuchItemHint)
    }
    if wanted.isEmpty {
      if let other = try lookup(typed, limit: 2).first, !types.isEmpty {
        throw StoreError.wrongType(path: other.path, other.type, expected: types)
      }
      try requireReadable(typed)
      throw Failure(.notFound, Words.noSuchItem(text), hint: Words.noSuchItemHint)
    }
    throw Failure(
      .notFound, Words.ambiguous(text, wanted.map { ($0.key, $0.title ?? $0.path) }),
      hint: Words.ambiguousHint)
  }

  /// - Throws: `StoreError.broken` where a file by that name is there, but cannot be read.
  private func requireReadable(_ prefix: String) throws {
    for shelf in try shelves() {
      for broken in try shelf.index().broken() where RecordPath(broken.path)?.key.hasPrefix(prefix) == true {
        _ = try shelf.network().snapshot().document(at: broken.path)
      }
    }
  }

  /// Returns the records of all shelves whose id, handle or slug begins with `prefix`; if one equals it, only that one.
  func lookup(_ prefix: String, types: [RecordType] = [], limit: Int) throws -> [IndexedRecord] {
    let found = try shelves().flatMap { try $0.index().lookup(prefix, types: types, limit: limit) }
    let exact = found.filter { $0.key == prefix }
    return exact.isEmpty ? Array(found.prefix(limit)) : exact
  }

  func record(_ text: String, as types: [RecordType]) throws -> RecordPath {
    let found = try indexed(text, as: types)
    guard let path = RecordPath(found.path) else { throw StoreError.missingRecord(path: found.path) }
    return path
  }

  /// Returns the one id that was typed; `-` reads it from standard input.
  func id(_ text: String) throws -> String {
    let ids = try ids([text])
    guard ids.count == 1 else { throw Failure(.usage, Words.oneIDOnly(ids.count)) }
    return ids[0]
  }

  /// Returns the ids that were typed; `-` reads them from standard input.
  ///
  /// - Throws: ``Failure`` (1) where there are none.
  func ids(_ texts: [String]) throws -> [String] {
    let ids = try texts.flatMap { $0 == "-" ? try context.input.readWords() : [$0] }
    if ids.isEmpty { throw Failure(.nothingFound, Words.noIDs) }
    return ids
  }

  /// Returns the records that were typed, each once, in that order.
  func records(_ texts: [String], as types: [RecordType]) throws -> [RecordPath] {
    var seen: Set<String> = []
    return try ids(texts).map { try record($0, as: types) }.filter { seen.insert($0.text).inserted }
  }

  /// Shows answered questions with a similar title, on standard error.
  ///
  /// If the index fails, the question is posted all the same.
  func showEarlierAnswers(like title: String) {
    do { try searchEarlierAnswers(like: title) } catch { context.warn(failure(for: error).phrase) }
  }

  private func searchEarlierAnswers(like title: String) throws {
    let words = title.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 3 }
    guard words.count > 1, !context.options.quiet else { return }
    // The two longest words, newest first: they are rare enough that a million records cost some milliseconds,
    // where any of all words would weigh half the network.
    var options = FindOptions(now: context.now)
    options.limit = 20
    options.sort = .new
    let telling = words.sorted { $0.count > $1.count }.prefix(2).map { Query.word($0) }
    let query = Query.all(telling + [.field(.state(.answered)), .field(.type(.post))])
    let hits = try find(query) { _ in options }.hits.filter { hit in
      // At least half of the words must be in common.
      let theirs = Set(
        fold(hit.record.title ?? "").split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(5) })
      return words.count { theirs.contains(fold($0).prefix(5)) } * 2 >= words.count
    }.prefix(3)
    guard !hits.isEmpty else { return }
    context.say(Words.earlierAnswers)
    for hit in hits {
      context.say(Phrase(verbatim: "  \(hit.record.key)  \(hit.record.title ?? "")"))
    }
  }
}
