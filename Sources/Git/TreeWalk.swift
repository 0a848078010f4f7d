/// Going through whole trees. Folders nested deeper than `deepest` are not looked at: nobody's files are
/// there, and a tree made to exhaust the stack would be.
private let deepest = 256

extension Repository {
  /// Visits every file of a commit (or tree), in the order of the paths' bytes.
  ///
  /// - Parameter prefix: a directory or file to stay in; all when empty.
  /// - Throws: `GitError`, and what `visit` throws, which ends the walk.
  package func walk(
    _ commit: ObjectID, under prefix: String = "", _ visit: (_ path: String, _ blob: Blob) throws -> Void
  ) throws {
    guard let entry = try entry(prefix, in: commit) else { return }
    let path = Array(prefix.utf8.split(separator: UInt8(ascii: "/")).joined(separator: [UInt8(ascii: "/")]))
    guard entry.mode == .directory else {
      return try visit(String(decoding: path, as: UTF8.self), Blob(entry.id, mode: entry.mode))
    }
    // The unvisited rest of each open directory, the deepest last.
    var open = [
      (prefix: path.isEmpty ? path : path + [UInt8(ascii: "/")], rest: try tree(entry.id).entries[...])
    ]
    while let last = open.indices.last {
      guard let entry = open[last].rest.popFirst() else {
        open.removeLast()
        continue
      }
      let path = open[last].prefix + entry.name
      if entry.mode != .directory {
        try visit(String(decoding: path, as: UTF8.self), Blob(entry.id, mode: entry.mode))
      } else if open.count < deepest {
        open.append((path + [UInt8(ascii: "/")], try tree(entry.id).entries[...]))
      }
    }
  }

  /// Visits every file that differs between two commits (or trees), in the order of the paths' bytes.
  ///
  /// Equal subtrees are skipped, so the cost is that of the difference.
  ///
  /// - Parameters:
  ///   - old: `nil` for no files at all.
  ///   - impossible: is told each folder, with a slash behind it, that came to have names which no disk can hold.
  /// - Throws: `GitError`, and what `visit` throws, which ends the walk.
  package func changes(
    from old: ObjectID?, to new: ObjectID, impossible: (String) throws -> Void = { _ in },
    _ visit: (PathChange) throws -> Void
  ) throws {
    let before = try old.map { (id) throws(GitError) in try root(of: id) } ?? .emptyTree
    try compare(before, root(of: new), at: [], depth: 0, impossible, visit)
  }

  private func compare(
    _ old: ObjectID?, _ new: ObjectID?, at prefix: [UInt8], depth: Int, _ impossible: (String) throws -> Void,
    _ visit: (PathChange) throws -> Void
  ) throws {
    if old == new { return }
    if depth >= deepest { return try impossible(String(decoding: prefix, as: UTF8.self)) }
    let differing = try differing(old, new)
    if differing.new.hasImpossible { try impossible(String(decoding: prefix, as: UTF8.self)) }
    var one = differing.old.entries[...]
    var other = differing.new.entries[...]
    while true {
      let before: RawTree.Entry?
      let after: RawTree.Entry?
      switch (one.first, other.first) {
      case (nil, nil): return
      case (let removed?, nil): (before, after) = (removed, nil)
      case (nil, let added?): (before, after) = (nil, added)
      case (let removed?, let added?):
        before = added.key < removed.key ? nil : removed
        after = removed.key < added.key ? nil : added
      }
      if before != nil { one.removeFirst() }
      if after != nil { other.removeFirst() }
      if let before, let after, before.id == after.id, before.mode == after.mode { continue }
      guard let entry = before ?? after else { return }
      let path = prefix + entry.name
      if entry.mode == .directory {
        try compare(
          before?.id, after?.id, at: path + [UInt8(ascii: "/")], depth: depth + 1, impossible, visit)
      } else {
        try visit(
          PathChange(
            path: String(decoding: path, as: UTF8.self),
            old: before.map { Blob($0.id, mode: $0.mode) }, new: after.map { Blob($0.id, mode: $0.mode) }))
      }
    }
  }
}
