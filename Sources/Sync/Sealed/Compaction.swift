import Sealing

/// Which segments are to become one.
enum Compaction {
  /// So many segments stay as they are.
  static let most = 64
  /// Bytes of packs that are not made one any more: the reader's limit is twice that.
  private static let largest = 1 << 29

  /// The smallest ones, so that each one that is left is at least twice as large as all that are smaller together: each
  /// commit is sealed again only as often as the whole doubles.
  ///
  /// - Returns: none while there are few.
  static func choose(among segments: [SegmentHeader]) -> [SegmentID] {
    guard segments.count >= most else { return [] }
    let sorted = segments.sorted { ($0.pack.count, $0.id) < ($1.pack.count, $1.id) }
    var sum = 0
    var end = 0
    for (place, segment) in sorted.enumerated() {
      if place > 0, segment.pack.count < 2 * sum { end = place + 1 }
      sum += segment.pack.count
      if sum > largest { break }
    }
    return end < 2 ? [] : sorted[..<end].map(\.id)
  }
}
