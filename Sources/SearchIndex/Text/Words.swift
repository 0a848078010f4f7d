import CSearchIndex
import GRDB
import GRDBSQLite
import Records

/// Cuts texts into the words that the index holds, in Swift's terms. One thread at a time.
final class Words {
  private let analyzer: OpaquePointer
  private var scratch: [UInt8] = []
  private var numbers: [UInt32] = []

  /// - Throws: `DatabaseError` where this SQLite has no FTS5, or memory is out.
  init(_ connection: OpaquePointer?) throws {
    var status: Int32 = 0
    guard let analyzer = word_analyzer_create(connection, &status) else {
      throw DatabaseError(resultCode: ResultCode(rawValue: status))
    }
    self.analyzer = analyzer
  }

  deinit { word_analyzer_destroy(analyzer) }

  typealias Visit = (word_found) -> Void

  struct Found {
    /// The language's letter and the stem: what the index holds.
    var token: String
    /// In lower case, without accents.
    var folded: String
    /// Bytes of the text.
    var range: Range<Int>
  }

  /// The words of a text, in order.
  func found(in text: String, _ language: StemLanguage) -> [Found] {
    var found: [Found] = []
    each(in: text, language) { found.append($0.found) }
    return found
  }

  /// - Parameter initials: 256 flags: only words whose folded form begins with a flagged byte.
  func each(in text: String, _ language: StemLanguage, initials: [UInt8]? = nil, _ body: Visit) {
    var text = text
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        text.withUTF8 { bytes in
          bytes.withMemoryRebound(to: CChar.self) { characters in
            _ = word_analyzer_each(
              analyzer, CChar(language.rawValue), characters.baseAddress, Int32(clamping: characters.count),
              initials, UnsafeMutableRawPointer(mutating: body)
            ) { context, word in
              context!.assumingMemoryBound(to: Visit.self).pointee(word!.pointee)
              return SQLITE_OK
            }
          }
        }
      }
    }
  }

  /// The tokens of a text, each with a space behind it, appended to `out`; the number of words.
  func appendTokens(
    of text: UnsafeBufferPointer<UInt8>, _ language: StemLanguage, to out: inout [UInt8]
  ) -> Int {
    guard let start = text.baseAddress, !text.isEmpty else { return 0 }
    var room = text.count * 2 + 1_024
    while true {
      if scratch.count < room { scratch = [UInt8](repeating: 0, count: room) }
      var count: CInt = 0
      let written = scratch.withUnsafeMutableBytes { buffer in
        start.withMemoryRebound(to: CChar.self, capacity: text.count) {
          word_analyzer_terms(
            analyzer, CChar(language.rawValue), $0, CInt(clamping: text.count),
            buffer.assumingMemoryBound(to: CChar.self).baseAddress, buffer.count, &count)
        }
      }
      if written >= 0 {
        out.append(contentsOf: scratch[..<written])
        return Int(count)
      }
      // Words that grow when they are folded: few, so a second try suffices in the end.
      room = scratch.count * 2
    }
  }

  /// The numbers of a text's tokens, appended to `out`; the number of words. They are counted for `drain`.
  ///
  /// - Parameters:
  ///   - terms: always the same ones.
  ///   - document: other than 0.
  func appendNumbers(
    of text: UnsafeBufferPointer<UInt8>, _ language: StemLanguage, in terms: Terms, document: UInt32,
    to out: inout [UInt32]
  ) -> Int {
    guard let start = text.baseAddress, !text.isEmpty else { return 0 }
    // Between two words there is at least one byte.
    let room = text.count / 2 + 1
    if numbers.count < room { numbers = [UInt32](repeating: 0, count: room) }
    let count = start.withMemoryRebound(to: CChar.self, capacity: text.count) {
      word_analyzer_numbers(
        analyzer, CChar(language.rawValue), $0, CInt(clamping: text.count), terms.table, document, &numbers)
    }
    precondition(count >= 0)  // memory is out
    out.append(contentsOf: numbers[..<count])
    return count
  }

  var wordCount: Int { word_analyzer_words(analyzer) }

  /// Hands over every counted word with its number of documents, and forgets all.
  func drain(_ body: (_ folded: String, _ term: String, _ documents: Int64) throws -> Void) rethrows {
    var all: [(String, String, Int64)] = []
    withUnsafeMutablePointer(to: &all) { pointer in
      _ = word_analyzer_drain(analyzer, pointer) { context, word, documents in
        let found = word!.pointee.found
        context!.assumingMemoryBound(to: [(String, String, Int64)].self).pointee
          .append((found.folded, found.token, documents))
        return SQLITE_OK
      }
    }
    for (folded, term, documents) in all { try body(folded, term, documents) }
  }
}

extension word_found {
  var found: Words.Found {
    Words.Found(
      token: text(term, term_length), folded: text(folded, folded_length), range: Int(start)..<Int(end))
  }

  private func text(_ start: UnsafePointer<CChar>, _ length: Int32) -> String {
    start.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
      String(decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self)
    }
  }
}
