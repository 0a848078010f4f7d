/// The files beside it that a Markdown text shows, `![…](name.png)`, in its order.
///
/// Addresses, absolute paths and paths that lead upward are none of them.
package func picturesShown(in prose: String) -> [String] {
  let bytes = Array(prose.utf8)
  return pictureAddresses(bytes).compactMap { range in
    let name = String(decoding: decodingPercents(bytes[range]), as: UTF8.self)
    let isBeside =
      !name.isEmpty && !name.contains(":") && !name.hasPrefix("/") && !name.hasPrefix("#")
      && !name.contains("..")
    return isBeside ? name : nil
  }
}

/// A text's pictures under other names.
///
/// Reads `![words](address "title")`, outside code; what is between the addresses stays as it is.
/// - Parameter name: for an address, its escapes decoded, the one to write in its place; `nil` leaves it.
package func replacingPictures(in prose: String, _ name: (String) -> String?) -> String {
  let bytes = Array(prose.utf8)
  var result: [UInt8] = []
  var copied = 0
  for range in pictureAddresses(bytes) {
    let address = String(decoding: decodingPercents(bytes[range]), as: UTF8.self)
    guard let new = name(address) else { continue }
    result += bytes[copied..<range.lowerBound]
    result += new.utf8
    copied = range.upperBound
  }
  return copied == 0 ? prose : String(decoding: result + bytes[copied...], as: UTF8.self)
}

/// Where the addresses of pictures stand, in order: paragraph by paragraph, fenced code left out.
private func pictureAddresses(_ bytes: [UInt8]) -> [Range<Int>] {
  var found: [Range<Int>] = []
  var fence: (mark: UInt8, length: Int)?
  var paragraph: Int?
  func endParagraph(at end: Int) {
    if let start = paragraph { addPictures(of: bytes, start..<end, to: &found) }
    paragraph = nil
  }
  var start = 0
  while start < bytes.count {
    let end = bytes[start...].firstIndex(of: lineFeed) ?? bytes.count
    let line = bytes[start..<end].drop { $0 == space }
    let mark = line.first ?? 0
    let length = line.prefix { $0 == mark }.count
    let rest = line.dropFirst(length)
    if let open = fence {
      if mark == open.mark, length >= open.length, rest.allSatisfy(isBlank) { fence = nil }
    } else if mark == UInt8(ascii: "~") || mark == UInt8(ascii: "`") && !rest.contains(mark), length >= 3 {
      endParagraph(at: start)
      fence = (mark, length)
    } else if line.allSatisfy(isBlank) {
      endParagraph(at: start)
    } else {
      paragraph = paragraph ?? start
    }
    start = end + 1
  }
  endParagraph(at: bytes.count)
  return found
}

private func isBlank(_ byte: UInt8) -> Bool { byte == space || (9...13).contains(byte) }

/// Where a byte comes next, asked for places that only go forward.
private struct Next {
  let byte: UInt8
  private var found = -1

  init(_ byte: UInt8) { self.byte = byte }

  /// The range's end where it comes no more.
  mutating func index(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    if found < range.lowerBound { found = bytes[range].firstIndex(of: byte) ?? range.upperBound }
    return found
  }
}

private func addPictures(of bytes: [UInt8], _ range: Range<Int>, to found: inout [Range<Int>]) {
  var place = range.lowerBound
  var code = CodeSpans(bytes, range)
  var (angle, lineEnd) = (Next(UInt8(ascii: ">")), Next(lineFeed))
  /// For each bracket that is open, whether the words of a picture begin there.
  var open: [Bool] = []
  while place < range.upperBound {
    switch bytes[place] {
    case UInt8(ascii: "\\"): place += 2
    case UInt8(ascii: "`"):
      let length = bytes[place..<range.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
      place = code.end(from: place, length: length) ?? place + length
    case UInt8(ascii: "!") where place + 1 < range.upperBound && bytes[place + 1] == UInt8(ascii: "["):
      open.append(true)
      place += 2
    case UInt8(ascii: "["):
      open.append(false)
      place += 1
    case UInt8(ascii: "]"):
      place += 1
      if open.popLast() == true, let address = address(bytes, place..<range.upperBound, &angle, &lineEnd) {
        found.append(address)
        place = address.upperBound
      }
    default: place += 1
    }
  }
}

/// The address of a picture whose words have ended.
private func address(
  _ bytes: [UInt8], _ range: Range<Int>, _ angle: inout Next, _ lineEnd: inout Next
) -> Range<Int>? {
  guard range.first.map({ bytes[$0] }) == UInt8(ascii: "(") else { return nil }
  let rest = bytes[(range.lowerBound + 1)..<range.upperBound].drop { $0 == space }
  if rest.first == UInt8(ascii: "<") {
    let inner = rest.startIndex + 1..<range.upperBound
    let end = angle.index(in: bytes, inner)
    return end < lineEnd.index(in: bytes, inner) ? inner.lowerBound..<end : nil
  }
  var depth = 0
  for index in rest.indices {
    switch rest[index] {
    // As deep as CommonMark wants it read; a bound for hostile text.
    case UInt8(ascii: "("):
      depth += 1
      if depth > 32 { return nil }
    case UInt8(ascii: ")"):
      if depth == 0 { return index > rest.startIndex ? rest.startIndex..<index : nil }
      depth -= 1
    case let byte where isBlank(byte): return index > rest.startIndex ? rest.startIndex..<index : nil
    default: break
    }
  }
  return nil
}

private func decodingPercents(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  var result: [UInt8] = []
  var place = bytes.startIndex
  while place < bytes.endIndex {
    if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.endIndex,
      let high = hexadecimal(bytes[place + 1]),
      let low = hexadecimal(bytes[place + 2])
    {
      result.append(high << 4 | low)
      place += 3
    } else {
      result.append(bytes[place])
      place += 1
    }
  }
  return result
}

private func hexadecimal(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): (digit | 0x20) - 0x57
  default: nil
  }
}
