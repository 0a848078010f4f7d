import Records

/// The act that imports many posts.
package struct ImportPosts: Sendable {
  /// One foreign document that was read.
  package struct Item: Sendable {
    /// Its path in the source, by which people know it.
    package var source: String
    package var title: String
    package var prose: String
    /// The author's name as the source has it.
    package var author: String?
    package var created: Timestamp?
    package var tags: [String]
    package var language: Language?
    /// Its own front matter, whose keys are kept.
    package var original: Document?
    /// The text to write, if it differs from `prose` because its pictures have other names here.
    package var written: String?
    /// The files of its pictures, each with the name that `written` uses.
    package var pictures: [(name: String, file: String)] = []

    package init(source: String, title: String, prose: String) {
      (self.source, self.title, self.prose) = (source, title, prose)
      tags = []
    }
  }

  /// An item that was not imported, and why.
  package enum Skipped: Equatable, Sendable {
    /// The same file was imported into this community before.
    case alreadyThere(source: String, id: RecordID)
    /// The file changed since its import, and its post stays as it is: it is another author's, was edited here, or has
    /// another title.
    case changedSince(source: String, id: RecordID)
    case refused(source: String, StoreError)
    case unreadable(source: String, RecordError)
  }

  /// A part of an item that a post does not have as the source has it.
  package enum Change: Equatable, Sendable {
    /// The title was longer than 200 characters; all of it is kept under `source_title`.
    case titleShortened
    /// The key has another meaning here.
    case keyRenamed(String, to: String)
    /// A tag longer than 64 characters, or with control characters.
    case tagDropped(String)
    /// A link to a file that no post was made of.
    case linkBroken(String)
  }

  /// The result of the import.
  package struct Outcome: Sendable {
    package var act: Act
    package var posts: [(id: RecordID, path: String, record: Document)] = []
    /// The posts of earlier imports whose files changed or moved since.
    package var revised: [(id: RecordID, path: String, record: Document)] = []
    package var skipped: [Skipped] = []
    package var changed: [(source: String, changes: [Change])] = []
  }

  package let community: Slug
  package var kind = "news"
  package init(community: Slug) { self.community = community }

  /// A post of this community that an import made.
  package struct Earlier: Sendable {
    let id: RecordID
    let path: String
    let title: String?
    let source: String
    /// The version of the file whose text it came with, or was given last.
    let version: RecordID

    /// Returns `nil` for a post that no import made.
    ///
    /// - Parameter value: returns the value of a key.
    package init?(path: String, _ value: (String) -> YAMLValue?) {
      guard let id = value("id")?.id, let source = value("source")?.text else { return nil }
      (self.id, self.path, self.title, self.source) = (id, path, value("title")?.text, source)
      version = value("source_version")?.id ?? id
    }
  }

  /// Makes one act with a post for each item that can be imported. Ids come from the source's path and text, so
  /// that a second import of the same file is noticed. A file that changed or moved changes its post.
  ///
  /// - Parameters:
  ///   - earlier: the posts of earlier imports; of several with one source the first that is no item's changes.
  ///   - isKnown: whether a post with this id is there already.
  package func act(
    _ items: [Item], by member: Member, in snapshot: Snapshot, earlier: [Earlier],
    isKnown: (RecordID) throws -> Bool
  ) throws -> Outcome {
    _ = try snapshot.openCommunity(community)
    let handles = try snapshot.handlesByName()
    var outcome = Outcome(act: Act(subject: "", changes: []))
    var seen: Set<RecordID> = []
    let versions = Set(items.map { version($0, source: $0.source) })
    let sources = Set(items.map(\.source))
    let there = Set(earlier.map(\.version))
    let old = earlier.filter { !versions.contains($0.version) }
    let changed = Dictionary(old.map { ($0.source, $0) }) { first, _ in first }
    let left = Dictionary(grouping: old.filter { !sources.contains($0.source) }, by: \.title)
    let links = try links(items, earlier: earlier, in: snapshot, by: member)
    for item in items {
      let id = version(item, source: item.source)
      if !seen.insert(id).inserted || there.contains(id) {
        outcome.skipped.append(.alreadyThere(source: item.source, id: id))
        continue
      }
      do {
        let title = try TextRules.title(shortenedTitle(item.title))
        let moved = left[title]?.first { version(item, source: $0.source) == $0.version }
        if let earlier = changed[item.source] ?? moved {
          try revise(earlier, to: item, links, title: title, by: member, in: snapshot, &outcome)
          continue
        }
        if try isKnown(id) {
          outcome.skipped.append(.alreadyThere(source: item.source, id: id))
          continue
        }
        var changes: [Change] = []
        let folder = try folder(id, item, by: member, in: snapshot)
        let (text, broken) = links.written(item.written ?? item.prose, of: item.source, in: folder)
        changes += broken.map { .linkBroken($0) }
        let post = try post(id, item, text, by: member, handles, in: snapshot, &changes)
        outcome.posts.append((id, "\(folder)/post.md", post))
        outcome.act.changes.append(.put(post, at: "\(folder)/post.md"))
        for picture in item.pictures {
          outcome.act.changes.append(.copy(path: "\(folder)/\(picture.name)", from: picture.file))
        }
        if !changes.isEmpty { outcome.changed.append((item.source, changes)) }
      } catch let error as StoreError {
        outcome.skipped.append(.refused(source: item.source, error))
      } catch let error as RecordError {
        outcome.skipped.append(.unreadable(source: item.source, error))
      }
    }
    let count = outcome.posts.count + outcome.revised.count
    outcome.act.subject = Act.subject("import", count == 1 ? "1 post" : "\(count) posts", in: community)
    return outcome
  }

  /// Returns the number of an item's version: what an id is made of.
  private func version(_ item: Item, source: String) -> RecordID {
    RecordID(hashing: "\(community)\n\(source)\n\(item.title)\n\(item.prose)")
  }

  /// Gives an earlier post the text and the path of its item, if the post is the member's and still as it came.
  private func revise(
    _ earlier: Earlier, to item: Item, _ links: ImportedLinks, title: String, by member: Member,
    in snapshot: Snapshot,
    _ outcome: inout Outcome
  ) throws {
    var post = try snapshot.record(at: earlier.path, as: [.post])
    let hasMoved = version(item, source: earlier.source) == earlier.version
    let isOwn = post["author"]?.text == member.handle.rawValue && post["withdrawn"] == nil
    guard isOwn, hasMoved || post["edited"] == nil && post["title"]?.text == title else {
      outcome.skipped.append(
        hasMoved
          ? .alreadyThere(source: item.source, id: earlier.id)
          : .changedSince(source: item.source, id: earlier.id))
      return
    }
    try post.set("source", to: .string(item.source))
    try post.set("source_version", to: .string(version(item, source: item.source).rawValue))
    if !hasMoved {
      let folder = RecordPath.folder(of: earlier.path)
      let (text, broken) = links.written(item.written ?? item.prose, of: item.source, in: folder)
      post.prose = try TextRules.prose(text, mayBeEmpty: true)
      if !broken.isEmpty { outcome.changed.append((item.source, broken.map { .linkBroken($0) })) }
      for picture in item.pictures {
        let path = "\(RecordPath.folder(of: earlier.path))/\(picture.name)"
        outcome.act.changes.append(.copy(path: path, from: picture.file))
      }
    }
    try snapshot.requireValid(post, as: .post, at: earlier.path)
    outcome.revised.append((earlier.id, earlier.path, post))
    outcome.act.changes.append(.put(post, at: earlier.path))
  }

  /// Where the posts of all files are, or will be.
  private func links(
    _ items: [Item], earlier: [Earlier], in snapshot: Snapshot, by member: Member
  ) throws -> ImportedLinks {
    var links = ImportedLinks()
    for item in items {
      let id = version(item, source: item.source)
      // A title that is refused is told where its item comes.
      links.folders[item.source] = try? folder(id, item, by: member, in: snapshot)  // as said above
    }
    for post in earlier { links.folders[post.source] = RecordPath.folder(of: post.path) }
    return links
  }

  private func folder(
    _ id: RecordID, _ item: Item, by member: Member, in snapshot: Snapshot
  ) throws -> String {
    let title = try TextRules.title(shortenedTitle(item.title))
    let day = (item.created ?? member.now).day
    return RecordPath.postFolder(id, title: title, in: snapshot.folder(of: community), on: day)
  }

  private func post(
    _ id: RecordID, _ item: Item, _ text: String, by member: Member, _ handles: [String: Handle],
    in snapshot: Snapshot, _ changes: inout [Change]
  ) throws -> Document {
    let title = try TextRules.title(shortenedTitle(item.title))
    let created = item.created ?? member.now
    var post = try item.original ?? Document([:])
    if title.count < item.title.count, title.hasSuffix("…") {
      try post.set("source_title", to: .string(item.title))
      changes.append(.titleShortened)
    }
    // Keys that mean something else here are kept under another name.
    for key in ["author", "id", "kind"] where post[key] != nil { try rename(key, in: &post, &changes) }
    let tags = try item.tags.filter { !$0.isEmpty }.flatMap { tag in
      do { return try TextRules.tags([tag]) } catch StoreError.badTag {
        changes.append(.tagDropped(tag))
        return []
      }
    }
    let (author, by) = try snapshot.importedAuthor(item.author, by: member, handles)
    if let by {
      if post["by"] != nil { try rename("by", in: &post, &changes) }
      try post.set("by", to: .string(by))
    }
    for (key, value) in [
      ("id", YAMLValue.string(id.rawValue)), ("title", .string(title)), ("kind", .string(kind)),
      ("author", .string(author.rawValue)), ("created", .string(created.description)),
    ] { try post.set(key, to: value) }
    if !tags.isEmpty || post["tags"] != nil {
      try post.set("tags", to: tags.isEmpty ? nil : .strings(TextRules.tags(tags)))
    }
    if let language = item.language { try post.set("language", to: .string(language.rawValue)) }
    try post.set("source", to: .string(item.source))
    post.prose = try TextRules.prose(text, mayBeEmpty: true)
    // Optional keys that mean something else where they come from give way.
    for problem in try snapshot.problems(in: post, as: .post) where post[problem.key] != nil {
      try rename(problem.key, in: &post, &changes)
    }
    try snapshot.requireValid(post, as: .post, at: item.source)
    return post
  }
}
