import CSearchIndex
import Foundation
import GRDB
import Records

/// The FTS5 tokenizer of one connection: cuts texts into words by `unicode61` and makes terms of them. One thread at a
/// time.
///
/// A term is the letter of the text's language, the stem, `|`, and what is left of the word: `fcong|es` of *congés*. So
/// the terms of two languages never meet, all forms of a word begin alike, and each form is a term of its own.
final class Tokenizer: @unchecked Sendable {
  /// A word in lower case without accents, and a term that it stands for.
  struct Word: Hashable {
    let folded: String
    let term: String
  }

  private var handle: OpaquePointer?
  private let french = sb_stemmer_new("french", "UTF_8")
  private let english = sb_stemmer_new("english", "UTF_8")
  /// The words met so far, for the writer of the index; `nil` if nothing writes them.
  var met: Set<Word>?

  deinit {
    tokenizer_destroy(handle)
    sb_stemmer_delete(french)
    sb_stemmer_delete(english)
  }

  /// Registers the tokenizer `mgrnet` in a connection, which this object must outlive.
  ///
  /// - Throws: `DatabaseError`.
  func register(in db: Database) throws {
    let api = UnsafeMutableRawPointer(mutating: UnsafeRawPointer(FTS5.api(db)))
    let context = Unmanaged.passUnretained(self).toOpaque()
    handle = tokenizer_create(
      api,
      { context, language, word, length, term in
        let tokenizer = Unmanaged<Tokenizer>.fromOpaque(context!).takeUnretainedValue()
        return term!.withMemoryRebound(to: UInt8.self, capacity: Int(TERM_LONGEST)) {
          Int32(
            tokenizer.writeTerm(
              UnsafeRawBufferPointer(start: word, count: Int(length)), UInt8(bitPattern: language), to: $0))
        }
      }, context)
    guard handle != nil, tokenizer_register(handle, api) == SQLITE_OK else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
  }

  /// Returns the words of a text, in order, without elided ones; and where each ends, in bytes.
  func words(in text: String, _ language: StemLanguage) -> [(word: Word, end: Int)] {
    var found: [(term: String, end: Int)] = []
    _ = withUnsafeMutablePointer(to: &found) { found in
      tokenizer_each(handle, CChar(language.rawValue), text, Int32(clamping: text.utf8.count), found) {
        context, _, term, length, _, end in
        let term = String(decoding: UnsafeRawBufferPointer(start: term, count: Int(length)), as: UTF8.self)
        context!.assumingMemoryBound(to: [(term: String, end: Int)].self).pointee.append((term, Int(end)))
        return SQLITE_OK
      }
    }
    return found.map { (Word(folded: Self.folded(of: $0.term), term: $0.term), $0.end) }
  }

  // MARK: Terms

  /// Appends to `out`, which is empty and has room for `TERM_LONGEST` bytes.
  private func writeTerm(
    _ bytes: UnsafeRawBufferPointer, _ language: UInt8, to out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let word = Self.spelled(String(decoding: bytes, as: UTF8.self))
    let folded = Self.plain(word)
    guard !folded.isEmpty else { return 0 }
    let stem = StemLanguage(rawValue: language).map { self.stem(of: word, folded, $0) } ?? folded
    var length = 0
    func append(_ bytes: some Sequence<UInt8>) {
      for byte in bytes {
        out[length] = byte
        length += 1
      }
    }
    append(CollectionOfOne(language))
    append(stem.utf8)
    append("|".utf8)
    if folded.utf8.starts(with: stem.utf8) {
      append(folded.utf8.dropFirst(stem.utf8.count))
    } else {
      append("=".utf8)
      append(folded.utf8)
    }
    if met != nil {
      let term = String(decoding: UnsafeBufferPointer(start: out, count: length), as: UTF8.self)
      met?.insert(Word(folded: folded, term: term))
    }
    return length
  }

  /// Returns the text in lower case, with compatibility forms (`ﬁ`, `²`, full width) replaced, without zero-width characters.
  private static func spelled(_ word: String) -> String {
    // Most words, also with accents, are in this form already.
    if word.unicodeScalars.allSatisfy({ $0.isASCII || ("à"..."ÿ").contains($0) && $0 != "æ" }) { return word }
    let invisible: Set<Unicode.Scalar> = ["\u{ad}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{feff}"]
    var spelled = String.UnicodeScalarView()
    for scalar in word.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      switch scalar {
      case "œ": spelled.append(contentsOf: "oe".unicodeScalars)
      case "æ": spelled.append(contentsOf: "ae".unicodeScalars)
      case "ς": spelled.append("σ")
      default: if !invisible.contains(scalar) { spelled.append(scalar) }
      }
    }
    return String(spelled)
  }

  /// Returns the word without accents and signs but those of `c++` and `c#`, cut if it is long.
  private static func plain(_ word: String) -> String {
    var plain = fold(word)
    if !plain.utf8.allSatisfy({ (0x61...0x7a).contains($0) }) {
      plain.unicodeScalars.removeAll {
        !$0.properties.isAlphabetic && $0.properties.numericType == nil && $0 != "+" && $0 != "#"
      }
    }
    while plain.utf8.count > WORD_LONGEST { plain.unicodeScalars.removeLast() }
    return plain
  }

  private func stem(of word: String, _ folded: String, _ language: StemLanguage) -> String {
    let stem: String
    switch language {
    case .french:
      let (base, isStem) = FrenchForms.base(of: word)
      stem = isStem ? base : FrenchForms.joined(Self.snowball(french, base))
    case .english:
      let (base, isStem) = EnglishForms.base(of: word)
      stem = isStem ? base : Self.snowball(english, base)
    case .other: return folded
    }
    let plain = Self.plain(stem)
    return plain.isEmpty ? folded : plain
  }

  private static func snowball(_ stemmer: OpaquePointer?, _ word: String) -> String {
    var word = word
    return word.withUTF8 { bytes in
      guard let stem = sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(bytes.count)) else { return "" }
      return String(
        decoding: UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))), as: UTF8.self)
    }
  }

  /// Returns the word of a term.
  private static func folded(of term: String) -> String {
    let parts = term.dropFirst().split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    return parts[1].first == "=" ? String(parts[1].dropFirst()) : parts.joined()
  }

  /// Returns the beginning of the terms of all forms of a word: the language's letter, the stem, `|`.
  static func stem(of term: String) -> String { term.prefix { $0 != "|" } + "|" }
}

/// The languages of the tokenizer; the raw value is the first letter of their terms.
enum StemLanguage: UInt8, CaseIterable {
  case french = 102
  case english = 101
  /// Words are folded, not stemmed.
  case other = 117

  init(_ language: Language?) {
    switch language {
    case .french: self = .french
    case .english: self = .english
    case nil: self = .other
    }
  }

  var letter: String { String(UnicodeScalar(rawValue)) }
}
