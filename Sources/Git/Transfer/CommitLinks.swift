/// What a commit refers to, and when it was made: all that is needed to walk a history.
struct CommitLinks {
  let tree: ObjectID
  let parents: [ObjectID]
  /// The committer's seconds since 1970; 0 where they make no sense.
  let seconds: Int64

  /// `nil` where the commit has no tree.
  init?(_ bytes: [UInt8]) {
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var seconds: Int64 = 0
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      if tree == nil {
        guard line.starts(with: "tree ".utf8), let id = ObjectID(hex: line.dropFirst(5)) else { return nil }
        tree = id
      } else if line.starts(with: "parent ".utf8) {
        guard let id = ObjectID(hex: line.dropFirst(7)) else { return nil }
        parents.append(id)
      } else if line.starts(with: "committer ".utf8) {
        if let close = line.lastIndex(of: UInt8(ascii: ">")) {
          let digits = line[(close + 1)...].drop { $0 == 32 }.prefix { (48...57).contains($0) }
          seconds = Int64(String(decoding: digits, as: UTF8.self)) ?? 0
        }
        break
      }
    }
    guard let tree else { return nil }
    (self.tree, self.parents, self.seconds) = (tree, parents, seconds)
  }
}

extension Repository {
  /// - Throws: `GitError.notFound` where it is not here.
  func links(_ commit: ObjectID) throws(GitError) -> CommitLinks {
    guard let bytes = try object(commit, .commit) else { throw .notFound(commit.description) }
    guard let links = CommitLinks(bytes) else { throw .corrupt("commit \(commit)") }
    return links
  }

  /// The commit or tree that an id names, be it by tags; `nil` for a blob, and where it is not here.
  package func content(of id: ObjectID) throws(GitError) -> ObjectID? {
    try peeled(id, to: [.commit, .tree])
  }

  /// The object's commit where it is an annotated tag of one, else `nil`; a tag of a tag is followed.
  func peeled(_ id: ObjectID) throws(GitError) -> ObjectID? {
    try peeled(id, to: [.commit])
  }

  private func peeled(_ id: ObjectID, to kinds: [ObjectKind]) throws(GitError) -> ObjectID? {
    var id = id
    for _ in 0..<10 {
      guard let found = try anyObject(id) else { return nil }
      if kinds.contains(found.kind) { return id }
      guard found.kind == .tag, let next = TagLink.target(found.bytes) else { return nil }
      id = next
    }
    return nil
  }
}

/// The first line of a tag object: `object <id>`.
enum TagLink {
  static func target(_ bytes: [UInt8]) -> ObjectID? {
    guard bytes.starts(with: "object ".utf8), bytes.count > 47 else { return nil }
    return ObjectID(hex: bytes[7..<47])
  }
}

/// Commits waiting to be looked at, the newest first: a binary heap.
struct CommitQueue {
  private var heap: [(seconds: Int64, id: ObjectID)] = []

  var isEmpty: Bool { heap.isEmpty }

  mutating func add(_ id: ObjectID, _ seconds: Int64) {
    heap.append((seconds, id))
    var at = heap.count - 1
    while at > 0, case let above = (at - 1) / 2, heap[above].seconds < heap[at].seconds {
      heap.swapAt(at, above)
      at = above
    }
  }

  mutating func next() -> ObjectID? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first.id }
    heap[0] = last
    var at = 0
    while true {
      var largest = at
      for below in [2 * at + 1, 2 * at + 2] where below < heap.count {
        if heap[below].seconds > heap[largest].seconds { largest = below }
      }
      if largest == at { return first.id }
      heap.swapAt(at, largest)
      at = largest
    }
  }
}
