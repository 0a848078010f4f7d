import CSearchIndex
import Glibc
import Records

/// What FTS5 gets of a record, column by column: its facets and its body, its title, the rest.
///
/// Facets stand before the body, in its column, since FTS5 spends two bytes on each token of another one; a query that
/// names one needs no column, and one for words never meets it.
struct RecordTexts {
  static let columnCount = Int(INVERSION_COLUMNS)

  let facets: [String]
  let language: StemLanguage
  private let texts: [String]

  init(_ record: IndexedRecord, prose: String) {
    let spoken = record.spokenLanguage(prose: prose)
    facets = Facet.tokens(of: record, spoken)
    language = StemLanguage(spoken)
    texts = [prose, record.title ?? "", record.extraText].map(Self.composed)
  }

  /// A letter and its accent may be two code points: the stemmer knows them as one.
  static func composed(_ text: String) -> String {
    var text = text
    let isApart = text.withUTF8 { bytes in
      // What all combining accents (U+0300 to U+036F) begin with.
      guard let start = bytes.baseAddress else { return false }
      return memchr(start, 0xcc, bytes.count) != nil || memchr(start, 0xcd, bytes.count) != nil
    }
    return isApart ? text.nfc : text
  }

  /// The columns as tokens with spaces between, behind the tokenizer's mark; `length` in words, facets not counted.
  func tokens(_ words: Words) -> (columns: [String], length: Int) {
    var length = 0
    let columns = texts.enumerated().map { column, text in
      // `WORDS_MARK`, `WORDS_READY`.
      var tokens: [UInt8] = [1, UInt8(ascii: "=")]
      if column == 0 { for facet in facets { tokens += (facet + " ").utf8 } }
      var text = text
      length += text.withUTF8 { words.appendTokens(of: $0, language, to: &tokens) }
      return String(decoding: tokens, as: UTF8.self)
    }
    return (columns, length)
  }

  /// The numbers of the columns' tokens, one column behind the other.
  struct Numbers {
    var all: [UInt32] = []
    var counts: [Int] = []
    /// In words, facets not counted.
    var length = 0
  }

  /// - Parameters:
  ///   - terms: always the same ones for the same `words`.
  ///   - document: other than 0; its words are counted for `Words.drain`.
  func numbers(_ words: Words, in terms: Terms, document: UInt32) -> Numbers {
    var numbers = Numbers()
    for (column, text) in texts.enumerated() {
      let start = numbers.all.count
      if column == 0 { for facet in facets { numbers.all.append(terms.number(facet)) } }
      var text = text
      numbers.length += text.withUTF8 {
        words.appendNumbers(of: $0, language, in: terms, document: document, to: &numbers.all)
      }
      numbers.counts.append(numbers.all.count - start)
    }
    return numbers
  }

  /// The words in lower case, with the tokens that they stand for; each once, in order.
  func words(_ words: Words) -> [(folded: String, token: String)] {
    var all = texts.flatMap { words.found(in: $0, language).map { (folded: $0.folded, token: $0.token) } }
    all.sort { $0 < $1 }
    var once: [(folded: String, token: String)] = []
    for word in all where once.last.map({ $0 != word }) ?? true { once.append(word) }
    return once
  }
}
