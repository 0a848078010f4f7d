/// A text of somebody's: what a conversation can begin with.
package struct Writing: Hashable, Sendable {
  package let id: String
  /// The id of the post that it is, or answers.
  package let thread: String
  package let title: String
  package let tags: [String]
  /// Seconds since 1970.
  package let created: Int64

  package init(id: String, thread: String, title: String, tags: [String], created: Int64) {
    (self.id, self.thread, self.title, self.tags, self.created) = (id, thread, title, tags, created)
  }

  package var isPost: Bool { id == thread }
}

/// What two people can begin to talk about, as public acts tell it.
package enum Opener: Hashable, Sendable {
  /// They answered a question of the reader's.
  case answeredYou(Writing)
  /// The reader tried a text of theirs: `worked`, `mixed` or `failed`.
  case youTried(Writing, outcome: String)
  case youAnswered(Writing)
  /// Both wrote in threads of others: the newest, and how many.
  case bothIn(Writing, threads: Int)
  /// Both write on these tags.
  case bothOn(tags: [String])

  /// Whether they have exchanged words.
  package var isAcquaintance: Bool { if case .bothOn = self { false } else { true } }

  /// Returns what there is between two people, the best first.
  ///
  /// - Parameters:
  ///   - mine: the reader's posts and replies.
  ///   - theirs: the other's.
  ///   - tries: which of theirs the reader tried, and how that went.
  package static func all(
    _ mine: [Writing], _ theirs: [Writing], tries: [(writing: Writing, outcome: String)]
  )
    -> [Opener]
  {
    func newest(_ writings: [Writing]) -> Writing? {
      writings.max { ($0.created, $1.id) < ($1.created, $0.id) }
    }
    let myPosts = Dictionary(mine.filter(\.isPost).map { ($0.thread, $0) }) { first, _ in first }
    let theirPosts = Dictionary(theirs.filter(\.isPost).map { ($0.thread, $0) }) { first, _ in first }
    var openers: [Opener] = []
    if let answer = newest(theirs.filter { !$0.isPost && myPosts[$0.thread] != nil }) {
      openers.append(.answeredYou(answer))
    }
    if let tried = tries.max(by: { ($0.writing.created, $1.writing.id) < ($1.writing.created, $0.writing.id) }
    ) {
      openers.append(.youTried(tried.writing, outcome: tried.outcome))
    }
    if let answer = newest(mine.filter { !$0.isPost && theirPosts[$0.thread] != nil }) {
      openers.append(.youAnswered(answer))
    }
    let here = Set(mine.map(\.thread)).subtracting(myPosts.keys).subtracting(theirPosts.keys)
    let shared = theirs.filter { here.contains($0.thread) }
    if let last = newest(shared) {
      openers.append(.bothIn(last, threads: Set(shared.map(\.thread)).count))
    }
    let tags = Set(mine.flatMap(\.tags)).intersection(theirs.flatMap(\.tags))
    if openers.isEmpty, !tags.isEmpty { openers.append(.bothOn(tags: tags.sorted())) }
    return openers
  }
}
