import FoundationEssentials
import Records

/// A value of JSON (RFC 8259).
enum JSONValue: Decodable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([JSONValue])
  case fields([String: JSONValue])
  case none

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    // The commonest first: each that does not fit costs an error.
    if let text = try? value.decode(String.self) {  // another type of value
      self = .text(text)
    } else if value.decodeNil() {
      self = .none
    } else if let list = try? value.decode([JSONValue].self) {  // another type of value
      self = .list(list)
    } else if let fields = try? value.decode([String: JSONValue].self) {  // another type of value
      self = .fields(fields)
    } else if let flag = try? value.decode(Bool.self) {  // another type of value
      self = .flag(flag)
    } else if let number = try? value.decode(Int.self) {  // one with a fraction
      self = .number(number)
    } else {
      self = .text(String(try value.decode(Double.self)))
    }
  }

  /// One line of text, with its blanks as they are; of a number its digits.
  var line: String? {
    let lines = text?.split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }
    let line = String(
      String.UnicodeScalarView(
        (lines ?? []).joined(separator: " ").unicodeScalars.filter {
          $0.properties.generalCategory != .control
        }))
    return line.isEmpty ? nil : line
  }

  var text: String? {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .flag, .list, .fields, .none: nil
    }
  }

  var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }

  /// The same in front matter, the keys of maps in the order of their bytes.
  var yaml: YAMLValue {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .integer(number)
    case .flag(let flag): .bool(flag)
    case .list(let items): .list(items.map(\.yaml))
    case .fields(let fields):
      .map(fields.sorted { $0.key < $1.key }.map { YAMLValue.Pair($0.key, $0.value.yaml) })
    case .none: .null
    }
  }
}
