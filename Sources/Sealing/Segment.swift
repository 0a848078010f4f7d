import Crypto
import FoundationEssentials

/// A sealed piece of a private community's history: inside an age file for all members, a signed header, an ordinary git
/// pack, and zeros up to a size that says little.
///
/// Without mgrnet: `age -d -i KEY FILE | sed '1,/^$/d' | git index-pack --stdin`.
package enum Segment {
  private static let smallest = 4096
  private static let megabyte = 1 << 20

  /// What a content of that many bytes is filled up to: a power of two from 4 KiB, and from 1 MiB on a multiple of it.
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
  /// - Throws: `SealingError`, and what the source and the sink throw; what was written by then is no segment.
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

  /// Opens a segment. No byte of the pack comes out before its sender is known to be a member; that it is whole and
  /// what was signed is known when this returns. Where it throws, what has come out must go.
  ///
  /// - Parameter id: from the name of the file.
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

/// A segment that is being read: first who says what, then the pack.
package struct SegmentReader {
  /// What the owner of the key in it signed; whether that is a member, `open` finds out.
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

  /// Gives out the pack, once.
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

  /// What an age file holds, in pieces of whichever size is wanted.
  private struct Content {
    private var reader: AgeReader
    private var chunk: ArraySlice<UInt8> = []

    init(_ reader: AgeReader) { self.reader = reader }

    /// Up to and with the first empty line.
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

    /// Some bytes; none at the end.
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
