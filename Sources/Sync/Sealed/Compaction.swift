import Sealing

/// Which segments are to become one.
enum Compaction {
  /// So many segments stay as they are.
  static let most = 64
  /// Bytes of packs that are not made one any more: the reader's limit is twice that.
  private static let largest = 1 << 29

  /// The newest ones, so that each one that is left is at least twice as large as all that came after it together: each
  /// commit is sealed again only as often as the whole doubles.
  ///
  /// - Parameter segments: each behind those that it builds on.
  /// - Returns: none while there are few.
  static func choose(among segments: [SegmentHeader]) -> [SegmentID] {
    guard segments.count >= most else { return [] }
    var sum = 0
    var start = segments.count
    for (place, segment) in segments.enumerated().reversed() {
      if start < segments.count, segment.pack.count >= 2 * sum { break }
      guard sum + segment.pack.count <= largest else { break }
      sum += segment.pack.count
      start = place
    }
    return segments.count - start < 2 ? [] : segments[start...].map(\.id)
  }
}
