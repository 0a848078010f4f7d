import Glibc

/// Larger objects than this are read and written in pieces.
let largeObject = 1 << 20

/// The content of one object in pieces, for what is too large to be held at once.
///
/// Of an object that is a difference from another one there is no such thing: it is held whole.
final class ObjectStream {
  let kind: ObjectKind
  let size: Int
  /// Content that was not given out yet.
  private(set) var left: Int

  private let name: String
  private let inflater: Inflater
  private let loose: HeldFile?
  private let pack: Pack?
  private var whole: [UInt8]?
  private var packed: UnsafeRawBufferPointer
  /// Bytes before the content: the header of a loose object.
  private var skipped: Int
  /// From here on the mapped file was not let go of.
  private var held: UnsafeRawPointer?

  /// - Parameter file: a loose object: `kind SP size NUL content`, packed as one stream.
  init(loose held: HeldFile, _ name: String) throws(GitError) {
    let inflater = try Inflater()
    let bytes = held.file.bytes
    let start = inflater.start(bytes)
    guard let space = start.firstIndex(of: UInt8(ascii: " ")), let end = start.firstIndex(of: 0), space < end,
      let kind = ObjectKind(named: start[..<space]),
      let size = Int(String(decoding: start[(space + 1)..<end], as: UTF8.self)), size >= 0,
      inflater.again()
    else { throw .corrupt(name) }
    guard size < largestObject else { throw .tooLarge(name, bytes: size, limit: largestObject) }
    (self.kind, self.size, left, skipped, packed) = (kind, size, size, end + 1, bytes)
    self.name = name
    self.inflater = inflater
    loose = held
    pack = nil
  }

  init(_ pack: Pack, _ offset: Int) throws(GitError) {
    let inflater = try Inflater()
    name = pack.path + ".pack"
    guard let header = pack.header(offset), inflater.again() else { throw .corrupt(name) }
    switch header.base {
    case .itself(let kind):
      (self.kind, size) = (kind, header.size)
      guard size < largestObject else { throw .tooLarge(name, bytes: size, limit: largestObject) }
    case .other:
      let found = try pack.read(offset, inflater)
      (kind, size, whole) = (found.kind, found.bytes.count, found.bytes)
    }
    left = size
    skipped = 0
    packed = UnsafeRawBufferPointer(rebasing: pack.data.bytes[header.start..<(pack.data.bytes.count - 20)])
    self.inflater = inflater
    loose = nil
    self.pack = pack
  }

  /// The next bytes; none at the end, which came where the object said.
  func next(atMost most: Int) throws(GitError) -> [UInt8] {
    if let whole {
      let start = size - left
      left -= min(left, most)
      return Array(whole[start..<(size - left)])
    }
    while left > 0 {
      guard let step = inflater.more(packed, atMost: min(left, most) + skipped),
        step.taken > 0 || !step.bytes.isEmpty
      else { throw .corrupt(name) }
      packed = UnsafeRawBufferPointer(rebasing: packed[step.taken...])
      letGo()
      let content = step.bytes.dropFirst(skipped)
      skipped -= step.bytes.count - content.count
      left -= content.count
      if left == 0 { try end(step) } else if step.isAtEnd { throw .corrupt(name) }
      if !content.isEmpty { return Array(content) }
    }
    return []
  }

  /// What was read of a mapped file counts as this process's memory until it is let go of.
  private func letGo() {
    guard let at = packed.baseAddress else { return }
    let page = 1 << 12
    let end = UnsafeRawPointer(bitPattern: UInt(bitPattern: at) / UInt(page) * UInt(page))
    guard let end, let start = held ?? UnsafeRawPointer(bitPattern: UInt(bitPattern: end)) else { return }
    if held == nil { held = start }
    guard end - start > largeObject * 4 else { return }
    madvise(UnsafeMutableRawPointer(mutating: start), end - start, MADV_DONTNEED)
    held = end
  }

  /// Whether nothing follows the content.
  private func end(_ last: ZlibStep) throws(GitError) {
    if last.isAtEnd { return }
    guard let step = inflater.more(packed, atMost: 1), step.bytes.isEmpty, step.isAtEnd else {
      throw .corrupt(name)
    }
  }
}

/// A mapped file for several to hold.
final class HeldFile {
  let file: MappedFile
  init(_ file: consuming MappedFile) { self.file = file }
}

extension ObjectFiles {
  /// - Returns: `nil` where there is none of this id.
  func stream(_ id: ObjectID) throws(GitError) -> ObjectStream? {
    if let found = try packedStream(id) { return found }
    let path = path(id)
    if let file = try MappedFile.open(path, whole: false) {
      return try ObjectStream(loose: HeldFile(file), path)
    }
    return try lookForPacks() ? packedStream(id) : nil
  }

  /// How large an object is, without all of it being unpacked; `nil` where there is none of this id.
  func size(_ id: ObjectID) throws(GitError) -> Int? {
    for pack in packs {
      guard let offset = pack.offset(of: id), let header = pack.header(offset) else { continue }
      guard case .other = header.base else { return header.size }
      let rest = UnsafeRawBufferPointer(
        rebasing: pack.data.bytes[header.start..<(pack.data.bytes.count - 20)])
      guard let size = Delta.madeSize(inflater.start(rest)) else { throw .corrupt(pack.path + ".pack") }
      return size
    }
    let path = path(id)
    guard let file = try MappedFile.open(path, whole: false) else {
      return try lookForPacks() ? size(id) : read(id)?.bytes.count
    }
    do throws(GitError) { return try ObjectStream(loose: HeldFile(file), path).size } catch {
      if case .tooLarge(_, let bytes, _) = error { return bytes }
      throw error
    }
  }

  /// An object that is better not held at once; `nil` where it is small, or not here.
  func largeStream(_ id: ObjectID) throws(GitError) -> ObjectStream? {
    for pack in packs {
      guard let offset = pack.offset(of: id) else { continue }
      guard let header = pack.header(offset), header.size > largeObject else { return nil }
      return try ObjectStream(pack, offset)
    }
    let path = path(id)
    // What was packed to less is held, whatever it unpacks to.
    guard try Files.size(path) ?? 0 > largeObject / 8, let file = try MappedFile.open(path, whole: false)
    else { return nil }
    let stream = try ObjectStream(loose: HeldFile(file), path)
    return stream.size > largeObject ? stream : nil
  }

  private func packedStream(_ id: ObjectID) throws(GitError) -> ObjectStream? {
    for pack in packs { if let offset = pack.offset(of: id) { return try ObjectStream(pack, offset) } }
    return nil
  }

  /// Stores a file's content that comes in pieces, as a loose object, unless it is there.
  ///
  /// - Parameter next: the next bytes, `size` of them in all; none at the end.
  func writeBlob(size: Int, _ next: () throws(GitError) -> [UInt8]) throws(GitError) -> ObjectID {
    let file = try NewFile(folder + "/tmp_obj_mgrnet_\(Files.thisProcess)")
    var digest = Digest()
    var bytes = try next()
    let packing = try PiecePacking(like: bytes)
    let header = Array("blob \(size)\0".utf8)
    digest.add(header)
    try file.write(packing.add(header))
    var count = 0
    while !bytes.isEmpty {
      count += bytes.count
      digest.add(bytes)
      try file.write(packing.add(bytes))
      bytes = try next()
    }
    guard count == size else { throw .corrupt(file.path) }
    try file.write(packing.end())
    let id = digest.finish()
    if try has(id) { return id }
    let path = path(id)
    if let slash = path.lastIndex(of: "/") { try Files.makeFolder(String(path[..<slash])) }
    try file.finish(as: path)
    return id
  }
}

extension Repository {
  /// A file's content in pieces; `nil` where the store has none of that id.
  package func blobPieces(_ id: ObjectID) throws(GitError) -> BlobPieces? {
    guard let stream = try files.stream(id) else { return nil }
    guard stream.kind == .blob else { throw .corrupt("\(id) is no blob") }
    return BlobPieces(stream: stream)
  }

  /// In bytes; `nil` where the store has no such object.
  package func size(of id: ObjectID) throws(GitError) -> Int? {
    if let size = try files.size(id) { return size }
    return try files.isPartial ? blob(id)?.count : nil
  }

  /// Stores a file that may be too large to be held at once.
  package func writeBlob(fileAt path: String) throws(GitError) -> ObjectID {
    guard let file = try FilePieces(path) else { throw .notFound(path) }
    if file.size > largeObject {
      return try files.writeBlob(size: file.size) { () throws(GitError) in try file.next(atMost: 1 << 17) }
    }
    guard let bytes = try Files.read(path) else { throw .notFound(path) }
    return try write(bytes, .blob)
  }
}

/// The content of a file of the store in pieces.
package struct BlobPieces {
  fileprivate let stream: ObjectStream
  package var size: Int { stream.size }

  /// The next bytes; none at the end.
  package func next(atMost most: Int) throws(GitError) -> [UInt8] { try stream.next(atMost: most) }
}

/// Packs a content that comes in pieces; one that does not get smaller goes in as it is, which costs next to nothing.
final class PiecePacking {
  private let deflater: Deflater

  /// - Parameter sample: from the content; what is sealed has no pattern anywhere.
  init(like sample: [UInt8]) throws(GitError) {
    let deflater = try Deflater(level: Deflater.isDense(sample) ? 0 : 6)
    guard deflater.again() else { throw .corrupt("zlib") }
    self.deflater = deflater
  }

  func add(_ bytes: [UInt8]) throws(GitError) -> [UInt8] { try more(bytes, isLast: false) }
  func end() throws(GitError) -> [UInt8] { try more([], isLast: true) }

  private func more(_ bytes: [UInt8], isLast: Bool) throws(GitError) -> [UInt8] {
    guard let packed = deflater.more(bytes, isLast: isLast) else { throw .corrupt("zlib") }
    return packed
  }
}
