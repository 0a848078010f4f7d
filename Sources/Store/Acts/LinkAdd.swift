import Records

/// The act that adds a link.
package struct LinkAdd: Sendable {
  package var url: String
  package var title: String?
  package var category: Slug
  package var tags: [String] = []
  package var note = ""
  /// The community that gets the link; `nil` for the commons.
  package var community: Slug?

  package init(url: String, title: String?, category: Slug) {
    (self.url, self.title, self.category) = (url, title, category)
  }

  /// Checks all that is given, before anybody is asked for a title.
  package func check(in snapshot: Snapshot) throws {
    if let community { _ = try snapshot.openCommunity(community) }
    if let title { _ = try TextRules.title(title) }
    _ = try (Self.checked(url), TextRules.tags(tags), TextRules.prose(note, mayBeEmpty: true))
  }

  package func act(_ id: RecordID, by member: Member, in snapshot: Snapshot) throws -> Act {
    try check(in: snapshot)
    let title = try TextRules.title(title ?? "")
    let document = try Self.document(
      id, url: Self.checked(url), title: title, tags: try TextRules.tags(tags),
      addedBy: member.handle.rawValue, created: member.now, note: try TextRules.prose(note, mayBeEmpty: true))
    return try Act(
      Act.subject("link", title, in: category), document,
      at: RecordPath.link(id, title: title, category: category, in: community.map(snapshot.folder)))
  }

  static func document(
    _ id: RecordID, url: String, title: String, tags: [String], addedBy: String, created: Timestamp,
    note: String
  ) throws -> Document {
    try Document(
      [
        "id": .string(id.rawValue), "title": .string(title), "url": .string(url),
        "added_by": .string(addedBy),
        "created": .string(created.description), "tags": tags.isEmpty ? nil : .strings(tags),
      ], prose: note)
  }

  /// Returns the address, trimmed, if a browser opens it: `http` or `https` with a host, `mailto`, `tel`; no blanks
  /// or control characters.
  ///
  /// - Throws: `StoreError.badURL`, `.passwordInURL`.
  static func checked(_ url: String) throws -> String {
    let text = url.trimmed
    let lower = text.lowercased()
    let rest = ["https://", "http://", "mailto:", "tel:"].first(where: lower.hasPrefix).map {
      text.dropFirst($0.count)
    }
    guard let rest, let first = rest.first, first.isLetter || first.isNumber || first == "[" || first == "+",
      text.utf8.count <= 2048, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f })
    else { throw StoreError.badURL(url) }
    if hasPassword(rest) { throw StoreError.passwordInURL }
    return text
  }

  /// Whether what follows `https://` begins with `name:password@`.
  private static func hasPassword(_ rest: Substring) -> Bool {
    let authority = rest.prefix { !"/?#\\".contains($0) }
    return authority.lastIndex(of: "@").map { authority[..<$0].contains(":") } ?? false
  }
}
