/// A value in its usual form on one line: a scalar, plain or quoted, or a list of scalars in brackets.
///
/// Other forms of YAML (maps in braces, lists in lists, other escapes than `\"` and `\\`) are declined, and
/// Yams reads them.
struct OneLineValue {
  let value: YAMLValue
  /// The end of the value, in the bytes that it was read from.
  let end: Int

  /// Reads a value behind spaces, up to a comment or the end of the line; `nil` if its shape is unusual.
  init?(_ bytes: ArraySlice<UInt8>) {
    var cursor = Cursor(rest: bytes)
    cursor.skipSpaces()
    if cursor.rest.isEmpty || cursor.isAtComment {
      (value, end) = (.null, bytes.startIndex)
      return
    }
    let isList = cursor.rest.first == UInt8(ascii: "[")
    guard let value = isList ? cursor.list() : cursor.scalar(inList: false) else { return nil }
    self.value = value
    end = cursor.rest.startIndex
    cursor.skipSpaces()
    guard cursor.rest.isEmpty || cursor.isAtComment && cursor.rest.startIndex > end else { return nil }
  }
}

private struct Cursor {
  var rest: ArraySlice<UInt8>

  var isAtComment: Bool { rest.first == UInt8(ascii: "#") }

  mutating func skipSpaces() { rest = rest.drop { $0 == space } }

  mutating func list() -> YAMLValue? {
    rest.removeFirst()
    var items: [YAMLValue] = []
    while true {
      skipSpaces()
      if rest.first == UInt8(ascii: "]") {
        rest.removeFirst()
        return .list(items)
      }
      guard let item = scalar(inList: true), item != .null else { return nil }
      items.append(item)
      skipSpaces()
      if rest.first == UInt8(ascii: ",") {
        rest.removeFirst()
      } else if rest.first != UInt8(ascii: "]") {
        return nil
      }
    }
  }

  mutating func scalar(inList: Bool) -> YAMLValue? {
    switch rest.first {
    case nil, UInt8(ascii: "#"): nil
    case UInt8(ascii: "\""), UInt8(ascii: "'"): quoted()
    default: plain(inList: inList)
    }
  }

  private mutating func quoted() -> YAMLValue? {
    let quote = rest.removeFirst()
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == quote {
        // `''` in a text is one quote.
        guard quote == UInt8(ascii: "'"), rest.first == quote else {
          return .string(String(decoding: text, as: UTF8.self))
        }
        rest.removeFirst()
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        guard let escaped = rest.popFirst(), escaped == quote || escaped == byte else { return nil }
        text.append(escaped)
        continue
      }
      text.append(byte)
    }
    return nil
  }

  /// Reads text without quotes: it begins with no sign of YAML, and holds no `: `; in a list no brackets, braces,
  /// colons, or question marks either.
  private mutating func plain(inList: Bool) -> YAMLValue? {
    // U+1FEF is a back tick in NFC.
    if "?:,[]{}&*!|>%@`".utf8.contains(rest[rest.startIndex]) || rest.starts(with: [0xe1, 0xbf, 0xaf]) {
      return nil
    }
    if rest.first == UInt8(ascii: "-"), inList || rest.count == 1 || rest[rest.startIndex + 1] == space {
      return nil
    }
    var end = rest.startIndex
    scan: for place in rest.indices {
      let byte = rest[place]
      switch byte {
      case UInt8(ascii: "#") where place > rest.startIndex && rest[place - 1] == space: break scan
      case UInt8(ascii: ":") where inList || place + 1 == rest.endIndex || rest[place + 1] == space:
        return nil
      case UInt8(ascii: ",") where inList, UInt8(ascii: "]") where inList: break scan
      case UInt8(ascii: "[") where inList, UInt8(ascii: "{") where inList, UInt8(ascii: "}") where inList,
        UInt8(ascii: "?") where inList:
        return nil
      default: break
      }
      if byte != space { end = place + 1 }
    }
    defer { rest = rest[end...] }
    return .plain(String(decoding: rest[..<end], as: UTF8.self))
  }
}
