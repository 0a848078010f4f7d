import Sealing

/// Which segments are to become one: as in a log-structured merge, small ones often, larger ones seldom, and what is
/// large enough never again.
///
/// As a rule the newest, without a gap: nothing that stays builds on what is sealed anew. Where nobody did so for long,
/// the older ones become one by themselves afterwards, some each time. One synchronisation does no more than `most` of
/// work for it, however many segments there are, and so does each reader.
enum Compaction {
  /// A segment, as far as it matters here.
  struct Part: Equatable {
    let id: SegmentID
    let work: Int
  }

  /// So many of the newest stay as they are.
  static let fewest = 16
  /// What is made one is at most that much to make, by `SealedState.work`: some tenth of a second.
  static let most = 8 << 20

  /// Each one that is left, as long as it is small, is at least twice as much as all that came after it together: a
  /// commit is sealed again only as often as that doubles.
  ///
  /// - Parameter parts: each behind those that it builds on.
  /// - Returns: none while there are few.
  static func choose(among parts: [Part]) -> [SegmentID] {
    var sum = 0
    let small = parts.reversed().prefix {
      sum += $0.work
      return sum <= most
    }
    guard small.count >= fewest else { return [] }
    sum = 0
    return small.prefix { part in
      defer { sum += part.work }
      return sum == 0 || part.work < 2 * sum
    }.map(\.id)
  }

  /// Where the oldest small ones are that are many in a row.
  ///
  /// - Parameter parts: as for `choose`, which has none to choose among them.
  static func backlog(among parts: [Part]) -> ClosedRange<Int>? {
    var (end, sum) = (0, 0)
    for start in parts.indices {
      if end < start { (end, sum) = (start, 0) }
      while end < parts.count, parts[end].work <= most - sum {
        sum += parts[end].work
        end += 1
      }
      if end - start >= fewest { return start...(end - 1) }
      if end > start { sum -= parts[start].work }
    }
    return nil
  }
}
