import Git
import Records

extension Store {
  /// Takes back the last act that was done on this machine, as long as it has not left it.
  ///
  /// The commit at the tip is taken off the branch; when others stand on it, a commit that does the reverse is put
  /// on top, provided that nothing has changed since what the act changed. Texts that go away are kept as drafts.
  /// - Throws: `StoreError.nothingToUndo`, `.cannotUndo`, `.uncommittedEdit`.
  package func undo(by actor: Actor) throws -> (subject: String, drafts: [String]) {
    guard let last = try acts.last(), let commit = ObjectID(hex: last.commit), repository.has(commit) else {
      throw StoreError.nothingToUndo
    }
    let info = try repository.commit(commit)
    guard let parent = info.parents.first, info.parents.count == 1 else { throw StoreError.nothingToUndo }
    if try repository.isOnARemote(commit) {
      throw StoreError.cannotUndo(subject: info.summary, reason: .hasLeft)
    }
    var changes: [PathChange] = []
    try repository.changes(from: parent, to: commit) { changes.append($0) }
    var drafts: [String] = []
    for change in changes {
      guard let new = change.new, change.path.hasSuffix(".md"), changes.count < 64,
        let bytes = try repository.blob(new.id), let name = change.path.split(separator: "/").last
      else { continue }
      drafts.append(
        try self.drafts.keep(String(decoding: bytes, as: UTF8.self), as: "undone-\(name.dropLast(3))"))
    }
    try reverse(changes, info, parent, by: actor)
    try acts.dropLast()
    return (info.summary, drafts)
  }

  private func reverse(_ changes: [PathChange], _ info: CommitInfo, _ parent: ObjectID, by actor: Actor)
    throws
  {
    for change in changes where try repository.isEdited(change.path, since: info.id) {
      throw StoreError.uncommittedEdit(path: change.path)
    }
    if try tip() == info.id {
      try repository.move(
        branch, from: info.id, to: parent, by: Signature(actor), message: "undo: \(info.summary)")
      try repository.bringWorkTree(to: parent, from: info.id, paths: changes.map(\.path))
      return
    }
    let now = try snapshot()
    for change in changes
    where try now.commit.map({ try repository.entry(change.path, in: $0)?.id }) != change.new?.id {
      throw StoreError.cannotUndo(subject: info.summary, reason: .changedSince)
    }
    _ = try perform(by: actor) { _ in
      Act(
        subject: "undo: \(info.summary)",
        changes: try changes.map { change in
          guard let old = change.old, let bytes = try repository.blob(old.id) else {
            return .remove(path: change.path)
          }
          return .put(path: change.path, bytes)
        })
    }
    try acts.dropLast()
  }
}
