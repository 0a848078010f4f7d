import Clibgit2
import Glibc

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

  /// The id that git gives to a file, which is held in pieces where it is large.
  ///
  /// - Parameter size: of the file as it was looked at; where it has grown since, the id is nobody's.
  mutating func id(of file: Int32, size: Int, _ path: String) throws(GitError) -> ObjectID {
    guard size > largeObject else { return id(of: try Files.read(file, path), .blob) }
    add(Array("blob \(size)\0".utf8))
    var piece = [UInt8](repeating: 0, count: largeObject)
    while true {
      let got = piece.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .system(errno, "read", path) }
      if got == 0 { return finish() }
      piece.withUnsafeBytes { add(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
    }
  }
}

extension ObjectID {
  /// The id that a file of this content has in git.
  package init(ofBlob bytes: [UInt8]) {
    var digest = Digest()
    self = digest.id(of: bytes, .blob)
  }
}
