import Markdown
import Records

/// A file, read for the index. Pure.
enum Reading {
  case record(IndexedRecord, Document)
  case marks([IndexedMark], thread: String)
  case part(IndexedPart, parent: String)
  case broken(BrokenRecord)
  /// The network's card, with the language of its texts.
  case network(Language?)
  /// A file that is not in the index: no record, or one that is never searched by itself.
  case nothing

  private static let unsearched: Set<RecordType> = [
    .charter, .closed, .opened, .witness, .result, .member,
  ]

  init(_ path: String, _ bytes: [UInt8]) {
    guard let place = RecordPath(path), !Self.unsearched.contains(place.type) else {
      self = .nothing
      return
    }
    do throws(RecordError) {
      let document = try Document(parsing: bytes)
      if place.type == .network {
        let name = document["language"]?.text ?? document["languages"]?.texts.first
        self = .network(name.flatMap { Language(tag: $0) })
      } else if place.type == .mark {
        self = .marks(Self.marks(place, document), thread: place.parent?.rawValue ?? "")
      } else if IndexedPart.types.contains(place.type) {
        self = .part(IndexedPart(place, document), parent: place.parent?.rawValue ?? "")
      } else {
        var record = IndexedRecord(place, document.frontMatter)
        record.minutes = readingMinutes(document.body)
        self = .record(record, document)
      }
    } catch {
      self = .broken(BrokenRecord(path: path, line: error.line, column: error.column))
    }
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
    for pair in document["valid"]?.pairs ?? [] { note(pair.key) { $0.validUntil = pair.value.day } }
    for pair in document["credit"]?.pairs ?? [] { note(pair.key) { $0.mayName = pair.value.text == "yes" } }
    for pair in document["tried"]?.pairs ?? [] { note(pair.key) { $0.tried = pair.value.text } }
    return marks
  }
}

extension IndexedRecord {
  /// Makes the record of a file's path and front matter.
  init(_ place: RecordPath, _ frontMatter: FrontMatter) {
    self.init(path: place.text, type: place.type, key: place.key)
    func text(_ key: String) -> String? { frontMatter[key]?.text }
    isWithdrawn = frontMatter["withdrawn"].map { $0 != .null && $0 != .bool(false) } ?? false
    title = isWithdrawn && type == .post ? nil : text(place.type == .person ? "name" : "title")
    community = place.community?.rawValue
    author = text("author") ?? text("added_by") ?? text("host") ?? text("person")
    // What an event has in `starts`, an absence has in `from`: its `starts` is a half day.
    created = text("created") ?? text(place.type == .absence ? "from" : "starts")
    kind = text("kind") ?? text("mode")
    tags = frontMatter["tags"]?.texts ?? frontMatter["skills"]?.texts ?? []
    language = text("language")
    thread = place.thread?.rawValue
    to = text("to")
    accepted = text("accepted")
    takeaway = text("takeaway")
    url = text("url")
    reviewBy = text("review_by")
    replacedBy = text("replaced_by")
    fields = frontMatter.pairs
  }

  /// The time of its making in seconds since 1970; for a day, midday in UTC, which is that day in nearly every time zone.
  var seconds: Int64? {
    guard let created else { return nil }
    if let time = Timestamp(created) { return time.seconds }
    return CalendarDay(created).map { Int64($0.daysSince1970) * 86_400 + 43_200 }
  }

  /// Whether an import brought it: whose words they are stands in `by`, and it counts in no figure.
  package var isImported: Bool { self["by"]?.text != nil }

  /// Who may know the answer of a question, best first.
  package var asked: [String] { kind == "question" ? self["asked"]?.texts ?? [] : [] }

  /// The answers that it is made of, by their ids.
  package var sources: [String] { type == .post ? self["from"]?.texts ?? [] : [] }

  /// A year after the text was written or last edited.
  var yearLater: CalendarDay? {
    (self["edited"]?.time ?? created.flatMap { Timestamp($0) })?.day.advanced(by: 365)
  }

  /// The days of a planning that was saved, each with one who has the turn.
  var turns: [(day: CalendarDay, handle: String)] {
    guard case .list(let rows)? = self["plan"]?["rows"] else { return [] }
    return rows.flatMap { row -> [(day: CalendarDay, handle: String)] in
      guard let day = row["day"]?.day else { return [] }
      return (row["people"]?.texts ?? []).map { (day, $0) }
    }
  }

  /// Orders records by time, also those of two indexes; within one, by its order.
  package static func isNewer(_ one: Self, _ other: Self) -> Bool {
    (one.seconds ?? 0, one.row) > (other.seconds ?? 0, other.row)
  }

  /// The text that a search for words reads besides title and body.
  var extraText: String {
    ([takeaway] + tags.map { $0 } + [type == .person ? key : nil, type == .link ? url : nil]
      + ["region", "theme", "team", "place", "prize", "name"].map { self[$0]?.text })
      .compactMap { $0 }.joined(separator: "\n")
  }
}

extension IndexedRecord {
  /// Returns the language named by the record, else that of the small words of its Markdown text, without code and HTML.
  /// `nil` if it has no stemmer, or if the words do not tell.
  func spokenLanguage(in markdown: String) -> Language? {
    if let language { return Language(tag: language) }
    let prose = Markdown.ReadableText(of: markdown).prose
    return Language.guessed(from: prose.utf8.count < 60 ? (title ?? "") + " " + prose : prose)
  }
}
