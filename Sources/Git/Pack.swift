import Glibc

/// A pack and its index, version 2 (gitformat-pack(5)), mapped into memory; the bytes are hostile.
final class Pack {
  let path: String
  let index: MappedFile
  let data: MappedFile
  let count: Int
  /// Objects that others are differences from, by offset; emptied when it grows past a few megabytes.
  private var bases: [Int: Packed] = [:]
  private var baseBytes = 0
  /// How much of the files may have come into memory since it was given back.
  private var mappedBytes = 0
  /// The 64 KiB of the pack that were read in last.
  private var mappedLast = -1

  struct Packed {
    let kind: ObjectKind
    let bytes: [UInt8]
  }

  /// - Parameter path: without `.idx` or `.pack`.
  /// - Returns: `nil` where one of the files is gone, or the index is of another version.
  init?(_ path: String) throws(GitError) {
    guard let index = try MappedFile.open(path + ".idx", whole: false),
      let data = try MappedFile.open(path + ".pack", whole: false)
    else { return nil }
    let bytes = index.bytes
    guard bytes.count >= 8 + 1024 + 40, data.bytes.count >= 32, bytes.big32(0) == 0xff74_4f63,
      bytes.big32(4) == 2
    else {
      return nil
    }
    count = Int(bytes.big32(8 + 255 * 4))
    guard bytes.count >= 8 + 1024 + count * 28 + 40 else { throw .corrupt(path + ".idx") }
    self.path = path
    self.index = index
    self.data = data
  }

  /// Where an object is in the pack; `nil` where it is not in it.
  func offset(of id: ObjectID) -> Int? { place(of: id).flatMap { offset(at: $0) } }

  /// Which one in the order of the ids an object is; `nil` where it is not in the pack.
  func place(of id: ObjectID) -> Int? {
    let bytes = index.bytes
    let first = Int(id.firstByte)
    var low = first == 0 ? 0 : Int(bytes.big32(8 + (first - 1) * 4))
    var high = min(Int(bytes.big32(8 + first * 4)), count)
    while low < high {
      let middle = (low + high) / 2
      let start = 8 + 1024 + middle * 20
      let found = ObjectID(UnsafeRawBufferPointer(rebasing: bytes[start..<(start + 20)]))
      if found == id { return middle }
      if found < id { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  func offset(at place: Int) -> Int? {
    let offset = index.bytes.big32(8 + 1024 + count * 24 + place * 4)
    guard offset & 1 << 31 != 0 else { return Int(offset) }
    // Behind two gigabytes the offset is in a table of its own.
    let start = 8 + 1024 + count * 28 + Int(offset & 0x7fff_ffff) * 8
    guard start + 8 <= index.bytes.count - 40 else { return nil }
    return Int(index.bytes.big32(start)) << 32 | Int(index.bytes.big32(start + 4))
  }

  /// An object, with the differences applied that it is written in.
  func read(_ offset: Int, _ inflater: borrowing Inflater) throws(GitError) -> Packed {
    var deltas: [(at: Int, start: Int, size: Int)] = []
    var at = offset
    var found: Packed?
    while found == nil {
      if let base = bases[at] {
        found = base
        break
      }
      // Git makes chains of at most 4095.
      guard let header = header(at), deltas.count < 5000 else { throw .corrupt(path + ".pack") }
      switch header.base {
      case .itself(let kind):
        found = Packed(kind: kind, bytes: try inflate(header.start, header.size, inflater))
        if let found, !deltas.isEmpty { keep(found, at) }
      case .other(let base):
        deltas.append((at, header.start, header.size))
        at = base
      }
    }
    guard var result = found else { throw .corrupt(path + ".pack") }
    while let delta = deltas.popLast() {
      let bytes = try inflate(delta.start, delta.size, inflater)
      guard let made = Delta.apply(bytes, to: result.bytes) else { throw .corrupt(path + ".pack") }
      result = Packed(kind: result.kind, bytes: made)
      if !deltas.isEmpty { keep(result, delta.at) }
    }
    return result
  }

  private func keep(_ base: Packed, _ offset: Int) {
    guard base.bytes.count < 1 << 20 else { return }
    if baseBytes > 8 << 20 {
      bases.removeAll(keepingCapacity: true)
      baseBytes = 0
    }
    bases[offset] = base
    baseBytes += base.bytes.count
  }

  private func inflate(_ start: Int, _ size: Int, _ inflater: borrowing Inflater) throws(GitError) -> [UInt8]
  {
    let rest = UnsafeRawBufferPointer(rebasing: data.bytes[start..<(data.bytes.count - 20)])
    guard let (content, _) = inflater.inflate(rest, size: size) else { throw .corrupt(path + ".pack") }
    forget(start, size)
    return content
  }

  /// A system maps the pages around the one that is read as well: 64 KiB for an object, unless the one before lay there.
  /// Who reads all of a large pack would hold all of it. Of the index, a page or so is read.
  private func forget(_ start: Int, _ size: Int) {
    mappedBytes += size + 4096 + (start >> 16 == mappedLast ? 0 : 65_536)
    mappedLast = (start + size) >> 16
    guard mappedBytes > 64 << 20 else { return }
    mappedBytes = 0
    mappedLast = -1
    data.forgetPages()
    index.forgetPages()
  }

  enum Base {
    case itself(ObjectKind)
    case other(Int)
  }

  /// The kind, size and base of the object at an offset, and where its stream starts.
  func header(_ offset: Int) -> (base: Base, size: Int, start: Int)? {
    guard let entry = PackEntry(data.bytes, at: offset) else { return nil }
    if let kind = ObjectKind(code: entry.code) { return (.itself(kind), entry.size, entry.start) }
    if entry.back > 0 { return (.other(offset - entry.back), entry.size, entry.start) }
    return entry.named.flatMap { self.offset(of: $0) }.map { (.other($0), entry.size, entry.start) }
  }
}
