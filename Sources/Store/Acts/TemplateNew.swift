import Records

/// The act that adds a template, empty or as a copy of another.
package struct TemplateNew: Sendable {
  package let slug: Slug
  package var title: String?
  package var kind: String?
  package var language: Language?
  package var copyOf: Slug?
  /// The whole file, if it came from an editor or standard input.
  package var file: String?

  package init(_ slug: Slug) { self.slug = slug }

  package func act(by member: Member, in snapshot: Snapshot) throws -> Act {
    let path = RecordPath.template(slug)
    guard try snapshot.bytes(at: path) == nil else { throw StoreError.templateExists(slug) }
    var template: Document
    if let file {
      template = try Document(parsing: file)
    } else if let copyOf {
      template = try snapshot.template(copyOf)
    } else {
      template = try Document(
        ["title": .string(slug.rawValue), "kind": .string("planning")], prose: "# {{title}}\n")
    }
    if let title { try template.set("title", to: .string(try TextRules.title(title))) }
    if let kind { try template.set("kind", to: .string(kind)) }
    if let language { try template.set("language", to: .string(language.rawValue)) }
    if try snapshot.formatVersion > 1 { try template.set("added_by", to: .string(member.handle.rawValue)) }
    try snapshot.requireValid(template, as: .template, at: path)
    return try Act(Act.subject("template", template["title"]?.text ?? slug.rawValue), template, at: path)
  }
}
