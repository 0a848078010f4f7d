/// Text that a terminal may be given, with or without colours.
///
/// A literal is ours and stays as it is. Every `String` that comes in, interpolated or not, may be other people's: it
/// becomes one line, in which control characters show as their pictures (`␛`) and what turns the direction of writing as
/// `�`.
struct TerminalText: Hashable, Sendable, ExpressibleByStringInterpolation {
  private(set) var text: String

  init(_ others: String) { text = harmless(others) }
  init(stringLiteral ours: String) { text = ours }
  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Returns the lines of other people's text, in which tabs stay.
  static func lines(_ others: String) -> [TerminalText] {
    harmlessLines(others).split(separator: "\n", omittingEmptySubsequences: false).map {
      TerminalText(stringLiteral: String($0))
    }
  }

  static func + (left: TerminalText, right: TerminalText) -> TerminalText {
    TerminalText(stringLiteral: left.text + right.text)
  }
  static func += (left: inout TerminalText, right: TerminalText) { left.text += right.text }

  var isEmpty: Bool { text.isEmpty }
  /// The number of cells that it takes, if it has no colours.
  var width: Int { displayWidth(text) }

  /// Cuts to at most `width` cells, if it has no colours.
  func truncated(to width: Int) -> TerminalText {
    TerminalText(stringLiteral: MgrnetCLI.truncated(text, to: width))
  }
  /// Breaks it between words into lines of at most `width` cells, if it has no colours; longer words stand alone.
  func words(to width: Int) -> [TerminalText] {
    wrapped(text, to: width).split(separator: "\n").map { TerminalText(stringLiteral: String($0)) }
  }
  /// Fills with spaces up to `width` cells, if it has no colours.
  func padded(to width: Int) -> TerminalText {
    TerminalText(stringLiteral: MgrnetCLI.padded(text, to: width))
  }
  static func spaces(_ count: Int) -> TerminalText {
    TerminalText(stringLiteral: String(repeating: " ", count: max(0, count)))
  }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(2 * literalCapacity) }
    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: TerminalText) { text += value.text }
    mutating func appendInterpolation(_ others: some CustomStringConvertible) {
      text += harmless(others.description)
    }
  }
}

extension Sequence<TerminalText> {
  func joined(separator: TerminalText) -> TerminalText {
    TerminalText(stringLiteral: map(\.text).joined(separator: separator.text))
  }
}

extension Style {
  func bold(_ text: TerminalText) -> TerminalText { wrap(text, "1", "22") }
  func dim(_ text: TerminalText) -> TerminalText { wrap(text, "2", "22") }
  func red(_ text: TerminalText) -> TerminalText { wrap(text, "31", "39") }
  func green(_ text: TerminalText) -> TerminalText { wrap(text, "32", "39") }
  func yellow(_ text: TerminalText) -> TerminalText { wrap(text, "33", "39") }
  func magenta(_ text: TerminalText) -> TerminalText { wrap(text, "35", "39") }
  func cyan(_ text: TerminalText) -> TerminalText { wrap(text, "36", "39") }

  private func wrap(_ text: TerminalText, _ on: String, _ off: String) -> TerminalText {
    colored && !text.isEmpty ? TerminalText(stringLiteral: "\u{1B}[\(on)m\(text.text)\u{1B}[\(off)m") : text
  }
}

/// Makes other people's text safe as one line.
func harmless(_ text: String) -> String { harmless(text, multiline: false) }

/// Makes other people's text safe as several lines: tabs and line feeds stay.
func harmlessLines(_ text: String) -> String { harmless(text, multiline: true) }

private func harmless(_ text: String, multiline: Bool) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xD8 || $0 == 0xE2 })
  else { return text }
  var result = String.UnicodeScalarView()
  var afterReturn = false
  for scalar in text.unicodeScalars {
    defer { afterReturn = scalar == "\r" }
    switch scalar.value {
    case 0x0A where multiline: result.append(scalar)
    case 0x0A where afterReturn: break  // CR LF is one end of line, already shown
    case 0x0D where multiline: break
    case 0x09 where multiline: result.append(scalar)
    case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: result.append(multiline ? "\n" : " ")
    case 0x00...0x1F: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: result.append("\u{2421}")
    case 0x80...0x9F: result.append("\u{FFFD}")
    // Bidirectional marks, embeddings, overrides and isolates (Unicode TR9 §2).
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
