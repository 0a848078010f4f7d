import Attention
import Disk
import Git
import Records
import SearchIndex
import Store

/// What came to the commons between two commits: read once, for all readers.
final class DigestMaterial {
  let old: ObjectID?
  let new: ObjectID
  /// The time of the newer commit: the same two commits make the same digest at any time.
  let moment: Timestamp
  let start: Timestamp
  let arrivals: [Digest.Arrival]
  let tries: [Digest.Try]
  /// The records and their texts, by path.
  private(set) var texts: [String: (record: IndexedRecord, prose: String)] = [:]

  init(_ shelf: Shelf, from old: ObjectID?, to new: ObjectID) throws {
    (self.old, self.new) = (old, new)
    let repository = try shelf.network().repository
    let index = try shelf.index()
    let disputed = try shelf.disputes()
    moment = try Self.time(of: new, repository)
    start = try old.map { try Self.time(of: $0, repository) } ?? moment
    let changes = try repository.changes(from: old, to: new)
    let came = ChangedRecord.arrived(
      changes.map { ChangedRecord($0.path, wasThere: $0.old != nil, isThere: $0.new != nil) })
    var texts: [String: (record: IndexedRecord, prose: String)] = [:]
    func text(_ key: String, _ type: RecordType, _ path: String) throws -> (
      record: IndexedRecord, prose: String
    )? {
      if let known = texts[path] { return known }
      let found = try index.lookup(key, types: [type], limit: 5).first { $0.path == path }
      let whole = try found.flatMap { try index.whole($0) }
      guard let whole, disputed[path] == nil, !whole.record.isImported else { return nil }
      texts[path] = whole
      return whole
    }
    func post(of place: RecordPath) throws -> IndexedRecord? {
      guard let thread = place.parent else { return nil }
      return try text(thread.rawValue, .post, RecordPath.post(ofThreadAt: place.text))?.record
    }
    arrivals = try came.compactMap { place in
      guard let (record, prose) = try text(place.key, place.type, place.text), !record.isWithdrawn else {
        return nil
      }
      let names = Self.names(in: prose)
      if place.type == .post { return Digest.Arrival(Item(record), in: Item(record), names: names) }
      guard let post = try post(of: place) else { return nil }
      let folder = RecordPath.folder(of: place.text)
      let answered = try record.to.flatMap { try text($0, .reply, "\(folder)/\($0).md")?.record.author }
      return Digest.Arrival(
        Item(record, title: post.title), in: Item(post), answering: answered, names: names)
    }
    var tries: [Digest.Try] = []
    for change in changes {
      guard let place = RecordPath(change.path), place.type == .mark, disputed[place.text] == nil,
        let new = try Self.mark(change.new, repository), let post = try post(of: place)
      else { continue }
      let before = try Self.mark(change.old, repository)?["tried"]
      for pair in new["tried"]?.pairs ?? [] where before?[pair.key] != pair.value {
        let folder = RecordPath.folder(of: post.path)
        let target =
          pair.key == post.key ? post : try text(pair.key, .reply, "\(folder)/replies/\(pair.key).md")?.record
        guard let target, !target.isWithdrawn, !post.isWithdrawn else { continue }
        tries.append(
          Digest.Try(
            Item(target, title: post.title), by: place.key, pair.value.text ?? "", story: new.prose))
      }
    }
    self.tries = tries
    self.texts = texts
  }

  private static func time(of id: ObjectID, _ repository: Repository) throws -> Timestamp {
    let signature = try repository.commit(id).committer
    return Clock.local(Timestamp(secondsSince1970: signature.seconds, offsetMinutes: 0))
  }

  private static func mark(_ blob: Blob?, _ repository: Repository) throws -> Document? {
    guard let bytes = try blob.flatMap({ try repository.blob($0.id) }) else { return nil }
    return try? Document(parsing: bytes)  // `doctor` reports what cannot be read
  }

  /// The handles that stand in a text behind `@`.
  private static func names(in text: String) -> Set<String> {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return [] }
    let pieces = text.lowercased().split(separator: "@", omittingEmptySubsequences: false).dropFirst()
    return Set(
      pieces.compactMap { piece in
        var name = piece.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
        while name.last == "." || name.last == "-" { name.removeLast() }
        return Handle(rawValue: String(name))?.rawValue
      })
  }
}

/// Makes digests of people, and remembers what they had.
final class DigestMaker {
  let session: Session
  let new: ObjectID
  private var materials: [ObjectID?: DigestMaterial] = [:]
  private var overdue: [String: [Question]] = [:]
  private var reader: QuestionReader?
  /// So many open questions at most, the oldest.
  private static let mostOpen = 5

  init(_ session: Session) throws {
    self.session = session
    guard let tip = try session.commons.tip() else { throw Failure(.nothingFound, Words.digestNothing) }
    new = tip
  }

  /// Returns what came since a commit.
  func material(from old: ObjectID?) throws -> DigestMaterial {
    if let made = materials[old] { return made }
    let made = try DigestMaterial(session.commons, from: old, to: new)
    materials[old] = made
    return made
  }

  /// - Parameter minutes: the budget; `nil` for that of the card.
  func digest(for card: IndexedRecord, from material: DigestMaterial, minutes: Int? = nil) throws -> Digest {
    let pairs = card["subscriptions"]?.pairs ?? []
    let reader = Digest.Reader(
      card.key, subscriptions: Dictionary(pairs.map { ($0.key, $0.value.text ?? "") }) { $1 },
      minutes: minutes ?? card["digest"]?["minutes"]?.integer ?? Digest.Reader.usualMinutes)
    return try Digest(
      for: reader, arrivals: material.arrivals, tries: material.tries,
      open: open(for: card, at: material.moment))
  }

  private func open(for card: IndexedRecord, at moment: Timestamp) throws -> [(
    question: Question, isAsked: Bool
  )] {
    let index = try session.index()
    let disputed = try session.commons.disputes()
    let questions = try reader ?? QuestionReader(session, now: moment)
    reader = questions
    func counts(_ record: IndexedRecord) -> Bool { !record.isImported && disputed[record.path] == nil }
    let asked = try index.openQuestions(askedOf: card.key).filter(counts).map {
      try questions.question($0, index)
    }
    .filter { $0.turn(on: moment.day).contains(card.key) }
    let mine = (card["subscriptions"]?.pairs ?? []).filter { ["each", "digest"].contains($0.value.text) }.map(
      \.key)
    let waiting = try mine.sorted().flatMap { community -> [Question] in
      if let known = overdue[community] { return known }
      guard let moment = try questions.overdue(in: community) else { return [] }
      let found = try index.openQuestions(in: community, before: moment, limit: Self.mostOpen).filter(counts)
        .map { try questions.question($0, index) }
      overdue[community] = found
      return found
    }
    let ids = Set(asked.map(\.item.id))
    let others = waiting.filter { !ids.contains($0.item.id) }.sorted {
      ($0.item.created?.seconds ?? 0) < ($1.item.created?.seconds ?? 0)
    }
    return asked.map { ($0, true) } + others.prefix(Self.mostOpen).map { ($0, false) }
  }

  // MARK: What was told

  /// What the last digest of a person on this clone went up to, and what did not fit into it.
  struct Told {
    let commit: ObjectID
    let time: Timestamp
    let left: [String]
  }

  private func file(_ handle: String) -> String { session.commons.stateFolder + "/digests/\(handle)" }

  func told(_ handle: String) throws -> Told? {
    guard let bytes = try Files.read(file(handle)) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    guard lines.count > 1, let commit = ObjectID(hex: lines[0]), let time = Timestamp(lines[1]) else {
      return nil
    }
    return Told(commit: commit, time: time, left: Array(lines.dropFirst(2)))
  }

  func remember(_ digest: Digest) throws {
    let left = digest.left.flatMap { entry in
      entry.arrivals.isEmpty ? [entry.post.id] : entry.arrivals.map(\.item.id)
    }
    try remember(for: digest.reader.handle, left: left)
  }

  /// Notes that a person was told that there is nothing new up to this commit.
  func rememberNothing(for handle: String) throws { try remember(for: handle, left: []) }

  private func remember(for handle: String, left: [String]) throws {
    // At the same commit there is nothing new, and what was left is still that.
    if try told(handle)?.commit == new { return }
    let lines = [new.description, session.context.now.description] + left
    try Files.makeFolder(session.commons.stateFolder + "/digests")
    try Files.replace(
      file(handle), with: Array(lines.map { $0 + "\n" }.joined().utf8), isSynced: true)
  }

  /// Returns the commit up to which a person was told; before the first digest, where the branch was a day or a week ago.
  func start(for card: IndexedRecord) throws -> ObjectID? {
    if let told = try told(card.key), try session.network().repository.has(told.commit) { return told.commit }
    let days: Int64 = card["digest"]?["every"]?.text == "day" ? 1 : 7
    return try session.commons.commit(at: session.context.now.seconds - days * 86_400)
  }
}
