import CSearchIndex
import GRDB
import Records

/// The tokenizer, outside of FTS5: turns the words of a query into tokens, and finds them again in a text.
final class WordReader {
  private let words: OpaquePointer
  let db: Database
  /// A prefix that more words than this begin with is compared with tokens alone.
  static let prefixLimit = 400

  init(_ db: Database) throws {
    guard let words = mgrnet_words_new(db.sqliteConnection) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    self.words = words
    self.db = db
  }

  deinit { mgrnet_words_free(words) }

  /// One token with the bytes of the text that it stands for.
  struct Token {
    let token: String
    let range: Range<Int>
  }

  func tokens(_ text: String, _ language: StemLanguage) -> [Token] {
    var found: [Token] = []
    var text = text
    text.withUTF8 { bytes in
      withUnsafeMutablePointer(to: &found) { list in
        _ = bytes.withMemoryRebound(to: CChar.self) { bytes in
          mgrnet_words_read(
            words, Int32(language.rawValue), bytes.baseAddress, Int32(clamping: bytes.count), list
          ) {
            list, token, count, start, end in
            let bytes = UnsafeRawBufferPointer(start: token, count: Int(count))
            list?.assumingMemoryBound(to: [Token].self).pointee.append(
              Token(token: String(decoding: bytes, as: UTF8.self), range: Int(start)..<Int(end)))
            return 0
          }
        }
      }
    }
    return found
  }

  /// The FTS5 expression that finds a word, or the words of a phrase, in every language by its own stems.
  func expression(for text: String) throws -> String {
    let choices = StemLanguage.allCases.compactMap { language -> String? in
      let tokens = tokens(text, language).map(\.token)
      return tokens.isEmpty ? nil : Self.quoted(tokens)
    }
    return choices.isEmpty ? Self.nothing : choices.joined(separator: " OR ")
  }

  /// Of all words that begin so, the stems.
  func expression(forPrefix prefix: String) throws -> String {
    guard let folded = tokens(prefix, .other).last?.token.dropFirst(), !folded.isEmpty else {
      return Self.nothing
    }
    let stems = try stems(ofPrefix: prefix)
    if stems.count > Self.prefixLimit || stems.isEmpty {
      return ["f", "e", "x"].map { "\"\u{4}\($0)\(folded.filter { $0 != "\"" })\" *" }.joined(
        separator: " OR ")
    }
    return stems.map { Self.quoted([$0]) }.joined(separator: " OR ")
  }

  /// How many records hold a word, in any language.
  func count(of text: String) throws -> Int {
    let found = StemLanguage.allCases.flatMap { tokens(text, $0) }.map(\.token)
    guard !found.isEmpty else { return 0 }
    let marks = found.map { _ in "?" }.joined(separator: ",")
    return try Int.fetchOne(
      db, sql: "SELECT sum(doc) FROM vocabulary WHERE term IN (\(marks))",
      arguments: StatementArguments(found)) ?? 0
  }

  /// An expression that nothing matches: a token without a language's letter.
  static let nothing = "\"\u{4}0\""

  /// Tokens hold letters and digits; a quotation mark cannot be in one, but is doubled all the same.
  static func quoted(_ tokens: [String]) -> String {
    "\"\u{4}" + tokens.joined(separator: " ").replacing("\"", with: "\"\"") + "\""
  }
}

extension WordReader {
  /// The stems of all words that begin so.
  func stems(ofPrefix prefix: String) throws -> [String] {
    guard let folded = tokens(prefix, .other).last?.token.dropFirst(), !folded.isEmpty else { return [] }
    return try String.fetchAll(
      db, sql: "SELECT DISTINCT token FROM word WHERE word >= ? AND word < ? LIMIT ?",
      arguments: [String(folded), String(folded) + "\u{10FFFF}", Self.prefixLimit + 1])
  }
}
