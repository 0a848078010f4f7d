import Git
import Records

/// Edits that people made with an editor and did not commit.
package struct UncommittedEdits: Sendable {
  /// Why an edit is not committed for its author.
  package enum Reason: Hashable, Sendable {
    /// Front matter, or the text, cannot be read.
    case unreadable(RecordError)
    case invalid([FieldProblem])
    /// `id`, `author`, `created` or `added_by` is written once.
    case fixedField(String)
    /// An anonymous record that was not written on this machine, or lies in a private community.
    case anonymous
    /// A picture beside it may tell who made it, and that cannot be taken out.
    case pictureTells(String)
    case tooLarge(bytes: Int, limit: Int)
    /// The name of a new file is not portable (`isPortablePath`).
    case unportable
    /// The file is gone. Only `git rm` tells that this is on purpose.
    case missing
    /// A merge by git left conflicts in it.
    case unmerged
    /// Git's index has nothing there, or an earlier version. The index may be behind, so that what is meant is
    /// unknown.
    case staged
    /// The commit that is checked out is not that of the network's branch, so that the base of the edit is unknown.
    case notCheckedOut(branch: String)
    /// The file is neither a record nor a picture of one; commit it with git.
    case notARecord
  }

  package struct Left: Hashable, Sendable {
    /// The path, as the network has it.
    package let path: String
    package let reason: Reason
  }

  /// The valid records, and pictures beside posts, with their content.
  package let ready: [(path: String, bytes: [UInt8])]
  package let left: [Left]
  /// The edits of `ready` for which git's index has an earlier text.
  private let superseded: [WorkTreeEdit]

  /// Searches the work tree without changing anything.
  package init(in network: Network) throws {
    let snapshot = try network.snapshot()
    let limit = try network.sizeLimit
    let isHere = try network.isCheckedOut
    var ready: [(path: String, bytes: [UInt8])] = []
    var left: [Left] = []
    var superseded: [WorkTreeEdit] = []
    // Records first: a picture may stand beside a post that is new itself.
    let edits = try network.repository.workTreeEdits(
      against: isHere ? snapshot.commit : nil, isWanted: Self.isOurs)
    for edit in edits.filter({ RecordPath($0.path) != nil }) + edits.filter({ RecordPath($0.path) == nil }) {
      let path = network.prefix.shown(edit.path)
      switch edit.kind {
      case .missing: left.append(Left(path: path, reason: .missing))
      case .unmerged: left.append(Left(path: path, reason: .unmerged))
      case .staged, .changed, .new:
        // Another act of mgrnet committed it meanwhile, or git's index is behind.
        let committed = try snapshot.commit.flatMap { try network.repository.entry(edit.path, in: $0)?.id }
        if let bytes = try network.repository.sizeOfEdit(edit.path, of: committed, over: limit) {
          left.append(Left(path: path, reason: .tooLarge(bytes: bytes, limit: limit)))
          continue
        }
        if try network.repository.workTreeState(edit.path, expecting: committed) == .same { continue }
        guard var bytes = try network.repository.workTreeFile(edit.path) else {
          if edit.kind == .staged { left.append(Left(path: path, reason: .staged)) }
          continue
        }
        if RecordPath(path) != nil {
          let before = try committed.flatMap { try Self.before(path, $0, in: network) }
          bytes = LineEnds.kept(bytes, of: before)
          if bytes == before { continue }
        }
        if !isHere {
          left.append(Left(path: path, reason: .notCheckedOut(branch: network.branch)))
        } else if edit.kind == .staged {
          left.append(Left(path: path, reason: .staged))
        } else if let reason = try Self.obstacle(path, bytes, limit, beside: ready.map(\.path), in: snapshot)
        {
          left.append(Left(path: path, reason: reason))
        } else {
          ready.append((path, bytes))
          if edit.isSuperseding { superseded.append(edit) }
        }
      }
    }
    (self.ready, self.left, self.superseded) = (ready, left, superseded)
  }

  /// What became of the edits that are ready.
  package struct Outcome: Sendable {
    /// The commit; `nil` if there was nothing for one.
    package var done: Network.Done?
    /// What names nobody waits instead, and has left the work tree; so do replies to a thread that takes a rest.
    package var waiting: [WaitingAct] = []
    package var left: [Left] = []
    /// The paths that are not to be committed now.
    fileprivate var kept: Set<String> = []
  }

  /// Commits the edits that are ready.
  package func commit(in network: Network, by actor: Actor) throws -> Outcome {
    var outcome = Outcome()
    for (path, found) in ready where RecordPath(path) != nil {
      let record = try Document(parsing: found)
      if record["author"]?.text == Handle.anonymous {
        try hold(record, path, found, &outcome, in: network, by: actor)
      } else if let rest = try rest(of: path, in: network, after: actor.now) {
        var act = Act(
          subject: Act.subject("reply", rest.title, in: RecordPath(path)?.community),
          changes: [.put(record, at: path)])
        act.restsUntil = rest.end
        outcome.kept.insert(path)
        if let held = try network.hold(act, clearing: [(path, found)], by: actor) {
          outcome.waiting.append(held)
        }
      }
    }
    let snapshot = try network.snapshot()
    for (path, _) in ready where RecordPath(path) == nil && !outcome.kept.contains(path) {
      // Whoever added a picture by name would say whose the post is.
      let post = RecordPath.folder(of: path) + "/post.md"
      guard try snapshot.document(at: post)?["author"]?.text == Handle.anonymous else { continue }
      outcome.left.append(Left(path: path, reason: .anonymous))
      outcome.kept.insert(path)
    }
    guard let act = try act(in: snapshot, besides: outcome.kept) else { return outcome }
    if !superseded.isEmpty, let tip = try network.tip() {
      try network.repository.unstage(superseded.map(\.path), to: tip, under: network.repository.lock())
    }
    // What the actor may not change keeps nobody from the rest: `sync` takes it back, and keeps the text.
    var open = network
    open.admission = nil
    outcome.done = try open.perform(by: actor) { _ in act }
    return outcome
  }

  /// Returns the title of a new reply's thread, and until when it takes a rest; `nil` if it takes none.
  private func rest(of path: String, in network: Network, after now: Timestamp) throws -> (
    title: String, end: Timestamp
  )? {
    guard RecordPath(path)?.type == .reply, let tip = try network.tip(),
      try network.repository.entry(network.owned(path), in: tip) == nil,
      let thread = try network.snapshot().document(at: RecordPath.post(ofThreadAt: path)),
      let end = Cooling.end(of: thread, after: now)
    else { return nil }
    return (thread["title"]?.text ?? path, end)
  }

  /// Keeps a record that names nobody as an act of its own, with the pictures of a post. The work tree gets back what is
  /// committed: whoever commits by git must not commit it by name.
  private func hold(
    _ found: Document, _ path: String, _ bytes: [UInt8], _ outcome: inout Outcome, in network: Network,
    by actor: Actor
  ) throws {
    guard let place = RecordPath(path) else { return }
    let snapshot = try network.snapshot()
    var record = try network.joined(found, at: path, on: actor.now.withoutHour)
    for key in ["created", "edited"] {
      guard let time = record[key]?.time else { continue }
      try record.set(key, to: .string(time.withoutHour.description))
    }
    let folder = RecordPath.folder(of: path) + "/"
    let pictures = ready.filter {
      place.type == .post && $0.path.hasPrefix(folder) && RecordPath($0.path) == nil
    }
    outcome.kept.formUnion([path] + pictures.map(\.path))
    var changes: [Act.Change] = []
    do {
      let named = pictures.map { path, bytes in
        let name = String(path.dropFirst(folder.count))
        return (name: name, picture: Picture(name: name, bytes: bytes))
      }
      let bare = try Picture.bared(named, shownIn: record.prose)
      if bare.prose != record.prose { record.prose = bare.prose }
      changes = bare.pictures.map { name, picture in .put(path: folder + name, picture.bytes) }
    } catch StoreError.pictureTells(let name) {
      outcome.left.append(Left(path: path, reason: .pictureTells(name)))
      return
    }
    let verb = try snapshot.bytes(at: path) == nil ? place.type.rawValue : "edit"
    let title = try record["title"]?.text ?? snapshot.threadTitle(of: path)
    let act = Act(
      subject: Act.subject(verb, title, in: place.community),
      changes: [.put(record, at: path)] + changes, isNamed: false)
    if let held = try network.hold(act, clearing: [(path, bytes)] + pictures, by: actor) {
      outcome.waiting.append(held)
    }
  }

  /// Makes the act that commits the edits that are ready; `nil` if there are none.
  private func act(in snapshot: Snapshot, besides held: Set<String>) throws -> Act? {
    let ready = ready.filter { !held.contains($0.path) }
    guard let first = ready.first else { return nil }
    let records = ready.filter { RecordPath($0.path) != nil }
    let subject: String
    if ready.count == 1 || records.count == 1 {
      let path = records.first?.path ?? first.path
      let record = try? Document(parsing: records.first?.bytes ?? [])  // of a picture, its path is told
      let place = RecordPath(path)
      let title =
        try record?["title"]?.text ?? (place?.thread == nil ? nil : snapshot.threadTitle(of: path)) ?? path
      subject = Act.subject("edit", title, in: place?.community)
    } else {
      subject = "edit: \(ready.count) files"
    }
    return Act(subject: subject, changes: ready.map { .put(path: $0.path, $0.bytes) })
  }

  /// Whether a path lies in a folder that holds records. New files elsewhere are left to git.
  private static func isOurs(_ path: String) -> Bool {
    guard let slash = path.firstIndex(of: "/") else { return RecordPath(path) != nil }
    let roots: Set<Substring> = [
      "communities", "people", "links", "templates", "leave", "events", "contests", "posts", "members",
      "holidays",
    ]
    return roots.contains(path[..<slash]) && isSafePath(path.hasSuffix("/") ? String(path.dropLast()) : path)
  }

  /// Returns the committed file; `nil` if it is too large to be read. Then it has no line ends to keep.
  private static func before(_ path: String, _ blob: ObjectID, in network: Network) throws -> [UInt8]? {
    do { return try network.recordBytes(path, blob) } catch StoreError.recordTooLarge { return nil }
  }

  private static func obstacle(
    _ path: String, _ bytes: [UInt8], _ limit: Int, beside others: [String], in snapshot: Snapshot
  ) throws -> Reason? {
    guard bytes.count <= limit else { return .tooLarge(bytes: bytes.count, limit: limit) }
    guard try isPortablePath(path) || snapshot.bytes(at: path) != nil else { return .unportable }
    guard let place = RecordPath(path) else {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let post = RecordPath.folder(of: path) + "/post.md"
      let isBesideAPost = try others.contains(post) || snapshot.bytes(at: post) != nil
      return isBesideAPost && Picture(name: name, bytes: bytes).isPicture ? nil : .notARecord
    }
    let record: Document
    do throws(RecordError) { record = try Document(parsing: bytes) } catch { return .unreadable(error) }
    let problems = try snapshot.problems(in: record, as: place.type)
    guard problems.isEmpty else { return .invalid(problems) }
    if let id = record["id"]?.text, id != place.key { return .fixedField("id") }
    let isAnonymous = record["author"]?.text == Handle.anonymous
    if isAnonymous, snapshot.privateCommunity != nil { return .anonymous }
    let old: Document?
    // What was broken before, or too large, may be mended.
    do { old = try snapshot.document(at: path) } catch is StoreError { return nil }
    guard let old else { return nil }
    if isAnonymous, old["author"] == record["author"], try !snapshot.mayChange(anonymous: path) {
      return .anonymous
    }
    for key in ["id", "author", "created", "added_by"] where old[key] != nil && record[key] != old[key] {
      return .fixedField(key)
    }
    return nil
  }
}
