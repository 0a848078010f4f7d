/// A value in front matter.
///
/// Scalars are read by YAML 1.2's core schema without floating point: `yes`, `1.5` and `2026-11-23` are strings,
/// so that the text of a scalar stays as a person wrote it.
package enum YAMLValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case list([YAMLValue])
  case map([Pair])

  /// One entry of a map, in the order of the file.
  package struct Pair: Hashable, Sendable {
    package let key: String
    package let value: YAMLValue
    package init(_ key: String, _ value: YAMLValue) {
      self.key = key
      self.value = value
    }
  }

  /// The text of a scalar; `nil` for null, a list, a map.
  package var text: String? {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    case .bool(let flag): flag ? "true" : "false"
    case .null, .list, .map: nil
    }
  }

  /// The texts of a list of scalars, or the text of a single scalar; otherwise empty.
  package var texts: [String] {
    if case .list(let values) = self { return values.compactMap(\.text) }
    return text.map { [$0] } ?? []
  }

  package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  package var day: CalendarDay? { text.flatMap { CalendarDay($0) } }
  package var time: Timestamp? { text.flatMap { Timestamp($0) } }
  package var handle: Handle? { text.flatMap(Handle.init(rawValue:)) }
  package var slug: Slug? { text.flatMap(Slug.init(rawValue:)) }
  package var id: RecordID? { text.flatMap(RecordID.init(rawValue:)) }

  package var pairs: [Pair] {
    if case .map(let pairs) = self { return pairs }
    return []
  }

  package subscript(key: String) -> YAMLValue? { pairs.first { $0.key == key }?.value }

  package static func strings(_ texts: some Sequence<String>) -> YAMLValue {
    .list(texts.map { .string($0) })
  }

  /// Reads a plain (unquoted) scalar. Only the shortest form is an integer, so no digit of an id
  /// such as `012345678901` is lost.
  static func plain(_ text: String) -> YAMLValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
        text.utf8.count <= 18, let number = Int(text), String(number) == text
      else { return .string(text) }
      return .integer(number)
    }
  }
}
