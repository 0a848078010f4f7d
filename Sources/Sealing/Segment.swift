import Crypto
import FoundationEssentials

/// A sealed piece of a private community's history: an age file for all members that holds a signed header, a git
/// pack, and zeros up to a rounded size.
///
/// Without mgrnet: `age -d -i KEY FILE | sed '1,/^$/d' | git index-pack --stdin`.
package enum Segment {
  private static let smallest = 4096
  private static let megabyte = 1 << 20

  /// Returns the size that a content of that many bytes is padded to: a power of two from 4 KiB, above 1 MiB a
  /// multiple of it.
  static func paddedCount(_ count: Int) -> Int {
    if count > megabyte { return (count + megabyte - 1) / megabyte * megabyte }
    var size = smallest
    while size < count { size *= 2 }
    return size
  }

  /// Seals a pack.
  ///
  /// - Parameters:
  ///   - recipients: for everyone in the roster of the header's epoch.
  ///   - pack: exactly the bytes that the header's digest is of.
  /// - Throws: `SealingError`, and what the source and the sink throw; then discard what was written.
  package static func seal<R: RandomNumberGenerator>(
    _ header: SegmentHeader, signedWith key: SigningKey, for recipients: [X25519Recipient],
    pack: ByteSource, using generator: inout R, to sink: @escaping ByteSink
  ) throws {
    let text = try header.text(signedWith: key)
    var writer = try AgeWriter(.recipients(recipients), using: &generator, to: sink)
    try writer.write(text)
    var hash = SHA256()
    var count = 0
    while true {
      let bytes = try pack(1 << 16)
      if bytes.isEmpty { break }
      hash.update(data: bytes)
      count += bytes.count
      guard count <= header.pack.count else { throw SealingError.segment(.otherPack) }
      try writer.write(bytes)
    }
    guard PackDigest(count: count, digest: Array(hash.finalize())) == header.pack else {
      throw SealingError.segment(.otherPack)
    }
    let content = text.count + count
    var rest = paddedCount(content) - content
    while rest > 0 {
      let part = min(rest, 1 << 16)
      try writer.write([UInt8](repeating: 0, count: part))
      rest -= part
    }
    try writer.finish()
  }

  /// Opens a segment. No byte of the pack comes out before its sender is known to be a member. Only when this
  /// returns is the pack known to be whole and signed: if it throws, discard what came out.
  ///
  /// - Parameter id: the name of the file.
  /// - Throws: `SealingError`, and what the source and the sink throw.
  @discardableResult
  package static func open(
    named id: SegmentID, with keys: [AgeKey], rules: SegmentRules, from source: @escaping ByteSource,
    pack sink: ByteSink
  ) throws -> SegmentHeader {
    var reader = try SegmentReader(named: id, with: keys, from: source)
    try reader.open(rules, pack: sink)
    return reader.header
  }
}

/// A segment that is being read: first the header, then the pack.
package struct SegmentReader {
  /// The header, signed by the key that it names. `open` checks whether that is a member's.
  package let header: SegmentHeader
  /// How many keys it is sealed for.
  package let recipients: Int
  private let textCount: Int
  private var content: Content

  /// Reads the header and checks its name and signature.
  ///
  /// - Throws: `SealingError`, and what the source throws.
  package init(named id: SegmentID, with keys: [AgeKey], from source: @escaping ByteSource) throws {
    let age = try AgeReader(.binary, keys: keys, from: source)
    recipients = age.recipients
    content = Content(age)
    let text = try content.header()
    let (header, signature) = try SegmentHeader.read(text)
    guard header.id == id else { throw SealingError.segment(.otherName(header.id)) }
    guard header.signer.verifies(signature, of: header.statement, for: .segment) else {
      throw SealingError.segment(.badSignature)
    }
    self.header = header
    textCount = text.count
  }

  /// Opens the pack; may be called once.
  ///
  /// - Throws: as `Segment.open`.
  package mutating func open(_ rules: SegmentRules, pack sink: ByteSink) throws {
    try rules.check(header)
    var hash = SHA256()
    var left = header.pack.count
    while left > 0 {
      let bytes = try content.next(atMost: left)
      guard !bytes.isEmpty else { throw SealingError.segment(.otherPack) }
      hash.update(data: bytes)
      left -= bytes.count
      try sink(bytes)
    }
    guard Array(hash.finalize()) == header.pack.digest else { throw SealingError.segment(.otherPack) }

    let counted = textCount + header.pack.count
    var padding = Segment.paddedCount(counted) - counted
    while true {
      let bytes = try content.next(atMost: 1 << 16)
      if bytes.isEmpty { break }
      padding -= bytes.count
      guard padding >= 0, bytes.allSatisfy({ $0 == 0 }) else { throw SealingError.segment(.badPadding) }
    }
    guard padding == 0 else { throw SealingError.segment(.badPadding) }
  }

  /// Reads the content of an age file in pieces of any size.
  private struct Content {
    private var reader: AgeReader
    private var chunk: ArraySlice<UInt8> = []

    init(_ reader: AgeReader) { self.reader = reader }

    /// Reads up to the first empty line, which is included.
    mutating func header() throws -> [UInt8] {
      var text: [UInt8] = []
      while try fill() {
        for (index, byte) in zip(chunk.indices, chunk) {
          text.append(byte)
          if byte == Ascii.lineFeed, text.suffix(2).elementsEqual([byte, byte]) {
            chunk = chunk[(index + 1)...]
            return text
          }
          guard text.count < SegmentHeader.limit else { throw SealingError.segment(.badHeader) }
        }
        chunk = []
      }
      throw SealingError.segment(.badHeader)
    }

    /// Reads some bytes; none at the end.
    mutating func next(atMost most: Int) throws -> [UInt8] {
      guard try fill() else { return [] }
      let part = chunk.prefix(most)
      chunk = chunk.dropFirst(part.count)
      return Array(part)
    }

    private mutating func fill() throws -> Bool {
      while chunk.isEmpty {
        guard let more = try reader.next() else { return false }
        chunk = more[...]
      }
      return true
    }
  }
}
