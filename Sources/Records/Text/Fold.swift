@_spi(_Unicode) import Swift

/// Returns the text in the form for comparing: lower case, without accents, ligatures taken apart, one kind of apostrophe.
package func fold(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) {
    return text
  }
  var folded = String.UnicodeScalarView()
  for scalar in text.lowercased()._nfd {
    switch scalar {
    case "œ": folded.append(contentsOf: "oe".unicodeScalars)
    case "æ": folded.append(contentsOf: "ae".unicodeScalars)
    case "ß": folded.append(contentsOf: "ss".unicodeScalars)
    case "ø": folded.append("o")
    case "ł": folded.append("l")
    case "đ", "ð": folded.append("d")
    case "þ": folded.append(contentsOf: "th".unicodeScalars)
    case "ı": folded.append("i")
    case "’", "ʼ", "‘": folded.append("'")
    default:
      if scalar.properties.generalCategory != .nonspacingMark { folded.append(scalar) }
    }
  }
  return String(folded)
}

/// Returns the words of a title for a path: ASCII, lower case, `-` between words, at most 60 characters,
/// cut at a word; `x` if nothing is left.
package func pathWords(_ title: String) -> String {
  var words: [String] = []
  var word = ""
  for byte in fold(title).utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      word.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      if !word.isEmpty { words.append(word) }
      word = ""
    }
  }
  if !word.isEmpty { words.append(word) }
  var path = ""
  for word in words {
    guard !path.isEmpty else {
      path = String(word.prefix(60))
      continue
    }
    guard path.utf8.count + 1 + word.utf8.count <= 60 else { break }
    path += "-" + word
  }
  return path.isEmpty ? "x" : path
}

extension String {
  /// The text in normalization form C, in which everything is written.
  package var nfc: String {
    // Text below U+0300 is in this form already.
    if utf8.allSatisfy({ $0 < 0xcc }) { return self }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: _nfc)
    return String(view)
  }
}
