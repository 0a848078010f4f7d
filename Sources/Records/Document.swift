/// A record: a Markdown file with front matter.
///
/// Reads CRLF, a byte-order mark and NFD; `text` has LF, no mark and NFC.
package struct Document: Hashable, Sendable {
  package private(set) var frontMatter: FrontMatter
  /// Everything after the front matter, as it stands in the file.
  package private(set) var body: String

  /// Makes a record with keys in this order; keys whose value is `nil` are left out.
  package init(_ fields: KeyValuePairs<String, YAMLValue?>, prose: String = "") throws(RecordError) {
    frontMatter = FrontMatter()
    body = ""
    for (key, value) in fields { if let value { try frontMatter.set(key, to: value) } }
    self.prose = prose
  }

  /// Makes a record without keys.
  package init(prose: String) {
    frontMatter = FrontMatter()
    body = ""
    self.prose = prose
  }

  /// Makes a record of parts that are already read.
  init(_ frontMatter: FrontMatter, body: String) {
    self.frontMatter = frontMatter
    self.body = body
  }

  /// Reads a file.
  package init(parsing bytes: [UInt8]) throws(RecordError) {
    var bytes = bytes
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
    if bytes.contains(0) {
      throw RecordError(.nulByte, line: Self.line(of: bytes.firstIndex(of: 0), in: bytes))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RecordError(.notUTF8, line: Self.line(of: Self.firstInvalid(bytes), in: bytes))
    }
    if bytes.contains(UInt8(ascii: "\r")) { bytes = Self.withoutCarriageReturns(text) }
    guard bytes.starts(with: Self.mark), bytes.count == 3 || bytes[3] == lineFeed else {
      throw RecordError(.noFrontMatter)
    }
    var start = min(4, bytes.count)
    var end: Int?
    while start < bytes.count {
      let stop = bytes[start...].firstIndex(of: lineFeed) ?? bytes.count
      if stop - start == 3, bytes[start..<stop].elementsEqual(Self.mark) {
        end = stop
        break
      }
      if start > FrontMatter.sizeLimit + 4 { throw RecordError(.frontMatterTooLarge, line: 2) }
      start = stop + 1
    }
    guard let end else { throw RecordError(.unclosedFrontMatter, line: 1) }
    frontMatter = try FrontMatter(bytes: Array(bytes[4..<start]))
    body = end + 1 < bytes.count ? String(decoding: bytes[(end + 1)...], as: UTF8.self) : ""
  }

  package init(parsing text: String) throws(RecordError) { try self.init(parsing: Array(text.utf8)) }

  package subscript(key: String) -> YAMLValue? { frontMatter[key] }

  /// Sets a key, or removes it (`nil`). Only that key's lines change.
  package mutating func set(_ key: String, to value: YAMLValue?) throws(RecordError) {
    try frontMatter.set(key, to: value)
  }

  /// The file's line, counted from 1, on which the body begins.
  package var bodyLine: Int { frontMatter.bytes.count { $0 == lineFeed } + 3 }

  /// The body without the blank lines around it. Setting it leaves one blank line above.
  package var prose: String {
    get { body.trimmingBlankLines() }
    set {
      let text = newValue.replacingCarriageReturns().trimmingBlankLines()
      body = text.isEmpty ? "" : "\n\(text)\n"
    }
  }

  /// The file as it is written.
  package var text: String {
    ("---\n" + String(decoding: frontMatter.bytes, as: UTF8.self) + "---\n" + body).nfc
  }

  private static let mark = Array("---".utf8)

  private static func line(of place: Int?, in bytes: [UInt8]) -> Int {
    bytes[..<(place ?? 0)].count { $0 == lineFeed } + 1
  }

  private static func firstInvalid(_ bytes: [UInt8]) -> Int {
    // What repair replaces by U+FFFD is where decoded and given bytes first differ.
    zip(String(decoding: bytes, as: UTF8.self).utf8, bytes).enumerated().first {
      $0.element.0 != $0.element.1
    }?.offset ?? 0
  }

  private static func withoutCarriageReturns(_ text: String) -> [UInt8] {
    Array(text.replacingCarriageReturns().utf8)
  }
}

extension String {
  /// Returns the text with LF for CRLF and for a lone CR.
  package func replacingCarriageReturns() -> String {
    guard utf8.contains(UInt8(ascii: "\r")) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte == UInt8(ascii: "\r") {
        bytes.append(lineFeed)
      } else if byte != lineFeed || previous != UInt8(ascii: "\r") {
        bytes.append(byte)
      }
      previous = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns the text without blank lines at its beginning and white space at its end.
  func trimmingBlankLines() -> String {
    let bytes = utf8
    guard let last = bytes.lastIndex(where: { !isSpace($0) }),
      let first = bytes.firstIndex(where: { !isSpace($0) })
    else { return "" }
    let lineStart = bytes[..<first].lastIndex(of: lineFeed).map { bytes.index(after: $0) } ?? bytes.startIndex
    return String(self[lineStart...last])
  }
}

/// Whether a byte is white space of ASCII.
package func isSpace(_ byte: UInt8) -> Bool { byte == space || (9...13).contains(byte) }
