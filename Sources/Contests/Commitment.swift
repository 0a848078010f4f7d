import Sealing

/// A hash that binds who made it to a secret, and tells nothing of it before it is opened.
enum Commitment {
  /// Returns SHA-256 over some pieces, each with its length before it (four bytes, big-endian), in 64 lower-case digits.
  static func hash(_ pieces: [[UInt8]]) -> String {
    hexadecimal(SHA256Digest.hash(pieces.flatMap { big($0.count, bytes: 4) + $0 }))
  }

  static func big(_ number: Int, bytes: Int) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  /// Returns the bytes of hexadecimal digits; `nil` for anything else.
  static func bytes(hex text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }
}
