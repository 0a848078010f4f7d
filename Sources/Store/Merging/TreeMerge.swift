import Git
import Records

/// The result of merging two trees.
package struct MergedTree: Sendable {
  /// The edits that turn the tree of `ours` into the merged one, sorted by path.
  package let changes: [TreeChange]
  /// The texts and files that lost and are kept beside, sorted by path.
  package let kept: [Kept]

  package struct Kept: Hashable, Sendable {
    /// The path at which it is kept: `<name>.conflict-<8 of its blob id>.<ext>`.
    package let path: String
    /// The file beside which it is kept.
    package let original: String
  }
}

/// Three-way merging of trees, by the rules of Merging.md.
///
/// By the rules of the version that the base has: a clone that has taken in `upgrade` and one that has not get the
/// same tree. Only what a side changed is read, so the cost is that of the changes. The merged tree is the same whichever side
/// is `ours`.
struct TreeMerge {
  /// A file that one side or both changed, on its way into the merged tree.
  struct Item {
    /// Its identity: the path in the base, if it was there.
    let key: TreePath
    let base: Blob?
    /// The change of a side; `nil` if it did not touch the file.
    let ours: SideChanges.State?
    let theirs: SideChanges.State?
    var blob: Blob?
    /// Its path in the merged tree.
    var place: TreePath

    /// The file in the tree of `ours` with its path; `nil` if it is not there.
    var before: (place: TreePath, blob: Blob)? {
      guard let ours else { return base.map { (key, $0) } }
      return ours.blob.map { (ours.place, $0) }
    }

    /// Whether its path in the merged tree is that of neither side.
    var isElsewhere: Bool {
      let sides = [ours, theirs].map {
        $0.map { $0.blob == nil ? nil : $0.place } ?? (base == nil ? nil : key)
      }
      return !sides.contains(place)
    }
  }

  /// Returns the last changes of a file, given its paths on both sides.
  typealias LastChanges = (_ ours: TreePath, _ theirs: TreePath) throws -> RecordMerge.LastChanges

  let repository: Repository
  let base: ObjectID
  let ours: ObjectID
  let theirs: ObjectID
  /// The version of the format of the base's network.
  let format: Int
  private let lastChanges: LastChanges
  private var items: [Item] = []
  /// The files to keep beside others, with the path of the winner.
  private var beside: [(blob: Blob, place: TreePath)] = []

  /// Merges two trees.
  ///
  /// - Parameters:
  ///   - base: a commit or tree; the empty tree for unrelated histories.
  ///   - lastChanges: called only if the outcome depends on it.
  static func merge(
    base: ObjectID, ours: ObjectID, theirs: ObjectID, in repository: Repository,
    lastChanges: @escaping LastChanges = { _, _ in (nil, nil) }
  ) throws -> MergedTree {
    var merge = TreeMerge(
      repository: repository, base: base, ours: ours, theirs: theirs,
      format: try repository.formatVersion(of: base), lastChanges: lastChanges)
    return try merge.run()
  }

  private init(
    repository: Repository, base: ObjectID, ours: ObjectID, theirs: ObjectID, format: Int,
    lastChanges: @escaping LastChanges
  ) {
    self.repository = repository
    self.base = base
    (self.ours, self.theirs, self.format, self.lastChanges) = (ours, theirs, format, lastChanges)
  }

  private mutating func run() throws -> MergedTree {
    if let simple = try oneSided() { return simple }
    var one = try SideChanges(from: base, to: ours, in: repository)
    var other = try SideChanges(from: base, to: theirs, in: repository)
    let shared = try sharedThreads(one.addedThreads(), other.addedThreads())
    try one.settle(in: base, shared: shared.ours)
    try other.settle(in: base, shared: shared.theirs)
    let folders = MergedFolders(one.folders, other.folders)
    for key in Set(one.states.keys).union(other.states.keys).sorted() {
      let (mine, yours) = (one.states[key], other.states[key])
      var item = Item(
        key: key, base: one.before[key] ?? other.before[key], ours: mine, theirs: yours, blob: nil, place: key
      )
      item.place = folders.place(of: item)
      item.blob = try content(of: item)
      items.append(item)
    }
    var places = TreePlaces(self, items)
    return try places.settle(keeping: beside)
  }

  /// Returns the other's tree as it is if one side did nothing; else `nil`.
  private func oneSided() throws -> MergedTree? {
    let trees = try [base, ours, theirs].map { try repository.root(of: $0) }
    if trees[1] == trees[2] || trees[2] == trees[0] { return MergedTree(changes: [], kept: []) }
    guard trees[1] == trees[0] else { return nil }
    return MergedTree(changes: try repository.changes(from: ours, to: theirs).map(TreeChange.init), kept: [])
  }

  /// Returns the folders of threads that both sides added under different names: from each side's name to the
  /// common one. Only version 1 joins what has one id.
  private func sharedThreads(
    _ one: [RecordKey: [TreePath]], _ other: [RecordKey: [TreePath]]
  ) throws -> (ours: [TreePath: TreePath], theirs: [TreePath: TreePath]) {
    var (mine, yours): ([TreePath: TreePath], [TreePath: TreePath]) = ([:], [:])
    guard format < 2 else { return (mine, yours) }
    for (key, folders) in one {
      guard let others = other[key], folders.count == 1, others.count == 1, folders[0] != others[0],
        try isSameRecord(key, folders[0], others[0])
      else { continue }
      let name = min(folders[0], others[0])
      mine[folders[0]] = name
      yours[others[0]] = name
    }
    return (mine, yours)
  }

  /// Whether two records with one id are the same record: they have the same author and time.
  private func isSameRecord(_ key: RecordKey, _ folder: TreePath, _ other: TreePath) throws -> Bool {
    func card(_ folder: TreePath, _ side: ObjectID) throws -> [YAMLValue?]? {
      guard let bytes = try repository.blob(at: "\(folder.text)/\(key.type.rawValue).md", in: side),
        let card = try? Document(parsing: bytes)  // what cannot be read is not the same
      else { return nil }
      return ["author", "created", "host", "starts"].map { card[$0] }
    }
    guard let mine = try card(folder, ours), mine.contains(where: { $0 != nil }) else { return false }
    return mine == (try card(other, theirs))
  }

  // MARK: Contents

  /// Merges a file; `nil` if it goes. What loses is noted in `beside`.
  private mutating func content(of item: Item) throws -> Blob? {
    let one = item.ours.map(\.blob) ?? item.base
    let other = item.theirs.map(\.blob) ?? item.base
    if one == other || other == item.base { return one }
    if one == item.base { return other }
    // Changed on one side and removed on the other: the change stays.
    guard let one, let other else { return one ?? other }
    let id = try contents(item, one, other)
    guard let id else { return try fileOverLink(item, one, other) }
    let isChanged = one.mode != item.base?.mode
    var mode = one.mode == other.mode || isChanged ? one.mode : other.mode
    if one.mode != other.mode, isChanged, other.mode != item.base?.mode { mode = .file }
    return Blob(id, mode: mode)
  }

  /// Returns `nil` if one side is a link or a submodule.
  private mutating func contents(_ item: Item, _ one: Blob, _ other: Blob) throws -> ObjectID? {
    guard one.mode.isRegular, other.mode.isRegular, item.base?.mode.isRegular ?? true else { return nil }
    if one.id == other.id || other.id == item.base?.id { return one.id }
    if one.id == item.base?.id { return other.id }
    let base = try item.base.map { try bytes($0) }
    let (mine, yours) = (try bytes(one), try bytes(other))
    let rules = MergeRules(path: item.key.text, format: format)
    let merged = try RecordMerge.merge(base: base, mine, yours, by: rules) {
      try lastChanges(item.ours?.place ?? item.key, item.theirs?.place ?? item.key)
    }
    if let kept = merged.kept { beside.append((kept == mine ? Blob(one.id) : Blob(other.id), item.place)) }
    if merged.bytes == mine { return one.id }
    return merged.bytes == yours ? other.id : try repository.writeBlob(merged.bytes)
  }

  /// Merges a file and a link of one name: the file stays, and the link's target is kept beside as a text.
  private mutating func fileOverLink(_ item: Item, _ one: Blob, _ other: Blob) throws -> Blob {
    let isFirst = one.mode == other.mode ? other.id < one.id : one.mode.rawValue < other.mode.rawValue
    let (winner, loser) = isFirst ? (one, other) : (other, one)
    if loser.mode != .submodule { beside.append((Blob(loser.id), item.place)) }
    return winner
  }

  private func bytes(_ blob: Blob) throws -> [UInt8] {
    guard let bytes = try repository.blob(blob.id) else { throw GitError.notFound(blob.id.description) }
    return bytes
  }
}

extension FileMode {
  fileprivate var isRegular: Bool { self == .file || self == .executable }
}

/// The folders of threads that the sides moved, and where they end up.
struct MergedFolders {
  private var targets: [TreePath: TreePath] = [:]

  /// From the base's folder to the side's.
  init(_ ours: [TreePath: TreePath], _ theirs: [TreePath: TreePath]) {
    for folder in Set(ours.keys).union(theirs.keys) {
      // Moved by both to different places: one of them, whichever side is asked.
      guard let target = [ours[folder], theirs[folder]].compactMap(\.self).min() else { continue }
      for name in [folder, ours[folder], theirs[folder]].compactMap(\.self) { targets[name] = target }
    }
  }

  func target(of path: TreePath) -> TreePath {
    guard !targets.isEmpty, let folder = path.folders.last(where: { targets[$0] != nil }),
      let target = targets[folder], let moved = path.moved(from: folder, to: target)
    else { return path }
    return moved
  }

  /// Returns the path of a file in the merged tree: it goes with its folder, unless one side moved it by itself.
  func place(of item: TreeMerge.Item) -> TreePath {
    let home = target(of: item.key)
    let sides = [item.ours, item.theirs].compactMap { $0?.blob == nil ? nil : $0?.place }
    // Two names that differ by composition only are one.
    let moved = Set(sides.map(target)).filter { $0 != home && (sides.count == 1 || $0.composed != home) }
    return moved.min() ?? home
  }
}
