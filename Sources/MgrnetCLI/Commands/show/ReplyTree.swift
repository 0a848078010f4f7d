import SearchIndex

/// A post's replies in the order of reading: the accepted one first, then those that worked for others, each followed by those that answer it.
struct ReplyTree {
  struct Place {
    let record: IndexedRecord
    let prose: String
    /// The depth in the tree; 0 for a direct reply.
    let depth: Int
    let isAccepted: Bool
  }

  let places: [Place]

  /// - Parameter replies: oldest first.
  init(_ replies: [(record: IndexedRecord, prose: String)], accepted: String?) {
    let known = Set(replies.map(\.record.key))
    var answers: [String: [Int]] = [:]
    var roots: [Int] = []
    for (index, reply) in replies.enumerated() {
      if reply.record.key == accepted {
        roots.insert(index, at: 0)
      } else if let to = reply.record.to, known.contains(to), to != reply.record.key {
        answers[to, default: []].append(index)
      } else {
        roots.append(index)
      }
    }
    // What others tried comes before the rest; the sort keeps the order of time.
    roots.sort {
      (replies[$1].record.key == accepted ? 1 : 0, replies[$1].record.worked, $0)
        < (replies[$0].record.key == accepted ? 1 : 0, replies[$0].record.worked, $1)
    }
    var places: [Place] = []
    var isPlaced = Array(repeating: false, count: replies.count)
    func place(from root: Int) {
      var waiting = [(root, 0)]
      while let (index, depth) = waiting.popLast() {
        guard !isPlaced[index] else { continue }
        isPlaced[index] = true
        let (record, prose) = replies[index]
        places.append(Place(record: record, prose: prose, depth: depth, isAccepted: record.key == accepted))
        waiting += (answers[record.key] ?? []).reversed().map { ($0, depth + 1) }
      }
    }
    for root in roots { place(from: root) }
    // Replies that answer each other in a circle have no root, and come last.
    for index in replies.indices where !isPlaced[index] { place(from: index) }
    self.places = places
  }
}

/// The marks of one record, summed up.
struct MarkSummary {
  var useful = 0
  var thanks = 0
  var outdated = 0
  /// `worked`, `mixed`, `failed`, in this order, each with how many said so.
  var tried: [(outcome: String, count: Int)] = []
  var stories: [IndexedMark] = []

  /// - Parameter marks: all of the one record.
  init(_ marks: [IndexedMark]) {
    useful = marks.count(where: \.isUseful)
    thanks = marks.count(where: \.isThanked)
    outdated = marks.count(where: \.isOutdated)
    tried = ["worked", "mixed", "failed"].compactMap { outcome in
      let count = marks.count { $0.tried == outcome }
      return count > 0 ? (outcome, count) : nil
    }
    stories = marks.filter { !$0.story.isEmpty }
  }
}
