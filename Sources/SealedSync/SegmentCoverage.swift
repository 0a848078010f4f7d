import Git
import Sealing

/// Determines which commits of a community its segments have.
struct SegmentCoverage {
  let repository: Repository

  /// Returns the commits of a segment.
  ///
  /// - Throws: `GitError.notFound` for a segment that was not taken in.
  func commits(of header: SegmentHeader) throws(GitError) -> Set<ObjectID> {
    try repository.commits(
      between: header.bases.compactMap { ObjectID(hex: $0) },
      and: header.heads.compactMap { ObjectID(hex: $0) })
  }

  func commits(of headers: some Sequence<SegmentHeader>) throws(GitError) -> Set<ObjectID> {
    var all: Set<ObjectID> = []
    for header in headers { all.formUnion(try commits(of: header)) }
    return all
  }

  /// Returns the vanished segments that have commits which no other segment has.
  ///
  /// - Parameters:
  ///   - likely: segments to search first, which usually have all commits.
  ///   - others: all other segments on the host.
  func notHeld(
    _ vanished: [SegmentHeader], by likely: [SegmentHeader], or others: [SegmentHeader]
  ) throws(GitError) -> Set<SegmentID> {
    if vanished.isEmpty { return [] }
    var lost: [SegmentID: Set<ObjectID>] = [:]
    for header in vanished { lost[header.id] = try commits(of: header) }
    for header in likely + others {
      let held = try commits(of: header)
      for id in lost.keys { lost[id]?.subtract(held) }
      lost = lost.filter { !$0.value.isEmpty }
      if lost.isEmpty { break }
    }
    return Set(lost.keys)
  }
}
