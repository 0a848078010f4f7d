/// Bech32 of BIP 173 without its limit of length, as age-encryption.org/v1 writes keys: a prefix, `1`, five bits to
/// a letter, and six letters of checksum.
enum Bech32 {
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
  private static let separator = UInt8(ascii: "1")
  private static let checksumLength = 6

  /// - Parameter prefix: visible ASCII in lower case.
  static func encoded(prefix: String, _ bytes: [UInt8]) -> String {
    let values = regrouped(bytes, from: 8, to: 5, filled: true) ?? []
    let sum = checksum(Array(prefix.utf8), values + Array(repeating: 0, count: checksumLength)) ^ 1
    let tail = (0..<checksumLength).map { UInt8(sum >> (5 * (checksumLength - 1 - $0)) & 31) }
    return prefix + "1" + String(decoding: (values + tail).map { alphabet[Int($0)] }, as: UTF8.self)
  }

  /// Reads the prefix, in lower case, and the bytes; `nil` if the text is no Bech32 or mixes cases.
  static func decoded(_ text: String) -> (prefix: String, isUpper: Bool, bytes: [UInt8])? {
    let upper = text.utf8.contains { (0x41...0x5A).contains($0) }
    let lower = text.utf8.contains { (0x61...0x7A).contains($0) }
    guard !(upper && lower), text.utf8.allSatisfy(Ascii.visible.contains) else { return nil }
    let letters = text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    guard let split = letters.lastIndex(of: separator), split > 0, letters.count - split - 1 >= checksumLength
    else { return nil }
    let prefix = Array(letters[..<split])
    var values: [UInt8] = []
    for letter in letters[(split + 1)...] {
      guard let value = alphabet.firstIndex(of: letter) else { return nil }
      values.append(UInt8(value))
    }
    guard checksum(prefix, values) == 1,
      let bytes = regrouped(values.dropLast(checksumLength), from: 5, to: 8, filled: false)
    else { return nil }
    return (String(decoding: prefix, as: UTF8.self), upper, bytes)
  }

  /// Computes the checksum of BIP 173 over the expanded prefix and the values.
  private static func checksum(_ prefix: [UInt8], _ values: [UInt8]) -> UInt32 {
    let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
    var sum: UInt32 = 1
    for value in prefix.map({ $0 >> 5 }) + [0] + prefix.map({ $0 & 31 }) + values {
      let top = sum >> 25
      sum = (sum & 0x1ff_ffff) << 5 ^ UInt32(value)
      for (bit, term) in generator.enumerated() where top >> UInt32(bit) & 1 == 1 { sum ^= term }
    }
    return sum
  }

  /// Regroups bits to another width. Without padding, what is left over must be less than a group, and zero.
  private static func regrouped(
    _ values: some Collection<UInt8>, from: UInt32, to: UInt32, filled: Bool
  ) -> [UInt8]? {
    var result: [UInt8] = []
    var pending: UInt32 = 0
    var bits: UInt32 = 0
    for value in values {
      pending = (pending << from | UInt32(value)) & 0xFFF
      bits += from
      while bits >= to {
        bits -= to
        result.append(UInt8(pending >> bits & (1 << to - 1)))
      }
    }
    let rest = pending & (1 << bits - 1)
    if filled {
      if bits > 0 { result.append(UInt8(rest << (to - bits))) }
    } else if bits >= from || rest != 0 {
      return nil
    }
    return result
  }
}
