import Records

/// What a file says, taken apart for the index. Pure.
enum Reading {
  case record(IndexedRecord, prose: String)
  case marks([IndexedMark], thread: String)
  case broken(BrokenRecord)
  /// A file that the index does not hold: no record, or one that nobody searches by itself.
  case nothing

  init(_ path: String, _ bytes: [UInt8]) {
    guard let place = RecordPath(path),
      ![.network, .charter, .rsvp, .entry, .vote, .member].contains(place.type)
    else {
      self = .nothing
      return
    }
    do throws(RecordError) {
      let document = try Document(parsing: bytes)
      if place.type == .mark {
        self = .marks(Self.marks(place, document), thread: place.parent?.rawValue ?? "")
      } else {
        self = .record(Self.record(place, document), prose: document.prose)
      }
    } catch {
      self = .broken(BrokenRecord(path: path, line: error.line, column: error.column))
    }
  }

  private static func record(_ place: RecordPath, _ document: Document) -> IndexedRecord {
    var record = IndexedRecord(path: place.text, type: place.type, key: place.key)
    func text(_ key: String) -> String? { document[key]?.text }
    record.title = text(place.type == .person ? "name" : "title")
    record.community = place.community?.rawValue
    record.author = text("author") ?? text("added_by") ?? text("host") ?? text("person")
    // What an event has in `starts`, an absence has in `from`: its `starts` is a half day.
    record.created = text("created") ?? text(place.type == .absence ? "from" : "starts")
    record.kind = text("kind") ?? text("mode")
    record.tags = document["tags"]?.texts ?? document["skills"]?.texts ?? []
    record.language = text("language")
    record.minutes = readingMinutes(document.body)
    record.thread = place.thread?.rawValue
    record.to = text("to")
    record.accepted = text("accepted")
    record.takeaway = text("takeaway")
    record.url = text("url")
    record.reviewBy = text("review_by")
    record.replacedBy = text("replaced_by")
    record.isWithdrawn = document["withdrawn"].map { $0 != .null && $0 != .bool(false) } ?? false
    record.fields = document.frontMatter.pairs
    return record
  }

  private static func marks(_ place: RecordPath, _ document: Document) -> [IndexedMark] {
    var marks: [IndexedMark] = []
    var places: [String: Int] = [:]
    func note(_ id: String, _ change: (inout IndexedMark) -> Void) {
      let index = places[id] ?? marks.count
      if index == marks.count {
        places[id] = index
        marks.append(IndexedMark(author: place.key, target: id, story: index == 0 ? document.prose : ""))
      }
      change(&marks[index])
    }
    for id in document["useful"]?.texts ?? [] { note(id) { $0.isUseful = true } }
    for id in document["thanks"]?.texts ?? [] { note(id) { $0.isThanked = true } }
    for id in document["outdated"]?.texts ?? [] { note(id) { $0.isOutdated = true } }
    for pair in document["tried"]?.pairs ?? [] { note(pair.key) { $0.tried = pair.value.text } }
    return marks
  }
}

extension IndexedRecord {
  /// When it was made, in seconds since 1970; of a day, midday in UTC, which is that day on nearly every clock.
  var seconds: Int64? {
    guard let created else { return nil }
    if let time = Timestamp(created) { return time.seconds }
    return CalendarDay(created).map { Int64($0.daysSince1970) * 86_400 + 43_200 }
  }

  /// By time, also where they are of two indexes; within one, by its order.
  package static func isNewer(_ one: Self, _ other: Self) -> Bool {
    (one.seconds ?? 0, one.row) > (other.seconds ?? 0, other.row)
  }

  /// What a search for words reads besides title and body.
  var extraText: String {
    ([takeaway] + tags.map { $0 } + [type == .person ? key : nil, type == .link ? url : nil]
      + ["region", "theme", "team", "place", "prize", "name"].map { self[$0]?.text })
      .compactMap { $0 }.joined(by: "\n")
  }
}

/// The languages of the tokenizer; the raw value is the first letter of their tokens.
enum StemLanguage: UInt8, CaseIterable {
  case french = 102
  case english = 101
  /// Words are folded, not stemmed.
  case other = 117

  init(_ language: Language?) {
    switch language {
    case .french: self = .french
    case .english: self = .english
    case nil: self = .other
    }
  }

  var letter: String { String(UnicodeScalar(rawValue)) }
}

extension IndexedRecord {
  /// By the record's own word; else by its small words. `nil` for a language without a stemmer, and where the words
  /// do not tell.
  func spokenLanguage(prose: String) -> Language? {
    if let language { return Language(tag: language) }
    return Language.guessed(from: prose.utf8.count < 60 ? (title ?? "") + " " + prose : prose)
  }
}
