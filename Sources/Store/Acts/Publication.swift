import Disk
import Git
import Markdown
import Records

/// The act that copies an item of a private community to a public one: a new record with a new id and time, which
/// says nothing of its origin. A reply becomes a post; its thread stays where it is.
package struct Publication: Sendable {
  /// The path of the post, reply or link to copy.
  package let source: String
  package let community: Slug
  /// What the copy says in place of the item. A reply has none of the three.
  package var title: String?
  package var kind: String?
  package var takeaway: String?

  package init(of source: String, in community: Slug) {
    self.source = source
    self.community = community
  }

  /// The keys of a post that are copied: what readers see. Others might tell of the private community.
  private static let kept = ["language", "tags", "takeaway", "review_by"]

  /// Checks the item and what is given to say instead, before anybody is asked for more; returns the item.
  ///
  /// - Parameter besidesTakeaway: whether the takeaway is yet to be asked for.
  /// - Throws: as ``act(_:by:from:in:)``.
  @discardableResult
  package func check(from origin: Snapshot, in snapshot: Snapshot, besidesTakeaway: Bool = false) throws
    -> Document
  {
    _ = try snapshot.openCommunity(community)
    let record = try origin.record(at: source, as: [.post, .reply, .link])
    if record["withdrawn"] != nil { throw StoreError.alreadyWithdrawn(path: source) }
    if let title { _ = try TextRules.title(title) }
    let kind = kind(of: record)
    if RecordPath(source)?.type != .link, PostAdd.needsTakeaway(kind), !besidesTakeaway,
      try TextRules.line(takeaway) == nil, record["takeaway"] == nil
    {
      throw StoreError.takeawayMissing(kind: kind)
    }
    return record
  }

  /// Of an answer, what can be acted on goes out.
  private func kind(of record: Document) -> String { kind ?? record["kind"]?.text ?? "practice" }

  /// - Parameter origin: the private community as it is.
  /// - Throws: `StoreError`, among them `.alreadyWithdrawn`, `.unknownCommunity`, `.takeawayMissing`, and `.pictureNotOne`
  ///   for a text that shows another file than a picture beside it.
  package func act(
    _ id: RecordID, by member: Member, from origin: Snapshot, in snapshot: Snapshot
  ) throws -> Act {
    let record = try check(from: origin, in: snapshot)
    let title = try TextRules.title(self.title ?? record["title"]?.text ?? "")
    let isLink = RecordPath(source)?.type == .link
    // A link is of whoever adds it; another's text names nobody.
    let isNamed = isLink || record["author"]?.text == member.handle.rawValue
    let author = isNamed ? member.handle.rawValue : Handle.anonymous
    let now = isNamed ? member.now : member.now.withoutHour
    let changes =
      isLink
      ? try link(id, record, title, by: author, now, in: snapshot)
      : try post(id, record, title, by: author, now, from: origin, in: snapshot)
    return Act(
      subject: Act.subject(isLink ? "link" : "post", title, in: community), changes: changes,
      isNamed: isNamed)
  }

  private func post(
    _ id: RecordID, _ record: Document, _ title: String, by author: String, _ now: Timestamp,
    from origin: Snapshot, in snapshot: Snapshot
  ) throws -> [Act.Change] {
    var copy = try Document(
      [
        "id": .string(id.rawValue), "title": .string(title), "kind": .string(kind(of: record)),
        "author": .string(author),
        "created": .string(now.description),
      ], prose: record.prose)
    for key in Self.kept { if let value = record[key] { try copy.set(key, to: value) } }
    if let takeaway = try TextRules.line(takeaway) { try copy.set("takeaway", to: .string(takeaway)) }
    let folder = RecordPath.postFolder(id, title: title, in: snapshot.folder(of: community), on: now.day)
    let path = "\(folder)/post.md"
    try snapshot.requireValid(copy, as: .post, at: path)
    var pictures: [(name: String, picture: Picture)] = []
    var taken: Set<String> = []
    for name in picturesShown(in: record.body) where taken.insert(name).inserted && isSafePath(name) {
      guard let bytes = try origin.bytes(at: "\(RecordPath.folder(of: source))/\(name)") else { continue }
      // Deeper, or in a file that only a picture's address names, is what others wrote in private.
      let picture = Picture(name: name, bytes: bytes)
      guard !name.contains("/"), picture.isItsEnding(of: name) else {
        throw StoreError.pictureNotOne(name)
      }
      pictures.append((name, picture))
    }
    if author == Handle.anonymous {
      (pictures, copy.prose) = try Picture.bared(pictures, shownIn: copy.prose)
    }
    return [.put(copy, at: path)]
      + pictures.map { name, picture in .put(path: "\(folder)/\(name)", picture.bytes) }
  }

  private func link(
    _ id: RecordID, _ record: Document, _ title: String, by author: String, _ now: Timestamp,
    in snapshot: Snapshot
  ) throws -> [Act.Change] {
    for (key, isGiven) in [("kind", kind != nil), ("takeaway", takeaway != nil)] where isGiven {
      throw StoreError.noSuchField(key, .link)
    }
    let copy = try LinkAdd.document(
      id, url: LinkAdd.checked(record["url"]?.text ?? ""), title: title, tags: record["tags"]?.texts ?? [],
      addedBy: author, created: now, note: record.prose)
    let folders = RecordPath.folder(of: source).split(separator: "/")
    let category = folders.last.flatMap { Slug(rawValue: String($0)) }
    guard let category else { throw StoreError.missingRecord(path: source) }
    let path = RecordPath.link(id, title: title, category: category, in: snapshot.folder(of: community))
    return [.put(copy, at: path)]
  }
}

/// The titles that `publish` made public, one a line, in `<git directory>/mgrnet/published` of the private
/// community. They may appear in public.
package struct PublishedTitles: Sendable {
  private let file: String

  package init(of network: Network) { file = network.stateFolder + "/published" }

  package func add(_ title: String) throws { try Files.append(Array((title + "\n").utf8), to: file) }

  package func all() throws -> Set<String> {
    let lines = try Files.read(file)?.split(separator: UInt8(ascii: "\n")) ?? []
    return Set(lines.map { String(decoding: $0, as: UTF8.self) })
  }
}
