/// Canonical base 64 of RFC 4648 §4: only what `encoded` writes is read.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()
  private static let pad = UInt8(ascii: "=")

  package static func encoded(_ bytes: some Collection<UInt8>, padded: Bool = false) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var pending: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      pending = pending << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int(pending >> bits & 63)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(pending << (6 - bits) & 63)]) }
    while padded, text.count % 4 != 0 { text.append(pad) }
    return text
  }

  /// Decodes a text; `nil` if it is not canonical.
  package static func decoded(_ text: some BidirectionalCollection<UInt8>, padded: Bool = false) -> [UInt8]? {
    var digits = text[...]
    if padded {
      guard text.count % 4 == 0 else { return nil }
      for _ in 0..<2 where digits.last == pad { digits = digits.dropLast() }
    }
    guard digits.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var pending: UInt32 = 0
    var bits: UInt32 = 0
    for digit in digits {
      let value = values[Int(digit)]
      guard value < 64 else { return nil }
      pending = pending << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
      }
    }
    // The bits that fill up the last digit say nothing: each value but 0 would be a second spelling.
    guard pending & (1 << bits - 1) == 0 else { return nil }
    return bytes
  }
}
