/// How the histories of two commits stand to each other.
package struct Divergence: Equatable, Sendable {
  /// The commits that only the first one builds on, it included; unsorted.
  package let ours: Set<ObjectID>
  /// The commits that only the other one builds on, it included; unsorted.
  package let theirs: Set<ObjectID>
  /// The best common ancestors, sorted by id: none of them builds on another. Empty for unrelated histories.
  package let bases: [ObjectID]
}

extension Repository {
  /// The best common ancestors of two commits, sorted by id; more than one where histories crossed.
  ///
  /// Exact whatever the clocks said; times only order the walk, which goes no deeper than the two histories differ.
  package func mergeBases(_ one: ObjectID, _ other: ObjectID) throws(GitError) -> [ObjectID] {
    var walk = AncestryWalk(self)
    try walk.paint([one], [other])
    return try best(walk.common)
  }

  /// The common ancestors, and what each side has alone.
  ///
  /// The bases are exact. A commit of both sides can count as one side's where a clock was more than a day wrong.
  package func divergence(_ ours: ObjectID, _ theirs: ObjectID) throws(GitError) -> Divergence {
    var walk = AncestryWalk(self)
    try walk.paint([ours], [theirs])
    let bases = try best(walk.common)
    try walk.paintOn(through: 86_400)
    return Divergence(ours: walk.alone(.first), theirs: walk.alone(.second), bases: bases)
  }

  /// Whether a commit is another one, or one that it builds on; exact whatever the clocks said.
  package func isAncestor(_ commit: ObjectID, of tip: ObjectID) throws(GitError) -> Bool {
    if commit == tip { return true }
    guard try has(commit) else { return false }
    var walk = AncestryWalk(self)
    try walk.paint([commit], [tip], stopAt: commit)
    return walk.isCommon(commit)
  }

  /// Those of some commits that none of the others builds on, sorted.
  private func best(_ candidates: [ObjectID]) throws(GitError) -> [ObjectID] {
    guard candidates.count > 1 else { return candidates }
    var best: [ObjectID] = []
    for candidate in candidates {
      var walk = AncestryWalk(self)
      try walk.paint([candidate], candidates.filter { $0 != candidate }, stopAt: candidate)
      if !walk.isCommon(candidate) { best.append(candidate) }
    }
    return best.sorted()
  }
}

/// Walks two histories at once, the newest commit first, and marks who builds on what.
private struct AncestryWalk {
  struct Marks: OptionSet {
    let rawValue: UInt8
    static let first = Marks(rawValue: 1)
    static let second = Marks(rawValue: 2)
    /// A commit of both sides leads to it: no best common ancestor.
    static let behind = Marks(rawValue: 4)
    static let both: Marks = [.first, .second]
  }

  private let repository: Repository
  private var marks: [ObjectID: Marks] = [:]
  private var links: [ObjectID: CommitLinks] = [:]
  private var waiting: Set<ObjectID> = []
  private var queue = CommitQueue()
  /// How many of those that wait are not behind a common one.
  private var open = 0
  private var found: Set<ObjectID> = []

  init(_ repository: Repository) { self.repository = repository }

  /// Every common ancestor that no other one was known to build on.
  var common: [ObjectID] { found.filter { marks[$0]?.contains(.behind) == false }.sorted() }

  func isCommon(_ id: ObjectID) -> Bool { marks[id]?.isSuperset(of: .both) ?? false }

  func alone(_ side: Marks) -> Set<ObjectID> { Set(marks.lazy.filter { $0.value == side }.map(\.key)) }

  mutating func paint(_ one: [ObjectID], _ other: [ObjectID], stopAt goal: ObjectID? = nil) throws(GitError) {
    for id in one { try mark(id, .first) }
    for id in other { try mark(id, .second) }
    while open > 0, let id = queue.next() {
      try visit(id)
      if let goal, isCommon(goal) { return }
    }
  }

  /// Goes on down to some seconds before the oldest commit that one side has alone.
  mutating func paintOn(through seconds: Int64) throws(GitError) {
    let oldest = marks.lazy.filter { $0.value == .first || $0.value == .second }
      .compactMap { [links] in links[$0.key]?.seconds }.min()
    guard let oldest else { return }
    while let id = queue.next(), let time = links[id]?.seconds, time >= oldest - seconds { try visit(id) }
  }

  private mutating func visit(_ id: ObjectID) throws(GitError) {
    guard waiting.remove(id) != nil, var here = marks[id] else { return }
    if !here.contains(.behind) {
      open -= 1
      if here.isSuperset(of: .both) { found.insert(id) }
    }
    if here.isSuperset(of: .both) { here.insert(.behind) }
    // A shallow clone names parents that it does not have.
    for parent in links[id]?.parents ?? [] where try repository.has(parent) { try mark(parent, here) }
  }

  private mutating func mark(_ id: ObjectID, _ new: Marks) throws(GitError) {
    let old = marks[id] ?? []
    let now = old.union(new)
    if now == old { return }
    marks[id] = now
    if links[id] == nil { links[id] = try repository.links(id) }
    if waiting.insert(id).inserted {
      queue.add(id, links[id]?.seconds ?? 0)
      if !now.contains(.behind) { open += 1 }
    } else if now.contains(.behind), !old.contains(.behind) {
      open -= 1
    }
  }
}
