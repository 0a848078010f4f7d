/// Writes one key with its value, in the form that the old lines had.
enum YAMLWriter {
  /// - Parameter replacing: the key's old lines, which give the form (flow or block, indentation, a comment behind
  ///   a scalar) and the very text of items that stay.
  static func lines(key: String, value: YAMLValue, replacing old: [[UInt8]]) -> [[UInt8]] {
    let name = isPlainKey(key) ? key : quoted(key)
    switch value {
    case .list(let items) where isBlock(items, old, isList: true):
      let kept = oldItems(old, isList: true)
      let indentation = kept.first.map { String(repeating: " ", count: $0.indentation) } ?? "  "
      return head(name, old)
        + items.map { item in
          kept.first { $0.value == item }?.line ?? Array("\(indentation)- \(flow(item, inFlow: false))".utf8)
        }
    case .map(let pairs) where isBlock(pairs, old, isList: false):
      let kept = oldItems(old, isList: false)
      let indentation = kept.first.map { String(repeating: " ", count: $0.indentation) } ?? "  "
      return head(name, old)
        + pairs.map { pair in
          kept.first { $0.value == .map([pair]) }?.line
            ?? Array("\(indentation)\(scalarKey(pair.key)): \(flow(pair.value, inFlow: false))".utf8)
        }
    default:
      let text = value == .null ? "" : " " + flow(value, inFlow: false)
      return [Array("\(name):\(text)".utf8) + (old.count == 1 ? comment(behind: old[0]) : [])]
    }
  }

  /// Values that nest, or were a block before, are written as a block; else on one line.
  private static func isBlock<Items: Collection>(_ items: Items, _ old: [[UInt8]], isList: Bool) -> Bool {
    !items.isEmpty && old.count > 1 && !oldItems(old, isList: isList).isEmpty
  }

  private static func head(_ name: String, _ old: [[UInt8]]) -> [[UInt8]] {
    old.first.map { [$0] } ?? [Array("\(name):".utf8)]
  }

  private struct Item {
    let value: YAMLValue
    let indentation: Int
    let line: [UInt8]
  }

  private static func oldItems(_ old: [[UInt8]], isList: Bool) -> [Item] {
    old.dropFirst().compactMap { line in
      let indentation = line.prefix { $0 == space }.count
      let text = Array("key:".utf8) + [lineFeed] + line + [lineFeed]
      guard let entry = try? FrontMatterScanner(text).entries()?.first else { return nil }  // a comment, say
      switch entry.value {
      case .list(let items) where isList && items.count == 1:
        return Item(value: items[0], indentation: indentation, line: line)
      case .map(let pairs) where !isList && pairs.count == 1:
        return Item(value: .map(pairs), indentation: indentation, line: line)
      default: return nil
      }
    }
  }

  /// The comment behind a one-line value, with the spaces before it.
  private static func comment(behind line: [UInt8]) -> [UInt8] {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return [] }
    var cursor = FlowCursor(bytes: line, place: colon + 1, end: line.count)
    cursor.skipSpaces()
    guard cursor.value() != nil, cursor.place < line.count else { return [] }
    let end = cursor.place
    return cursor.isAtEndOrComment() ? Array(line[end...]) : []
  }

  /// A value on one line.
  static func flow(_ value: YAMLValue, inFlow: Bool) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .string(let text): isPlain(text, inFlow: inFlow) ? text : quoted(text)
    case .list(let items): "[" + items.map { flow($0, inFlow: true) }.joined(separator: ", ") + "]"
    case .map(let pairs):
      "{" + pairs.map { "\(scalarKey($0.key)): \(flow($0.value, inFlow: true))" }.joined(separator: ", ")
        + "}"
    }
  }

  private static func scalarKey(_ key: String) -> String { isPlain(key, inFlow: true) ? key : quoted(key) }

  private static func isPlainKey(_ key: String) -> Bool {
    !key.isEmpty
      && key.utf8.allSatisfy {
        $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0)
          || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
      }
  }

  /// Whether every YAML reader, of 1.1 as well as of 1.2, takes the bare text for this very string.
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
      case "\u{2028}", "\u{2029}", "\u{feff}": return false
      default: if scalar.properties.generalCategory == .control { return false }
      }
      previous = scalar
    }
    return previous != ":"
  }

  /// Digits with signs, points, colons, exponents, underscores or radix letters: an integer, a float or a
  /// sexagesimal number to some reader.
  private static func looksLikeNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || "+-.:_eExXoOabcdfABCDFinIN".utf8.contains($0)
    }
  }

  private static func quoted(_ text: String) -> String {
    var written = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": written += "\\\""
      case "\\": written += "\\\\"
      case "\n": written += "\\n"
      case "\t": written += "\\t"
      case "\u{2028}", "\u{2029}", "\u{feff}": written += escape(scalar)
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
