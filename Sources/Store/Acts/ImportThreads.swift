import Records

/// The act that imports whole threads: adds those that are new, and to those that are there what came since.
package struct ImportThreads: Sendable {
  /// One thread from elsewhere, whose texts name its pictures as they will be called here.
  package struct Item: Sendable {
    /// Where it stands in its source, by which people know it.
    package let place: String
    package var thread: WholeThread
    package var pictures: [(name: String, bytes: [UInt8])] = []

    package init(place: String, _ thread: WholeThread) { (self.place, self.thread) = (place, thread) }
  }

  /// A post or reply that is there already.
  package struct Known: Sendable {
    let path: String
    let type: RecordType

    package init(path: String, type: RecordType) { (self.path, self.type) = (path, type) }
  }

  /// A thread or a part of it that was not imported, and why.
  package enum Skipped: Equatable, Sendable {
    /// Another record has its id.
    case taken(RecordID, path: String)
    /// It changed in the source, and stays as it is here: it is another author's, was edited here, or brings its own id.
    case changedSince(RecordID)
    /// The source names no community, and none was asked for.
    case noCommunity
    case refused(StoreError)
    case unreadable(RecordError)
  }

  package enum Change: Equatable, Sendable {
    case record(ImportPosts.Change)
    /// What this many readers said is too much for one file.
    case marksLeft(Int)
    /// A kind that asks for a sentence or a source that is not there.
    case kindChanged(String)
  }

  /// The result of the import.
  package struct Outcome: Sendable {
    package var act = Act(subject: "", changes: [])
    package var posts: [(id: RecordID, path: String, record: Document)] = []
    /// The threads that were there, to which something came.
    package var grown: [(id: RecordID, path: String, record: Document)] = []
    /// The replies of new threads, and of those that were there.
    package var replies = 0
    package var lateReplies = 0
    /// The number of threads that are there as they are in the source.
    package var unchanged = 0
    /// The number of records that got today's date.
    package var undated = 0
    package var skipped: [(place: String, why: Skipped)] = []
    package var changed: [(place: String, changes: [Change])] = []
  }

  /// The community that all of them go to; `nil` for the one that each names.
  package let community: Slug?
  /// What to write in the place of authors' names.
  package let names: [String: String]

  package init(community: Slug?, names: [String: String] = [:]) {
    (self.community, self.names) = (community, names)
  }

  /// Makes one act of all that can be imported.
  ///
  /// - Parameter known: the posts and replies of all shelves by their ids.
  package func act(
    _ items: [Item], by member: Member, in snapshot: Snapshot, known: [RecordID: Known]
  ) throws -> Outcome {
    var maker = ThreadMaker(
      self, member, snapshot, try snapshot.formatVersion, try snapshot.handlesByName(), known)
    for item in items { try maker.take(item) }
    var outcome = maker.outcome
    let count = outcome.posts.count + outcome.grown.count
    outcome.act.subject = Act.subject(
      "import", count == 1 ? "1 thread" : "\(count) threads", in: community)
    return outcome
  }
}

/// Makes the act thread by thread.
private struct ThreadMaker {
  let request: ImportThreads
  let member: Member
  let snapshot: Snapshot
  let format: Int
  let handles: [String: Handle]
  var known: [RecordID: ImportThreads.Known]
  var outcome = ImportThreads.Outcome()
  private var open: [Slug: StoreError?] = [:]
  private var changes: [ImportThreads.Change] = []

  init(
    _ request: ImportThreads, _ member: Member, _ snapshot: Snapshot, _ format: Int,
    _ handles: [String: Handle], _ known: [RecordID: ImportThreads.Known]
  ) {
    (self.request, self.member, self.snapshot, self.format) = (request, member, snapshot, format)
    (self.handles, self.known) = (handles, known)
  }

  mutating func take(_ item: ImportThreads.Item) throws {
    changes = []
    do {
      try takeThread(item)
    } catch let error as StoreError {
      outcome.skipped.append((item.place, .refused(error)))
    } catch let error as RecordError {
      outcome.skipped.append((item.place, .unreadable(error)))
    }
    if !changes.isEmpty { outcome.changed.append((item.place, changes)) }
  }

  private mutating func takeThread(_ item: ImportThreads.Item) throws {
    guard let community = request.community ?? item.thread.community else {
      return outcome.skipped.append((item.place, .noCommunity))
    }
    try requireOpen(community)
    guard let id = RecordID(rawValue: item.thread.post.key) else { return }
    let folder = snapshot.folder(of: community)
    guard let there = known[id] else { return try add(item, id, in: folder) }
    guard there.type == .post, there.path.hasPrefix(folder + "/posts/") else {
      return outcome.skipped.append((item.place, .taken(id, path: there.path)))
    }
    try grow(there.path, by: item, id)
  }

  private mutating func requireOpen(_ community: Slug) throws {
    if open[community] == nil {
      do {
        _ = try snapshot.openCommunity(community)
        open[community] = .some(nil)
      } catch let error as StoreError { open[community] = error }
    }
    if let error = open[community] ?? nil { throw error }
  }

  // MARK: A new thread

  private mutating func add(_ item: ImportThreads.Item, _ id: RecordID, in community: String) throws {
    var post = try record(item.thread.post.record, as: .post)
    let day = post["created"]?.time?.day ?? member.now.day
    let title = post["title"]?.text ?? ""
    let folder = RecordPath.postFolder(id, title: title, in: community, on: day)
    let path = "\(folder)/post.md"
    let (own, others) = marks(of: item.thread)
    try keep(others, in: &post)
    known[id] = .init(path: path, type: .post)
    put(post, at: path)
    if let own { put(own, at: RecordPath.mark(by: member.handle, on: path)) }
    for picture in item.pictures {
      outcome.act.changes.append(.put(path: "\(folder)/\(picture.name)", picture.bytes))
    }
    if item.thread.post.record["created"] == nil { outcome.undated += 1 }
    outcome.replies += try addReplies(of: item, to: path)
    outcome.posts.append((id, path, post))
  }

  private mutating func put(_ record: Document, at path: String) {
    outcome.act.changes.append(.put(record, at: path))
  }

  /// Adds the replies that are not there; returns how many.
  private mutating func addReplies(of item: ImportThreads.Item, to post: String) throws -> Int {
    var count = 0
    for reply in item.thread.replies {
      guard let id = RecordID(rawValue: reply.key) else { continue }
      let path = RecordPath.reply(id, to: post)
      do {
        let new = try record(reply.record, as: .reply)
        if let there = known[id] {
          guard there.path == path else {
            outcome.skipped.append((item.place, .taken(id, path: there.path)))
            continue
          }
          if try revise(path, to: new, id, item.place) { count += 1 }
          continue
        }
        known[id] = .init(path: path, type: .reply)
        put(new, at: path)
        if reply.record["created"] == nil { outcome.undated += 1 }
        count += 1
      } catch let error as StoreError {
        outcome.skipped.append((item.place, .refused(error)))
      }
    }
    return count
  }

  // MARK: One that is there

  private mutating func grow(_ path: String, by item: ImportThreads.Item, _ id: RecordID) throws {
    let before = outcome.act.changes.count
    var new = try record(item.thread.post.record, as: .post)
    let (own, others) = marks(of: item.thread)
    try keep(others, in: &new)
    let late = try addReplies(of: item, to: path)
    outcome.lateReplies += late
    _ = try revise(path, to: new, id, item.place)
    let ownPath = RecordPath.mark(by: member.handle, on: path)
    if let own, try snapshot.bytes(at: ownPath) == nil { put(own, at: ownPath) }
    guard outcome.act.changes.count > before else {
      outcome.unchanged += 1
      return
    }
    for picture in item.pictures {
      let place = "\(RecordPath.folder(of: path))/\(picture.name)"
      if try snapshot.bytes(at: place) == nil { outcome.act.changes.append(.put(path: place, picture.bytes)) }
    }
    outcome.grown.append((id, path, try snapshot.document(at: path) ?? new))
  }

  /// Gives a record that is there the text and the marks that the source has now, if it is the member's and still as it came;
  /// returns whether it changed.
  private mutating func revise(_ path: String, to new: Document, _ id: RecordID, _ place: String) throws
    -> Bool
  {
    // What this act itself has added comes again only where a source says it twice.
    guard var here = try snapshot.document(at: path) else { return false }
    let old = here
    let isOwn = here["author"]?.text == member.handle.rawValue && !here.isWithdrawn
    if version(here) != version(new) {
      guard isOwn, here["source_version"]?.text == version(here) else {
        outcome.skipped.append((place, .changedSince(id)))
        return false
      }
      here.prose = new.prose
      for key in ["title", "edited", "source_version"] { try here.set(key, to: new[key]) }
    }
    if isOwn {
      if here["accepted"] == nil { try here.set("accepted", to: new["accepted"]) }
      if let marks = new["marks"], marks != here["marks"] { try here.set("marks", to: marks) }
    }
    guard here != old else { return false }
    put(here, at: path)
    return true
  }

  /// The number of a text: what tells whether it changed.
  private func version(_ record: Document) -> String {
    RecordID(hashing: "\(record["title"]?.text ?? "")\n\(record.prose)".nfc).rawValue
  }

  // MARK: Records

  /// Makes the record that a foreign one becomes here.
  private mutating func record(_ foreign: Document, as type: RecordType) throws -> Document {
    var record = foreign
    var told: [ImportPosts.Change] = []
    defer { changes += told.map { .record($0) } }
    if type == .post {
      let title = try TextRules.title(shortenedTitle(foreign["title"]?.text ?? ""))
      if title != foreign["title"]?.text {
        if title.hasSuffix("…") {
          try record.set("source_title", to: foreign["title"])
          told.append(.titleShortened)
        }
        try record.set("title", to: .string(title))
      }
      try setTags(of: &record, &told)
      try setKind(of: &record)
    }
    record.prose = try TextRules.prose(foreign.prose, mayBeEmpty: true)
    let source = foreign["by"]?.text ?? foreign["author"]?.text ?? "?"
    let (author, by) = try snapshot.importedAuthor(request.names[source] ?? source, by: member, handles)
    try record.set("author", to: .string(author.rawValue))
    try record.set("by", to: by.map { .string($0) })
    if record["created"] == nil {
      try record.set("created", to: .string(member.now.description))
    }
    // Optional keys that mean something else where they come from give way.
    for problem in try snapshot.problems(in: record, as: type) where record[problem.key] != nil {
      try rename(problem.key, in: &record, &told)
    }
    try snapshot.requireValid(record, as: type, at: foreign["source"]?.text ?? foreign["id"]?.text ?? "")
    if by != nil { try record.set("source_version", to: .string(version(record))) }
    return record
  }

  private func setTags(of record: inout Document, _ told: inout [ImportPosts.Change]) throws {
    guard let tags = record["tags"]?.texts else { return }
    var kept: [String] = []
    for tag in tags where !tag.isEmpty {
      do { kept += try TextRules.tags([tag]) } catch StoreError.badTag { told.append(.tagDropped(tag)) }
    }
    let tidy = try TextRules.tags(kept)
    if tidy != tags { try record.set("tags", to: tidy.isEmpty ? nil : .strings(tidy)) }
  }

  /// A thread without a kind is a question if its title asks or an answer was accepted, else news.
  private mutating func setKind(of record: inout Document) throws {
    let asks = record["title"]?.text?.hasSuffix("?") == true || record["accepted"] != nil
    guard let kind = record["kind"]?.text else {
      return try record.set("kind", to: .string(asks ? "question" : "news"))
    }
    let lacks =
      !record.isWithdrawn && ["practice", "analogy", "reading"].contains(kind)
      && record["takeaway"]?.text == nil
    guard lacks || !Schema.postKinds.contains(kind) else { return }
    try record.set("source_kind", to: .string(kind))
    try record.set("kind", to: .string(asks ? "question" : "news"))
    changes.append(.kindChanged(kind))
  }

  // MARK: Marks

  /// Parts what readers said: the member's own words become their mark; the others' are kept as values, since nobody writes in
  /// another's name.
  private func marks(of thread: WholeThread) -> (own: Document?, others: [YAMLValue]) {
    var own: Document?
    var others: [YAMLValue] = []
    for mark in thread.marks {
      let name = request.names[mark.key] ?? mark.key
      if handles[fold(name)] == member.handle {
        var record = mark.record
        // A handle is one line, which every record takes.
        do { try record.set("author", to: .string(member.handle.rawValue)) } catch { continue }
        own = record
      } else {
        let fields = mark.record.frontMatter.pairs.filter { $0.key != "author" }
        let story = mark.record.prose
        others.append(
          .map(
            [.init("author", .string(name))] + fields + (story.isEmpty ? [] : [.init("text", .string(story))])
          ))
      }
    }
    return (own, others)
  }

  private mutating func keep(_ marks: [YAMLValue], in post: inout Document) throws {
    guard !marks.isEmpty else { return }
    do throws(RecordError) { try post.set("marks", to: .list(marks)) } catch {
      changes.append(.marksLeft(marks.count))
    }
  }
}
