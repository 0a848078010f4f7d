import Records

/// The last twelve characters of the ids' alphabet in a row, as one number.
struct RollingID {
  /// The length of a record's id.
  static let wholeLength = 12

  private(set) var value: UInt64 = 0
  private(set) var length = 0

  /// The place of each byte in the alphabet, regardless of case; 255 for other bytes.
  private static let codes: [UInt8] = {
    var codes = [UInt8](repeating: 255, count: 256)
    for (code, letter) in "0123456789abcdefghjkmnpqrstvwxyz".utf8.enumerated() {
      codes[Int(letter)] = UInt8(code)
      if letter > 0x60 { codes[Int(letter - 0x20)] = UInt8(code) }
    }
    return codes
  }()

  /// Returns a text as a number; `nil` if it has characters outside the alphabet.
  static func value(of text: ArraySlice<UInt8>) -> UInt64? {
    var id = RollingID()
    for byte in text { id.take(byte) }
    return id.length == text.count ? id.value : nil
  }

  /// Adds the next byte of a text; other characters start anew.
  mutating func take(_ byte: UInt8) {
    let code = Self.codes[Int(byte)]
    guard code != 255 else {
      length = 0
      return
    }
    value = (value << 5 | UInt64(code)) & (1 << 60 - 1)
    length += 1
  }
}

/// Splits a text into folded words, each as a hash (FNV-1a, 64 bits).
enum FoldedWords {
  struct Word {
    let hash: UInt64
    /// The folded word's length in bytes.
    let length: Int
    let line: Int32
  }

  /// Visits the words and the bytes of a text.
  ///
  /// - Parameters:
  ///   - word: called with each word.
  ///   - take: called with each byte and its line.
  static func scan(_ text: [UInt8], word: (Word) -> Void, byte take: (_ byte: UInt8, _ line: Int) -> Void) {
    var line: Int32 = 1
    var start = 0
    var hash = FNV1a.basis
    var isPlain = true
    func end(_ index: Int) {
      defer { (hash, isPlain) = (FNV1a.basis, true) }
      guard index > start else { return }
      if isPlain {
        word(Word(hash: hash, length: index - start, line: line))
      } else {
        for part in fold(String(decoding: text[start..<index], as: UTF8.self)).unicodeScalars
          .split(whereSeparator: { !$0.properties.isAlphabetic && $0.properties.numericType == nil })
        {
          let bytes = String(part).utf8
          let hash = FNV1a.hash(bytes)
          word(Word(hash: hash, length: bytes.count, line: line))
        }
      }
    }
    for (index, byte) in text.enumerated() {
      take(byte, Int(line))
      switch byte {
      case 0x61...0x7A, 0x30...0x39: hash = FNV1a.adding(byte, to: hash)
      case 0x41...0x5A: hash = FNV1a.adding(byte | 0x20, to: hash)
      case 0x80...: isPlain = false
      default:
        end(index)
        start = index + 1
        if byte == 0x0A { line += 1 }
      }
    }
    end(text.count)
  }
}
