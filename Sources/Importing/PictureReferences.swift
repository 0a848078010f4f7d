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

/// Where the addresses of pictures stand, in order.
private func pictureAddresses(_ bytes: [UInt8]) -> [Range<Int>] {
  var found: [Range<Int>] = []
  var fence: (mark: UInt8, length: Int)?
  var start = 0
  while start < bytes.count {
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let line = bytes[start..<end].drop { $0 == 0x20 }
    let mark = line.first ?? 0
    let length = line.prefix { $0 == mark }.count
    if let open = fence {
      if mark == open.mark, length >= open.length { fence = nil }
    } else if "`~".utf8.contains(mark), length >= 3 {
      fence = (mark, length)
    } else {
      addPictures(of: bytes, start..<end, to: &found)
    }
    start = end + 1
  }
  return found
}

/// Where a byte comes next, asked for places that only go forward.
private struct Next {
  let byte: UInt8
  private var found = -1

  init(_ byte: UInt8) { self.byte = byte }

  mutating func index(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    if found < range.lowerBound { found = bytes[range].firstIndex(of: byte) ?? range.upperBound }
    return found < range.upperBound ? found : nil
  }
}

private func addPictures(of bytes: [UInt8], _ line: Range<Int>, to found: inout [Range<Int>]) {
  var place = line.lowerBound
  var bracket = Next(UInt8(ascii: "]"))
  var angle = Next(UInt8(ascii: ">"))
  /// Runs of back ticks that this line does not close: looked for once each.
  var ticksWithoutEnd: Set<Int> = []
  while place < line.upperBound {
    switch bytes[place] {
    case UInt8(ascii: "\\"): place += 2
    case UInt8(ascii: "`"):
      let count = bytes[place..<line.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
      place += count
      if !ticksWithoutEnd.contains(count) {
        if let end = closingTicks(bytes, place..<line.upperBound, count) {
          place = end
        } else {
          ticksWithoutEnd.insert(count)
        }
      }
    case UInt8(ascii: "!") where place + 1 < line.upperBound && bytes[place + 1] == UInt8(ascii: "["):
      if let close = bracket.index(in: bytes, place + 2..<line.upperBound),
        let address = address(bytes, close + 1..<line.upperBound, &angle)
      {
        found.append(address)
        place = address.upperBound
      } else {
        place += 2
      }
    default: place += 1
    }
  }
}

private func closingTicks(_ bytes: [UInt8], _ range: Range<Int>, _ count: Int) -> Int? {
  var place = range.lowerBound
  while place < range.upperBound {
    if bytes[place] == UInt8(ascii: "`") {
      let length = bytes[place..<range.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
      place += length
      if length == count { return place }
    } else {
      place += 1
    }
  }
  return nil
}

/// The address of a picture whose words have ended.
private func address(_ bytes: [UInt8], _ range: Range<Int>, _ angle: inout Next) -> Range<Int>? {
  guard range.first.map({ bytes[$0] }) == UInt8(ascii: "(") else { return nil }
  let rest = bytes[(range.lowerBound + 1)..<range.upperBound].drop { $0 == 0x20 }
  if rest.first == UInt8(ascii: "<") {
    guard let end = angle.index(in: bytes, rest.startIndex + 1..<range.upperBound) else { return nil }
    return rest.startIndex + 1..<end
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
    case 0x20, 0x09: return index > rest.startIndex ? rest.startIndex..<index : nil
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
      let value = UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16)
    {
      result.append(value)
      place += 3
    } else {
      result.append(bytes[place])
      place += 1
    }
  }
  return result
}
