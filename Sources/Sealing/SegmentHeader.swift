import Crypto
import FoundationEssentials

/// The first 16 hexadecimal digits of the SHA-256 of a recipient's key, which tell the members' keys apart.
package struct RecipientMark: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let description: String

  package init(_ recipient: X25519Recipient) {
    description = hexadecimal(Array(SHA256.hash(data: recipient.bytes).prefix(8)))
  }

  package init?(text: String) {
    guard isHexadecimal(text, digits: [16]) else { return nil }
    description = text
  }

  package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

/// The name of a segment and of its file: 16 random bytes as 32 hexadecimal digits.
package struct SegmentID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let description: String

  package init?(_ text: String) {
    guard isHexadecimal(text, digits: [32]) else { return nil }
    description = text
  }

  package init<R: RandomNumberGenerator>(using generator: inout R) {
    description = hexadecimal(randomBytes(16, using: &generator))
  }

  package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

/// The first lines inside a segment: its community, its commits, what they build on, and who signed.
///
/// Each header has exactly one text. The sender's signature is over all of it, and through the digest over the
/// pack: under another name, in another community or epoch, or with another pack the segment is refused.
package struct SegmentHeader: Equatable, Sendable {
  package var id: SegmentID
  /// The random name of the community's sealed branch; not the slug, which two networks may share.
  package var community: String
  /// The epoch, from 1; each expulsion begins the next.
  package var epoch: Int
  /// The sender's handle and the key of the device that signed.
  package var sender: String
  package var signer: VerifyingKey
  /// The keys that the segment is sealed for. A member who knows of another one seals the commits anew.
  package var recipients: [RecipientMark]
  /// The commits of the pack that no other commit of it builds on.
  package var heads: [String]
  /// The commits outside the pack that it builds on; the pack holds all between these and `heads`.
  package var bases: [String]
  /// The segments that the sender had seen, without those that they come after themselves. If one is missing, the
  /// host withholds it.
  package var after: [SegmentID]
  /// The segments whose commits this one holds as well, and whose files may be deleted.
  package var covers: [SegmentID]
  package var pack: PackDigest

  package init(
    id: SegmentID, community: String, epoch: Int, sender: String, signer: VerifyingKey,
    recipients: [RecipientMark], heads: [String], bases: [String], after: [SegmentID], covers: [SegmentID],
    pack: PackDigest
  ) {
    (self.id, self.community, self.epoch, self.sender, self.signer) = (id, community, epoch, sender, signer)
    self.recipients = Set(recipients).sorted()
    (self.heads, self.bases) = (Set(heads).sorted(), Set(bases).sorted())
    (self.after, self.covers, self.pack) = (Set(after).sorted(), Set(covers).sorted(), pack)
  }

  private static let first = "mgrnet segment 1"
  /// The limit of a header with its signature, in bytes: some 10,000 commits and segments.
  static let limit = 1 << 20

  /// The lines that are signed.
  var statement: [UInt8] {
    var lines = [
      Self.first, "id: \(id)", "community: \(community)", "epoch: \(epoch)", "sender: \(sender)",
      "signer: \(signer)",
    ]
    lines += recipients.map { "for: \($0)" }
    lines += heads.map { "head: \($0)" } + bases.map { "base: \($0)" }
    lines += after.map { "after: \($0)" } + covers.map { "covers: \($0)" }
    lines.append("pack: \(pack.count) \(hexadecimal(pack.digest))")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Returns the whole signed text, with the empty line before the pack.
  ///
  /// - Throws: `SealingError.segment` if a value cannot stand in a header, or the key is not the signer's.
  package func text(signedWith key: SigningKey) throws -> [UInt8] {
    guard key.verifyingKey == signer else { throw SealingError.segment(.badSignature) }
    let signature = try key.signature(of: statement, for: .segment)
    let text = statement + Array("signature: ".utf8) + Base64.encoded(signature) + Array("\n\n".utf8)
    guard text.count <= Self.limit, try Self.read(text).header == self else {
      throw SealingError.segment(.badHeader)
    }
    return text
  }

  /// Reads a header from a text that ends with its empty line. The signature is not checked yet.
  ///
  /// - Throws: `SealingError.segment(.badHeader)` unless `text` would spell the header in the same way.
  static func read(_ bytes: [UInt8]) throws(SealingError) -> (header: SegmentHeader, signature: [UInt8]) {
    guard bytes.count <= limit, let text = String(validating: bytes, as: UTF8.self) else {
      throw .segment(.badHeader)
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var fields = Fields(lines: lines[...])
    guard fields.line() == first[...], let id = fields.one("id").flatMap(SegmentID.init),
      let community = fields.one("community"), let epoch = fields.one("epoch").flatMap({ Int($0) }),
      let sender = fields.one("sender"), let signerText = fields.one("signer"),
      let signer = try? VerifyingKey(signerText)  // whatever is wrong with it, this is no header
    else { throw .segment(.badHeader) }
    let recipients = fields.many("for").map(RecipientMark.init(text:))
    let (heads, bases) = (fields.many("head"), fields.many("base"))
    let (after, covers) = (
      fields.many("after").map(SegmentID.init), fields.many("covers").map(SegmentID.init)
    )
    guard let pack = fields.one("pack").flatMap(PackDigest.init(text:)),
      let signature = fields.one("signature").flatMap({ Base64.decoded(Array($0.utf8)) }),
      signature.count == 64, fields.line() == "", fields.line() == "", fields.line() == nil
    else { throw .segment(.badHeader) }
    let header = SegmentHeader(
      id: id, community: community, epoch: epoch, sender: sender, signer: signer,
      recipients: recipients.compactMap(\.self), heads: heads, bases: bases, after: after.compactMap(\.self),
      covers: covers.compactMap(\.self), pack: pack)
    // One header has one text: what is written anew must be what was read.
    let statement = header.statement
    guard (1...1_000_000).contains(epoch), isName(community), isName(sender), !heads.isEmpty,
      (heads + bases).allSatisfy({ isHexadecimal($0, digits: [40, 64]) }), bytes.starts(with: statement),
      bytes.dropFirst(statement.count).elementsEqual(
        Array("signature: ".utf8) + Base64.encoded(signature) + Array("\n\n".utf8))
    else { throw .segment(.badHeader) }
    return (header, signature)
  }

  /// Reads lines `key: value` in a given order.
  private struct Fields {
    var lines: ArraySlice<Substring>

    mutating func line() -> Substring? { lines.popFirst() }

    mutating func one(_ key: String) -> String? {
      guard let line = lines.first, line.hasPrefix(key + ": ") else { return nil }
      lines.removeFirst()
      return String(line.dropFirst(key.count + 2))
    }

    mutating func many(_ key: String) -> [String] {
      var values: [String] = []
      while let value = one(key) { values.append(value) }
      return values
    }
  }
}

/// The length of a pack and its SHA-256.
package struct PackDigest: Hashable, Sendable {
  package let count: Int
  /// 32 bytes.
  package let digest: [UInt8]

  package init(count: Int, digest: [UInt8]) { (self.count, self.digest) = (count, digest) }

  /// Computes the digest of everything that the source gives.
  package init(of source: ByteSource) throws {
    var hash = SHA256()
    var count = 0
    while true {
      let bytes = try source(1 << 16)
      if bytes.isEmpty { break }
      hash.update(data: bytes)
      count += bytes.count
    }
    self.init(count: count, digest: Array(hash.finalize()))
  }

  /// `1234 0a1b…`
  init?(text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, let count = Int(words[0]), count >= 0, String(count) == words[0],
      isHexadecimal(String(words[1]), digits: [64])
    else { return nil }
    self.init(count: count, digest: bytes(hexadecimal: words[1]))
  }
}

/// Whether the text is one of handles, slugs and names of branches: characters that need no quoting anywhere.
func isName(_ text: String) -> Bool {
  (1...64).contains(text.utf8.count)
    && text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
    }
}

func isHexadecimal(_ text: String, digits: [Int]) -> Bool {
  digits.contains(text.utf8.count)
    && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
}

/// Reads an even number of hexadecimal digits in lower case.
func bytes(hexadecimal text: some StringProtocol) -> [UInt8] {
  let digits = Array(text.utf8)
  return stride(from: 0, to: digits.count, by: 2).map { digit(digits[$0]) << 4 | digit(digits[$0 + 1]) }
}

/// Returns the value of a hexadecimal digit in lower case.
private func digit(_ letter: UInt8) -> UInt8 { letter < 0x61 ? letter - 0x30 : letter - 0x57 }

package func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
  return String(decoding: text, as: UTF8.self)
}
