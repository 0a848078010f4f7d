import Records

/// Text with Mustache's variables, sections and inverted sections, and nothing else of Mustache: no partials, no
/// lambdas, no inheritance, no other delimiters, so that nothing in a template can run or call anything.
///
/// The shape is that of mustache(5): a section's tag that stands alone on its line takes the line with it. Nothing is
/// escaped.
package struct TaggedText: Hashable, Sendable {
  /// The limit of nested sections.
  static let depthLimit = 16
  static let tagLimit = 10_000

  enum Piece: Hashable, Sendable {
    case text(String)
    case value(Tag)
    indirect case section(Tag, isInverted: Bool, [Piece])
  }

  struct Tag: Hashable, Sendable {
    let name: String
    /// The byte of the text at which the tag's braces begin.
    let offset: Int
  }

  let pieces: [Piece]

  /// - Throws: ``TagError``.
  init(_ text: String) throws(TagError) {
    var reader = TagReader(Array(text.utf8))
    pieces = try reader.pieces()
  }

  /// Returns the tags in the order of the text, each with whether it opens a section.
  ///
  /// - Parameter insideRows: whether to return the tags of sections `rows`, or all others.
  func tags(insideRows: Bool) -> [(tag: Tag, isSection: Bool)] { Self.tags(of: pieces, insideRows, false) }

  private static func tags(of pieces: [Piece], _ wanted: Bool, _ inside: Bool) -> [(
    tag: Tag, isSection: Bool
  )] {
    var found: [(tag: Tag, isSection: Bool)] = []
    for piece in pieces {
      switch piece {
      case .text: break
      case .value(let tag): if inside == wanted { found.append((tag, false)) }
      case .section(let tag, _, let inner):
        if inside == wanted { found.append((tag, true)) }
        found += tags(of: inner, wanted, inside || tag.name == "rows")
      }
    }
    return found
  }
}

/// An error in a tag, and its place in the text.
package struct TagError: Error, Hashable, Sendable {
  package enum Fault: Hashable, Sendable {
    /// `{{` without `}}` on the same line.
    case unfinished
    /// `{{}}`, or a name with other characters than letters, digits and `_`.
    case badName(String)
    /// A sign of Mustache that templates do not have, such as `>` for a partial.
    case unsupported(String)
    /// `{{/name}}` where no section is open.
    case notOpen(String)
    /// `{{/name}}` while another section is open.
    case crossed(open: String, closed: String)
    case neverClosed(String)
    case tooDeep
    case tooMany
  }

  let fault: Fault
  /// The place in the text, in bytes.
  let offset: Int
}

/// Reads tags in one pass over the bytes.
private struct TagReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private struct Open {
    let tag: TaggedText.Tag
    let isInverted: Bool
  }

  mutating func pieces() throws(TagError) -> [TaggedText.Piece] {
    var open: [Open] = []
    /// What was read of each section that is open, the outermost text first.
    var levels: [[TaggedText.Piece]] = []
    var level: [TaggedText.Piece] = []
    var textStart = 0
    var count = 0
    while let start = nextBraces() {
      let (sign, name, end) = try tag(at: start)
      count += 1
      if count > TaggedText.tagLimit { throw TagError(fault: .tooMany, offset: start) }
      var textEnd = start
      var next = end
      if sign != nil, let line = lineAlone(start, end) {
        (textEnd, next) = (line.lowerBound, line.upperBound)
      }
      if textEnd > textStart {
        level.append(.text(String(decoding: bytes[textStart..<textEnd], as: UTF8.self)))
      }
      (textStart, place) = (next, next)
      let tag = TaggedText.Tag(name: name, offset: start)
      switch sign {
      case nil: level.append(.value(tag))
      case UInt8(ascii: "!"): break
      case UInt8(ascii: "/"):
        guard let section = open.popLast() else { throw TagError(fault: .notOpen(name), offset: start) }
        guard section.tag.name == name else {
          throw TagError(fault: .crossed(open: section.tag.name, closed: name), offset: start)
        }
        let piece = TaggedText.Piece.section(section.tag, isInverted: section.isInverted, level)
        level = levels.removeLast()
        level.append(piece)
      default:
        if open.count >= TaggedText.depthLimit { throw TagError(fault: .tooDeep, offset: start) }
        open.append(Open(tag: tag, isInverted: sign == UInt8(ascii: "^")))
        levels.append(level)
        level = []
      }
    }
    if let section = open.last {
      throw TagError(fault: .neverClosed(section.tag.name), offset: section.tag.offset)
    }
    if textStart < bytes.count { level.append(.text(String(decoding: bytes[textStart...], as: UTF8.self))) }
    return level
  }

  private mutating func nextBraces() -> Int? {
    while place + 1 < bytes.count {
      if bytes[place] == UInt8(ascii: "{"), bytes[place + 1] == UInt8(ascii: "{") { return place }
      place += 1
    }
    return nil
  }

  private func tag(at start: Int) throws(TagError) -> (sign: UInt8?, name: String, end: Int) {
    var close = start + 2
    while close + 1 < bytes.count, bytes[close] != 10,
      bytes[close] != UInt8(ascii: "}") || bytes[close + 1] != UInt8(ascii: "}")
    { close += 1 }
    guard close + 1 < bytes.count, bytes[close] != 10 else {
      throw TagError(fault: .unfinished, offset: start)
    }
    var inner = trimmed(bytes[(start + 2)..<close])
    var sign: UInt8?
    if let first = inner.first, first < 0x80, !isOfName(first) {
      sign = first
      inner = trimmed(inner.dropFirst())
      if first == UInt8(ascii: "!") { return (sign, "", close + 2) }
      guard "#^/".utf8.contains(first) else {
        throw TagError(fault: .unsupported(String(UnicodeScalar(first))), offset: start)
      }
    }
    guard !inner.isEmpty, inner.count <= 64, inner.allSatisfy(isOfName) else {
      throw TagError(fault: .badName(text(of: inner)), offset: start)
    }
    return (sign, String(decoding: inner, as: UTF8.self), close + 2)
  }

  /// The whole line around a tag, with its line feed, where nothing else but blanks stands on it.
  private func lineAlone(_ start: Int, _ end: Int) -> Range<Int>? {
    var first = start
    while first > 0, isBlank(bytes[first - 1]) { first -= 1 }
    guard first == 0 || bytes[first - 1] == 10 else { return nil }
    var last = end
    while last < bytes.count, isBlank(bytes[last]) || bytes[last] == 13 { last += 1 }
    guard last == bytes.count || bytes[last] == 10 else { return nil }
    return first..<min(last + 1, bytes.count)
  }

  private func text(of inner: ArraySlice<UInt8>) -> String {
    String(decoding: inner.prefix(64), as: UTF8.self)
  }
  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
  private func isOfName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (48...57).contains(byte) || (65...90).contains(byte)
      || (97...122).contains(byte)
  }
  private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes.drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }
}
