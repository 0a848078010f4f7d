/// The objects that one repository has and another lacks.
struct NewObjects {
  struct Item {
    let id: ObjectID
    let kind: ObjectKind
    /// One that is much like it, and that the other side has or is sent before: the same folder earlier on.
    let base: ObjectID?
  }

  /// What an object refers to always stands before it.
  private(set) var items: [Item] = []
  /// The commits among them, parents first.
  private(set) var commits: [ObjectID] = []
  private let repository: Repository
  private var seen: Set<ObjectID> = []

  /// - Parameters:
  ///   - tips: commits, or tags of them.
  ///   - isKnown: whether the other side has a commit, and with it all that it builds on.
  init(
    in repository: Repository, from tips: [ObjectID], isKnown: (ObjectID) throws(GitError) -> Bool
  ) throws(GitError) {
    self.repository = repository
    var tags: [Item] = []
    var starts: [ObjectID] = []
    for tip in tips {
      var id = tip
      var chain: [Item] = []
      while let found = try repository.anyObject(id), found.kind == .tag, chain.count < 10,
        let next = TagLink.target(found.bytes)
      {
        if try isKnown(id) { break }
        chain.append(Item(id: id, kind: .tag, base: nil))
        id = next
      }
      tags += chain.reversed()
      starts.append(id)
    }
    try order(starts, isKnown)
    for tag in tags where seen.insert(tag.id).inserted { items.append(tag) }
  }

  /// Goes through the commits, parents first, each with what it adds.
  private mutating func order(_ starts: [ObjectID], _ isKnown: (ObjectID) throws(GitError) -> Bool)
    throws(GitError)
  {
    var known: [ObjectID: Bool] = [:]
    // The open commits, each with the parents that are still to be looked at.
    var open: [(id: ObjectID, links: CommitLinks, rest: ArraySlice<ObjectID>)] = []
    var entered: Set<ObjectID> = []
    for start in starts {
      var next: ObjectID? = start
      while next != nil || !open.isEmpty {
        if let id = next {
          next = nil
          if known[id] == nil { known[id] = try isKnown(id) }
          if known[id] != true, entered.insert(id).inserted {
            let links = try repository.links(id)
            open.append((id, links, links.parents[...]))
          }
        }
        guard let last = open.indices.last else { continue }
        if let parent = open[last].rest.popFirst() {
          // A shallow clone names parents that it does not have.
          if try repository.has(parent) { next = parent }
          continue
        }
        let done = open.removeLast()
        try add(done.id, done.links)
      }
    }
  }

  private mutating func add(_ id: ObjectID, _ links: CommitLinks) throws(GitError) {
    var before: [ObjectID] = []
    for parent in links.parents where try repository.has(parent) {
      before.append(try repository.links(parent).tree)
    }
    if !before.contains(links.tree) { try add(tree: links.tree, before, depth: 0) }
    seen.insert(id)
    items.append(Item(id: id, kind: .commit, base: nil))
    commits.append(id)
  }

  /// Adds a folder and what is in it, unless one of those that it was before had the same there.
  private mutating func add(tree id: ObjectID, _ before: [ObjectID], depth: Int) throws(GitError) {
    guard seen.insert(id).inserted else { return }
    // Nobody's files are so deep, and git's own stack would not bear much more.
    guard depth < 1000 else { throw .corrupt("tree \(id)") }
    let (entries, earlier) = try differing(before, id)
    var places = [Int](repeating: 0, count: earlier.count)
    for entry in entries where entry.mode != .submodule {
      var folders: [ObjectID] = []
      var isThere = false
      for (number, others) in earlier.enumerated() {
        while places[number] < others.count, others[places[number]].key < entry.key { places[number] += 1 }
        guard places[number] < others.count, others[places[number]].key == entry.key else { continue }
        let other = others[places[number]]
        if other.id == entry.id { isThere = true }
        if other.mode == .directory { folders.append(other.id) }
      }
      if isThere { continue }
      if entry.mode == .directory {
        try add(tree: entry.id, folders, depth: depth + 1)
      } else if seen.insert(entry.id).inserted {
        items.append(Item(id: entry.id, kind: .blob, base: nil))
      }
    }
    items.append(Item(id: id, kind: .tree, base: before.first))
  }

  /// What of a folder's entries may be new beside some earlier states, and what of theirs to compare it with.
  private func differing(_ before: [ObjectID], _ id: ObjectID) throws(GitError) -> (
    [RawTree.Entry], earlier: [[RawTree.Entry]]
  ) {
    if before.count == 1 {
      let found = try repository.differing(before[0], id)
      return (found.new.entries, [found.old.entries])
    }
    return (
      try repository.tree(id).entries,
      try before.map { (id) throws(GitError) in try repository.tree(id).entries }
    )
  }
}

/// Fewer objects than this are stored one by one, as git does; more as a pack.
let unpackLimit = 100

extension Repository {
  /// An object of whatever kind; `nil` where it is not here.
  func anyObject(_ id: ObjectID) throws(GitError) -> Pack.Packed? {
    if let found = try files.read(id) { return found }
    guard try files.isPartial else { return nil }
    for kind in [ObjectKind.commit, .tree, .blob, .tag] {
      do throws(GitError) {
        guard let bytes = try object(id, kind) else { return nil }
        return Pack.Packed(kind: kind, bytes: bytes)
      } catch .corrupt {
        continue
      }
    }
    return nil
  }

  /// Stores objects of another repository of this machine here.
  ///
  /// In the order of `NewObjects`, so that a commit that is here has all that it needs here at any moment.
  func store(
    _ objects: NewObjects, from other: Repository, wanted: [ObjectID], _ progress: (TransferProgress) -> Void
  ) throws(TransferProblem) {
    if objects.items.count >= unpackLimit {
      let receiver = try here { () throws(GitError) in try PackReceiver(self) }
      let pack = try here { () throws(GitError) in try PackSending(objects, of: other, isThin: true) }
      while let bytes = try here({ () throws(GitError) in try pack.next() }) {
        try here { () throws(GitError) in try receiver.add(bytes[...]) }
        progress(.received(bytes: receiver.count))
      }
      return try receiver.finish(wanted, progress)
    }
    try here { () throws(GitError) in
      for item in objects.items {
        if item.kind == .blob, let stream = try other.files.largeStream(item.id) {
          let id = try files.writeBlob(size: stream.size) { () throws(GitError) in
            try stream.next(atMost: 1 << 17)
          }
          guard stream.kind == .blob, id == item.id else { throw .corrupt(item.id.description) }
          continue
        }
        guard let found = try other.anyObject(item.id), found.kind == item.kind else {
          throw .notFound(item.id.description)
        }
        guard try write(found.bytes, found.kind) == item.id else { throw .corrupt(item.id.description) }
      }
    }
  }
}
