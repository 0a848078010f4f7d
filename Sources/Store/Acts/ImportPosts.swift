import Records

/// Many posts from elsewhere, in one act.
package struct ImportPosts: Sendable {
  /// One foreign document, read.
  package struct Item: Sendable {
    /// Its path where it came from: what people know it by.
    package var source: String
    package var title: String
    package var prose: String
    /// The author's name as it stood there.
    package var author: String?
    package var created: Timestamp?
    package var tags: [String]
    package var language: Language?
    /// Its own front matter, whose keys are kept.
    package var original: Document?

    package init(source: String, title: String, prose: String) {
      self.source = source
      self.title = title
      self.prose = prose
      tags = []
    }
  }

  /// What was not taken, and why.
  package enum Skipped: Equatable, Sendable {
    /// The same file was imported into this community before.
    case alreadyThere(source: String, id: RecordID)
    case refused(source: String, StoreError)
    case unreadable(source: String, RecordError)
  }

  package let community: Slug
  package var kind = "news"
  package init(community: Slug) { self.community = community }

  /// One act with a post for each item that could be taken. Ids come from the source's path and text, so that
  /// importing the same file twice is noticed.
  ///
  /// - Parameter isKnown: whether a post with this id is there already.
  package func act(
    _ items: [Item], by member: Member, in snapshot: Snapshot, isKnown: (RecordID) throws -> Bool
  ) throws -> (act: Act, ids: [RecordID], skipped: [Skipped]) {
    _ = try snapshot.openCommunity(community)
    let handles = try handlesByName(in: snapshot)
    var changes: [Act.Change] = []
    var ids: [RecordID] = []
    var skipped: [Skipped] = []
    var seen: Set<RecordID> = []
    for item in items {
      let id = RecordID(hashing: "\(community)\n\(item.source)\n\(item.title)\n\(item.prose)")
      if try !seen.insert(id).inserted || isKnown(id) {
        skipped.append(.alreadyThere(source: item.source, id: id))
        continue
      }
      do {
        let (path, text) = try post(id, item, by: member, handles)
        changes.append(.put(path: path, Array(text.utf8)))
        ids.append(id)
      } catch let error as StoreError {
        skipped.append(.refused(source: item.source, error))
      } catch let error as RecordError {
        skipped.append(.unreadable(source: item.source, error))
      }
    }
    let subject = Act.subject("import", "\(ids.count) posts", in: community)
    return (Act(subject: subject, changes: changes), ids, skipped)
  }

  private func post(
    _ id: RecordID, _ item: Item, by member: Member, _ handles: [String: Handle]
  ) throws -> (path: String, text: String) {
    let title = try Draft.title(shortened(item.title))
    let created = item.created ?? member.now
    var post = try item.original ?? Document([:])
    // Keys that mean something else here are kept under another name.
    for (key, ours) in [("author", "source_author"), ("id", "source_id"), ("kind", "source_kind")] {
      if let value = post[key] {
        try post.set(key, to: nil)
        try post.set(ours, to: value)
      }
    }
    let tags = try Draft.tags(item.tags.filter { !$0.isEmpty && $0.count <= 64 })
    let author = item.author.map { handles[fold($0)] ?? Handle(foreign: $0) } ?? member.handle
    for (key, value) in [
      ("id", YAMLValue.string(id.rawValue)), ("title", .string(title)), ("kind", .string(kind)),
      ("author", .string((author ?? member.handle).rawValue)), ("created", .string(created.description)),
    ] { try post.set(key, to: value) }
    if !tags.isEmpty || post["tags"] != nil { try post.set("tags", to: tags.isEmpty ? nil : .strings(tags)) }
    if let language = item.language { try post.set("language", to: .string(language.rawValue)) }
    try post.set("source", to: .string(item.source))
    post.prose = try Draft.prose(item.prose, mayBeEmpty: true)
    let problems = Schema.problems(in: post, as: .post)
    let folder = RecordPath.postFolder(id, title: title, in: community, on: created.day)
    // Optional keys that mean something else where they come from give way; they stay under another name.
    for problem in problems {
      let value = post[problem.key]
      try post.set(problem.key, to: nil)
      if let value { try post.set("source_\(problem.key)", to: value) }
    }
    let left = Schema.problems(in: post, as: .post)
    guard left.isEmpty else { throw StoreError.invalid(path: item.source, left) }
    return ("\(folder)/post.md", post.text)
  }

  private func shortened(_ title: String) -> String {
    let line = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > Draft.titleLimit ? line.prefix(Draft.titleLimit - 1) + "…" : line
  }

  private func handlesByName(in snapshot: Snapshot) throws -> [String: Handle] {
    var handles: [String: Handle] = [:]
    for name in try snapshot.names("people") {
      guard let handle = RecordPath("people/\(name)").flatMap({ Handle(rawValue: $0.key) }),
        let card = try? snapshot.document(at: "people/\(name)")  // a broken card names nobody
      else { continue }
      if let name = card["name"]?.text { handles[fold(name)] = handle }
      handles[handle.rawValue] = handle
    }
    return handles
  }
}

extension Handle {
  /// A handle made of a name that has no card: `Ross Ferguson` is `ross.ferguson`.
  fileprivate init?(foreign name: String) {
    self.init(rawValue: String(pathWords(name).map { $0 == "-" ? "." : $0 }))
  }
}

extension RecordID {
  /// An id that the same text always gives: 60 bits of FNV-1a, in 64.
  package init(hashing text: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var one = OneNumber(number: hash)
    self.init(random: &one)
  }
}

private struct OneNumber: RandomNumberGenerator {
  let number: UInt64
  mutating func next() -> UInt64 { number }
}
