import Git
import Records

extension Network {
  /// Takes back the last act that was done on this machine, as long as it has not left it.
  ///
  /// The commit at the tip is taken off the branch; when others stand on it, a commit that does the reverse is put
  /// on top, provided that nothing has changed since what the act changed. Texts that go away are kept as drafts.
  /// - Throws: `StoreError.nothingToUndo`, `.cannotUndo`, `.uncommittedEdit`.
  package func undo(by actor: Actor) throws -> (subject: String, drafts: [String]) {
    let lock = try repository.lock()
    _ = try repository.recover(under: lock)
    guard let last = try acts.last(), let commit = ObjectID(hex: last.commit), try repository.has(commit)
    else {
      throw StoreError.nothingToUndo
    }
    let info = try repository.commit(commit)
    guard let parent = info.parents.first, info.parents.count == 1 else { throw StoreError.nothingToUndo }
    if try repository.isOnARemote(commit) {
      throw StoreError.cannotUndo(subject: info.summary, reason: .hasLeft)
    }
    var changes: [PathChange] = []
    try repository.changes(from: parent, to: commit) { changes.append($0) }
    for change in changes
    where try repository.workTreeState(change.path, expecting: change.new?.id) == .edited {
      throw StoreError.uncommittedEdit(path: change.path)
    }
    let reverse = changes.map { PathChange(path: $0.path, old: $0.new, new: $0.old) }
    let drafts = try keepTexts(of: changes)
    if try tip() == commit {
      try repository.move(
        branch: branch, from: commit, to: parent, by: Signature(actor), reason: "undo: \(info.summary)",
        under: lock)
      _ = try repository.bringAlong(reverse, under: lock)
    } else {
      try commitReverse(reverse, of: info, by: actor, under: lock)
    }
    try acts.dropLast()
    return (info.summary, drafts)
  }

  private func commitReverse(
    _ reverse: [PathChange], of info: CommitInfo, by actor: Actor, under lock: RepositoryLock
  ) throws {
    guard let tip = try tip() else { throw StoreError.nothingToUndo }
    for change in reverse where try repository.entry(change.path, in: tip)?.id != change.old?.id {
      throw StoreError.cannotUndo(subject: info.summary, reason: .changedSince)
    }
    // Who was not named when acting is not named when taking it back.
    let signature =
      info.author.email == Signature.anonymous(at: actor.now).email
      ? .anonymous(at: actor.now) : Signature(actor)
    _ = try repository.perform(
      BranchChange(
        branch: branch, parents: [tip],
        changes: reverse.map { change in
          change.new.map { TreeChange.put(change.path, $0.id, mode: $0.mode) } ?? .remove(change.path)
        }, author: signature, committer: signature, message: "undo: \(info.summary)\n"), under: lock)
  }

  private func keepTexts(of changes: [PathChange]) throws -> [String] {
    guard changes.count < 64 else { return [] }
    return try changes.compactMap { change in
      guard let new = change.new, change.path.hasSuffix(".md"), let bytes = try repository.blob(new.id),
        let name = change.path.split(separator: "/").last
      else { return nil }
      return try drafts.keep(String(decoding: bytes, as: UTF8.self), as: "undone-\(name.dropLast(3))")
    }
  }
}
