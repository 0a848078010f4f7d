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

  init() {}

  /// - Throws: `GitError.corrupt` where an entry is cut short or its mode is no octal number.
  init(_ bytes: [UInt8], of id: ObjectID) throws(GitError) {
    var position = 0
    entries.reserveCapacity(bytes.count / 40)
    while position < bytes.count {
      var bits: UInt32 = 0
      var digits = 0
      while position < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "7") = bytes[position], digits < 8 {
        bits = bits << 3 | UInt32(bytes[position] - UInt8(ascii: "0"))
        position += 1
        digits += 1
      }
      guard digits > 0, position < bytes.count, bytes[position] == UInt8(ascii: " ") else {
        throw .corrupt("tree \(id)")
      }
      position += 1
      guard let end = bytes[position...].firstIndex(of: 0), end + 20 < bytes.count else {
        throw .corrupt("tree \(id)")
      }
      let name = bytes[position..<end]
      let entry = bytes.withUnsafeBytes { buffer in
        Entry(
          name: name, id: ObjectID(UnsafeRawBufferPointer(rebasing: buffer[(end + 1)..<(end + 21)])),
          mode: FileMode(lenient: bits))
      }
      position = end + 21
      if isPossible(name) { entries.append(entry) }
    }
  }

  private func isPossible(_ name: ArraySlice<UInt8>) -> Bool {
    let dot = UInt8(ascii: ".")
    if name.isEmpty || name.contains(UInt8(ascii: "/")) { return false }
    return !(name.first == dot && (name.count == 1 || (name.count == 2 && name.last == dot)))
  }

  /// The entry of this name, of whatever kind.
  subscript(name: some Collection<UInt8>) -> Entry? {
    entries.first { $0.name.elementsEqual(name) }
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
