import Glibc

/// Git's index, versions 2 and 3, as it lies in its file (index-format(5)); the bytes are hostile.
struct IndexFile {
  let bytes: UnsafeRawBufferPointer
  let version: UInt32
  let count: Int
  /// Behind the last entry.
  private(set) var end = 12

  enum Problem: Error, Equatable {
    /// A version or an extension that changes what the entries mean: only git itself can edit it.
    case foreign
    case corrupt
  }

  init(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
    guard bytes.count >= 32, bytes.starts(with: "DIRC".utf8) else { throw .corrupt }
    self.bytes = bytes
    version = bytes.big32(4)
    count = Int(bytes.big32(8))
    guard version == 2 || version == 3 else { throw .foreign }
    guard count <= (bytes.count - 32) / 64 else { throw .corrupt }
  }

  /// One entry; offsets into the file's bytes.
  struct Entry {
    let start: Int
    let name: Range<Int>
    let end: Int
  }

  /// Visits every entry in the file's order, and finds where they end.
  mutating func scan(_ visit: (Entry) -> Void) throws(Problem) {
    let limit = bytes.count - 20
    var start = 12
    for _ in 0..<count {
      guard start + 64 <= limit else { throw .corrupt }
      let flags = bytes.big16(start + 60)
      var name = start + 62
      if flags & 0x4000 != 0 {
        guard version == 3 else { throw .corrupt }
        name += 2
      }
      var length = Int(flags & 0xfff)
      if length == 0xfff {
        // A longer name's length is not written.
        while name + length < limit, bytes[name + length] != 0 { length += 1 }
      }
      // At least one NUL, and a whole number of eight bytes.
      let end = start + (name - start + length + 8) / 8 * 8
      guard end <= limit, bytes[name + length] == 0 else { throw .corrupt }
      // A split index replaces the entries of another file by nameless ones.
      guard length > 0 else { throw .foreign }
      visit(Entry(start: start, name: name..<(name + length), end: end))
      start = end
    }
    end = start
  }

  /// The extensions behind the entries: their four letters and where their data is.
  func extensions() throws(Problem) -> [(name: [UInt8], data: Range<Int>)] {
    var found: [(name: [UInt8], data: Range<Int>)] = []
    var position = end
    let limit = bytes.count - 20
    while position < limit {
      guard position + 8 <= limit else { throw .corrupt }
      let size = Int(bytes.big32(position + 4))
      guard size <= limit - position - 8 else { throw .corrupt }
      let name = Array(bytes[position..<(position + 4)])
      // One that git must understand has a small first letter: a split or a sparse index.
      guard UInt8(ascii: "A")...UInt8(ascii: "Z") ~= name[0] else { throw .foreign }
      found.append((name, (position + 8)..<(position + 8 + size)))
      position += 8 + size
    }
    return found
  }

  func id(_ entry: Entry) -> ObjectID {
    ObjectID(UnsafeRawBufferPointer(rebasing: bytes[(entry.start + 40)..<(entry.start + 60)]))
  }

  func mode(_ entry: Entry) -> FileMode { FileMode(lenient: bytes.big32(entry.start + 24)) }

  /// 0, or 1 to 3 while a merge is not settled.
  func stage(_ entry: Entry) -> UInt16 { bytes.big16(entry.start + 60) >> 12 & 3 }

  /// Compares an entry's name with other bytes: negative where it is less.
  func compare(_ entry: Entry, _ other: UnsafeRawBufferPointer) -> Int {
    guard let base = bytes.baseAddress, let text = other.baseAddress else { return 1 }
    let order = memcmp(base + entry.name.lowerBound, text, min(entry.name.count, other.count))
    return order != 0 ? Int(order) : entry.name.count - other.count
  }

  /// The bytes of a new entry of stage 0; without `status` git takes it for changed and looks itself.
  static func encode(_ path: [UInt8], _ blob: Blob, _ status: stat?) -> [UInt8] {
    var entry: [UInt8] = []
    entry.reserveCapacity(72 + path.count)
    func low(_ value: some BinaryInteger) -> UInt32 { UInt32(truncatingIfNeeded: value) }
    var numbers = [UInt32](repeating: 0, count: 10)
    if let status {
      numbers = [
        low(status.st_ctim.tv_sec), low(status.st_ctim.tv_nsec), low(status.st_mtim.tv_sec),
        low(status.st_mtim.tv_nsec), low(status.st_dev), low(status.st_ino), 0, low(status.st_uid),
        low(status.st_gid), low(status.st_size),
      ]
    }
    numbers[6] = blob.mode.rawValue
    for number in numbers { entry.append(big: number) }
    blob.id.withBytes { entry.append(contentsOf: $0) }
    let flags = UInt16(min(path.count, 0xfff))
    entry.append(UInt8(flags >> 8))
    entry.append(UInt8(flags & 0xff))
    entry.append(contentsOf: path)
    entry.append(contentsOf: repeatElement(0, count: 8 - entry.count % 8))
    return entry
  }
}

extension UnsafeRawBufferPointer {
  func big32(_ offset: Int) -> UInt32 {
    UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
  func big16(_ offset: Int) -> UInt16 {
    UInt16(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }
}

extension [UInt8] {
  mutating func append(big number: UInt32) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}
