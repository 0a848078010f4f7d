import Git
import Records
import SearchIndex
import Store

/// The index, at the branch's tip.
extension Session {
  /// The index, brought up to date first; says what takes long.
  func index() throws -> SearchIndex {
    if let indexed { return indexed }
    let opened = try openIndex()
    let index = try bringUpToDate(opened)
    indexed = index
    return index
  }

  private func openIndex() throws -> SearchIndex {
    // A network that cannot be written to is searched in memory.
    let canWrite = (try? Files.makeFolder(place.stateFolder)) != nil
    return try SearchIndex(at: canWrite ? place.stateFolder + "/index.sqlite" : nil)
  }

  private func bringUpToDate(_ index: SearchIndex) throws -> SearchIndex {
    for _ in 0..<10 {
      guard let tip = try place.tip() else { return index }
      let old = try index.tip()
      if old == tip.description { return index }
      let repository = try network().repository
      // A commit that is gone, after a rewritten history, leaves nothing to compare with.
      let base = try old.flatMap { ObjectID(hex: $0) }.flatMap { try repository.has($0) ? $0 : nil }
      if try update(index, to: tip, from: base, claimed: base == nil ? nil : old, repository) { return index }
    }
    throw Failure(.busy, Words.indexBusy)
  }

  private func update(
    _ index: SearchIndex, to tip: ObjectID, from base: ObjectID?, claimed: String?, _ repository: Repository
  ) throws -> Bool {
    var progress = Progress(base == nil ? Words.indexing : Words.indexingChanges, total: nil, in: context)
    defer { progress.finish() }
    return try index.update(to: tip.description, from: claimed) { add in
      var count = 0
      try repository.changes(from: base, to: tip) { change in
        count += 1
        progress.advance(to: count)
        guard change.path.hasSuffix(".md") else { return }
        let bytes = try change.new.flatMap { try repository.blob($0.id) }
        try add(change.path, bytes)
      }
    }
  }

  /// The one record that an id, handle or slug, or a unique beginning of it, names.
  ///
  /// - Throws: ``Failure``: 64 for fewer than 4 characters, 66 for none, 66 with the candidates for several.
  func indexed(_ text: String, as types: [RecordType]) throws -> IndexedRecord {
    let typed = text.lowercased()
    let wanted = try index().lookup(typed, types: types, limit: 10)
    if wanted.count == 1 || wanted.first?.key == typed,
      typed.utf8.count >= RecordID.shortestPrefix || wanted[0].key == typed
    {
      return wanted[0]
    }
    if typed.utf8.count < RecordID.shortestPrefix {
      throw Failure(.usage, Words.prefixTooShort(text), hint: Words.noSuchItemHint)
    }
    if wanted.isEmpty {
      if let other = try index().lookup(typed, limit: 2).first, !types.isEmpty {
        throw StoreError.wrongType(path: other.path, other.type, expected: types)
      }
      throw Failure(.notFound, Words.noSuchItem(text), hint: Words.noSuchItemHint)
    }
    throw Failure(
      .notFound, Words.ambiguous(text, wanted.map { ($0.key, $0.title ?? $0.path) }),
      hint: Words.ambiguousHint)
  }

  func record(_ text: String, as types: [RecordType]) throws -> RecordPath {
    let found = try indexed(text, as: types)
    guard let path = RecordPath(found.path) else { throw StoreError.missingRecord(path: found.path) }
    return path
  }

  /// Several ids; `-` alone reads them from standard input.
  func ids(_ texts: [String]) throws -> [String] {
    try texts.flatMap { $0 == "-" ? try context.input.readWords() : [$0] }
  }

  func records(_ texts: [String], as types: [RecordType]) throws -> [RecordPath] {
    try ids(texts).map { try record($0, as: types) }
  }

  func link(to url: String) throws -> String? { try index().link(to: url) }

  /// Earlier answers that are close to a question's title, on standard error: it may be answered already.
  ///
  /// Without an index there are none, and the question is asked all the same.
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
    let hits = try index().find(query, options).hits.filter { hit in
      // Half of the words at least: one word in common is no likeness.
      let theirs = Set(
        fold(hit.record.title ?? "").split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(5) })
      return words.count { theirs.contains(fold($0).prefix(5)) } * 2 >= words.count
    }.prefix(3)
    guard !hits.isEmpty else { return }
    context.say(Words.earlierAnswers)
    for hit in hits {
      context.say(Phrase(verbatim: "  \(hit.record.key)  \(harmless(hit.record.title ?? ""))"))
    }
  }
}
