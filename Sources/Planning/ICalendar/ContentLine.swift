/// One line of an iCalendar file, unfolded: `DTSTART;VALUE=DATE:20270215` (RFC 5545 §3.1).
package struct ContentLine: Hashable, Sendable {
  package struct Parameter: Hashable, Sendable {
    package let name: String
    package let values: [String]
  }
  /// The name, in capitals.
  package let name: String
  package let parameters: [Parameter]
  /// The value as it stands, escapes included.
  package let value: String
  /// The file's line on which it begins, counted from 1.
  package let line: Int

  /// Returns the first value of a parameter; `nil` if it is missing.
  package subscript(parameter: String) -> String? { parameters.first { $0.name == parameter }?.values.first }

  /// Reads a line; `nil` if it has no name or no value.
  init?(_ bytes: [UInt8], line: Int) {
    let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var place = 0
    func isName(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar) || scalar == "-"
        || scalar == "_" || scalar == "."
    }
    func word() -> String {
      let start = place
      while place < text.count, isName(text[place]) { place += 1 }
      return String(String.UnicodeScalarView(text[start..<place]))
    }
    let name = word().uppercased()
    guard !name.isEmpty else { return nil }
    var parameters: [Parameter] = []
    while place < text.count, text[place] == ";" {
      place += 1
      let parameter = word().uppercased()
      // A stray semicolon names nothing, and is common in real files.
      guard place < text.count, text[place] == "=" else { continue }
      var values: [String] = []
      repeat {
        place += 1
        var value = String.UnicodeScalarView()
        if place < text.count, text[place] == "\"" {
          place += 1
          while place < text.count, text[place] != "\"" {
            value.append(text[place])
            place += 1
          }
          place += 1
        }
        while place < text.count, ![",", ";", ":"].contains(text[place]) {
          value.append(text[place])
          place += 1
        }
        values.append(Self.plain(String(value)))
      } while place < text.count && text[place] == ","
      parameters.append(Parameter(name: parameter, values: values))
    }
    guard place < text.count, text[place] == ":" else { return nil }
    self.name = name
    self.parameters = parameters
    value = String(String.UnicodeScalarView(text[(place + 1)...]))
    self.line = line
  }

  /// Source: RFC 6868.
  private static func plain(_ value: String) -> String {
    guard value.contains("^") else { return value }
    var plain = ""
    var isAfterCaret = false
    for character in value {
      if isAfterCaret {
        switch character {
        case "n": plain.append("\n")
        case "'": plain.append("\"")
        case "^": plain.append("^")
        default:
          plain.append("^")
          plain.append(character)
        }
        isAfterCaret = false
      } else if character == "^" {
        isAfterCaret = true
      } else {
        plain.append(character)
      }
    }
    return isAfterCaret ? plain + "^" : plain
  }

  /// The value as TEXT, escapes undone (RFC 5545 §3.3.11).
  package var text: String {
    guard value.utf8.contains(UInt8(ascii: "\\")) else { return value }
    var text = ""
    var isEscaped = false
    for scalar in value.unicodeScalars {
      if isEscaped {
        text.unicodeScalars.append(scalar == "n" || scalar == "N" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// Returns the lines of a file, unfolded byte by byte, since a fold may stand inside a character.
  ///
  /// Line ends are CR LF, LF or CR; a byte-order mark is dropped.
  static func lines(of bytes: [UInt8], _ body: (_ line: [UInt8], _ number: Int) throws -> Void) rethrows {
    var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var current: [UInt8] = []
    var (start, number) = (1, 1)
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
        current.append(byte)
        continue
      }
      if byte == UInt8(ascii: "\r"), place < bytes.count, bytes[place] == UInt8(ascii: "\n") { place += 1 }
      number += 1
      if place < bytes.count, bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "\t"),
        !current.isEmpty
      {
        place += 1
        continue
      }
      if !current.isEmpty { try body(current, start) }
      current.removeAll(keepingCapacity: true)
      start = number
    }
    if !current.isEmpty { try body(current, start) }
  }
}
