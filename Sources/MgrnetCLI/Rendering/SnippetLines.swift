import SearchIndex

/// A snippet on lines that fit the terminal, with what was searched for marked.
struct SnippetLines {
  let style: Style
  let width: Int

  private typealias Part = (text: String, isMatch: Bool)

  private static let indent = "    "
  /// A snippet is a glance, not the text.
  private static let most = 3

  func lines(_ pieces: [SnippetPiece]) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    let room = max(20, min(width, 100) - Self.indent.count)
    for word in words(pieces) {
      let cells = word.reduce(0) { $0 + displayWidth($1.text) }
      if used > 0, used + 1 + cells > room {
        lines.append(Self.indent + line)
        (line, used) = ("", 0)
      }
      if used > 0 {
        line += " "
        used += 1
      }
      for part in word { line += part.isMatch ? style.bold(style.yellow(part.text)) : style.dim(part.text) }
      used += cells
    }
    if used > 0 { lines.append(Self.indent + line) }
    return Array(lines.prefix(Self.most))
  }

  /// Words, each in the pieces of which it is made: in `l'équipe`, only `équipe` may be a match.
  private func words(_ pieces: [SnippetPiece]) -> [[Part]] {
    var words: [[Part]] = []
    var word: [Part] = []
    func close() {
      if !word.isEmpty { words.append(word) }
      word = []
    }
    for piece in pieces {
      let parts = harmless(piece.text).split(separator: " ", omittingEmptySubsequences: false)
      for (place, part) in parts.enumerated() {
        if place > 0 { close() }
        if !part.isEmpty { word.append((String(part), piece.isMatch)) }
      }
    }
    close()
    return words
  }
}
