/// The files beside it that a Markdown text shows, `![…](name.png)`, in its order.
///
/// Addresses, absolute paths and paths that lead upward are none of them.
package func picturesShown(in text: String) -> [String] {
  addresses(of: .picture, in: text).map(\.address).filter { name in
    !name.isEmpty && !name.contains(":") && !name.hasPrefix("/") && !name.hasPrefix("#")
      && !name.contains("..")
  }
}

/// The addresses of a Markdown text's links, in its order.
package func linksShown(in text: String) -> [String] { addresses(of: .link, in: text).map(\.address) }

/// A text's pictures under other names; what is between the addresses stays as it is.
///
/// - Parameter name: for an address, its escapes decoded, the one to write in its place; `nil` leaves it.
package func replacingPictures(in text: String, _ name: (String) -> String?) -> String {
  replacing(.picture, in: text, name)
}

/// A text's links under other addresses; what is between the addresses stays as it is.
///
/// - Parameter name: for an address, its escapes decoded, the one to write in its place; `nil` leaves it.
package func replacingLinks(in text: String, _ name: (String) -> String?) -> String {
  replacing(.link, in: text, name)
}

private func replacing(_ kind: Markdown.Kind, in text: String, _ name: (String) -> String?) -> String {
  var new: [Int: (place: Range<Int>, name: String)] = [:]
  for (address, place) in addresses(of: kind, in: text) {
    guard let place, let name = name(address) else { continue }
    new[place.lowerBound] = (place, name)
  }
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  var copied = 0
  for (place, name) in new.values.sorted(by: { $0.place.lowerBound < $1.place.lowerBound }) {
    result += bytes[copied..<place.lowerBound] + name.utf8
    copied = place.upperBound
  }
  return String(decoding: result + bytes[copied...], as: UTF8.self)
}

/// The addresses of pictures or links, and where their bytes stand: in the text, or in the definition of a reference.
///
/// cmark says which there are, and not where their addresses are. So each place where an address may begin gets a
/// mark with its number before cmark reads the text: the marks that come back in an address tell.
private func addresses(of kind: Markdown.Kind, in text: String) -> [(address: String, place: Range<Int>?)] {
  let bytes = Array(text.utf8)
  let first = UInt8(ascii: kind == .picture ? "!" : "]")
  guard zip(bytes, bytes.dropFirst()).contains(where: { $0 == first && "[(:".utf8.contains($1) }) else {
    return []
  }
  let places = addressPlaces(bytes)
  var marked: [UInt8] = []
  var copied = 0
  for (number, place) in places.enumerated() {
    marked += bytes[copied..<place] + "\(markStart)\(number)\(markEnd)".utf8
    copied = place
  }
  marked += bytes[copied...]
  var found: [(address: String, place: Range<Int>?)] = []
  for case .begin(let node) in Markdown(String(decoding: marked, as: UTF8.self))?.events ?? []
  where node.kind == kind {
    var address = node.address[...]
    var place: Range<Int>?
    if address.first == markStart, let end = address.firstIndex(of: markEnd),
      let number = Int(address[..<end].dropFirst()), places.indices.contains(number)
    {
      place = addressRange(bytes, from: places[number])
      address = address[address.index(after: end)...]
    }
    if !address.isEmpty { found.append((decodingPercents(address), place)) }
  }
  return found
}

/// Of Unicode's private use, which no file's name has.
private let markStart: Character = "\u{e0f0}"
private let markEnd: Character = "\u{e0f1}"

/// Where an address may begin: behind `](` or `]:`, blanks, and `<`.
private func addressPlaces(_ bytes: [UInt8]) -> [Int] {
  var places: [Int] = []
  var isEscaped = false
  for index in bytes.indices.dropLast() {
    if bytes[index] == UInt8(ascii: "]"), !isEscaped, "(:".utf8.contains(bytes[index + 1]),
      let start = addressStart(bytes[(index + 2)...])
    {
      places.append(start)
    }
    isEscaped = bytes[index] == UInt8(ascii: "\\") && !isEscaped
  }
  return places
}

private func addressStart(_ bytes: ArraySlice<UInt8>) -> Int? {
  func dropBlanks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> { bytes.drop { $0 == 0x20 || $0 == 9 } }
  var rest = dropBlanks(bytes)
  let isNextLine = rest.first == 0x0a || rest.first == 0x0d
  if isNextLine { rest = dropBlanks(rest.dropFirst(rest.starts(with: [0x0d, 0x0a]) ? 2 : 1)) }
  // On a line of its own a mark before these could make another block of it.
  guard let first = rest.first, !isASCIISpace(first), !isNextLine || !"<>=|`~".utf8.contains(first) else {
    return nil
  }
  return rest.startIndex + (first == UInt8(ascii: "<") ? 1 : 0)
}

/// The whole of an address that begins there, which cmark has taken for one.
private func addressRange(_ bytes: [UInt8], from start: Int) -> Range<Int> {
  let isInAngles = start > 0 && bytes[start - 1] == UInt8(ascii: "<")
  var depth = 0
  var place = start
  while place < bytes.count {
    switch bytes[place] {
    case UInt8(ascii: "\\"): place += 1
    case UInt8(ascii: ">") where isInAngles: return start..<place
    case UInt8(ascii: "(") where !isInAngles: depth += 1
    case UInt8(ascii: ")") where !isInAngles:
      if depth == 0 { return start..<place }
      depth -= 1
    case let byte where !isInAngles && isASCIISpace(byte): return start..<place
    default: break
    }
    place += 1
  }
  return start..<bytes.count
}

private func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

private func decodingPercents(_ text: Substring) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"), rest.count >= 2, rest.first != UInt8(ascii: "+"),
      let decoded = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
    {
      bytes.append(decoded)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
