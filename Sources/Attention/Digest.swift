import Records

/// What came between two commits of the branch, for one reader: chosen by their subscriptions, fitted into their minutes.
/// Each text comes in one digest and no other.
package struct Digest: Sendable {
  /// A post or a reply that came, with the post of its thread.
  package struct Arrival: Hashable, Sendable {
    package let item: Item
    package let post: Item
    /// Whose reply it answers; `nil` for one to the post, and for a post.
    package let answered: String?
    /// The people whom its text names.
    package let names: Set<String>

    package init(_ item: Item, in post: Item, answering answered: String? = nil, names: Set<String> = []) {
      (self.item, self.post, self.answered, self.names) = (item, post, answered, names)
    }
  }

  /// What somebody says who tried a text.
  package struct Try: Hashable, Sendable {
    package let item: Item
    package let author: String
    package let outcome: String
    package let story: String

    package init(_ item: Item, by author: String, _ outcome: String, story: String = "") {
      (self.item, self.author, self.outcome, self.story) = (item, author, outcome, story)
    }
  }

  package struct Reader: Hashable, Sendable {
    package let handle: String
    /// How posts of each community reach them: each, digest, mentions, none.
    package let subscriptions: [String: String]
    /// How many minutes the digest may take.
    package let minutes: Int

    package init(_ handle: String, subscriptions: [String: String], minutes: Int = Reader.usualMinutes) {
      (self.handle, self.subscriptions, self.minutes) = (handle, subscriptions, minutes)
    }
    package static let usualMinutes = 10

    func wants(_ community: String?) -> Bool {
      ["each", "digest"].contains(community.flatMap { subscriptions[$0] } ?? "")
    }
  }

  package enum Section: Hashable, Sendable {
    case forYou, worked
    case new(community: String)
    /// Questions without an answer that the reader may answer.
    case open
  }

  /// A line of the digest: a thread, with all that is new in it.
  package struct Entry: Hashable, Sendable {
    package let section: Section
    /// The post of the thread.
    package let post: Item
    /// The post itself, where it is new, and the new replies, oldest first.
    package let arrivals: [Arrival]
    package let tries: [Try]
    /// Whether it is a question that is sent to the reader.
    package var isAsked = false

    package var minutes: Int {
      section == .open || arrivals.isEmpty ? post.minutes : arrivals.reduce(0) { $0 + $1.item.minutes }
    }
    package var isNew: Bool { arrivals.contains { $0.item.id == post.id } }
    package var replies: [Item] { arrivals.map(\.item).filter { $0.id != post.id } }
  }

  /// What fits into the minutes, section by section.
  package let entries: [Entry]
  /// What does not, of which the titles alone are told.
  package let left: [Entry]
  package let reader: Reader

  package var minutes: Int { entries.reduce(0) { $0 + $1.minutes } }
  package var isEmpty: Bool { entries.isEmpty && left.isEmpty }

  /// - Parameters:
  ///   - arrivals: all that came.
  ///   - open: open questions past their promise, or sent to the reader.
  package init(
    for reader: Reader, arrivals: [Arrival], tries: [Try], open: [(question: Question, isAsked: Bool)]
  ) {
    self.reader = reader
    var entries: [Entry] = []
    let mine = arrivals.filter { Self.isFor(reader.handle, $0) }
    let ownTries = tries.filter { $0.item.author == reader.handle && $0.author != reader.handle }
    entries += Self.threads(mine, ownTries, .forYou)
    let others = arrivals.filter { arrival in
      arrival.item.author != reader.handle && reader.wants(arrival.item.community)
        && !Self.isFor(reader.handle, arrival)
    }
    let worked = tries.filter {
      $0.outcome == "worked" && reader.wants($0.item.community) && $0.item.author != reader.handle
        && $0.author != reader.handle && $0.author != $0.item.author
    }
    // A text that is new and worked is told once, as what worked.
    let best = Dictionary(grouping: others, by: \.item.id)
    entries += Self.threads([], worked, .worked).map { entry in
      Entry(section: .worked, post: entry.post, arrivals: best[entry.post.id] ?? [], tries: entry.tries)
    }
    let workedIDs = Set(worked.map(\.item.id))
    let rest = others.filter { !workedIDs.contains($0.item.id) }
    for community in Set(rest.compactMap(\.item.community)).sorted() {
      entries += Self.threads(
        rest.filter { $0.item.community == community }, [], .new(community: community))
    }
    let told = Set(entries.map(\.post.id))
    for (question, isAsked) in open
    where !told.contains(question.item.id) && question.item.author != reader.handle {
      entries.append(Entry(section: .open, post: question.item, arrivals: [], tries: [], isAsked: isAsked))
    }
    var (fitting, left): ([Entry], [Entry]) = ([], [])
    var minutes = reader.minutes
    for entry in entries {
      // The first line is told however long it takes to read.
      if entry.minutes <= minutes || fitting.isEmpty {
        fitting.append(entry)
        minutes -= entry.minutes
      } else {
        left.append(entry)
      }
    }
    (self.entries, self.left) = (fitting, left)
  }

  /// Whether a text is for somebody: an answer to them, or one that names them.
  private static func isFor(_ handle: String, _ arrival: Arrival) -> Bool {
    guard arrival.item.author != handle else { return false }
    if arrival.names.contains(handle) { return true }
    guard arrival.item.id != arrival.post.id else { return false }
    return arrival.answered == handle || arrival.post.author == handle
  }

  /// One entry for each thread: the worthiest first, then the newest.
  private static func threads(_ arrivals: [Arrival], _ tries: [Try], _ section: Section) -> [Entry] {
    let byPost = Dictionary(grouping: arrivals, by: \.post.id)
    var entries = byPost.values.map { group in
      let sorted = group.sorted {
        ($0.item.created?.seconds ?? 0, $0.item.id) < ($1.item.created?.seconds ?? 0, $1.item.id)
      }
      let own = tries.filter { $0.item.id == sorted[0].post.id }
      return Entry(section: section, post: sorted[0].post, arrivals: sorted, tries: own)
    }
    let told = Set(byPost.keys)
    for (_, group) in Dictionary(grouping: tries.filter { !told.contains($0.item.id) }, by: \.item.id) {
      entries.append(
        Entry(
          section: section, post: group[0].item, arrivals: [], tries: group.sorted { $0.author < $1.author }))
    }
    return entries.sorted { order($0) < order($1) }
  }

  private static func order(_ entry: Entry) -> (Int, Int64, String) {
    let newest = entry.arrivals.last?.item.created ?? entry.post.created
    return (-entry.post.worth - entry.tries.count, -(newest?.seconds ?? 0), entry.post.id)
  }
}

/// A file that differs between two commits.
package struct ChangedRecord: Hashable, Sendable {
  package let path: String
  package let wasThere: Bool
  package let isThere: Bool
  package init(_ path: String, wasThere: Bool, isThere: Bool) {
    (self.path, self.wasThere, self.isThere) = (path, wasThere, isThere)
  }

  /// Returns the posts and replies that came: those whose id no file had before. A record that moved, or that was
  /// changed, did not come.
  package static func arrived(_ changes: [ChangedRecord]) -> [RecordPath] {
    func records(_ changes: [ChangedRecord]) -> [RecordPath] {
      changes.compactMap { RecordPath($0.path) }.filter { $0.type == .post || $0.type == .reply }
    }
    var known = Set(records(changes.filter(\.wasThere)).map(\.key))
    return records(changes.filter { $0.isThere && !$0.wasThere }).filter { known.insert($0.key).inserted }
  }

  /// Returns the marks that came or changed.
  package static func marks(_ changes: [ChangedRecord]) -> [RecordPath] {
    changes.filter(\.isThere).compactMap { RecordPath($0.path) }.filter { $0.type == .mark }
  }
}
