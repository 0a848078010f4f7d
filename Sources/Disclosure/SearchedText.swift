/// The forms in which a text is searched for private names: as its bytes are, and as a reader sees it.
enum SearchedText {
  /// The number of bytes in which a zero byte marks a binary file, as in git.
  private static let binaryWindow = 8000

  /// Returns a file's text in UTF-8, where it is in UTF-16; `nil` for a binary file.
  static func text(of bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xFF, 0xFE]) { return utf8(bytes.dropFirst(2), isBigEndian: false) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf8(bytes.dropFirst(2), isBigEndian: true) }
    let start = bytes.prefix(binaryWindow)
    let zeros = start.indices.filter { start[$0] == 0 }
    guard !zeros.isEmpty else { return bytes }
    // Of a text of our languages in UTF-16, most of the upper bytes are zero, and none of the lower ones.
    let even = zeros.count { $0 % 2 == 0 }
    guard zeros.count * 4 > start.count, even == 0 || even == zeros.count else { return nil }
    return utf8(bytes[...], isBigEndian: even > 0)
  }

  private static func utf8(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    var rest = bytes
    while let first = rest.popFirst(), let second = rest.popFirst() {
      units.append(isBigEndian ? UInt16(first) << 8 | UInt16(second) : UInt16(second) << 8 | UInt16(first))
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Returns the forms of a text, each with the same lines.
  static func forms(of text: [UInt8]) -> [[UInt8]] {
    var forms = [text]
    if String(validating: text, as: UTF8.self) == nil { forms.append(latin(text)) }
    return forms + forms.compactMap(undisguised)
  }

  /// Reads bytes as Windows-1252, as far as it has our letters.
  private static func latin(_ bytes: [UInt8]) -> [UInt8] {
    let special: [UInt8: Unicode.Scalar] = [0x8C: "Œ", 0x9C: "œ", 0x91: "‘", 0x92: "’"]
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(special[byte] ?? Unicode.Scalar(byte)) }
    return Array(String(text).utf8)
  }

  /// Returns a text as it is read: entities and percent signs decoded, signs that nobody sees left out, words joined that
  /// a line's end parts. `nil` if it has nothing of all this.
  private static func undisguised(_ text: [UInt8]) -> [UInt8]? {
    var text = text
    var seen = [Bool](repeating: false, count: 256)
    for byte in text { seen[Int(byte)] = true }
    if seen[Int(UInt8(ascii: "%"))] { text = percentDecoded(text) }
    // The first bytes of signs that nobody sees, and the last one of a soft hyphen.
    let isMarked = (Array("&%".utf8) + [0xAD, 0xE2, 0xEF, 0xCD, 0xF3]).contains { seen[Int($0)] }
    let hasHyphenAtEnd = zip(text, text.dropFirst()).contains {
      $0 == UInt8(ascii: "-") && [0x20, 0x0A, 0x0D].contains($1)
    }
    guard isMarked || hasHyphenAtEnd else { return nil }
    var result = String.UnicodeScalarView()
    // Line ends inside a word, which go behind it.
    var held = 0
    var rest = Substring(String(decoding: text, as: UTF8.self)).unicodeScalars
    while let scalar = rest.popFirst() {
      if scalar == "&", let entity = entity(rest) {
        rest.removeFirst(entity.length)
        result.append(
          contentsOf: entity.text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint })
      } else if scalar == "-" || scalar == "\u{2010}", let length = lineEnd(rest) {
        rest.removeFirst(length)
        held += 1
      } else if !scalar.properties.isDefaultIgnorableCodePoint {
        if held > 0, scalar.properties.isWhitespace {
          result.append(contentsOf: repeatElement("\n", count: held))
          held = 0
        }
        result.append(scalar)
      }
    }
    return Array(String(result).utf8)
  }

  /// Returns how many signs a line's end takes, with the blanks and marks of a quotation around it; `nil` if none is here.
  private static func lineEnd(_ rest: Substring.UnicodeScalarView) -> Int? {
    let blanks = rest.prefix { $0 == " " || $0 == "\t" || $0 == "\r" }.count
    guard rest.dropFirst(blanks).first == "\n" else { return nil }
    return blanks + 1 + rest.dropFirst(blanks + 1).prefix { " \t>*".unicodeScalars.contains($0) }.count
  }

  private static func percentDecoded(_ text: [UInt8]) -> [UInt8] {
    func digit(_ place: Int) -> UInt8? {
      place < text.count ? UInt8(String(UnicodeScalar(text[place])), radix: 16) : nil
    }
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      guard text[place] == UInt8(ascii: "%"), let high = digit(place + 1), let low = digit(place + 2) else {
        result.append(text[place])
        place += 1
        continue
      }
      // A line's end or a zero would part the lines otherwise.
      result.append(max(0x20, high << 4 | low))
      place += 3
    }
    return result
  }

  /// Returns the entity behind an ampersand, and how many signs it takes.
  private static func entity(_ rest: Substring.UnicodeScalarView) -> (text: String, length: Int)? {
    let name = rest.prefix(32).prefix { $0 != ";" }
    guard rest.dropFirst(name.count).first == ";", let first = name.first else { return nil }
    let length = name.count + 1
    if first == "#" {
      let isHex = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
      let number = UInt32(String(name.dropFirst(isHex ? 2 : 1)), radix: isHex ? 16 : 10)
      guard let scalar = number.flatMap(Unicode.Scalar.init) else { return nil }
      return (scalar.value < 0x20 ? " " : String(Character(scalar)), length)
    }
    let text = String(name)
    if let sign = signs[text] { return (sign, length) }
    guard let accent = accents.first(where: { text.count == $0.key.count + 1 && text.hasSuffix($0.key) })
    else { return nil }
    return (String(text.prefix(1)) + accent.value, length)
  }

  /// HTML's names of accents behind a letter, as combining signs.
  private static let accents = [
    "acute": "\u{301}", "grave": "\u{300}", "circ": "\u{302}", "uml": "\u{308}", "cedil": "\u{327}",
    "tilde": "\u{303}", "ring": "\u{30A}",
  ]
  private static let signs = [
    "amp": "&", "nbsp": "\u{A0}", "shy": "\u{AD}", "zwj": "\u{200D}", "zwnj": "\u{200C}", "apos": "'",
    "quot": "\"", "lt": "<", "gt": ">", "rsquo": "’", "lsquo": "‘", "laquo": "«", "raquo": "»", "hyphen": "-",
    "dash": "-", "ndash": "–", "mdash": "—", "oelig": "œ", "OElig": "Œ", "aelig": "æ", "AElig": "Æ",
    "szlig": "ß", "sol": "/", "NewLine": " ", "Tab": " ",
  ]
}
