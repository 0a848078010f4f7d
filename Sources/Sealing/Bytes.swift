/// Reads bytes: at most as many as are asked for, none only at the end.
package typealias ByteSource = (_ atMost: Int) throws -> [UInt8]

/// Writes bytes.
package typealias ByteSink = (_ bytes: [UInt8]) throws -> Void

/// A source that reads from memory.
package func source(of bytes: [UInt8]) -> ByteSource {
  var position = 0
  return { most in
    let end = min(bytes.count, position + most)
    defer { position = end }
    return Array(bytes[position..<end])
  }
}

/// Reads a source by lines or pieces, with one byte of look-ahead.
struct BufferedSource {
  private let read: ByteSource
  private var buffer: [UInt8] = []
  private var position = 0
  private var ended = false

  init(_ read: @escaping ByteSource) { self.read = read }

  private var buffered: Int { buffer.count - position }

  private mutating func fill(_ count: Int) throws {
    guard buffered < count, !ended else { return }
    buffer.removeSubrange(..<position)
    position = 0
    while buffer.count < count, !ended {
      let more = try read(max(count - buffer.count, 4096))
      if more.isEmpty { ended = true } else { buffer += more }
    }
  }

  /// Whether the source is at its end.
  mutating func isAtEnd() throws -> Bool {
    try fill(1)
    return buffered == 0
  }

  /// Returns the next byte without reading past it.
  mutating func peek() throws -> UInt8? {
    try fill(1)
    return buffered == 0 ? nil : buffer[position]
  }

  /// Reads the next `count` bytes; fewer only at the end.
  mutating func next(_ count: Int) throws -> [UInt8] {
    try fill(count)
    let end = position + min(count, buffered)
    defer { position = end }
    return Array(buffer[position..<end])
  }

  /// Reads the next line, without its line feed, and whether it had one. Returns `nil` if line and line feed are
  /// longer than `limit`; what was read of it is lost.
  mutating func line(limit: Int) throws -> (bytes: [UInt8], isEnded: Bool)? {
    var line: [UInt8] = []
    while true {
      try fill(1)
      guard buffered > 0 else { return (line, false) }
      let window = buffer[position..<min(buffer.count, position + limit - line.count)]
      if let end = window.firstIndex(of: Ascii.lineFeed) {
        line += window[..<end]
        position = end + 1
        return (line, true)
      }
      line += window
      position += window.count
      if line.count >= limit { return nil }
    }
  }
}

enum Ascii {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  /// Whether the byte is visible ASCII, no space: `VCHAR` of RFC 5234.
  static let visible: ClosedRange<UInt8> = 0x21...0x7E
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == space || byte == tab || byte == lineFeed || byte == carriageReturn
  }
}
