/// Breaks prose into lines of at most `width` cells; blank lines part paragraphs, longer words stand alone.
func wrapped(_ text: String, to width: Int, indent: String = "") -> String {
  var lines: [String] = []
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    var words: [String] = []
    for piece in paragraph.split(separator: " ") {
      if let last = words.last, isBound(piece, to: last) {
        words[words.count - 1] += " " + piece
      } else {
        words.append(String(piece))
      }
    }
    var line = ""
    for word in words {
      if !line.isEmpty, displayWidth(indent) + displayWidth(line) + 1 + displayWidth(word) > width {
        lines.append(indent + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(line.isEmpty ? "" : indent + line)
  }
  return lines.joined(separator: "\n")
}

/// Whether no line may end between two words: French has a space before `:` and inside `« »`.
func isBound(_ word: some StringProtocol, to previous: some StringProtocol) -> Bool {
  word.first.map { ":;!?»".contains($0) } ?? false || previous.hasSuffix("«")
}
