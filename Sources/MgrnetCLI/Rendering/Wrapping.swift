/// Breaks prose into lines of at most `width` cells; blank lines part paragraphs, longer words stand alone.
func wrapped(_ text: String, to width: Int, indent: String = "") -> String {
  var lines: [String] = []
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    var line = ""
    for word in paragraph.split(separator: " ") {
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
