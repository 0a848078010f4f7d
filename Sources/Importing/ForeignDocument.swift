import Records

/// A Markdown file from elsewhere, prepared to become a post.
package struct ForeignDocument: Hashable, Sendable {
  /// A remark of the report on a document that was taken.
  package enum Remark: Hashable, Sendable {
    /// The document is a draft or archived; the key that says so (`draft`, `published`, `archived`…).
    case setAside(key: String)
    /// An invalid date, as it is written.
    case unreadableDate(String)
    /// There is no text below the front matter, so the description replaces it.
    case textFromDescription
    /// The title is but a number, or the name of a file that nobody chose (`4f2a9c…`).
    case poorTitle(String)
    /// A key that has another meaning here was renamed.
    case renamedKey(String, to: String)
  }

  /// The front matter with every key that came, and the text, ready for the keys of a post to be set on it:
  /// `title`, `tags` and `language` may be there already. Keys of ours that meant something else there are
  /// renamed `imported_…`, and so is `author`, who is no member's handle.
  package var document: Document
  /// One line, never empty.
  package var title: String
  package var date: ForeignDate?
  /// As they were written: a name, often with an organisation after it.
  package var authors: [String]
  /// Without repetitions.
  package var tags: [String]
  package var language: Language?
  package var remarks: [Remark]

  package enum Reading: Hashable, Sendable {
    case document(ForeignDocument)
    case leftOut(LeftOut)
  }

  /// Reads one file.
  ///
  /// - Parameter path: from the folder that is imported, with `/`; its name and folders give what the front matter
  ///   does not: a title, a date (Jekyll's `2024-02-15-title.md`), a language (`/fr/`, `title.fr.md`).
  package static func read(_ bytes: [UInt8], path: String) -> Reading {
    let path = path.nfc
    var text = bytes[...]
    if text.starts(with: [0xef, 0xbb, 0xbf]) { text = text.dropFirst(3) }
    if text.allSatisfy(isSpace) { return .leftOut(LeftOut(line: 1, what: path, why: .empty)) }
    let trimmed = text.drop(while: isSpace)
    if trimmed.starts(with: "+++".utf8) {
      guard let yaml = String(validating: trimmed, as: UTF8.self).flatMap(TOMLFrontMatter.yaml) else {
        return .leftOut(LeftOut(line: 1, what: path, why: .frontMatterLanguage("TOML")))
      }
      return read(Array(yaml.utf8), path: path)
    }
    if trimmed.first == UInt8(ascii: "{"), let second = trimmed.dropFirst().first(where: { !isSpace($0) }),
      second == UInt8(ascii: "\"")
    {
      return .leftOut(LeftOut(line: 1, what: path, why: .frontMatterLanguage("JSON")))
    }
    // Blank lines may stand above front matter; anywhere else, white space is the text's own.
    let isMarked = trimmed.starts(with: "---".utf8)
    do throws(RecordError) {
      var reader = ForeignReader(
        document: try document(isMarked ? plainMarks(trimmed) : Array(text)), path: path)
      return try reader.reading()
    } catch {
      let why: LeftOut.Reason =
        switch error.reason {
        case .notUTF8: .notUTF8
        case .nulByte: .nulByte
        default: .brokenFrontMatter(error.reason, column: error.column)
        }
      let skipped = isMarked ? text[..<trimmed.startIndex].count { $0 == UInt8(ascii: "\n") } : 0
      return .leftOut(LeftOut(line: error.line + skipped, what: path, why: why))
    }
  }

  /// The file with `---` alone on the lines around its front matter: others leave blanks behind it, or end it by `...`.
  private static func plainMarks(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    func isMark(_ line: ArraySlice<UInt8>, _ mark: String) -> Bool {
      line.starts(with: mark.utf8) && line.dropFirst(mark.utf8.count).allSatisfy(isSpace)
    }
    let lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
    guard let first = lines.first, isMark(first, "---") else { return Array(bytes) }
    let end = lines.dropFirst().firstIndex { isMark($0, "---") || isMark($0, "...") }
    return Array(
      lines.enumerated().map { place, line in
        guard place == 0 || place == end else { return line }
        return "---".utf8 + (line.last == UInt8(ascii: "\r") ? [UInt8(ascii: "\r")] : [])
      }.joined(separator: [newline]))
  }

  /// The file as a document; where it has no front matter, or only what looks like it, all of it is text.
  private static func document(_ bytes: [UInt8]) throws(RecordError) -> Document {
    do throws(RecordError) {
      return try Document(parsing: bytes)
    } catch  where error.reason == .noFrontMatter {
      return try Document(parsing: Array("---\n---\n\n".utf8) + bytes)
    } catch  where error.reason == .unclosedFrontMatter {
      // `---` is a rule as well: front matter is what has a key on its first line.
      guard looksLikeKey(bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2).dropFirst().first ?? [])
      else { return try Document(parsing: Array("---\n---\n\n".utf8) + bytes) }
      throw error
    }
  }

  private static func looksLikeKey(_ line: ArraySlice<UInt8>) -> Bool {
    let name = line.prefix { isASCIILetterOrDigit($0) || "_- ".utf8.contains($0) }
    return !name.isEmpty && line.dropFirst(name.count).first == UInt8(ascii: ":")
  }
}
