/// The FNV-1a hash of 64 bits. It tells texts apart that nobody chose to look alike, and keeps no secret.
package enum FNV1a {
  package static let basis: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Returns the hash with one more byte.
  @inlinable package static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  /// - Parameter start: another beginning than the usual one, or the hash of what stands before.
  package static func hash(_ bytes: some Sequence<UInt8>, from start: UInt64 = basis) -> UInt64 {
    bytes.reduce(start) { adding($1, to: $0) }
  }
}
