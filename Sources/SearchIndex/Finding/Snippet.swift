/// A piece of a text, and whether it is a match.
package struct SnippetPiece: Sendable, Equatable {
  package let text: String
  package let isMatch: Bool

  package init(text: String, isMatch: Bool) {
    self.text = text
    self.isMatch = isMatch
  }
}

/// Cuts a part of a record's text around the matches, by FTS5's `snippet`.
enum Snippet {
  /// As an SQL expression over `text`: some 160 characters of the last column, or its beginning where nothing matches.
  static let sql = "snippet(text, 3, char(2), char(3), '…', 26)"

  /// Returns the pieces of the result of `sql`, in one line.
  static func pieces(of text: String) -> [SnippetPiece] {
    // The mark of the text's language.
    var text = text.hasPrefix("\u{1}") ? text.dropFirst(2) : text[...]
    if text.hasPrefix("…") { text = "… " + text.dropFirst() }
    if text.hasSuffix("…"), text.count > 1 { text = text.dropLast() + " …" }
    var pieces: [SnippetPiece] = []
    var (piece, isMatch) = ("", false)
    func close() {
      if !piece.isEmpty { pieces.append(SnippetPiece(text: piece, isMatch: isMatch)) }
      piece = ""
    }
    for character in text {
      switch character {
      case "\u{2}", "\u{3}":
        close()
        isMatch = character == "\u{2}"
      // A no-break space stays.
      case _ where character == " " || character == "\t" || character.isNewline:
        if piece.last != " " { piece.append(" ") }
      default: piece.append(character)
      }
    }
    close()
    return pieces
  }
}
