/// Decodes a file in UTF-8, UTF-16 with a byte-order mark, or one of the Latin charsets that old bookmark
/// files declare.
///
/// Bytes that are valid UTF-8 are UTF-8 whatever the file says: Latin text that is so by accident hardly exists,
/// while a `META` that was true of another version of the file is common.
func decodedText(_ bytes: [UInt8]) -> String {
  if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return String(decoding: bytes[3...], as: UTF8.self) }
  if bytes.starts(with: [0xff, 0xfe]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
  if bytes.starts(with: [0xfe, 0xff]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
  if let text = String(validating: bytes, as: UTF8.self) { return text }
  // A file that declares UTF-8 and is mostly valid (one cut character, say) is repaired; others are read as browsers
  // read undeclared pages.
  switch declaredCharset(bytes) {
  case "utf-8", "utf8": return String(decoding: bytes, as: UTF8.self)
  case "iso-8859-15", "latin9", "latin-9": return singleByteText(bytes, latin9: true)
  default: return singleByteText(bytes, latin9: false)
  }
}

/// Returns the name after `charset=` in the first 4,096 bytes, in lower case.
private func declaredCharset(_ bytes: [UInt8]) -> String? {
  let head = bytes.prefix(4096).map(asciiLowercased)
  let key = Array("charset=".utf8)
  guard let place = head.firstRange(of: key)?.lowerBound else { return nil }
  let quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'")]
  let name = head[(place + key.count)...].drop { quotes.contains($0) }
    .prefix { isASCIILetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  return String(decoding: name, as: UTF8.self)
}

private func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
  var units: [UInt16] = []
  units.reserveCapacity(bytes.count / 2)
  var place = bytes.startIndex
  while place + 1 < bytes.endIndex {
    let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
    units.append(bigEndian ? first << 8 | second : second << 8 | first)
    place += 2
  }
  return String(decoding: units, as: UTF16.self)
}

/// ISO 8859-1 means windows-1252 on the web (encoding.spec.whatwg.org); ISO 8859-15 differs in eight places.
private func singleByteText(_ bytes: [UInt8], latin9: Bool) -> String {
  let replaced: [UInt8: Unicode.Scalar] = [
    0xa4: "€", 0xa6: "Š", 0xa8: "š", 0xb4: "Ž", 0xb8: "ž", 0xbc: "Œ", 0xbd: "œ", 0xbe: "Ÿ",
  ]
  var text = String.UnicodeScalarView()
  for byte in bytes {
    if latin9, let scalar = replaced[byte] {
      text.append(scalar)
    } else if (0x80...0x9f).contains(byte) {
      text.append(windows1252[Int(byte) - 0x80])
    } else {
      text.append(Unicode.Scalar(byte))
    }
  }
  return String(text)
}

/// The code points that windows-1252 has at 0x80 to 0x9F.
let windows1252: [Unicode.Scalar] = Array(
  "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ".unicodeScalars)

func asciiLowercased(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

func isASCIILetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

func isASCIILetterOrDigit(_ byte: UInt8) -> Bool {
  isASCIILetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// Returns the text on one line: each stretch of white space becomes one space, control characters go.
func oneLine(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  var pending = false
  for scalar in text.unicodeScalars {
    if scalar.properties.isWhitespace {
      pending = !scalars.isEmpty
    } else if scalar.properties.generalCategory != .control {
      if pending { scalars.append(" ") }
      pending = false
      scalars.append(scalar)
    }
  }
  return String(scalars)
}

/// Returns the text without blank lines before, white space after, carriage returns and control characters.
func tidiedText(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  var previous: Unicode.Scalar = "\0"
  for scalar in text.unicodeScalars {
    if scalar == "\r" || (scalar == "\n" && previous != "\r") {
      while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
      if !scalars.isEmpty { scalars.append("\n") }
    } else if scalar == "\t" || (scalar.properties.generalCategory != .control && scalar != "\n") {
      scalars.append(scalar)
    }
    previous = scalar
  }
  while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
  return String(scalars)
}
