/// The text form of an age file (age-encryption.org/v1, "ASCII armor"): strict PEM of RFC 7468. One file has one text,
/// but for white space around it and for line ends, which may be CRLF.
enum Armor {
  static let beginning = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
  static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
  /// Bytes to a line: 64 letters.
  static let width = 48
  /// White space before the beginning that is passed over.
  static let blanks = 1024
}

/// The bytes that a text in armor stands for.
struct ArmorReader {
  private enum Place { case start, lines, shortLine, end }
  private var text: BufferedSource
  private var place = Place.start

  init(_ text: BufferedSource) { self.text = text }

  /// Whole lines of bytes, about `most`; none only behind the end of the text.
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
        guard place == .lines, !line.isEmpty, line.count <= 64,
          let part = Base64.decoded(line, padded: true)
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

  /// A line without its end; `nil` where it is too long for any that may stand here.
  private mutating func line(ifNone fault: ArmorFault = .noEnd) throws -> [UInt8]? {
    guard let line = try text.line(limit: 128) else { return nil }
    if line.bytes.isEmpty, !line.isEnded { throw SealingError.armor(fault) }
    return line.bytes.last == Ascii.carriageReturn ? line.bytes.dropLast() : line.bytes
  }
}

/// Bytes on their way into text.
struct ArmorWriter {
  private var waiting: [UInt8] = []
  private var hasBegun = false

  /// The lines that are complete with these bytes.
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

  /// The last lines.
  mutating func end() -> [UInt8] {
    var text = lines([])
    if !waiting.isEmpty { text += Base64.encoded(waiting, padded: true) + [Ascii.lineFeed] }
    return text + Armor.end + [Ascii.lineFeed]
  }
}
