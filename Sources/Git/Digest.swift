import Clibgit2

/// A running SHA-1, by libcrypto.
struct Digest: ~Copyable {
  private let state: UnsafeMutableRawPointer

  init() {
    state = .allocate(byteCount: Int(CLIBGIT2_SHA1_STATE), alignment: 16)
    clibgit2_sha1_begin(state)
  }

  deinit { state.deallocate() }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    clibgit2_sha1_add(state, bytes.baseAddress, bytes.count)
  }

  mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { add($0) }
  }

  /// Ends the sum and begins the next one.
  mutating func finish() -> ObjectID {
    let id = withUnsafeTemporaryAllocation(byteCount: 20, alignment: 8) { out in
      clibgit2_sha1_end(state, out.baseAddress?.assumingMemoryBound(to: UInt8.self))
      return ObjectID(UnsafeRawBufferPointer(out))
    }
    clibgit2_sha1_begin(state)
    return id
  }

  /// The id that git gives to an object of this content.
  mutating func id(of bytes: [UInt8], _ kind: ObjectKind) -> ObjectID {
    add(Array("\(kind.name) \(bytes.count)\0".utf8))
    add(bytes)
    return finish()
  }
}

extension ObjectID {
  /// The id that a file of this content has in git.
  package init(ofBlob bytes: [UInt8]) {
    var digest = Digest()
    self = digest.id(of: bytes, .blob)
  }
}
