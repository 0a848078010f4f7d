import Sealing

/// Chooses segments to join into one. As in a log-structured merge, small segments are joined often, larger ones seldom,
/// and large ones never.
///
/// Usually the newest ones are joined, without a gap, so that no remaining segment builds on a joined one. If nobody did
/// so for long, older segments are joined too, some at each synchronisation. A synchronisation joins at most `most` of
/// work, however many segments there are; so each reader has no more to read again either.
enum Compaction {
  /// A segment, and the work of making it.
  struct Part: Equatable {
    let id: SegmentID
    let work: Int
  }

  /// The number of small segments from which on they are joined.
  static let fewest = 16
  /// The limit for the work of the joined segment, by `SealedState.work`: about a tenth of a second.
  static let most = 8 << 20

  /// Chooses the newest segments to join. Of the remaining small ones, each is at least twice as large as all later ones
  /// together, so a commit is sealed again only as often as that size doubles.
  ///
  /// - Parameter parts: each after those that it builds on.
  /// - Returns: none while there are few small segments.
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

  /// Returns the place of the oldest run of many small segments; `nil` if there is none.
  ///
  /// - Parameter parts: as for `choose`, if that chooses none.
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
