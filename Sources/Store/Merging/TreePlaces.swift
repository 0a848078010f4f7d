import Git
import Records

/// Gives each merged file a path of its own: no two files at one path, no file where a folder is, no two names that
/// differ only by case.
struct TreePlaces {
  private let merge: TreeMerge
  private var items: [TreeMerge.Item]
  private var kept: [MergedTree.Kept] = []
  /// The paths in the merged tree of all files that were changed or moved.
  private var puts: [TreePath: Blob] = [:]

  init(_ merge: TreeMerge, _ items: [TreeMerge.Item]) {
    self.merge = merge
    self.items = items
  }

  mutating func settle(keeping beside: [(blob: Blob, place: TreePath)]) throws -> MergedTree {
    try joinFoldersThatDifferByCase()
    try separate()
    try moveFilesOutOfFolders()
    for (blob, place) in beside { try keep(blob, beside: place) }
    return MergedTree(
      changes: try changes(), kept: Set(kept).sorted { TreePath($0.path) < TreePath($1.path) })
  }

  /// Joins new folders that some disks take for one: under the base's name, else the last by its bytes, which is
  /// the one in lower case.
  private mutating func joinFoldersThatDifferByCase() throws {
    let added = items.indices.filter { items[$0].blob != nil && items[$0].base == nil }
    // From the root down: what lies deeper has moved with its folder by then.
    for depth in 0... {
      var names: [TreePath: Set<TreePath>] = [:]
      for index in added {
        let folders = items[index].place.folders
        if depth < folders.count { names[folders[depth].caseKey, default: []].insert(folders[depth]) }
      }
      if names.isEmpty { return }
      for (_, folders) in names where folders.count > 1 {
        let known = try folders.filter { try merge.repository.entry($0.text, in: merge.base) != nil }
        guard known.count < 2, let target = known.first ?? folders.max() else { continue }
        for index in added {
          for folder in folders where folder != target {
            if let moved = items[index].place.moved(from: folder, to: target) { items[index].place = moved }
          }
        }
      }
    }
  }

  /// Keeps the first of several files for one path, or for paths that some disks take for one; the others go
  /// beside.
  private mutating func separate() throws {
    var groups: [TreePath: [Int]] = [:]
    for (index, item) in items.enumerated() where item.blob != nil {
      groups[isNew(item) ? item.place.caseKey : item.place, default: []].append(index)
    }
    for (index, item) in items.enumerated() where item.blob != nil && !isNew(item) {
      // A new name may differ by case only from one that was there.
      if item.place.caseKey != item.place { groups[item.place.caseKey]?.append(index) }
    }
    let known = Set(items.flatMap { [$0.before?.place, $0.theirs?.place, $0.key].compactMap(\.self) })
    var away: Set<Int> = []
    for indices in groups.values {
      var sorted = indices.sorted { precedes(items[$0], items[$1]) }[...]
      guard let first = sorted.first else { continue }
      // A file that neither side touched may lie where this one is to go.
      let isTaken =
        try items[first].isElsewhere && !known.contains(items[first].place)
        && merge.repository.entry(items[first].place.text, in: merge.ours) != nil
      if !isTaken { sorted = sorted.dropFirst() }
      for index in sorted where isNew(items[index]) { away.insert(index) }
    }
    for (index, item) in items.enumerated() where !away.contains(index) {
      if let blob = item.blob { puts[item.place] = blob }
    }
    for index in away.sorted() {
      guard let blob = items[index].blob else { continue }
      items[index].blob = nil
      if puts[items[index].place] != blob { try keep(blob, beside: items[index].place) }
    }
  }

  private func isNew(_ item: TreeMerge.Item) -> Bool { item.base == nil || item.place != item.key }

  /// Orders files for one path: the one that lay there, then the last name by its bytes, then the greater content.
  private func precedes(_ one: TreeMerge.Item, _ other: TreeMerge.Item) -> Bool {
    if isNew(one) != isNew(other) { return !isNew(one) }
    if one.place != other.place { return other.place < one.place }
    if let first = one.blob, let second = other.blob, first != second {
      return (second.id, second.mode.rawValue) < (first.id, first.mode.rawValue)
    }
    return one.key < other.key
  }

  /// Puts a file beside if the other side has a folder of its name.
  private mutating func moveFilesOutOfFolders() throws {
    var blocked: [TreePath: Blob] = [:]
    for place in puts.keys {
      for folder in place.folders { if let blob = puts[folder] { blocked[folder] = blob } }
    }
    // Only a file that is where neither side has it can meet what neither side touched.
    let elsewhere = items.filter { $0.blob != nil && $0.isElsewhere && puts[$0.place] == $0.blob }
    if !elsewhere.isEmpty {
      let gone = Set(items.compactMap { $0.before?.place })
      for item in elsewhere {
        for folder in item.place.folders where blocked[folder] == nil && !gone.contains(folder) {
          guard let entry = try merge.repository.entry(folder.text, in: merge.ours), entry.mode != .directory
          else { continue }
          let blob = Blob(entry.id, mode: entry.mode)
          blocked[folder] = blob
          items.append(.init(key: folder, base: blob, ours: nil, theirs: nil, blob: nil, place: folder))
        }
        if try isFolder(item.place, without: gone) { blocked[item.place] = item.blob }
      }
    }
    for (place, blob) in blocked.sorted(by: { $0.key < $1.key }) {
      puts[place] = nil
      try keep(blob, beside: place)
    }
  }

  /// Whether any file of `ours` stays below a path.
  private func isFolder(_ place: TreePath, without gone: Set<TreePath>) throws -> Bool {
    guard try merge.repository.entry(place.text, in: merge.ours)?.mode == .directory else { return false }
    struct Found: Error {}
    do {
      try merge.repository.walk(merge.ours, under: place.text) { path, _ in
        if !gone.contains(TreePath(path)) { throw Found() }
      }
    } catch is Found {
      return true
    }
    return false
  }

  private mutating func keep(_ blob: Blob, beside place: TreePath) throws {
    let digits = blob.id.description
    // Eight digits nearly always do; where somebody has a file of that name, more of them.
    for count in [8, 16, 40] {
      let path = TreePath(ConflictName.path(beside: place.text, digits: digits.prefix(count)))
      let others = try [merge.ours, merge.theirs].compactMap { try merge.repository.entry(path.text, in: $0) }
      let isFree = others.allSatisfy { $0.id == blob.id } && puts[path].map { $0.id == blob.id } ?? true
      guard isFree || count == 40 else { continue }
      puts[path] = blob
      kept.append(.init(path: path.text, original: place.text))
      return
    }
  }

  private func changes() throws -> [TreeChange] {
    var before: [TreePath: Blob] = [:]
    for item in items { if let (place, blob) = item.before { before[place] = blob } }
    for name in kept {
      let path = TreePath(name.path)
      if let entry = try merge.repository.entry(name.path, in: merge.ours) {
        before[path] = Blob(entry.id, mode: entry.mode)
      }
    }
    var changes: [TreeChange] = []
    for (place, blob) in puts where before[place] != blob {
      changes.append(.put(place.text, blob.id, mode: blob.mode))
    }
    for place in before.keys where puts[place] == nil { changes.append(.remove(place.text)) }
    return changes.sorted { TreePath($0.path) < TreePath($1.path) }
  }
}
