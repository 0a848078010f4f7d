import SearchIndex

/// Sets a snippet in lines that fit the terminal, with the matches marked.
struct SnippetLines {
  let style: Style
  let width: Int

  private typealias Part = (text: TerminalText, isMatch: Bool)

  static let indent: TerminalText = "    "
  /// The limit of lines.
  private static let most = 3

  func lines(_ pieces: [SnippetPiece]) -> [TerminalText] {
    var lines: [[Part]] = []
    var used = 0
    let room = max(20, min(width, 100) - Self.indent.width)
    for word in words(pieces) {
      let cells = word.reduce(0) { $0 + $1.text.width }
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

  /// Joins the parts of a line; neighbours of one colour are coloured together.
  private func painted(_ parts: [Part]) -> TerminalText {
    var line: TerminalText = ""
    var rest = parts[...]
    while let first = rest.first {
      let run = rest.prefix { $0.isMatch == first.isMatch }
      let text = run.map(\.text).joined(separator: "")
      line += first.isMatch ? style.bold(style.yellow(text)) : style.dim(text)
      rest = rest.dropFirst(run.count)
    }
    return line
  }

  /// Returns the words, each in its pieces: in `l'équipe`, only `équipe` may be a match.
  private func words(_ pieces: [SnippetPiece]) -> [[Part]] {
    var words: [[Part]] = []
    var word: [Part] = []
    func close() {
      if !word.isEmpty { words.append(word) }
      word = []
    }
    for piece in pieces {
      let parts = TerminalText(piece.text).text.split(separator: " ", omittingEmptySubsequences: false)
      for (place, part) in parts.enumerated() {
        if place > 0 { close() }
        if !part.isEmpty { word.append((TerminalText(stringLiteral: String(part)), piece.isMatch)) }
      }
    }
    close()
    return words
  }
}
