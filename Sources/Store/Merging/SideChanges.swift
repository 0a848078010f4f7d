import Git
import Records

/// The files that one side changed since the base, each under its path in the base, wherever the side moved it.
///
/// Moves are recognised by ids, never by similarity: a thread's folder belongs to the post (event, contest) whose
/// id is in it.
struct SideChanges {
  struct State: Equatable {
    /// The file on this side; `nil` if it was removed.
    var blob: Blob?
    /// Its path on this side.
    var place: TreePath
  }

  private(set) var states: [TreePath: State] = [:]
  /// The changed files as the base has them.
  private(set) var before: [TreePath: Blob] = [:]
  /// The folders of threads that this side moved: from the base's path to its own.
  private(set) var folders: [TreePath: TreePath] = [:]

  private var removed: [TreePath: Blob] = [:]
  private var added: [TreePath: Blob] = [:]
  private let repository: Repository

  /// - Parameter base: a commit or tree.
  init(from base: ObjectID, to side: ObjectID, in repository: Repository) throws {
    self.repository = repository
    try repository.changes(from: base, to: side) { change in
      let path = TreePath(change.path)
      switch (change.old, change.new) {
      case (let old?, nil): removed[path] = old
      case (nil, let new?): added[path] = new
      case (let old?, let new?):
        before[path] = old
        states[path] = State(blob: new, place: path)
      case (nil, nil): break
      }
    }
  }

  /// The folders of threads that this side added, by the identity of each; without moved ones.
  func addedThreads() -> [RecordKey: [TreePath]] {
    let moved = Set(removed.keys.compactMap { RecordKey($0.text) })
    var found: [RecordKey: [TreePath]] = [:]
    for path in added.keys {
      guard let key = RecordKey(path.text), key.isThread, !moved.contains(key) else { continue }
      found[key, default: []].append(path.folder)
    }
    return found
  }

  /// Renames each file to its path in the base.
  ///
  /// - Parameter shared: for the folders of threads that both sides added under different names, from this side's
  /// name to the common one.
  mutating func settle(in base: ObjectID, shared: [TreePath: TreePath]) throws {
    var origins = try movedRecords()
    for (path, origin) in origins where RecordKey(origin.text)?.isThread ?? false {
      if path.name == origin.name, !path.folder.text.isEmpty { folders[origin.folder] = path.folder }
    }
    for (mine, name) in shared where mine != name { folders[name] = mine }
    if !folders.isEmpty {
      var homes: [TreePath: TreePath] = [:]
      for (origin, home) in folders.sorted(by: { $0.key < $1.key }) { homes[home] = origin }
      for path in added.keys where origins[path] == nil {
        guard let home = path.folders.last(where: { homes[$0] != nil }), let origin = homes[home],
          let old = path.moved(from: home, to: origin)
        else { continue }
        // A file that stayed behind in the old folder is another one.
        let isFree =
          try removed[old] != nil
          || states[old] == nil && added[old] == nil
            && repository.entry(old.text, in: base) == nil
        if isFree { origins[path] = old }
      }
    }
    for (path, blob) in added {
      let key = try origins[path] ?? commonName(of: path, in: base)
      states[key] = State(blob: blob, place: path)
      if let old = removed.removeValue(forKey: key) { before[key] = old }
    }
    for (path, old) in removed {
      states[path] = State(blob: nil, place: path)
      before[path] = old
    }
    (removed, added) = ([:], [:])
  }

  /// Returns the name that both sides know a new path by: its composed form, unless another file has that name.
  private func commonName(of path: TreePath, in base: ObjectID) throws -> TreePath {
    let composed = path.composed
    if composed == path { return path }
    let isFree = try added[composed] == nil && repository.entry(composed.text, in: base) == nil
    return isFree && states[composed] == nil ? composed : path
  }

  /// Returns, for each record that was moved, its path on this side and that in the base.
  private func movedRecords() throws -> [TreePath: TreePath] {
    var origins: [TreePath: TreePath] = [:]
    var lost: [RecordKey: TreePath] = [:]
    for path in removed.keys.sorted().reversed() {
      if let key = RecordKey(path.text) { lost[key] = path }
    }
    if lost.isEmpty { return origins }
    for path in added.keys.sorted() {
      guard let key = RecordKey(path.text), let old = lost.removeValue(forKey: key) else { continue }
      origins[path] = old
    }
    // What is no record by its path can be one by the id in it.
    let odd = added.keys.filter { $0.text.hasSuffix(".md") && RecordPath($0.text) == nil }
    for path in odd.sorted() where !lost.isEmpty && ConflictName.original(of: path.text) == nil {
      guard let blob = added[path], let bytes = try repository.blob(blob.id),
        let id = (try? Document(parsing: bytes))?["id"]?.text,  // what cannot be read has no id
        let found = lost.first(where: { $0.key.id == id && !$0.key.isInThread })
      else { continue }
      origins[path] = found.value
      lost.removeValue(forKey: found.key)
    }
    return origins
  }
}

/// The identity of a record wherever it lies: its type and its id.
package struct RecordKey: Hashable {
  let type: RecordType
  package let id: String

  /// Reads it from a path; `nil` if the path has no id.
  package init?(_ path: String) {
    guard let place = RecordPath(path), place.type.hasID else { return nil }
    (type, id) = (place.type, place.key)
  }

  /// Whether such a record has a folder of its own.
  package var isThread: Bool { type == .post || type == .event || type == .contest }
  var isInThread: Bool { type == .reply }
}
