/// The text form of an age file (age-encryption.org/v1, "ASCII armor"): strict PEM of RFC 7468.
///
/// A file has one text, but for white space around it and for line ends, which may be CRLF.
enum Armor {
  static let beginning = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
  static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
  /// Bytes to a line: 64 letters.
  static let width = 48
  /// The limit of white space before the first line, in bytes.
  static let blanks = 1024
}

/// Decodes a text in armor.
struct ArmorReader {
  private enum Place { case start, lines, shortLine, end }
  private var text: BufferedSource
  private var place = Place.start

  init(_ text: BufferedSource) { self.text = text }

  /// Returns the bytes of the next whole lines, about `most`; none only at the end of the text.
  ///
  /// - Throws: `SealingError.armor`, and what the source throws.
  mutating func next(_ most: Int) throws -> [UInt8] {
    if place == .start { try begin() }
    var bytes: [UInt8] = []
    while place != .end, bytes.isEmpty || bytes.count + Armor.width <= most {
      guard let line = try line() else { throw SealingError.armor(.badLine) }
      if line == Armor.end {
        try finish()
      } else {
        guard place == .lines, !line.isEmpty, line.count <= 64, let part = Base64.decoded(line, padded: true)
        else { throw SealingError.armor(.badLine) }
        if part.count < Armor.width { place = .shortLine }
        bytes += part
      }
    }
    return bytes
  }

  private mutating func begin() throws {
    var passed = 0
    while let byte = try text.peek(), Ascii.isBlank(byte) {
      guard passed < Armor.blanks else { throw SealingError.armor(.noBeginning) }
      passed += 1
      _ = try text.next(1)
    }
    guard try line(ifNone: .noBeginning) == Armor.beginning else { throw SealingError.armor(.noBeginning) }
    place = .lines
  }

  private mutating func finish() throws {
    place = .end
    while let byte = try text.peek() {
      guard Ascii.isBlank(byte) else { throw SealingError.armor(.textAfterEnd) }
      _ = try text.next(1)
    }
  }

  /// Reads a line without its line end; `nil` if it is longer than any line may be.
  private mutating func line(ifNone fault: ArmorFault = .noEnd) throws -> [UInt8]? {
    guard let line = try text.line(limit: 128) else { return nil }
    if line.bytes.isEmpty, !line.isEnded { throw SealingError.armor(fault) }
    return line.bytes.last == Ascii.carriageReturn ? line.bytes.dropLast() : line.bytes
  }
}

/// Encodes bytes as armor.
struct ArmorWriter {
  private var waiting: [UInt8] = []
  private var hasBegun = false

  /// Returns the lines that these bytes complete.
  mutating func lines(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    if !hasBegun { text += Armor.beginning + [Ascii.lineFeed] }
    hasBegun = true
    waiting += bytes
    let whole = waiting.count / Armor.width * Armor.width
    for start in stride(from: 0, to: whole, by: Armor.width) {
      text += Base64.encoded(waiting[start..<(start + Armor.width)]) + [Ascii.lineFeed]
    }
    waiting.removeFirst(whole)
    return text
  }

  /// Returns the last lines.
  mutating func end() -> [UInt8] {
    var text = lines([])
    if !waiting.isEmpty { text += Base64.encoded(waiting, padded: true) + [Ascii.lineFeed] }
    return text + Armor.end + [Ascii.lineFeed]
  }
}
