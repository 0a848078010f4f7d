/// The identity of a record: 12 characters of Crockford's base 32 in lower case (60 random bits), written once
/// and never changed.
package struct RecordID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  package static let length = 12
  /// The length of the shortest prefix that people may type for an id.
  package static let shortestPrefix = 4
  /// Crockford's base 32: no `i`, `l`, `o`, `u`.
  package static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  package let rawValue: String

  package init?(rawValue: String) {
    guard rawValue.utf8.count == Self.length, rawValue.utf8.allSatisfy(Self.isSymbol) else { return nil }
    self.rawValue = rawValue
  }

  package init(random generator: inout some RandomNumberGenerator) {
    let bits = UInt64.random(in: 0..<(1 << 60), using: &generator)
    rawValue = String(
      decoding: (0..<Self.length).map { Self.alphabet[Int(bits >> (5 * UInt64($0))) & 31] }, as: UTF8.self)
  }

  /// Makes the id that a text always gives: 60 bits of its 64-bit FNV-1a hash.
  package init(hashing text: String) {
    var one = OneNumber(number: FNV1a.hash(text.utf8))
    self.init(random: &one)
  }

  package var description: String { rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  static func isSymbol(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "i"), UInt8(ascii: "l"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
    case UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: false
    }
  }
}

private struct OneNumber: RandomNumberGenerator {
  let number: UInt64
  mutating func next() -> UInt64 { number }
}
