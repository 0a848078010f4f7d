import Git
import Records

/// The result of `undo`.
package struct Undone: Sendable {
  /// The subject of the act's commit.
  package let subject: String
  package let commit: ObjectID
  /// The files that now hold the texts of the act.
  package let drafts: [String]
  package let recovered: [Recovery]
}

extension Network {
  /// Takes back the caller's last act on this machine, as long as it has not left the machine.
  ///
  /// If its commit is the tip, the branch goes back. If other commits stand on it, a commit that does the reverse
  /// is added, provided that the act's changes are still in place. Texts that go away are kept as drafts.
  /// - Throws: `StoreError.detached`, `.nothingToUndo`, `.cannotUndo`, `.uncommittedEdit`.
  package func undo(by actor: Actor) throws -> Undone {
    try requireBranch()
    let lock = try repository.lock()
    let recovered = try recover(under: lock)
    guard let tip = try tip(), let act = try lastAct(of: actor, before: tip),
      let parent = act.parents.first, act.parents.count == 1
    else { throw StoreError.nothingToUndo }
    if try repository.isOnARemote(act.id) {
      throw StoreError.cannotUndo(subject: act.summary, reason: .hasLeft)
    }
    var changes: [PathChange] = []
    try repository.changes(from: parent, to: act.id) { changes.append($0) }
    let reverse = changes.map { PathChange(path: $0.path, old: $0.new, new: $0.old) }
    if tip != act.id { try requireUnchanged(reverse, of: act, in: tip) }
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
          branch: branch, parents: [tip],
          changes: reverse.map { change in
            change.new.map { TreeChange.put(change.path, $0.id, mode: $0.mode) } ?? .remove(change.path)
          }, author: signature, committer: signature, message: "undo: \(act.summary)\n"), under: lock,
        signer: act.author.isAnonymous ? nil : signer)
    }
    try acts.drop(act.id)
    return Undone(subject: act.summary, commit: act.id, drafts: drafts, recovered: recovered)
  }

  /// Returns the time of the act that `undo` would take back, in seconds since 1970; `nil` if there is none.
  package func lastAct(of actor: Actor) throws -> Int64? {
    try tip().flatMap { try lastAct(of: actor, before: $0)?.committer.seconds }
  }

  /// Returns the last act on the branch that is the caller's or anonymous.
  private func lastAct(of actor: Actor, before tip: ObjectID) throws -> CommitInfo? {
    for line in try acts.lines().reversed() where try repository.has(line.commit) {
      let info = try repository.commit(line.commit)
      guard info.author.isAnonymous || info.author.email.lowercased() == actor.email.lowercased(),
        try repository.isAncestor(info.id, of: tip)
      else { continue }
      return info
    }
    return nil
  }

  private func requireUnchanged(_ reverse: [PathChange], of act: CommitInfo, in tip: ObjectID) throws {
    for change in reverse where try repository.entry(change.path, in: tip)?.id != change.old?.id {
      throw StoreError.cannotUndo(subject: act.summary, reason: .changedSince)
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
