/// Other people's text made safe for one line of a terminal.
///
/// Control characters show as their pictures (`␛`), what turns the direction of writing as `�`; tabs and line ends become spaces.
func harmless(_ text: String) -> String { harmless(text, multiline: false) }

/// The same for text of several lines: tabs and line feeds stay.
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
