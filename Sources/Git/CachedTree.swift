/// The index's extension TREE: the ids of directories that are as a known tree has them.
enum CachedTree {
  /// Directories by name, from the root down, by number; 0 is the root.
  struct Folders {
    private(set) var below: [[ArraySlice<UInt8>: Int]] = [[:]]

    /// Adds the directories that a path is in.
    mutating func add(_ path: [UInt8]) {
      var at = 0
      var start = 0
      while let slash = path[start...].firstIndex(of: UInt8(ascii: "/")) {
        let name = path[start..<slash]
        if let next = below[at][name] {
          at = next
        } else {
          below.append([:])
          below[at][name] = below.count - 1
          at = below.count - 1
        }
        start = slash + 1
      }
    }
  }

  /// The tree that the whole index is, entry by entry; `nil` where it was changed since it was one.
  static func root(in data: UnsafeRawBufferPointer) -> ObjectID? {
    guard data.first == 0, let entries = number(in: data, from: 1, to: UInt8(ascii: " ")), entries.value >= 0,
      let subtrees = number(in: data, from: entries.end, to: UInt8(ascii: "\n")),
      subtrees.end + 20 <= data.count
    else { return nil }
    return ObjectID(UnsafeRawBufferPointer(rebasing: data[subtrees.end..<(subtrees.end + 20)]))
  }

  /// The extension with the ids of these directories taken out, all others kept; `nil` where its bytes make
  /// no sense, and git must do without.
  ///
  /// A node is `name NUL entries SP subtrees LF`, then 20 bytes unless `entries` is -1; then its subtrees.
  static func invalidating(_ folders: Folders, in data: UnsafeRawBufferPointer) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(data.count)
    var position = 0
    var copied = 0
    // The open nodes on a changed path, and how many of their subtrees are still to come.
    var open: [(folder: Int, rest: Int)] = []
    // Subtrees still to come that no change is in.
    var cold = 0
    repeat {
      let start = position
      guard let nul = index(of: 0, in: data, from: position),
        let entries = number(in: data, from: nul + 1, to: UInt8(ascii: " ")),
        let subtrees = number(in: data, from: entries.end, to: UInt8(ascii: "\n")),
        subtrees.value >= 0, subtrees.value < data.count
      else { return nil }
      position = subtrees.end + (entries.value >= 0 ? 20 : 0)
      guard position <= data.count else { return nil }
      var folder: Int?
      if cold > 0 {
        cold -= 1
      } else if let last = open.indices.last {
        open[last].rest -= 1
        folder =
          folders.below[open[last].folder].isEmpty ? nil : folders.child(open[last].folder, data[start..<nul])
      } else {
        guard start == nul else { return nil }
        folder = 0
      }
      if let folder {
        result.append(contentsOf: data[copied..<(nul + 1)])
        result.append(contentsOf: "-1 \(subtrees.value)\n".utf8)
        copied = position
        open.append((folder, subtrees.value))
      } else {
        cold += subtrees.value
      }
      while cold == 0, let last = open.last, last.rest == 0 { open.removeLast() }
    } while !open.isEmpty || cold > 0
    guard position == data.count else { return nil }
    result.append(contentsOf: data[copied..<position])
    return result
  }

  private static func index(of byte: UInt8, in data: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var position = start
    while position < data.count {
      if data[position] == byte { return position }
      position += 1
    }
    return nil
  }

  /// A number from -1 up that ends in a certain byte, and where it goes on behind that byte.
  private static func number(in data: UnsafeRawBufferPointer, from start: Int, to stop: UInt8)
    -> (value: Int, end: Int)?
  {
    var position = start
    var value = 0
    let isNegative = position < data.count && data[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let digits = position
    while position < data.count, position - digits < 10, case 48...57 = data[position] {
      value = value * 10 + Int(data[position] - 48)
      position += 1
    }
    guard position > digits, position < data.count, data[position] == stop else { return nil }
    return (isNegative ? -value : value, position + 1)
  }
}

extension CachedTree.Folders {
  func child(_ folder: Int, _ name: Slice<UnsafeRawBufferPointer>) -> Int? {
    below[folder][Array(name)[...]]
  }
}
