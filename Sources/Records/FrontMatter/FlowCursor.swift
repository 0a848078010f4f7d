/// Reads one value that stands on one line: a scalar, plain or quoted, or a flow list or map of scalars.
struct FlowCursor {
  let bytes: [UInt8]
  var place: Int
  let end: Int

  mutating func skipSpaces() {
    while place < end, bytes[place] == space { place += 1 }
  }

  /// After a value: nothing more, or a comment set off by a space.
  mutating func isAtEndOrComment() -> Bool {
    let before = place
    skipSpaces()
    return place == end || (bytes[place] == UInt8(ascii: "#") && place > before)
  }

  /// `nil` for what is not of the usual shape.
  mutating func value() -> YAMLValue? {
    guard place < end else { return .null }
    switch bytes[place] {
    case UInt8(ascii: "["): return list()
    case UInt8(ascii: "{"): return map()
    default: return scalar(inFlow: false)
    }
  }

  private mutating func list() -> YAMLValue? {
    place += 1
    var items: [YAMLValue] = []
    while true {
      skipSpaces()
      guard place < end else { return nil }
      if bytes[place] == UInt8(ascii: "]") {
        place += 1
        return .list(items)
      }
      guard let item = scalar(inFlow: true), item != .null else { return nil }
      items.append(item)
      skipSpaces()
      guard place < end else { return nil }
      if bytes[place] == UInt8(ascii: ",") {
        place += 1
      } else if bytes[place] != UInt8(ascii: "]") {
        return nil
      }
    }
  }

  private mutating func map() -> YAMLValue? {
    place += 1
    var pairs: [YAMLValue.Pair] = []
    while true {
      skipSpaces()
      guard place < end else { return nil }
      if bytes[place] == UInt8(ascii: "}") {
        place += 1
        return .map(pairs)
      }
      guard pairs.count < FrontMatterScanner.pairLimit, let key = scalar(inFlow: true)?.text, place < end,
        bytes[place] == UInt8(ascii: ":")
      else { return nil }
      place += 1
      guard place < end, bytes[place] == space else { return nil }
      skipSpaces()
      guard let value = scalar(inFlow: true), value != .null, !pairs.contains(where: { $0.key == key }) else {
        return nil
      }
      pairs.append(.init(key, value))
      skipSpaces()
      guard place < end else { return nil }
      if bytes[place] == UInt8(ascii: ",") {
        place += 1
      } else if bytes[place] != UInt8(ascii: "}") {
        return nil
      }
    }
  }

  private mutating func scalar(inFlow: Bool) -> YAMLValue? {
    guard place < end else { return .null }
    switch bytes[place] {
    case UInt8(ascii: "\""): return doubleQuoted()
    case UInt8(ascii: "'"): return singleQuoted()
    default: return plain(inFlow: inFlow)
    }
  }

  private mutating func plain(inFlow: Bool) -> YAMLValue? {
    let start = place
    switch bytes[place] {
    case UInt8(ascii: "#"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      guard !inFlow, place + 1 < end, bytes[place + 1] != space else { return nil }
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"),
      UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      return nil
    // U+1FEF, which is a back tick when it is composed.
    case 0xe1 where bytes[place..<end].starts(with: [0xe1, 0xbf, 0xaf]): return nil
    default: break
    }
    var last = place
    scan: while place < end {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: ":"):
        let next = place + 1 < end ? bytes[place + 1] : space
        if next == space {
          if inFlow { break scan }
          return nil
        }
        // `a:b` is one scalar in block context; flow context has rules of its own, which are Yams's.
        if inFlow, isFlowIndicator(next) || next == UInt8(ascii: "\"") { return nil }
      case UInt8(ascii: "#"):
        if place > start, bytes[place - 1] == space { break scan }
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if inFlow { break scan }
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "?"):
        if inFlow { return nil }
      default: break
      }
      place += 1
      if byte != space { last = place }
    }
    // The comment or the separator must be read again by the caller, from the end of the text.
    place = last
    return .plain(String(decoding: bytes[start..<last], as: UTF8.self))
  }

  private mutating func singleQuoted() -> YAMLValue? {
    place += 1
    var text: [UInt8] = []
    while place < end {
      let byte = bytes[place]
      if byte == UInt8(ascii: "'") {
        if place + 1 < end, bytes[place + 1] == byte {
          place += 1
        } else {
          place += 1
          return .string(String(decoding: text, as: UTF8.self))
        }
      }
      text.append(byte)
      place += 1
    }
    return nil
  }

  private mutating func doubleQuoted() -> YAMLValue? {
    place += 1
    var text: [UInt8] = []
    while place < end {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        place += 1
        return .string(String(decoding: text, as: UTF8.self))
      }
      if byte == UInt8(ascii: "\\") {
        place += 1
        guard place < end else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[place])
        case UInt8(ascii: "n"): text.append(lineFeed)
        case UInt8(ascii: "t"): text.append(tab)
        default: return nil
        }
      } else {
        text.append(byte)
      }
      place += 1
    }
    return nil
  }

  private func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }
}
