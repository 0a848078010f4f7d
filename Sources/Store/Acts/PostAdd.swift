import Records

/// The act that adds a post.
package struct PostAdd: Sendable {
  package var community: Slug
  package var title: String?
  package var kind = "question"
  package var text: String
  package var takeaway: String?
  package var tags: [String] = []
  package var language: Language?
  package var pictures: [Picture] = []
  /// What a reading read: an address or a reference.
  package var source: String?
  package var isAnonymous = false
  /// The planning that its text is: the template that was filled in, and who has the turn on each day.
  package var plan: (template: Slug, rows: [(day: CalendarDay, people: [Handle])])?
  /// The answers that it is made of.
  package var from: [RecordID] = []
  /// Who may know the answer, best first.
  package var asked: [Handle] = []
  /// The card of a community that the same act makes.
  var newCard: Document?

  package init(community: Slug, title: String?, text: String = "") {
    (self.community, self.title, self.text) = (community, title, text)
  }

  /// Whether a post of that kind says in a sentence what a reader can act on.
  package static func needsTakeaway(_ kind: String) -> Bool {
    kind == "practice" || kind == "analogy" || kind == "reading"
  }

  /// Checks all that is given but the text, before anybody is asked for a title or writes.
  ///
  /// - Parameter besidesTakeaway: whether the takeaway is yet to be asked for.
  /// - Throws: as ``act(_:by:in:)``.
  package func check(in snapshot: Snapshot, besidesTakeaway: Bool = false) throws {
    if isAnonymous, community == snapshot.privateCommunity { throw StoreError.anonymousInPrivate(community) }
    _ = try newCard ?? snapshot.openCommunity(community)
    if let title { _ = try TextRules.title(title) }
    if try TextRules.line(takeaway) == nil, !besidesTakeaway, Self.needsTakeaway(kind) {
      throw StoreError.takeawayMissing(kind: kind)
    }
    if try TextRules.line(source) == nil, kind == "reading" { throw StoreError.sourceMissing }
    _ = try (TextRules.tags(tags), shown(in: ""))
  }

  /// - Throws: `StoreError` for a draft that breaks a rule, an unknown or archived community, a charter not accepted.
  package func act(_ id: RecordID, by member: Member, in snapshot: Snapshot) throws -> Act {
    try check(in: snapshot)
    let card = try newCard ?? snapshot.openCommunity(community)
    let (title, takeaway) = try (TextRules.title(title ?? ""), TextRules.line(takeaway))
    let named = !isAnonymous
    let now = named ? member.now : member.now.withoutHour
    let folder = RecordPath.postFolder(
      id, title: title, in: snapshot.folder(of: community), on: now.day)
    var prose = try TextRules.prose(text, mayBeEmpty: !pictures.isEmpty)
    let shown = try shown(in: prose)
    prose = shown.prose
    let changes = shown.pictures.map { name, picture in
      Act.Change.put(path: "\(folder)/\(name)", picture.bytes)
    }
    let post = try Document(
      [
        "id": .string(id.rawValue), "title": .string(title), "kind": .string(kind),
        "author": .string(named ? member.handle.rawValue : Handle.anonymous),
        "created": .string(now.description),
        "language": (language?.rawValue ?? card["language"]?.text ?? snapshot.networkLanguage()?.rawValue).map
        {
          .string($0)
        },
        "tags": tags.isEmpty ? nil : .strings(try TextRules.tags(tags)),
        "takeaway": takeaway.map { .string($0) },
        "source": try TextRules.line(source).map { .string($0) },
        "from": from.isEmpty ? nil : .strings(from.map(\.rawValue)),
        "plan": try snapshot.formatVersion > 1 ? plan.map(Self.value) : nil,
        "asked": asked.isEmpty ? nil : .strings(asked.map(\.rawValue)),
      ], prose: prose)
    var act = Act(
      subject: Act.subject("post", title, in: community),
      changes: [.put(post, at: "\(folder)/post.md")] + changes, isNamed: named)
    act.isText = true
    return act
  }

  private static func value(_ plan: (template: Slug, rows: [(day: CalendarDay, people: [Handle])]))
    -> YAMLValue
  {
    let rows = plan.rows.map { row in
      YAMLValue.map([
        .init("day", .string(row.day.description)), .init("people", .strings(row.people.map(\.rawValue))),
      ])
    }
    return .map([.init("template", .string(plan.template.rawValue)), .init("rows", .list(rows))])
  }

  private func shown(in text: String) throws -> (pictures: [(name: String, picture: Picture)], prose: String)
  {
    try Picture.shown(pictures, in: text, isBare: isAnonymous)
  }
}

extension Timestamp {
  /// The beginning of the day in UTC: an hour, and an offset, tell something of the writer.
  package var withoutHour: Timestamp {
    let day = Timestamp(secondsSince1970: seconds, offsetMinutes: 0).day.daysSince1970
    return Timestamp(secondsSince1970: Int64(day) * 86_400, offsetMinutes: 0)
  }
}
