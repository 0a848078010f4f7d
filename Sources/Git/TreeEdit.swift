/// Builds the tree that a set of changes makes of another one, rewriting only the directories on the
/// changed paths.
struct TreeEdit {
  let repository: Repository
  /// Where the new trees go: the object store, or a pack that is being written.
  let write: ([UInt8]) throws(GitError) -> ObjectID
  /// What was changed, with what was there before; filled by `apply`, in the order of the paths' bytes.
  private(set) var changed: [PathChange] = []

  private var paths: [[UInt8]] = []
  private var blobs: [Blob?] = []

  init(_ repository: Repository, write: @escaping ([UInt8]) throws(GitError) -> ObjectID) {
    self.repository = repository
    self.write = write
  }

  /// The tree after the changes; directories left without files are dropped.
  ///
  /// - Throws: `GitError.unsafePath`, `GitError.exists` where a file and a directory would have one name
  ///   or a path is changed twice, `GitError.notFound` where there is nothing to remove.
  mutating func apply(_ changes: [TreeChange], to root: ObjectID) throws(GitError) -> ObjectID {
    for change in changes where change.blob != nil && !isSafePath(change.path) {
      throw .unsafePath(change.path)
    }
    let sorted = changes.map { (path: Array($0.path.utf8), blob: $0.blob) }
      .sorted { $0.path.lexicographicallyPrecedes($1.path) }
    for (one, next) in zip(sorted, sorted.dropFirst()) where one.path == next.path {
      throw .exists(path: String(decoding: one.path, as: UTF8.self))
    }
    (paths, blobs, changed) = (sorted.map(\.path), sorted.map(\.blob), [])
    changed.reserveCapacity(sorted.count)
    let entries = try edit(repository.tree(root).entries, 0..<sorted.count, from: 0, depth: 0)
    return try write(encode(entries))
  }

  private func encode(_ entries: [RawTree.Entry]) -> [UInt8] {
    var tree = RawTree()
    tree.entries = entries
    return tree.encoded
  }

  /// The changes to one name of a directory: to the file of that name, and to what is below it.
  private struct Group {
    let name: ArraySlice<UInt8>
    var file: Int?
    var below: Range<Int>?
  }

  /// Changes a directory; `range` are its changes and `start` is where their paths go on inside it.
  private mutating func edit(_ base: [RawTree.Entry], _ range: Range<Int>, from start: Int, depth: Int)
    throws(GitError) -> [RawTree.Entry]
  {
    guard depth < 128, let first = range.first else { return base }
    let groups = try group(range, from: start)
    var places: [ArraySlice<UInt8>: Int] = [:]
    if groups.count > 8 { for (place, entry) in base.enumerated() { places[entry.name] = place } }
    var isReplaced = [Bool](repeating: false, count: base.count)
    var result: [RawTree.Entry] = []
    for group in groups {
      let place = groups.count > 8 ? places[group.name] : base.firstIndex { $0.name == group.name }
      let old = place.map { base[$0] }
      if let place { isReplaced[place] = true }
      let path = { String(decoding: group.name, as: UTF8.self) }
      var now: RawTree.Entry? = old
      if let file = group.file, blobs[file] == nil || old?.mode != .directory {
        guard blobs[file] != nil || old.map({ $0.mode != .directory }) == true else {
          throw .notFound(String(decoding: paths[file], as: UTF8.self))
        }
        now = blobs[file].map { RawTree.Entry(name: group.name, id: $0.id, mode: $0.mode) }
        note(file, old, now)
      }
      if let below = group.below {
        if let now, now.mode != .directory { throw .exists(path: pathText(first, start) + path()) }
        let inside = try now.map { (entry) throws(GitError) in try repository.tree(entry.id).entries } ?? []
        let entries = try edit(inside, below, from: start + group.name.count + 1, depth: depth + 1)
        now = nil
        if !entries.isEmpty {
          now = RawTree.Entry(name: group.name, id: try write(encode(entries)), mode: .directory)
        }
        // A file in the place of a directory whose last file goes.
        if let file = group.file, let blob = blobs[file] {
          guard now == nil else { throw .exists(path: pathText(first, start) + path()) }
          now = RawTree.Entry(name: group.name, id: blob.id, mode: blob.mode)
          note(file, nil, now)
        }
      } else if let file = group.file, blobs[file] != nil, now?.mode == .directory {
        throw .exists(path: String(decoding: paths[file], as: UTF8.self))
      }
      if let now { result.append(now) }
    }
    var kept: [RawTree.Entry] = []
    kept.reserveCapacity(base.count + result.count)
    for (place, entry) in base.enumerated() where !isReplaced[place] { kept.append(entry) }
    kept.append(contentsOf: result)
    kept.sort { $0.key < $1.key }
    return kept
  }

  private func group(_ range: Range<Int>, from start: Int) throws(GitError) -> [Group] {
    var groups: [Group] = []
    for index in range {
      let rest = paths[index][start...]
      let slash = rest.firstIndex(of: UInt8(ascii: "/"))
      let name = rest[..<(slash ?? rest.endIndex)]
      if name.isEmpty { throw .unsafePath(String(decoding: paths[index], as: UTF8.self)) }
      let place = Self.place(of: name, in: groups) ?? groups.count
      if place == groups.count { groups.append(Group(name: name)) }
      if slash == nil {
        groups[place].file = index
      } else {
        // In the paths' order those below one directory stand together.
        groups[place].below = (groups[place].below?.lowerBound ?? index)..<(index + 1)
      }
    }
    return groups
  }

  /// In the paths' order, whatever stands between a name and the same one again (`a`, `a-b`, `a/c`) begins with it.
  private static func place(of name: ArraySlice<UInt8>, in groups: [Group]) -> Int? {
    for place in groups.indices.reversed() {
      guard groups[place].name.starts(with: name) else { return nil }
      if groups[place].name.count == name.count { return place }
    }
    return nil
  }

  private func pathText(_ index: Int, _ end: Int) -> String {
    String(decoding: paths[index][..<end], as: UTF8.self)
  }

  private mutating func note(_ index: Int, _ old: RawTree.Entry?, _ new: RawTree.Entry?) {
    changed.append(
      PathChange(
        path: String(decoding: paths[index], as: UTF8.self),
        old: old.map { Blob($0.id, mode: $0.mode) }, new: new.map { Blob($0.id, mode: $0.mode) }))
  }
}
