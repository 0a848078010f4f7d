import FoundationEssentials
import Records

/// A whole thread from elsewhere: one line of JSON, by the clauses of this room's page on threads.
package struct ForeignThread: Sendable {
  /// Its records under the ids that they will have here. Their authors are the names that the source has; a `created` that is
  /// missing or cannot be read is not set.
  package var thread: WholeThread
  package var pictures: [Picture] = []
  package var remarks: [Remark] = []

  package struct Picture: Hashable, Sendable {
    /// As the texts name it.
    package let name: String
    package let source: Source

    package init(name: String, source: Source) { (self.name, self.source) = (name, source) }

    package enum Source: Hashable, Sendable {
      case bytes([UInt8])
      /// From the folder of the file that was read.
      case path(String)
    }
  }

  /// What a thread that was taken had to leave behind, or was given.
  package enum Remark: Hashable, Sendable {
    case unreadableDate(String)
    /// A reply, mark or picture without what it must have: which of the list, counted from 1, and the key.
    case incomplete(list: String, number: Int, key: String)
    /// A value of a key that no file can hold.
    case unwritable(key: String)
  }

  /// Why a line was not taken.
  package enum Fault: Error, Hashable, Sendable {
    case notAnObject
    /// Its `type`.
    case otherType(String)
    case missing(key: String)
    case notUTF8
  }

  /// Reads one line.
  ///
  /// - Parameter offset: returns the minutes east of UTC of the clock for a date that names none.
  package init(line bytes: [UInt8], offset: @escaping (Timestamp) -> Int) throws(Fault) {
    if String(validating: bytes, as: UTF8.self) == nil { throw .notUTF8 }
    let fields: [String: JSONValue]
    do {
      fields = try JSONDecoder().decode([String: JSONValue].self, from: Data(bytes))
    } catch { throw .notAnObject }
    if let type = fields["type"]?.line, type != "post" { throw .otherType(type) }
    guard let id = fields["id"]?.line else { throw .missing(key: "id") }
    guard let title = fields["title"]?.line ?? (fields["withdrawn"] == nil ? nil : "?") else {
      throw .missing(key: "title")
    }
    var reader = ThreadReader(ids: ForeignIDs(archive: fields["archive"]?.line), offset: offset)
    let post = reader.record(fields, as: .post, id: id, title: title)
    thread = WholeThread(post, in: fields["community"]?.line.flatMap(Slug.init(rawValue:)))
    reader.readParts(of: fields)
    thread.replies = reader.replies
    thread.marks = reader.marks
    (pictures, remarks) = (reader.pictures, reader.remarks)
    thread.pictures = pictures.map(\.name)
    thread.sort()
  }
}

/// Which ids the records of an archive get here.
private struct ForeignIDs {
  let archive: String?

  /// The id that the source's own has here: the same on every machine.
  func id(_ own: String) -> String {
    if archive == nil, RecordID(rawValue: own) != nil { return own }
    return RecordID(hashing: "\(archive ?? "")\n\(own)").rawValue
  }

  /// What `source` says of a record: nothing of one that brings its id along.
  func source(_ own: String) -> String? {
    if archive == nil, RecordID(rawValue: own) != nil { return nil }
    return archive.map { "\($0)#\(own)" } ?? own
  }

  /// The ids that a value names, in lists and as keys of maps too.
  func ids(in value: JSONValue) -> JSONValue {
    switch value {
    case .text(let text): .text(id(text))
    case .number(let number): .text(id(String(number)))
    case .list(let items): .list(items.map(ids))
    case .fields(let fields): .fields(Dictionary(fields.map { (id($0.key), $0.value) }) { first, _ in first })
    case .flag, .none: value
    }
  }
}

/// Reads the parts of one line.
private struct ThreadReader {
  let ids: ForeignIDs
  let offset: (Timestamp) -> Int
  var replies: [WholeThread.Part] = []
  var marks: [WholeThread.Part] = []
  var pictures: [ForeignThread.Picture] = []
  var remarks: [ForeignThread.Remark] = []

  init(ids: ForeignIDs, offset: @escaping (Timestamp) -> Int) { (self.ids, self.offset) = (ids, offset) }

  /// The keys of an object that are no keys of the record.
  private static let structural: Set<String> = [
    "type", "archive", "community", "path", "private", "minutes", "id", "title", "created", "author", "text",
    "replies", "marks", "pictures", "more", "source", "thread",
  ]
  /// The keys whose values are ids of the same archive.
  private static let references: Set<String> = [
    "to", "accepted", "replaced_by", "from", "useful", "tried", "thanks", "outdated", "valid", "credit",
  ]

  mutating func readParts(of fields: [String: JSONValue]) {
    for (index, value) in (fields["replies"]?.items ?? []).enumerated() {
      guard case .fields(let reply) = value, let id = reply["id"]?.line else {
        remarks.append(.incomplete(list: "replies", number: index + 1, key: "id"))
        continue
      }
      replies.append(record(reply, as: .reply, id: id, title: nil))
    }
    for (index, value) in (fields["marks"]?.items ?? []).enumerated() {
      guard case .fields(let mark) = value, let author = mark["author"]?.line else {
        remarks.append(.incomplete(list: "marks", number: index + 1, key: "author"))
        continue
      }
      let part = record(mark, as: .mark, id: "", title: nil)
      marks.append(WholeThread.Part(author, part.record))
    }
    for (index, value) in (fields["pictures"]?.items ?? []).enumerated() { readPicture(value, index + 1) }
  }

  private mutating func readPicture(_ value: JSONValue, _ number: Int) {
    guard case .fields(let picture) = value else {
      return remarks.append(.incomplete(list: "pictures", number: number, key: "name"))
    }
    let path = picture["path"]?.text
    guard let name = picture["name"]?.line ?? path else {
      return remarks.append(.incomplete(list: "pictures", number: number, key: "name"))
    }
    if let data = picture["data"]?.text.flatMap({ Data(base64Encoded: $0) }) {
      pictures.append(.init(name: name, source: .bytes(Array(data))))
    } else if let path {
      pictures.append(.init(name: name, source: .path(path)))
    } else {
      remarks.append(.incomplete(list: "pictures", number: number, key: "data"))
    }
  }

  /// Makes the record of an object: the keys in the order of the format's table, then the others.
  mutating func record(_ fields: [String: JSONValue], as type: RecordType, id: String, title: String?)
    -> WholeThread.Part
  {
    let text = fields["text"]?.text ?? ""
    if text.utf8.contains(0) { remarks.append(.unwritable(key: "text")) }
    var record = Document(prose: text.utf8.contains(0) ? text.replacing("\0", with: "") : text)
    let own = type == .mark ? "" : ids.id(id)
    let known = Schema.fields(of: type, format: Schema.formatVersion).map(\.key)
    // The kind beside the title, as in every post that is written here.
    for key in known.filter({ ["id", "title"].contains($0) }) + ["kind"] + known {
      switch key {
      case _ where record[key] != nil: continue
      case "id": set(key, .string(own), in: &record)
      case "title": set(key, title.map { .string($0) } ?? .null, in: &record)
      case "author": set(key, fields[key]?.line.map { .string($0) } ?? .null, in: &record)
      case "created": set(key, created(fields[key]), in: &record)
      case "source": break
      default:
        guard let value = fields[key] else { continue }
        set(key, (Self.references.contains(key) ? ids.ids(in: value) : value).yaml, in: &record)
      }
    }
    if type != .mark, let source = fields["source"]?.line ?? ids.source(id) {
      set("source", .string(source), in: &record)
    }
    var others = fields.filter { !known.contains($0.key) && !Self.structural.contains($0.key) }
    if case .fields(let more)? = fields["more"] {
      others.merge(more.filter { record[$0.key] == nil }) { first, _ in first }
    }
    for (key, value) in others.sorted(by: { $0.key < $1.key }) { set(key, value.yaml, in: &record) }
    return WholeThread.Part(own, record)
  }

  private mutating func created(_ value: JSONValue?) -> YAMLValue {
    guard let text = value?.line else { return .null }
    guard let date = ForeignDate(text) else {
      remarks.append(.unreadableDate(text))
      return .null
    }
    let there = offset(date.timestamp(offsetMinutes: 0))
    return .string(date.timestamp(offsetMinutes: there).description)
  }

  private mutating func set(_ key: String, _ value: YAMLValue, in record: inout Document) {
    guard value != .null else { return }
    do throws(RecordError) { try record.set(key, to: value) } catch {
      remarks.append(.unwritable(key: key))
    }
  }
}
