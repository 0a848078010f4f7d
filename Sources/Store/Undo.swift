import Git
import Records

/// The result of `undo`.
package struct Undone: Sendable {
  /// The subject of the act's commit.
  package let subject: String
  /// `nil` for an act that waited.
  package let commit: ObjectID?
  /// The files that now hold the texts of the act.
  package let drafts: [String]
  package let recovered: [Recovery]
}

extension Network {
  /// Takes back an act of the caller on this machine, as long as it has not left the machine.
  ///
  /// If its commit is the tip, the branch goes back. If other commits stand on it, a commit that does the reverse
  /// is added, provided that the act's changes are still in place. Texts that go away are kept as drafts.
  /// - Parameter chosen: the act's commit; `nil` for the last act.
  /// - Throws: `StoreError.detached`, `.nothingToUndo`, `.cannotUndo`, `.uncommittedEdit`.
  package func undo(_ chosen: ObjectID? = nil, by actor: Actor) throws -> Undone {
    try requireBranch()
    let lock = try repository.lock()
    let recovered = try recover(under: lock)
    guard let tip = try tip(),
      let act = try chosen.map({ try own($0, of: actor, in: tip) }) ?? lastAct(of: actor, before: tip),
      let parent = act.parents.first, act.parents.count == 1
    else { throw StoreError.nothingToUndo }
    if try repository.isOnARemote(act.id) {
      throw StoreError.cannotUndo(subject: act.summary, reason: .hasLeft)
    }
    let changes = try repository.changes(from: parent, to: act.id)
    let reverse = changes.map { PathChange(path: $0.path, old: $0.new, new: $0.old) }
    if tip != act.id {
      try requireUnchanged(reverse, of: act, in: tip)
      try requireEmpty(reverse, of: act, in: tip)
    }
    for change in changes
    where try repository.workTreeState(change.path, expecting: change.new?.id) == .edited {
      throw StoreError.uncommittedEdit(path: prefix.shown(change.path))
    }
    let drafts = try keepTexts(of: changes)
    // Who was not named when acting is not named when taking it back.
    let signature = act.author.isAnonymous ? .anonymous(at: actor.now) : Signature(actor)
    if tip == act.id {
      _ = try repository.bring(
        branch, from: tip, to: parent, reverse, by: signature, reason: "undo: \(act.summary)", under: lock)
    } else {
      _ = try repository.perform(
        BranchChange(
          branch: branch, parents: [tip], changes: reverse.map(TreeChange.init), author: signature,
          committer: signature, message: "undo: \(act.summary)\n"), under: lock,
        signer: act.author.isAnonymous ? nil : signer)
    }
    try acts.drop(act.id)
    return Undone(subject: act.summary, commit: act.id, drafts: drafts, recovered: recovered)
  }

  /// Returns the act that `undo` would take back; `nil` if there is none.
  ///
  /// - Throws: `StoreError.cannotUndo` for an act that git made anew.
  package func lastAct(of actor: Actor) throws -> CommitInfo? {
    try tip().flatMap { try lastAct(of: actor, before: $0) }
  }

  /// Returns the caller's last act on each record whose key begins so, or is so, by the keys.
  package func lastActs(of actor: Actor, on key: String) throws -> [String: CommitInfo] {
    guard let tip = try tip() else { return [:] }
    var found: [String: CommitInfo] = [:]
    for line in try acts.lines().reversed() {
      // Acts of many files are noted without them.
      if !line.paths.isEmpty, !line.paths.contains(where: { Self.mayConcern(prefix.shown($0), key) }) {
        continue
      }
      guard let act = try own(line.commit, of: actor, in: tip) else { continue }
      for known in try keys(of: act) where found[known] == nil && Self.names(key, known) {
        found[known] = act
      }
    }
    return found
  }

  /// Whether somebody who types `text` may mean this key.
  private static func names(_ text: String, _ key: String) -> Bool {
    key == text || text.utf8.count >= RecordID.shortestPrefix && key.hasPrefix(text)
  }

  private static func mayConcern(_ path: String, _ text: String) -> Bool {
    guard let place = RecordPath(path) else { return false }
    // Which records a mark is about, stands in it.
    return place.type == .mark || names(text, place.key)
  }

  /// Returns the keys of the records that an act wrote, and of those about which it changed the caller's mark.
  private func keys(of act: CommitInfo) throws -> Set<String> {
    var keys: Set<String> = []
    try repository.changes(from: act.parents.first, to: act.id) { change in
      guard let place = RecordPath(prefix.shown(change.path)) else { return }
      if place.type == .mark {
        for said in try marked(change.old).symmetricDifference(marked(change.new)) { keys.insert(said.id) }
      } else {
        keys.insert(place.key)
      }
    }
    return keys
  }

  /// What somebody says of a record.
  private struct Said: Hashable { let id, what: String }

  private func marked(_ blob: Blob?) throws -> Set<Said> {
    guard let blob, let bytes = try repository.blob(blob.id),
      let mark = try? Document(parsing: bytes)  // what cannot be read names nothing
    else { return [] }
    let lists = ["useful", "thanks", "outdated"].flatMap { list in
      (mark[list]?.texts ?? []).map { Said(id: $0, what: list) }
    }
    return Set(lists + (mark["tried"]?.pairs ?? []).map { Said(id: $0.key, what: $0.value.text ?? "") })
  }

  /// Returns the last act on the branch that is the caller's or anonymous.
  private func lastAct(of actor: Actor, before tip: ObjectID) throws -> CommitInfo? {
    var gone: [CommitInfo] = []
    for line in try acts.lines().reversed() where try repository.has(line.commit) {
      if let act = try own(line.commit, of: actor, in: tip) {
        try requireNotRewritten(gone, after: act, in: tip)
        return act
      }
      gone.append(try repository.commit(line.commit))
    }
    return nil
  }

  /// Returns a commit of the branch that the caller or nobody by name made; `nil` for any other.
  private func own(_ id: ObjectID, of actor: Actor, in tip: ObjectID) throws -> CommitInfo? {
    guard try repository.has(id) else { return nil }
    let info = try repository.commit(id)
    let isOwn = info.author.isAnonymous || info.author.email.lowercased() == actor.email.lowercased()
    return try isOwn && repository.isAncestor(id, of: tip) ? info : nil
  }

  /// Checks that git made none of the acts that are gone from the branch anew: their author and time stay then.
  ///
  /// Otherwise `undo` would take back the act before, which nobody meant.
  private func requireNotRewritten(_ gone: [CommitInfo], after act: CommitInfo, in tip: ObjectID) throws {
    if gone.isEmpty { return }
    let known = Set(try acts.lines().map(\.commit))
    for id in try repository.commits(between: [act.id], and: [tip], most: 1000) where !known.contains(id) {
      let commit = try repository.commit(id)
      // What takes an act back is noted nowhere.
      if gone.contains(where: { $0.author == commit.author }), !commit.summary.hasPrefix("undo: "),
        try !repository.isOnARemote(id)
      {
        throw StoreError.cannotUndo(subject: commit.summary, reason: .rewritten)
      }
    }
  }

  private func requireUnchanged(_ reverse: [PathChange], of act: CommitInfo, in tip: ObjectID) throws {
    for change in reverse where try repository.entry(change.path, in: tip)?.id != change.old?.id {
      throw StoreError.cannotUndo(subject: act.summary, reason: .changedSince)
    }
  }

  /// Checks that nothing stands in what goes: answers to a post, posts of a community.
  private func requireEmpty(_ reverse: [PathChange], of act: CommitInfo, in tip: ObjectID) throws {
    let going = Set(reverse.map(\.path))
    for change in reverse where change.new == nil {
      guard let place = RecordPath(prefix.shown(change.path)), [.post, .community].contains(place.type)
      else { continue }
      let folder = RecordPath.folder(of: change.path)
      for entry in try repository.list(folder, in: tip) where !going.contains("\(folder)/\(entry.name)") {
        throw StoreError.cannotUndo(subject: act.summary, reason: .builtUpon)
      }
    }
  }

  /// Returns the texts that an act wrote or changed, without front matter, as `-F` takes them.
  private func keepTexts(of changes: [PathChange]) throws -> [String] {
    guard changes.count < 64 else { return [] }
    return try changes.compactMap { change in
      guard let place = RecordPath(change.path), let text = try prose(of: change.new), !text.isEmpty,
        try prose(of: change.old) != text
      else { return nil }
      return try drafts.keep(text + "\n", as: "undone-\(place.type.rawValue)-\(place.key)")
    }
  }

  private func prose(of blob: Blob?) throws -> String? {
    guard let blob, let bytes = try repository.blob(blob.id) else { return nil }
    return (try? Document(parsing: bytes))?.prose  // what cannot be read is in the commit still
  }
}
