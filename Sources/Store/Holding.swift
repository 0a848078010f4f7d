import Git
import Records

/// Acts that wait on this machine: who chose not to be named, whose thread takes a rest, who sleeps over it.
extension Network {
  package var waiting: WaitingActs { WaitingActs(stateFolder: stateFolder) }
  var owners: OneTimeKeys { OneTimeKeys(folder: stateFolder + "/owners") }

  /// The days within which an act that names nobody leaves by itself, in seconds.
  package static let departureWindow: Int64 = 3 * 86_400

  /// What becomes of an act that does not go on the branch now.
  enum Held {
    case waits(WaitingAct)
    /// It withdrew what had not left yet, of that subject; nothing remains.
    case dropped(String)

    func done(_ act: Act, _ recovered: [Recovery]) -> Done {
      let (held, subject): (WaitingAct?, String) =
        switch self {
        case .waits(let held): (held, act.subject)
        case .dropped(let subject): (nil, subject)
        }
      var done = Done(
        commit: nil, subject: subject, paths: act.changes.map(\.path), recovered: recovered, left: [],
        unfinished: nil)
      done.waiting = held
      return done
    }
  }

  /// Keeps an act that waits, or that changes one that waits; `nil` for an act that is to be committed.
  ///
  /// - Throws: `StoreError.waitsStill` where it is about something that has not left yet: whoever spoke of it by name
  ///   would say whose it is. `.anonymousInPrivate`.
  func hold(_ act: Act, on tip: ObjectID?, by actor: Actor) throws -> Held? {
    let all = try waiting.all().filter { act in
      guard act.sent != nil, let tip, try hasArrived(act, at: tip) else { return true }
      try waiting.remove(act)
      return false
    }
    let paths = Set(act.changes.map(\.path))
    let earlier = all.first { $0.files.contains { paths.contains($0.path) } }
    if let earlier, earlier.sent != nil || act.isNamed == (earlier.reason == .anonymous) {
      throw StoreError.waitsStill(earlier.id)
    }
    for other in all where other.isNew && other.id != earlier?.id && act.mentions(other.id) {
      throw StoreError.waitsStill(other.id)
    }
    let (until, reason) = try rest(of: act, now: actor.now)
    guard earlier != nil || !act.isNamed || until != nil, let first = act.changes.first,
      let id = RecordPath(first.path)?.key
    else { return nil }
    if !act.isNamed, let privateCommunity { throw StoreError.anonymousInPrivate(privateCommunity) }

    var files = try act.changes.map { change in
      let path = try owned(change.path)
      let known = earlier?.files.first { $0.path == change.path }
      let base = try known.map(\.base) ?? tip.flatMap { try repository.entry(path, in: $0)?.id }
      guard let bytes = try change.bytes else {
        return WaitingAct.File(path: change.path, base: base, bytes: nil)
      }
      return WaitingAct.File(
        path: change.path, base: base,
        bytes: act.isNamed ? bytes : try signed(bytes, at: path, before: base, id: id))
    }
    files += earlier?.files.filter { !paths.contains($0.path) } ?? []
    // What came and goes again before it left was never there.
    files.removeAll { $0.base == nil && $0.bytes == nil }
    if let earlier, files.first?.base == nil,
      try files.first?.bytes.map(Document.init(parsing:))?["withdrawn"] != nil
    {
      _ = try keepTexts(of: earlier)
      try forget(earlier)
      return .dropped(earlier.subject)
    }
    let since = earlier?.since ?? actor.now
    let drawn = act.isNamed ? since.seconds : since.seconds + chance(0...Self.departureWindow)
    let due = Timestamp(secondsSince1970: max(drawn, until?.seconds ?? 0), offsetMinutes: 0)
    let subject = earlier.map { $0.isNew ? act.subject.replacingVerb(of: $0.subject) : act.subject }
    let held = WaitingAct(
      id: id, subject: subject ?? act.subject, reason: earlier?.reason ?? reason, since: since,
      due: earlier?.due ?? due, files: files)
    try waiting.put(held)
    return .waits(held)
  }

  /// Returns until when an act waits at least, and why: its thread takes a rest, or its author sleeps over it.
  private func rest(of act: Act, now: Timestamp) throws -> (until: Timestamp?, reason: WaitingAct.Reason) {
    let rest = act.restsUntil
    var later: Timestamp?
    if act.isText, act.isNamed, let text = try own.configString("mgrnet.delay") {
      guard let seconds = Cooling.seconds(text) else { throw StoreError.badDelay(text) }
      if seconds > 0 { later = Timestamp(secondsSince1970: now.seconds + seconds, offsetMinutes: 0) }
    }
    guard act.isNamed else { return (rest, .anonymous) }
    if let rest, rest.seconds >= later?.seconds ?? 0 { return (rest, .cooling) }
    return (later, .delay)
  }

  /// Keeps an edit that was made by hand and names nobody, and gives the work tree back what is committed.
  func hold(_ act: Act, clearing found: [(path: String, bytes: [UInt8])], by actor: Actor) throws
    -> WaitingAct?
  {
    let lock = try repository.lock()
    _ = try recover(under: lock)
    let tip = try tip()
    guard case .waits(let held)? = try hold(act, on: tip, by: actor) else { return nil }
    for (path, bytes) in found {
      let path = try owned(path)
      let committed = try tip.flatMap { try repository.blob(at: path, in: $0) }
      _ = try repository.replaceWorkTreeFile(path, bytes, with: committed, under: lock)
    }
    // What was staged would go into the next commit by git, with a name.
    if let tip { try repository.unstage(found.map { try owned($0.path) }, to: tip, under: lock) }
    return held
  }

  /// Returns an edit that was made by hand together with what waits on the same record, on which it was not made. Of two
  /// texts that do not merge, the one that waited is kept as a draft.
  func joined(_ record: Document, at path: String, on day: Timestamp) throws -> Document {
    guard let held = try waiting.files()[path] ?? nil, let tip = try tip() else { return record }
    func bare(_ record: Document) throws -> [UInt8] {
      var record = record
      for key in ["owner", "proof", "edited"] { try record.set(key, to: nil) }
      return Array(record.text.utf8)
    }
    let base = try repository.blob(at: owned(path), in: tip).map { try bare(Document(parsing: $0)) }
    let rules = MergeRules(path: path, format: try formatVersion)
    let other = try Document(parsing: held)
    let merged = try RecordMerge.merge(base: base, bare(record), bare(other), by: rules) {
      (LastChange(seconds: .max, commit: []), nil)
    }
    if merged.kept != nil {
      _ = try drafts.keep(other.prose + "\n", as: "undone-\(RecordPath(path)?.key ?? "")")
    }
    var joined = try Document(parsing: merged.bytes)
    for key in ["owner", "proof"] { try joined.set(key, to: other[key]) }
    try joined.set("edited", to: .string(day.description))
    return joined
  }

  /// Signs an anonymous post or reply with its one-time key, which a new one gets.
  private func signed(_ bytes: [UInt8], at path: String, before: ObjectID?, id: String) throws -> [UInt8] {
    guard let type = RecordPath(prefix.shown(path))?.type, type == .post || type == .reply else {
      return bytes
    }
    var record = try Document(parsing: bytes)
    // Nobody saw it before.
    if before == nil { try record.set("edited", to: nil) }
    let key = try owners.key(of: id) ?? (before == nil ? owners.make(for: id) : nil)
    // Of version 1, one without an owner stays so.
    guard let key else { return bytes }
    return try Array(AnonymousProof.signed(record, at: path, before: before, by: key).text.utf8)
  }

  /// Takes back an act that waits. Its text is kept as a draft.
  package func undo(_ act: WaitingAct) throws -> Undone {
    let lock = try repository.lock()
    let recovered = try recover(under: lock)
    guard let now = try waiting.all().first(where: { $0.id == act.id }) else {
      throw StoreError.nothingToUndo
    }
    if now.sent != nil { throw StoreError.cannotUndo(subject: now.subject, reason: .hasLeft) }
    let drafts = try keepTexts(of: now)
    try forget(now)
    return Undone(subject: now.subject, commit: nil, drafts: drafts, recovered: recovered)
  }

  /// Keeps the texts of an act that waits as drafts, and gives it up.
  package func giveUp(_ act: WaitingAct) throws -> [String] {
    let drafts = try keepTexts(of: act)
    _ = try replace(act, with: nil)
    return drafts
  }

  private func keepTexts(of act: WaitingAct) throws -> [String] {
    try act.files.compactMap { file in
      guard let place = RecordPath(file.path), let bytes = file.bytes,
        let prose = (try? Document(parsing: bytes))?.prose,  // what cannot be read was not written by us
        !prose.isEmpty
      else { return nil }
      return try drafts.keep(prose + "\n", as: "undone-\(place.type.rawValue)-\(place.key)")
    }
  }

  private func forget(_ act: WaitingAct) throws {
    try waiting.remove(act)
    if act.isNew { try owners.forget(act.id) }
  }
}

extension Act {
  /// Whether a path or a text of it has an id.
  fileprivate func mentions(_ id: String) -> Bool {
    let id = Array(id.utf8)
    return changes.contains { change in
      if change.path.utf8.firstRange(of: id) != nil { return true }
      guard case .put(let path, let bytes) = change, path.hasSuffix(".md") else { return false }
      return bytes.firstRange(of: id) != nil
    }
  }
}

extension String {
  /// Returns this subject with the verb of another: what is changed before it leaves, is new for everybody else.
  fileprivate func replacingVerb(of other: String) -> String {
    guard let mine = firstRange(of: ": "), let theirs = other.firstRange(of: ": ") else { return self }
    return String(other[..<theirs.lowerBound] + self[mine.lowerBound...])
  }
}

/// How an act that names nobody leaves.
extension Network {
  /// Writes the commit of an act that names nobody on a tip of the shared remote; `nil` if somebody changed the same since
  /// it was written. Its bytes depend on the tip, the act and the day in UTC alone. No ref moves.
  package func departure(of act: WaitingAct, on tip: ObjectID, at now: Timestamp) throws -> ObjectID? {
    var changes: [TreeChange] = []
    for file in act.files {
      let path = try owned(file.path)
      guard try repository.entry(path, in: tip)?.id == file.base else { return nil }
      changes.append(try file.bytes.map { .put(path, try repository.writeBlob($0)) } ?? .remove(path))
    }
    let nobody = Signature.anonymous(at: now.withoutHour)
    return try repository.writeCommit(
      changes, parents: [tip], author: nobody, committer: nobody, message: act.subject + "\n"
    ).commit
  }

  /// Notes the commit by which an act is sent, before it is; `nil` where another command changed the act meanwhile.
  package func note(_ act: WaitingAct, sent commit: ObjectID?) throws -> WaitingAct? {
    var noted = act
    noted.sent = commit
    return try replace(act, with: noted) ? noted : nil
  }

  private func replace(_ act: WaitingAct, with new: WaitingAct?) throws -> Bool {
    let lock = try repository.lock()
    return try withExtendedLifetime(lock) {
      guard try waiting.all().contains(where: { $0.id == act.id && $0.fileBytes == act.fileBytes }) else {
        return false
      }
      if let new { try waiting.put(new) } else { try waiting.remove(act) }
      return true
    }
  }

  /// Whether a commit has what an act does.
  package func hasArrived(_ act: WaitingAct, at commit: ObjectID) throws -> Bool {
    if let sent = act.sent, try repository.has(sent), try repository.isAncestor(sent, of: commit) {
      return true
    }
    return try act.files.allSatisfy { file in
      try repository.entry(owned(file.path), in: commit)?.id == file.bytes.map(ObjectID.init(ofBlob:))
    }
  }

  /// Forgets the acts that came back to the branch.
  package func settleArrived() throws {
    guard let tip = try tip() else { return }
    for act in try waiting.all() where try act.reason == .anonymous && hasArrived(act, at: tip) {
      _ = try replace(act, with: nil)
    }
  }
}

/// How an act by name goes on the branch after it waited.
extension Network {
  /// Commits the acts by name whose time has come. What cannot be done any more becomes a draft.
  package func release(by actor: Actor) throws -> (subjects: [String], drafts: [String]) {
    var (subjects, kept): ([String], [String]) = ([], [])
    let due = try waiting.all().filter { $0.reason != .anonymous && $0.due.seconds <= actor.now.seconds }
    if due.isEmpty { return ([], []) }
    try requireBranch()
    let lock = try repository.lock()
    _ = try recover(under: lock)
    for act in due {
      guard let tip = try tip() else { break }
      // The rest may have been prolonged.
      if act.reason == .cooling,
        let thread = try snapshot().document(at: RecordPath.post(ofThreadAt: act.path)),
        let end = Cooling.end(of: thread, after: actor.now)
      {
        var later = act
        later.due = end
        try waiting.put(later)
        continue
      }
      // A killed command may have committed it.
      if try !hasArrived(act, at: tip) {
        let isAsBefore = try act.files.allSatisfy {
          try repository.entry(owned($0.path), in: tip)?.id == $0.base
        }
        guard isAsBefore else {
          kept += try keepTexts(of: act)
          try waiting.remove(act)
          continue
        }
        let changes = act.files.map { file in
          file.bytes.map { Act.Change.put(path: file.path, $0) } ?? .remove(path: file.path)
        }
        let released = Act(subject: act.subject, changes: changes)
        _ = try commit(released, on: tip, by: actor, lock, nil)
        subjects.append(act.subject)
      }
      try waiting.remove(act)
    }
    return (subjects, kept)
  }
}
