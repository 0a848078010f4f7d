import Records

/// Many links from elsewhere, in one act.
package struct ImportLinks: Sendable {
  package struct Item: Sendable {
    package var title: String
    package var url: String
    package var category: Slug
    package var tags: [String]
    package var created: Timestamp?
    package var note: String

    package init(
      title: String, url: String, category: Slug, tags: [String], created: Timestamp?, note: String
    ) {
      self.title = title
      self.url = url
      self.category = category
      self.tags = tags
      self.created = created
      self.note = note
    }
  }

  package init() {}

  /// One act with a link for each item; what `LinkAdd` would refuse comes back with the reason.
  package func act(
    _ items: [Item], by member: Member
  ) throws -> (act: Act, ids: [RecordID], refused: [(url: String, StoreError)]) {
    var changes: [Act.Change] = []
    var ids: [RecordID] = []
    var refused: [(url: String, StoreError)] = []
    var seen: Set<RecordID> = []
    for item in items {
      do {
        let url = try LinkAdd.checked(item.url)
        let id = RecordID(hashing: "link\n\(url)")
        guard seen.insert(id).inserted else { throw StoreError.linkExists(url: url, id: id.rawValue) }
        let title = try Draft.title(String((item.title.isEmpty ? url : item.title).prefix(Draft.titleLimit)))
        let link = try LinkAdd.document(
          id, url: url, title: title, tags: try Draft.tags(item.tags.filter { $0.count <= 64 }),
          addedBy: member.handle.rawValue, created: item.created ?? member.now, note: item.note)
        changes.append(
          .put(path: RecordPath.link(id, title: title, category: item.category), Array(link.text.utf8)))
        ids.append(id)
      } catch let error as StoreError {
        refused.append((item.url, error))
      }
    }
    return (Act(subject: Act.subject("import", "\(ids.count) links"), changes: changes), ids, refused)
  }
}
