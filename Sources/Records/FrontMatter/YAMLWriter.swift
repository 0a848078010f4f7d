/// Writes a key with its value, in the form of the old lines.
enum YAMLWriter {
  /// - Parameter replacing: the key's old lines, which give the form (flow or block, indentation, comments) and the
  ///   exact text of items that stay.
  static func lines(key: String, value: YAMLValue, replacing old: [[UInt8]]) -> [[UInt8]] {
    if let block = block(value, replacing: old) { return block }
    let name = isPlainKey(key) ? key : quoted(key)
    let text = value == .null ? "" : " " + flow(value, inFlow: false)
    return [Array("\(name):\(text)".utf8) + (old.count == 1 ? comment(behind: old[0]) : [])]
  }

  /// Returns a list or a map in a block; `nil` if it was not in a block before.
  private static func block(_ value: YAMLValue, replacing old: [[UInt8]]) -> [[UInt8]]? {
    let isList = if case .list = value { true } else { false }
    let items = items(of: value)
    if items.isEmpty { return nil }
    let (kept, rest) = oldItems(old, isList: isList)
    guard let indentation = kept.first?.indentation else { return nil }
    let known = Dictionary(kept.map { (name(of: $0.value), $0) }) { first, _ in first }
    var lines = [old[0]]
    for item in items {
      let old = known[name(of: item)]
      lines += old?.above ?? []
      lines.append(old.flatMap { $0.value == item ? $0.line : nil } ?? indentation + written(item))
    }
    return lines + rest
  }

  /// The items of a list or the pairs of a map, each as a list or map of one; empty for a scalar.
  private static func items(of value: YAMLValue) -> [YAMLValue] {
    switch value {
    case .list(let items): items.map { .list([$0]) }
    case .map(let pairs): pairs.map { .map([$0]) }
    default: []
    }
  }

  /// The identity of an item: of a pair its key, otherwise the value itself.
  private static func name(of item: YAMLValue) -> YAMLValue {
    item.pairs.first.map { .string($0.key) } ?? item
  }

  private static func written(_ item: YAMLValue) -> [UInt8] {
    if let pair = item.pairs.first {
      return Array("\(scalar(pair.key, inFlow: true)): \(flow(pair.value, inFlow: false))".utf8)
    }
    guard case .list(let items) = item, let only = items.first else { return [] }
    return Array("- \(flow(only, inFlow: false))".utf8)
  }

  private struct Item {
    /// A list or a map of this item alone.
    let value: YAMLValue
    let indentation: [UInt8]
    /// The comments and blank lines before it.
    let above: [[UInt8]]
    let line: [UInt8]
  }

  /// Returns the items with one line each, and the comments behind the last.
  private static func oldItems(_ old: [[UInt8]], isList: Bool) -> (items: [Item], rest: [[UInt8]]) {
    var found: [Item] = []
    var comments: [[UInt8]] = []
    for line in old.dropFirst() {
      let text = Array("key:".utf8) + [lineFeed] + line + [lineFeed]
      let value = (try? FrontMatterScanner(text).entries())?.first?.value  // else part of something larger
      if value == .null {
        comments.append(line)
        continue
      }
      if let value, items(of: value).count == 1, value.pairs.isEmpty == isList {
        let indentation = Array(line.prefix { $0 == space })
        found.append(Item(value: value, indentation: indentation, above: comments, line: line))
      }
      comments = []
    }
    return (found, comments)
  }

  /// Returns the comment behind a one-line value, with the spaces before it.
  private static func comment(behind line: [UInt8]) -> [UInt8] {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), let value = OneLineValue(line[(colon + 1)...])
    else { return [] }
    return Array(line[value.end...])
  }

  /// Returns a value on one line.
  static func flow(_ value: YAMLValue, inFlow: Bool) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .string(let text): scalar(text, inFlow: inFlow)
    case .list(let items): "[" + items.map { flow($0, inFlow: true) }.joined(separator: ", ") + "]"
    case .map(let pairs):
      "{"
        + pairs.map { "\(scalar($0.key, inFlow: true)): \(flow($0.value, inFlow: true))" }
        .joined(separator: ", ") + "}"
    }
  }

  private static func scalar(_ text: String, inFlow: Bool) -> String {
    // In NFC, as in the file: U+1FEF becomes a back tick, which begins no plain text.
    let text = text.nfc
    return isPlain(text, inFlow: inFlow) ? text : quoted(text)
  }

  private static func isPlainKey(_ key: String) -> Bool {
    !key.isEmpty
      && key.utf8.allSatisfy {
        $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0)
          || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
      }
  }

  /// Returns whether every YAML reader, of 1.1 and of 1.2, reads the bare text as this very string.
  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    guard case .string = YAMLValue.plain(text), let first = text.unicodeScalars.first,
      text.unicodeScalars.last != " "
    else { return false }
    if CalendarDay(text) != nil || Timestamp(text) != nil || DayCount(text) != nil { return true }
    if "-?:,[]{}#&*!|>'\"%@` =<".unicodeScalars.contains(first) { return false }
    switch text.lowercased() {
    case "yes", "no", "on", "off", "y", "n", "true", "false", "null": return false
    default: break
    }
    if "0123456789+.".unicodeScalars.contains(first), looksLikeNumber(text) { return false }
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "#" where previous == " ": return false
      case " " where previous == ":": return false
      case ",", "[", "]", "{", "}", "?": if inFlow { return false }
      case ":": if inFlow { return false }
      case "\u{2028}", "\u{2029}", "\u{feff}", "\u{fffe}", "\u{ffff}": return false
      default: if scalar.properties.generalCategory == .control { return false }
      }
      previous = scalar
    }
    return previous != ":"
  }

  /// Returns whether a text looks like a number: digits with signs, points, colons, exponents, underscores or radix letters
  /// are an integer, a float or a sexagesimal number to some reader.
  private static func looksLikeNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.:_eExXoOabcdfABCDFinIN".utf8.contains($0) }
  }

  private static func quoted(_ text: String) -> String {
    var written = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": written += "\\\""
      case "\\": written += "\\\\"
      case "\n": written += "\\n"
      case "\t": written += "\\t"
      case "\u{2028}", "\u{2029}", "\u{feff}", "\u{fffe}", "\u{ffff}": written += escape(scalar)
      default:
        if scalar.properties.generalCategory == .control {
          written += escape(scalar)
        } else {
          written.unicodeScalars.append(scalar)
        }
      }
    }
    return written + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
