/// LF and CRLF: what `core.autocrlf` or an editor makes of a text on disk is no change of it.
package enum LineEnds {
  private static let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))

  /// The text with LF for each CRLF; `nil` where it has none, or is no text, as git tells them apart.
  package static func unified(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.contains(carriageReturn), !bytes.contains(0) else { return nil }
    var unified: [UInt8] = []
    unified.reserveCapacity(bytes.count)
    for (place, byte) in bytes.enumerated() {
      if byte == carriageReturn, place + 1 < bytes.count, bytes[place + 1] == lineFeed { continue }
      unified.append(byte)
    }
    return unified.count == bytes.count ? nil : unified
  }

  /// What a person made of a text: with LF, unless it was committed with CRLF; as it was committed, where nothing but line
  /// ends is other.
  ///
  /// - Parameter committed: `nil` for a new one.
  package static func kept(_ bytes: [UInt8], of committed: [UInt8]?) -> [UInt8] {
    let text = unified(bytes) ?? bytes
    guard let committed, let before = unified(committed) else { return text }
    return text == before ? committed : bytes
  }
}
