import Glibc

/// Where two states of one folder differ: what lies between the entries with which both begin and those with which both
/// end.
///
/// A folder of a month has thousands of entries, of which an act changes one: to find that one costs a comparison of the
/// bytes, where to read all entries costs a hundred times as much.
struct TreeWindow: Equatable {
  /// Of the bytes of the earlier and of the later state, each from an entry's start to an entry's end.
  let old: Range<Int>
  let new: Range<Int>

  init(_ old: [UInt8], _ new: [UInt8]) {
    (self.old, self.new) = old.withUnsafeBytes { old in
      new.withUnsafeBytes { new in
        let start = Self.start(of: Self.beginning(old, new), in: new)
        let ends = Self.ends(old, new, from: start, ending: Self.ending(old, new))
        return (start..<ends.old, start..<ends.new)
      }
    }
  }

  /// How many bytes are the same from the start.
  private static func beginning(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Int {
    let most = min(one.count, other.count)
    var same = 0
    while same + 8 <= most, word(one, same) == word(other, same) { same += 8 }
    while same < most, one[same] == other[same] { same += 1 }
    return same
  }

  /// How many bytes are the same at the end.
  private static func ending(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Int {
    let most = min(one.count, other.count)
    var same = 0
    while same + 8 <= most, word(one, one.count - same - 8) == word(other, other.count - same - 8) {
      same += 8
    }
    while same < most, one[one.count - same - 1] == other[other.count - same - 1] { same += 1 }
    return same
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  /// The start of the entry in which a byte lies, or of the one that begins there.
  private static func start(of byte: Int, in tree: UnsafeRawBufferPointer) -> Int {
    var start = 0
    while let end = entryEnd(tree, start), end <= byte { start = end }
    return start
  }

  /// The first two places from `start` on between two entries of each, behind which both have the same; their ends, where
  /// there are none.
  private static func ends(
    _ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer, from start: Int, ending: Int
  ) -> (old: Int, new: Int) {
    var (one, other) = (start, start)
    while one < old.count || other < new.count {
      let (left, right) = (old.count - one, new.count - other)
      if left == right, left <= ending { return (one, other) }
      // Whichever has more of its folder before it.
      if left >= right {
        guard let end = entryEnd(old, one) else { break }
        one = end
      } else {
        guard let end = entryEnd(new, other) else { break }
        other = end
      }
    }
    return (old.count, new.count)
  }

  /// Where the entry ends that starts at a place; `nil` behind the last one, or where it is cut short.
  private static func entryEnd(_ tree: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    guard start < tree.count, let base = tree.baseAddress,
      let zero = memchr(base + start, 0, tree.count - start)
    else { return nil }
    let end = UnsafeRawPointer(zero) - base + 21
    return end <= tree.count ? end : nil
  }
}

extension Repository {
  /// The entries of a folder's earlier and later state in which the two differ, and maybe more.
  ///
  /// - Parameters: `nil` for a folder that was not there.
  func differing(_ old: ObjectID?, _ new: ObjectID?) throws(GitError) -> (old: RawTree, new: RawTree) {
    guard let old, let new else {
      return (
        try old.map { (id) throws(GitError) in try tree(id) } ?? RawTree(),
        try new.map { (id) throws(GitError) in try tree(id) } ?? RawTree()
      )
    }
    let (before, after) = (try treeBytes(old), try treeBytes(new))
    let window = TreeWindow(before, after)
    return (try RawTree(before, window.old, of: old), try RawTree(after, window.new, of: new))
  }
}
