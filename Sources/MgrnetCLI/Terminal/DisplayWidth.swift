/// Returns how many cells of a terminal a text without control characters takes.
func displayWidth(_ text: some StringProtocol) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.reduce(0) { $0 + displayWidth(of: $1) }
}

/// Cuts to at most `width` cells, the last of them `…` where something is missing.
func truncated(_ text: String, to width: Int) -> String {
  guard displayWidth(text) > width else { return text }
  guard width > 0 else { return "" }
  var result = ""
  var used = 0
  for character in text {
    let cells = displayWidth(of: character)
    if used + cells > width - 1 { break }
    result.append(character)
    used += cells
  }
  while result.last == " " { result.removeLast() }
  return result + "…"
}

/// Fills with spaces up to `width` cells.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - displayWidth(text)))
}

/// Fills with spaces on the left, for numbers.
func paddedLeft(_ text: String, to width: Int) -> String {
  String(repeating: " ", count: max(0, width - displayWidth(text))) + text
}

private func displayWidth(of character: Character) -> Int {
  if let ascii = character.asciiValue { return ascii < 0x20 ? 0 : 1 }
  var width = 0
  for scalar in character.unicodeScalars {
    if scalar.value == 0xFE0F { return 2 }  // asks for the picture, as in ❤️
    width = max(width, displayWidth(of: scalar))
  }
  return width
}

private func displayWidth(of scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x300 { return 1 }
  if wide.contains(where: { $0.contains(scalar.value) }) || scalar.properties.isEmojiPresentation { return 2 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control: return 0
  default: return (0x1160...0x11FF).contains(scalar.value) ? 0 : 1  // Hangul vowels join the syllable before
  }
}

/// East Asian wide and full-width blocks (Unicode TR11), with their unassigned code points.
private let wide: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
  0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
  0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
]
