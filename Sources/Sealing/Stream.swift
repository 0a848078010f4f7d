import Crypto
import FoundationEssentials

/// The payload of an age file (age-encryption.org/v1, "Payload"): chunks of 64 KiB, each sealed separately with a
/// nonce that counts them and marks the last.
struct ChunkCipher {
  static let length = 64 << 10
  static let tagLength = 16
  static let sealedLength = length + tagLength
  /// The length of the random bytes before the first chunk, from which the key of the payload is derived.
  static let nonceLength = 16

  private let key: SymmetricKey
  private(set) var index: UInt64 = 0

  init(_ key: SymmetricKey) { self.key = key }

  /// Returns the nonce: eleven bytes count the chunks, big endian; the twelfth marks the last.
  private func nonce(isLast: Bool) -> [UInt8] {
    [0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: index >> (56 - 8 * $0)) } + [isLast ? 1 : 0]
  }

  mutating func sealed(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws -> [UInt8] {
    let box = try ChaChaPoly.seal(chunk, using: key, nonce: try ChaChaPoly.Nonce(data: nonce(isLast: isLast)))
    index += 1
    return Array(box.combined.dropFirst(12))
  }

  /// - Throws: `SealingError.payload`.
  mutating func opened(_ chunk: [UInt8], isLast: Bool) throws(SealingError) -> [UInt8] {
    guard chunk.count >= Self.tagLength else { throw .payload(.endsEarly) }
    if isLast, index > 0, chunk.count == Self.tagLength { throw .payload(.emptyLastChunk) }
    var combined = Data(capacity: 12 + chunk.count)
    combined.append(contentsOf: nonce(isLast: isLast))
    combined.append(contentsOf: chunk)
    guard let box = try? ChaChaPoly.SealedBox(combined: combined),  // too short
      let bytes = try? ChaChaPoly.open(box, using: key)  // other bytes than were sealed
    else { throw .payload(.chunk(index)) }
    index += 1
    return Array(bytes)
  }
}
