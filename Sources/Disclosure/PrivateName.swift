/// A name of a private community in the form for searching: its words as numbers, so that a text can be compared with ten
/// thousand names quickly.
struct PrivateName: Sendable {
  let kind: PrivateNames.Kind
  /// The hash of the first word; for an id, its number.
  let first: UInt64
  /// The hash of all words; for an id, its number.
  let phrase: UInt64
  /// The name as the private community writes it.
  private let bytes: ArraySlice<UInt8>

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The least length of a title of one word, in bytes: shorter words are in general use.
  private static let shortestWord = 8

  /// Makes a name for searching; `nil` if the text may be public: no word, a short one, or an invalid id.
  init?(_ kind: PrivateNames.Kind, _ text: String) { self.init(kind, bytes: Array(text.utf8)[...]) }

  private init(_ kind: PrivateNames.Kind, _ first: UInt64, _ phrase: UInt64, _ bytes: ArraySlice<UInt8>) {
    (self.kind, self.first, self.phrase, self.bytes) = (kind, first, phrase, bytes)
  }

  private init?(_ kind: PrivateNames.Kind, bytes: ArraySlice<UInt8>) {
    self.kind = kind
    self.bytes = bytes
    if kind == .id {
      guard bytes.count == RollingID.wholeLength, let id = RollingID.value(of: bytes) else { return nil }
      (first, phrase) = (id, id)
    } else {
      let found = Self.phrase(of: String(decoding: bytes, as: UTF8.self))
      guard let first = found.first, kind == .slug || found.words > 1 || found.length >= Self.shortestWord
      else { return nil }
      (self.first, phrase) = (first, found.all)
    }
  }

  static func phrase(of text: String) -> WordSequence {
    var phrase = WordSequence()
    FoldedWords.scan(Array(text.utf8)) { word in
      phrase.take(word.hash)
      phrase.length = max(phrase.length, word.length)
    } byte: { _, _ in
    }
    return phrase
  }

  // MARK: Line of a file

  /// The name as a line with its end: `i ID`, or `t FIRST PHRASE TITLE` with 16 hexadecimal digits each.
  var line: [UInt8] {
    let numbers = kind == .id ? [] : Self.digits(first) + [0x20] + Self.digits(phrase) + [0x20]
    return [kind == .id ? UInt8(ascii: "i") : UInt8(ascii: "t"), 0x20] + numbers + bytes + [0x0A]
  }

  /// Reads a line without its end; `nil` if mgrnet did not write it.
  init?(line: ArraySlice<UInt8>) {
    let start = line.startIndex
    guard line.count > 2, line[start + 1] == 0x20 else { return nil }
    if line[start] == UInt8(ascii: "i") {
      self.init(.id, bytes: line[(start + 2)...])
      return
    }
    guard line[start] == UInt8(ascii: "t"), line.count > 36, line[start + 18] == 0x20,
      line[start + 35] == 0x20, let first = Self.number(line[(start + 2)..<(start + 18)]),
      let phrase = Self.number(line[(start + 19)..<(start + 35)])
    else { return nil }
    self.init(.title, first, phrase, line[(start + 36)...])
  }

  private static func digits(_ number: UInt64) -> [UInt8] {
    (0..<16).map { place in
      let digit = UInt8(truncatingIfNeeded: number >> (60 - 4 * UInt64(place)) & 15)
      return digit < 10 ? 0x30 + digit : 0x57 + digit
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for digit in digits {
      switch digit {
      case 0x30...0x39: number = number << 4 | UInt64(digit - 0x30)
      case 0x61...0x66: number = number << 4 | UInt64(digit - 0x57)
      default: return nil
      }
    }
    return number
  }
}

/// The first words of a text as one number.
struct WordSequence {
  /// The limit for the words that count: a text with so many words of a title quotes the title.
  static let mostWords = 16

  private(set) var all: UInt64 = 0
  private(set) var first: UInt64?
  private(set) var words = 0
  /// The length of the longest word, in bytes.
  var length = 0

  mutating func take(_ word: UInt64) {
    guard words < Self.mostWords else { return }
    if first == nil { first = word }
    all = (all ^ word) &* 0x9E37_79B9_7F4A_7C15
    all ^= all >> 32
    words += 1
  }
}
