import SearchIndex

/// A snippet on lines that fit the terminal, with what was searched for marked.
struct SnippetLines {
  let style: Style
  let width: Int

  private typealias Part = (text: String, isMatch: Bool)

  static let indent = "    "
  /// A snippet is a glance, not the text.
  private static let most = 3

  func lines(_ pieces: [SnippetPiece]) -> [String] {
    var lines: [[Part]] = []
    var used = 0
    let room = max(20, min(width, 100) - Self.indent.count)
    for word in words(pieces) {
      let cells = word.reduce(0) { $0 + displayWidth($1.text) }
      if lines.isEmpty || used + 1 + cells > room {
        lines.append(word)
        used = cells
      } else {
        lines[lines.count - 1] += [(" ", false)] + word
        used += 1 + cells
      }
    }
    return lines.prefix(Self.most).map { Self.indent + painted($0) }
  }

  /// Neighbours that look the same are painted at once.
  private func painted(_ parts: [Part]) -> String {
    var line = ""
    var rest = parts[...]
    while let first = rest.first {
      let run = rest.prefix { $0.isMatch == first.isMatch }
      let text = run.map(\.text).joined()
      line += first.isMatch ? style.bold(style.yellow(text)) : style.dim(text)
      rest = rest.dropFirst(run.count)
    }
    return line
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
