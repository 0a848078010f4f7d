import Records
import SearchIndex
import Store

/// Finds records in the indexes by ids, handles and slugs that were typed.
extension Session {
  /// Returns the one record that an id, handle or slug, or a unique beginning of it, names; also `commons/ID` and `slug/ID`, of
  /// a community alone, and a record's path.
  ///
  /// - Throws: ``Failure``: 64 for fewer than 4 characters, 66 for none, 66 with the candidates for several.
  func indexed(_ text: String, as types: [RecordType]) throws -> IndexedRecord {
    let name = try Name(text, in: self)
    let wanted = try name.records(as: types, limit: 10)
    let typed = name.key
    if let first = wanted.first, first.key == typed || Set(wanted.map(\.key)).count == 1,
      typed.utf8.count >= RecordID.shortestPrefix || first.key == typed
    {
      return try one(of: wanted, named: text)
    }
    if types == [.person], wanted.count != 1 || typed.utf8.count < RecordID.shortestPrefix {
      let people = try people(named: text)
      if people.count > 1 { throw ambiguous(text, people) }
      // Handles may be shorter than ids, and so may their beginnings.
      if let person = people.first ?? (wanted.count == 1 ? wanted[0] : nil) { return person }
      if wanted.isEmpty { throw try nobody(named: text) }
      throw ambiguous(text, wanted)
    }
    if typed.utf8.count < RecordID.shortestPrefix {
      throw Failure(.usage, Words.prefixTooShort(text), hint: Words.noSuchItemHint)
    }
    if wanted.isEmpty {
      if let other = try name.records(as: [], limit: 2).first, !types.isEmpty {
        throw StoreError.wrongType(path: other.path, other.type, expected: types)
      }
      try requireReadable(typed)
      throw Failure(.notFound, Words.noSuchItem(text), hint: Words.noSuchItemHint)
    }
    throw ambiguous(text, wanted)
  }

  /// The failure that names those whose handles are near.
  private func nobody(named text: String) throws -> Failure {
    let people = try commons.index().list(ListFilter([.person]))
    let near = nearestNames(
      to: fold(text), among: people.flatMap { [$0.key, $0.title ?? ""] }.map { fold($0) })
    let handles = people.filter { near.contains($0.key) || near.contains(fold($0.title ?? "")) }.map(\.key)
    return Failure(
      .notFound, Words.nobodyIs(text),
      hint: Words.didYouMean(handles) ?? Words.peopleAre)
  }

  private func ambiguous(_ text: String, _ records: [IndexedRecord]) -> Failure {
    Failure(
      .notFound, Words.ambiguous(text, records.map { ($0.key, $0.title ?? $0.path) }),
      hint: records.allSatisfy { $0.type == .person } ? Words.giveTheHandle : Words.ambiguousHint)
  }

  /// The record that holds an id, of several that have it.
  ///
  /// - Throws: ``Failure`` where one of them is private and another is not, or where nobody knows which was first: what is
  ///   meant for one must not go to another.
  private func one(of same: [IndexedRecord], named text: String) throws -> IndexedRecord {
    let shelves = Set(same.map { RecordPath.privateCommunity(of: $0.path) })
    let holders = same.filter { !$0.isNamedByPath }
    if same.count == 1 || !same.allSatisfy(\.type.hasID) { return same[0] }
    if shelves.count == 1, holders.count == 1 { return holders[0] }
    let names = same.map { record in
      record.isNamedByPath
        ? record.path
        : "\(RecordPath.privateCommunity(of: record.path)?.rawValue ?? Name.commons)/\(record.key)"
    }
    throw Failure(
      .notFound, Words.ambiguous(text, zip(names, same).map { ($0, $1.title ?? "") }),
      hint: Words.typeInFull(names))
  }

  /// What was typed for a record.
  private struct Name {
    static let commons = "commons"
    /// An id, handle or slug, or its beginning.
    let key: String
    private let shelves: [Shelf]
    /// Which of the records of that key.
    private let isMeant: (IndexedRecord) -> Bool

    init(_ text: String, in session: Session) throws {
      let parts = text.lowercased().split(separator: "/", omittingEmptySubsequences: false)
      if let place = RecordPath(text) {
        (key, shelves) = (place.key, [try session.shelf(at: text)])
        isMeant = { $0.path == text }
      } else if parts.count == 2, let slug = Slug(rawValue: String(parts[0])) {
        key = String(parts[1])
        shelves = [slug.rawValue == Self.commons ? session.commons : try session.shelf(of: slug)]
        let isWhole = slug.rawValue == Self.commons || shelves[0].isPrivate
        isMeant = { isWhole || $0.community == slug.rawValue }
      } else {
        (key, shelves, isMeant) = (text.lowercased(), try session.shelves(), { _ in true })
      }
    }

    /// Those alone that it names in full, if there are any.
    func records(as types: [RecordType], limit: Int) throws -> [IndexedRecord] {
      let found = try shelves.flatMap { try $0.index().lookup(key, types: types, limit: limit) }.filter(
        isMeant)
      let exact = found.filter { $0.key == key }
      return exact.isEmpty ? Array(found.prefix(limit)) : exact
    }
  }

  /// Returns the people whose name has all words of `text`, whatever their case and accents.
  func people(named text: String) throws -> [IndexedRecord] {
    func words(_ text: String) -> Set<Substring> { Set(fold(text).split { !$0.isLetter && !$0.isNumber }) }
    let typed = words(text)
    if typed.isEmpty { return [] }
    return try commons.index().list(ListFilter([.person])).filter {
      typed.isSubset(of: words($0.title ?? ""))
    }
  }

  /// Returns the handles of the people that `text` names: `me`, a handle, or the name that people write; what nobody has
  /// as it is.
  func handles(of text: String) throws -> [String] {
    if text == "me" { return [try member().handle.rawValue] }
    let handle = text.lowercased()
    if Handle(rawValue: handle) != nil, try lookup(handle, types: [.person], limit: 1).first?.key == handle {
      return [handle]
    }
    let named = try people(named: text).map(\.key)
    if !named.isEmpty { return named }
    let begun = try lookup(handle, types: [.person], limit: 2).map(\.key)
    return begun.count == 1 ? begun : [handle]
  }

  /// - Throws: ``Failure`` (66) where several people have the name.
  func handle(of text: String) throws -> String {
    let handles = try handles(of: text)
    return handles.count == 1 ? handles[0] : try indexed(text, as: [.person]).key
  }

  /// Returns the person that was typed: `me`, a handle or its beginning, or a name.
  ///
  /// - Throws: ``Failure``: 66 for nobody, with who is near, and for several.
  func person(_ text: String) throws -> Handle {
    try Session.handle(text == "me" ? member().handle.rawValue : indexed(text, as: [.person]).key)
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

  /// Returns the records that ids name, with their shelves, and the caller, who may write in all of these.
  func writable(_ ids: [String], as types: [RecordType]) throws -> (
    targets: [(target: RecordPath, shelf: Shelf)], member: Member
  ) {
    let targets = try records(ids, as: types).map { ($0, try shelf(at: $0.text)) }
    for (_, shelf) in targets { _ = try author(in: shelf) }
    return (targets, try member())
  }

  /// Shows answered questions with a similar title, on standard error; returns whether there are some.
  ///
  /// If the index fails, the question is posted all the same.
  func showEarlierAnswers(like title: String) -> Bool {
    do { return try searchEarlierAnswers(like: title) } catch {
      context.warn(failure(for: error).phrase)
      return false
    }
  }

  private func searchEarlierAnswers(like title: String) throws -> Bool {
    let words = title.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 3 }
    guard words.count > 1, !context.options.quiet else { return false }
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
    guard !hits.isEmpty else { return false }
    context.say(Words.earlierAnswers)
    for hit in hits { context.say(Phrase(verbatim: "  \(hit.record.key)  \(hit.record.title ?? "")")) }
    return true
  }
}
