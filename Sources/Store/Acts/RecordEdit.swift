import Markdown
import Records

/// The acts that change or withdraw what one wrote.
package struct RecordEdit: Sendable {
  /// The changes of an edit; what is `nil` stays.
  package struct Changes: Sendable {
    package var title: String?
    package var text: String?
    package var kind: String?
    package var takeaway: String?
    package var tags: [String]?
    package var language: Language?
    package var reviewBy: CalendarDay?
    package var replacedBy: RecordID?
    package var url: String?
    /// Who is no longer to be asked.
    package var struck: [String] = []
    package init() {}

    /// The keys that are to change.
    var keys: [String] {
      let given: [(String, Bool)] = [
        ("title", title != nil), ("kind", kind != nil), ("takeaway", takeaway != nil), ("tags", tags != nil),
        ("language", language != nil), ("review_by", reviewBy != nil), ("replaced_by", replacedBy != nil),
        ("url", url != nil), ("asked", !struck.isEmpty),
      ]
      return given.filter(\.1).map(\.0)
    }
  }

  package let path: String
  package init(path: String) { self.path = path }

  /// Checks that the member may change the record, before the editor opens.
  ///
  /// - Throws: `StoreError.notTheAuthor`, `.anonymousElsewhere`, `.anonymousWithoutKey`, `.alreadyWithdrawn`.
  package func check(by member: Member, in snapshot: Snapshot) throws {
    _ = try own(by: member, in: snapshot)
  }

  /// - Throws: `StoreError.notTheAuthor`, `.alreadyWithdrawn`, `.nothingChanged`, `.noSuchField`, and what `TextRules`
  ///   refuses.
  package func act(_ changes: Changes, by member: Member, in snapshot: Snapshot) throws -> Act {
    let (type, old) = try own(by: member, in: snapshot)
    let known = Set(Schema.fields(of: type, format: try snapshot.formatVersion).map(\.key))
    if let key = changes.keys.first(where: { !known.contains($0) }) {
      throw StoreError.noSuchField(key, type)
    }
    var record = old
    if let title = changes.title { try record.set("title", to: .string(try TextRules.title(title))) }
    if let kind = changes.kind { try record.set("kind", to: .string(kind)) }
    if let takeaway = changes.takeaway {
      try record.set("takeaway", to: try TextRules.line(takeaway).map { .string($0) })
    }
    if let tags = changes.tags {
      let tags = try TextRules.tags(tags)
      try record.set("tags", to: tags.isEmpty ? nil : .strings(tags))
    }
    if let language = changes.language { try record.set("language", to: .string(language.rawValue)) }
    if !changes.struck.isEmpty {
      let left = (record["asked"]?.texts ?? []).filter { !changes.struck.contains($0) }
      try record.set("asked", to: left.isEmpty ? nil : .strings(left))
    }
    if let day = changes.reviewBy { try record.set("review_by", to: .string(day.description)) }
    if let id = changes.replacedBy { try record.set("replaced_by", to: .string(id.rawValue)) }
    if let url = changes.url { try record.set("url", to: .string(try LinkAdd.checked(url))) }
    if let text = changes.text, text.trimmed != record.prose.trimmed {
      record.prose = try TextRules.prose(text)
    }
    guard record != old else { throw StoreError.nothingChanged }
    return try finished(record, type, "edit", by: member, in: snapshot)
  }

  /// Makes the edit from a whole file that came back from an editor.
  package func act(file: Document, by member: Member, in snapshot: Snapshot) throws -> Act {
    let (type, old) = try own(by: member, in: snapshot)
    guard file != old else { throw StoreError.nothingChanged }
    for key in ["id", "author", "created", "added_by"] where file[key] != old[key] {
      throw StoreError.fixedField(key)
    }
    if let title = file["title"]?.text { _ = try TextRules.title(title) }
    _ = try TextRules.prose(file.prose)
    return try finished(file, type, "edit", by: member, in: snapshot)
  }

  /// Withdraws: removes the text, its takeaway and tags, and its pictures. The thread stays readable.
  package func withdrawal(by member: Member, in snapshot: Snapshot) throws -> Act {
    let (type, old) = try own(by: member, in: snapshot)
    var record = old
    for key in ["takeaway", "tags"] { try record.set(key, to: nil) }
    let now = record["author"]?.text == Handle.anonymous ? member.now.withoutHour : member.now
    try record.set("withdrawn", to: .string(now.description))
    record.prose = ""
    var act = try finished(record, type, "withdraw", by: member, in: snapshot, isEdit: false)
    if type == .post {
      let folder = RecordPath.folder(of: path)
      // Beside it: what lies deeper, or is a record, is other people's.
      let pictures = Set(picturesShown(in: old.body).filter { !$0.contains("/") && !$0.hasSuffix(".md") })
      act.changes += try pictures.sorted().map { "\(folder)/\($0)" }
        .filter { try snapshot.bytes(at: $0) != nil }.map { .remove(path: $0) }
    }
    return act
  }

  private func own(by member: Member, in snapshot: Snapshot) throws -> (RecordType, Document) {
    let record = try snapshot.record(at: path, as: [.post, .reply, .link])
    let author = record["author"]?.text ?? record["added_by"]?.text ?? ""
    if author == Handle.anonymous {
      try snapshot.requireOwn(anonymous: path)
    } else if author != member.handle.rawValue {
      throw StoreError.notTheAuthor(path: path, author: author)
    }
    if record["withdrawn"] != nil { throw StoreError.alreadyWithdrawn(path: path) }
    return (RecordPath(path)?.type ?? .post, record)
  }

  private func finished(
    _ changed: Document, _ type: RecordType, _ verb: String, by member: Member, in snapshot: Snapshot,
    isEdit: Bool = true
  ) throws -> Act {
    var record = changed
    let isAnonymous = record["author"]?.text == Handle.anonymous
    if isEdit, type != .link {
      try record.set("edited", to: .string((isAnonymous ? member.now.withoutHour : member.now).description))
    }
    try snapshot.requireValid(record, as: type, at: path)
    let title = try record["title"]?.text ?? snapshot.threadTitle(of: path)
    let subject = Act.subject(verb, title, in: RecordPath(path)?.community)
    return try Act(subject, record, at: path, isNamed: !isAnonymous)
  }
}
