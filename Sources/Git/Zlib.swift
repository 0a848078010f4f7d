import Clibgit2

func loadZlib() throws(GitError) {
  if let failure = clibgit2_load_zlib() { throw .libraryMissing(String(cString: failure)) }
}

/// No object is taken for larger than this, so that a damaged size does not exhaust the memory.
let largestObject = 1 << 30

/// A zlib stream that unpacks one object after another.
struct Inflater: ~Copyable {
  let stream: UnsafeMutableRawPointer

  init() throws(GitError) {
    try loadZlib()
    guard let stream = clibgit2_inflater() else { throw .corrupt("zlib") }
    self.stream = stream
  }

  deinit { clibgit2_inflater_free(stream) }

  /// The content of exactly this size at the start of `bytes`; `nil` where it is damaged or of another size.
  func inflate(_ bytes: UnsafeRawBufferPointer, size: Int) -> [UInt8]? {
    guard size >= 0, size < largestObject, size / 1040 <= bytes.count else { return nil }
    var isWhole = false
    let content = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      var ended: Int32 = 0
      let made = clibgit2_inflate(
        stream, bytes.baseAddress, bytes.count, buffer.baseAddress, size + 1, &ended)
      isWhole = ended == 1 && made == size
      count = max(0, min(made, size))
    }
    return isWhole ? content : nil
  }

  /// The first bytes of the content, at most 64.
  func start(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      var ended: Int32 = 0
      count = max(0, clibgit2_inflate(stream, bytes.baseAddress, bytes.count, buffer.baseAddress, 64, &ended))
    }
  }
}

/// A zlib stream that packs one object after another.
struct Deflater: ~Copyable {
  private let stream: UnsafeMutableRawPointer

  /// - Parameter level: 1, fast, to 9, small.
  init(level: Int32) throws(GitError) {
    try loadZlib()
    guard let stream = clibgit2_deflater(level) else { throw .corrupt("zlib") }
    self.stream = stream
  }

  deinit { clibgit2_deflater_free(stream) }

  /// `nil` where it is too large for one call, over 4 GB.
  func deflate(_ bytes: [UInt8]) -> [UInt8]? {
    let bound = clibgit2_deflate_bound(stream, bytes.count)
    let packed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = clibgit2_deflate(stream, bytes, bytes.count, buffer.baseAddress, bound)
    }
    return packed.isEmpty ? nil : packed
  }
}
