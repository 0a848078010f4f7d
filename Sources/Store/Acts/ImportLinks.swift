import Records

/// The act that imports many links.
package struct ImportLinks: Sendable {
  package struct Item: Sendable {
    package var title: String
    package var url: String
    package var category: Slug
    package var tags: [String]
    package var created: Timestamp?
    package var note: String
    /// The folders or headings around the link in its source, the outermost first.
    package var folders: [String] = []

    package init(
      title: String, url: String, category: Slug, tags: [String], created: Timestamp?, note: String
    ) {
      self.title = title
      (self.url, self.category, self.tags, self.created, self.note) = (url, category, tags, created, note)
    }
  }

  /// The result of the import.
  package struct Outcome: Sendable {
    package var act: Act
    package var links: [(id: RecordID, path: String, record: Document)] = []
    package var refused: [(url: String, why: StoreError)] = []
    package var shortened: [(url: String, title: String)] = []
    package var droppedTags: [(url: String, tag: String)] = []
  }

  /// The community that gets the links; `nil` for the commons.
  package let community: Slug?

  package init(community: Slug? = nil) { self.community = community }

  /// Makes one act with a link for each item. Items that `LinkAdd` would refuse are returned with the reason.
  package func act(_ items: [Item], by member: Member, in snapshot: Snapshot) throws -> Outcome {
    if let community { _ = try snapshot.openCommunity(community) }
    let folder = community.map(snapshot.folder)
    var outcome = Outcome(act: Act(subject: "", changes: []))
    var seen: Set<RecordID> = []
    for item in items {
      do {
        let url = try LinkAdd.checked(item.url)
        // Of a community another one, so that the id of a private link is no id of the commons.
        let id = RecordID(hashing: "link\n\(url)" + (community.map { "\n\($0)" } ?? ""))
        guard seen.insert(id).inserted else { throw StoreError.linkExists(url: url, id: id.rawValue) }
        let words = item.title.isEmpty ? url : item.title
        let title = try TextRules.title(String(words.prefix(TextRules.titleLimit)))
        var tags: [String] = []
        var dropped: [String] = []
        for tag in item.tags {
          do { tags += try TextRules.tags([tag]) } catch StoreError.badTag { dropped.append(tag) }
        }
        var link = try LinkAdd.document(
          id, url: url, title: title, tags: try TextRules.tags(tags), addedBy: member.handle.rawValue,
          created: item.created ?? member.now, note: try TextRules.prose(item.note, mayBeEmpty: true))
        // The category has the last of them only.
        if item.folders.count > 1 { try link.set("source_folders", to: .strings(item.folders)) }
        let path = RecordPath.link(id, title: title, category: item.category, in: folder)
        outcome.act.changes.append(.put(link, at: path))
        outcome.links.append((id, path, link))
        if words.count > TextRules.titleLimit { outcome.shortened.append((url, words)) }
        outcome.droppedTags += dropped.map { (url, $0) }
      } catch let error as StoreError {
        outcome.refused.append((item.url, error))
      }
    }
    let count = outcome.links.count
    outcome.act.subject = Act.subject("import", count == 1 ? "1 link" : "\(count) links", in: community)
    return outcome
  }
}
