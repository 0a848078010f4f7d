/// Compares texts regardless of line ends: LF or CRLF on disk, by `core.autocrlf` or an editor, is no edit.
package enum LineEnds {
  private static let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))

  /// Returns a text with LF for each CRLF; `nil` if it has no CRLF, or is binary by git's rules.
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

  /// Returns the bytes to commit for an edited text: with LF, unless the committed text has CRLF. If only line ends
  /// differ, returns the committed bytes.
  ///
  /// - Parameter committed: `nil` for a new file.
  package static func kept(_ bytes: [UInt8], of committed: [UInt8]?) -> [UInt8] {
    let text = unified(bytes) ?? bytes
    guard let committed, let before = unified(committed) else { return text }
    return text == before ? committed : bytes
  }
}
