import Clibgit2

/// No object is taken for larger than this, so that a damaged size does not exhaust the memory.
let largestObject = 1 << 30

/// Unpacks one object after another.
struct Inflater: ~Copyable {
  let stream: UnsafeMutableRawPointer

  init() throws(GitError) {
    guard let stream = clibgit2_inflater() else { throw .corrupt("zlib") }
    self.stream = stream
  }

  deinit { clibgit2_inflater_free(stream) }

  /// The content of exactly this size at the start of `bytes`, and how many of them it took; `nil` where it is damaged
  /// or of another size.
  func inflate(_ bytes: UnsafeRawBufferPointer, size: Int) -> (content: [UInt8], taken: Int)? {
    guard size >= 0, size < largestObject, size / 1040 <= bytes.count else { return nil }
    var isWhole = false
    var taken = 0
    // Not 0: an empty content needs an address, too.
    let content = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
      isWhole =
        clibgit2_inflate(stream, bytes.baseAddress, bytes.count, buffer.baseAddress, size, &taken) == 1
      count = isWhole ? size : 0
    }
    return isWhole ? (content, taken) : nil
  }

  /// The first bytes of the content, at most 64.
  func start(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    again() ? more(bytes, atMost: 64)?.bytes ?? [] : []
  }
}

/// A zlib stream that packs one object after another.
struct Deflater: ~Copyable {
  let stream: UnsafeMutableRawPointer

  /// - Parameter level: 1, fast, to 9, small.
  init(level: Int32) throws(GitError) {
    guard let stream = clibgit2_deflater(level) else { throw .corrupt("zlib") }
    self.stream = stream
  }

  deinit { clibgit2_deflater_free(stream) }

  /// Whether a content has no pattern, as what is sealed or packed already: to look for one takes long and finds none.
  static func isDense(_ sample: [UInt8]) throws(GitError) -> Bool {
    let probe = try Deflater(level: 1)
    return (probe.deflate(sample)?.count ?? 0) > sample.count - sample.count / 32
  }

  /// `nil` where it is too large for one call, over 4 GB.
  func deflate(_ bytes: [UInt8]) -> [UInt8]? {
    let bound = clibgit2_deflate_bound(stream, bytes.count)
    let packed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = clibgit2_deflate(stream, bytes, bytes.count, buffer.baseAddress, bound)
    }
    return packed.isEmpty ? nil : packed
  }
}

/// Packs whole objects: those that have no pattern as they are.
struct ObjectPacking: ~Copyable {
  private let deflater: Deflater
  private var plain: Deflater?

  /// Bytes from which on it pays to look at the first ones.
  private static let large = 16 << 10
  private static let sample = 4 << 10

  init(level: Int32) throws(GitError) { deflater = try Deflater(level: level) }

  /// `nil` where it is too large for one call, over 4 GB.
  mutating func deflate(_ bytes: [UInt8]) throws(GitError) -> [UInt8]? {
    guard bytes.count > Self.large,
      try Deflater.isDense(Array(bytes[(Self.large - Self.sample)..<Self.large]))
    else { return deflater.deflate(bytes) }
    if plain == nil { plain = try Deflater(level: 0) }
    return plain?.deflate(bytes)
  }
}

/// What one step of a stream made of what it was given.
struct ZlibStep {
  let bytes: [UInt8]
  let taken: Int
  let isAtEnd: Bool
}

extension Inflater {
  func again() -> Bool { clibgit2_inflate_again(stream) == 1 }

  /// The next bytes of a content, at most so many; `nil` where the stream is damaged.
  func more(_ bytes: UnsafeRawBufferPointer, atMost most: Int) -> ZlibStep? {
    var ended: Int32 = 0
    var taken = 0
    var isRight = false
    let content = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      let made = clibgit2_inflate_more(
        stream, bytes.baseAddress, bytes.count, buffer.baseAddress, most, &ended, &taken)
      isRight = made >= 0
      count = max(0, made)
    }
    return isRight ? ZlibStep(bytes: content, taken: taken, isAtEnd: ended == 1) : nil
  }
}

extension Deflater {
  func again() -> Bool { clibgit2_deflate_again(stream) == 1 }

  /// Packs the next bytes of a content, all of them; the last ones with the end of the stream.
  func more(_ bytes: [UInt8], isLast: Bool) -> [UInt8]? {
    var packed: [UInt8] = []
    var position = 0
    var isDone = false
    while !isDone {
      var ended: Int32 = 0
      var taken = 0
      var made = 0
      let capacity = max(bytes.count - position, 1 << 12) + 64
      packed += [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        made = bytes.withUnsafeBytes { all in
          clibgit2_deflate_more(
            stream, all.baseAddress.map { $0 + position }, all.count - position, isLast ? 1 : 0,
            buffer.baseAddress, capacity, &ended, &taken)
        }
        count = max(0, made)
      }
      guard made >= 0 else { return nil }
      position += taken
      isDone = isLast ? ended == 1 : position == bytes.count && made < capacity
    }
    return packed
  }
}
