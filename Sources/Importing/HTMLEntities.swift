/// The text with its character references decoded.
///
/// Numeric ones with or without `;`, those in 128…159 as windows-1252 (as HTML asks); names only with their `;`,
/// since `&copy=1` in an address is no copyright sign. Whatever is no reference stays as it is.
func decodingEntities(_ bytes: some Collection<UInt8>) -> String {
  guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
  let bytes = Array(bytes)
  var decoded: [UInt8] = []
  decoded.reserveCapacity(bytes.count)
  var place = 0
  while place < bytes.count {
    if bytes[place] == UInt8(ascii: "&"), let (text, end) = entity(bytes, place + 1) {
      decoded.append(contentsOf: text.utf8)
      place = end
    } else {
      decoded.append(bytes[place])
      place += 1
    }
  }
  return String(decoding: decoded, as: UTF8.self)
}

/// The reference whose name or number begins at `start`, and where it ends.
private func entity(_ bytes: [UInt8], _ start: Int) -> (String, Int)? {
  guard start < bytes.count else { return nil }
  if bytes[start] == UInt8(ascii: "#") { return numeric(bytes, start + 1) }
  // The longest name here has 8 characters.
  var end = start
  while end < bytes.count, end - start <= 8, isASCIILetterOrDigit(bytes[end]) { end += 1 }
  guard end < bytes.count, bytes[end] == UInt8(ascii: ";"),
    let text = namedEntities[String(decoding: bytes[start..<end], as: UTF8.self)]
  else { return nil }
  return (text, end + 1)
}

private func numeric(_ bytes: [UInt8], _ start: Int) -> (String, Int)? {
  var place = start
  let isHex = place < bytes.count && asciiLowercased(bytes[place]) == UInt8(ascii: "x")
  if isHex { place += 1 }
  let digits = place
  while place < bytes.count, place - digits < 8, isDigit(bytes[place], hex: isHex) { place += 1 }
  guard place > digits,
    let number = UInt32(String(decoding: bytes[digits..<place], as: UTF8.self), radix: isHex ? 16 : 10)
  else { return nil }
  if place < bytes.count, bytes[place] == UInt8(ascii: ";") { place += 1 }
  if (0x80...0x9f).contains(number) { return (String(windows1252[Int(number) - 0x80]), place) }
  guard number != 0, let scalar = Unicode.Scalar(number) else { return ("\u{fffd}", place) }
  return (String(scalar), place)
}

private func isDigit(_ byte: UInt8, hex: Bool) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (hex && (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20))
}

/// HTML 4's Latin-1 names in the order of their code points from 160, and the others that prose uses.
private let namedEntities: [String: String] = {
  let latin1 = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
    AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
    times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
    egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
    ugrave uacute ucirc uuml yacute thorn yuml
    """
  var names = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "OElig": "Œ", "oelig": "œ", "Scaron": "Š",
    "scaron": "š", "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ", "tilde": "˜", "ensp": "\u{2002}",
    "emsp": "\u{2003}",
    "thinsp": "\u{2009}", "zwnj": "\u{200c}", "zwj": "\u{200d}", "ndash": "–", "mdash": "—", "lsquo": "‘",
    "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "dagger": "†", "Dagger": "‡",
    "bull": "•", "hellip": "…", "permil": "‰", "prime": "′", "Prime": "″", "lsaquo": "‹", "rsaquo": "›",
    "euro": "€", "trade": "™", "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓", "harr": "↔", "rArr": "⇒",
    "minus": "−", "infin": "∞", "asymp": "≈", "ne": "≠", "le": "≤", "ge": "≥", "check": "✓", "star": "☆",
  ]
  for (index, name) in latin1.split(separator: " ").enumerated() {
    guard let scalar = Unicode.Scalar(160 + UInt32(index)) else { continue }
    names[String(name)] = String(scalar)
  }
  return names
}()
