import Glibc

/// The entries of a tree object, in git's order; the bytes are hostile.
///
/// Entries that no checkout could hold (an empty name, `.`, `..`, a slash in a name) are left out.
struct RawTree {
  struct Entry {
    let name: ArraySlice<UInt8>
    let id: ObjectID
    let mode: FileMode

    var key: TreeKey { TreeKey(name: name, isDirectory: mode == .directory) }
  }

  var entries: [Entry] = []
  /// Whether entries were left out.
  private(set) var hasImpossible = false

  init() {}

  /// - Throws: `GitError.corrupt` where an entry is cut short or its mode is no octal number.
  init(_ bytes: [UInt8], of id: ObjectID) throws(GitError) {
    try self.init(bytes, bytes.indices, of: id)
  }

  /// - Parameter range: the bytes of the entries that are wanted, from the start of one.
  init(_ bytes: [UInt8], _ range: Range<Int>, of id: ObjectID) throws(GitError) {
    entries.reserveCapacity(range.count / 40)
    var position = range.lowerBound
    while position < range.upperBound {
      guard let (entry, end) = Self.entry(bytes, position) else { throw .corrupt("tree \(id)") }
      position = end
      if let entry { entries.append(entry) } else { hasImpossible = true }
    }
  }

  /// - Returns: the entry, `nil` for one that no checkout could hold, and where the next one starts; `nil` where it makes
  ///   no sense.
  private static func entry(_ bytes: [UInt8], _ start: Int) -> (Entry?, end: Int)? {
    bytes.withUnsafeBytes { buffer in
      var position = start
      var bits: UInt32 = 0
      while position < buffer.count, case 0x30...0x37 = buffer[position], position - start < 8 {
        bits = bits << 3 | UInt32(buffer[position] & 7)
        position += 1
      }
      guard position > start, position < buffer.count, buffer[position] == 0x20 else { return nil }
      position += 1
      guard let base = buffer.baseAddress, let zero = memchr(base + position, 0, buffer.count - position)
      else { return nil }
      let end = UnsafeRawPointer(zero) - base
      guard end + 20 < buffer.count else { return nil }
      let name = UnsafeRawBufferPointer(rebasing: buffer[position..<end])
      guard isPossible(name) else { return (nil, end + 21) }
      let id = ObjectID(UnsafeRawBufferPointer(rebasing: buffer[(end + 1)..<(end + 21)]))
      return (Entry(name: bytes[position..<end], id: id, mode: FileMode(lenient: bits)), end + 21)
    }
  }

  private static func isPossible(_ name: UnsafeRawBufferPointer) -> Bool {
    guard let start = name.baseAddress, !name.isEmpty, memchr(start, 0x2F, name.count) == nil else {
      return false
    }
    let dot = UInt8(ascii: ".")
    return !(name[0] == dot && (name.count == 1 || name.count == 2 && name[1] == dot))
  }

  /// The entry of a name, of whatever kind, with no other one made.
  ///
  /// - Returns: the entry; where it is not there, the start of what is no whole entry, behind the last one.
  static func find(_ name: ArraySlice<UInt8>, in bytes: [UInt8]) -> (entry: Entry?, rest: Int) {
    var position = 0
    while let named = named(bytes, position) {
      if named.name.count == name.count, bytes[named.name].elementsEqual(name),
        let found = entry(bytes, position)?.0
      {
        return (found, position)
      }
      position = named.end
    }
    return (nil, position)
  }

  /// Where the name of the entry lies that starts at a place, and where the next one does; `nil` for one that is cut
  /// short.
  private static func named(_ bytes: [UInt8], _ start: Int) -> (name: Range<Int>, end: Int)? {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let space = memchr(base + start, 0x20, buffer.count - start),
        let zero = memchr(space, 0, buffer.count - (UnsafeRawPointer(space) - base))
      else { return nil }
      let (first, end) = (UnsafeRawPointer(space) - base + 1, UnsafeRawPointer(zero) - base)
      return end + 21 <= buffer.count ? (first..<end, end + 21) : nil
    }
  }

  /// The bytes of the object.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * 48)
    for entry in entries {
      bytes.append(contentsOf: String(entry.mode.rawValue, radix: 8).utf8)
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: entry.name)
      bytes.append(0)
      entry.id.withBytes { bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}

/// What git sorts a tree by: the name, a directory's as if it ended in a slash.
struct TreeKey: Comparable {
  let name: ArraySlice<UInt8>
  let isDirectory: Bool

  static func == (one: TreeKey, other: TreeKey) -> Bool {
    one.isDirectory == other.isDirectory && one.name == other.name
  }

  static func < (one: TreeKey, other: TreeKey) -> Bool {
    one.name.withUnsafeBufferPointer { left in
      other.name.withUnsafeBufferPointer { right in
        let shared = min(left.count, right.count)
        for index in 0..<shared where left[index] != right[index] { return left[index] < right[index] }
        let slash = Int(UInt8(ascii: "/"))
        let leftNext = left.count > shared ? Int(left[shared]) : (one.isDirectory ? slash : -1)
        let rightNext = right.count > shared ? Int(right[shared]) : (other.isDirectory ? slash : -1)
        return leftNext < rightNext
      }
    }
  }
}
