import Records

extension FilledPlan {
  /// Returns the table for a spreadsheet.
  ///
  /// - Parameter harmless: removes control characters that a terminal would act on.
  package func csv(_ form: CSV, _ harmless: (String) -> String) -> String {
    form.mark + ([header] + rows.map(\.cells)).map { form.line($0.map(harmless)) }.joined()
  }
}

/// Values for a spreadsheet (RFC 4180): CRLF, quotes where needed, UTF-8.
///
/// Spreadsheets take what parts cells from the reader's country: where numbers have a comma it is a semicolon. Excel takes a
/// file for UTF-8 only if it begins with a mark.
package struct CSV: Sendable {
  package let separator: Unicode.Scalar
  /// What a file begins with.
  package let mark: String

  /// With commas and without a mark, as programs want it.
  package static let plain = CSV(separator: ",", mark: "")

  /// As a spreadsheet reads it whose language is the reader's.
  package init(for language: Language) {
    self = language == .french ? CSV(separator: ";", mark: "\u{FEFF}") : .plain
  }

  private init(separator: Unicode.Scalar, mark: String) { (self.separator, self.mark) = (separator, mark) }

  /// Returns a line with its line end.
  package func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: String(Character(separator))) + "\r\n"
  }

  /// Puts an apostrophe before a cell that spreadsheets would compute: behind blanks, it begins with `=` or `@`, or
  /// with `+` or `-` without being a number or a phone number.
  package func cell(_ text: String) -> String {
    let safe = Self.isFormula(text) ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { $0 == separator || $0 == "\"" || $0.value < 0x20 })
    else { return safe }
    var quoted = "\""
    // By code points: as a character, a quotation mark and an accent behind it are one.
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private static func isFormula(_ text: String) -> Bool {
    // Spreadsheets skip blanks, and signs that nobody sees; they take wide signs for the usual ones.
    let rest = text.unicodeScalars.drop {
      $0.properties.isWhitespace || [.control, .format].contains($0.properties.generalCategory)
    }
    switch rest.first {
    case "=", "@", "\u{FF1D}", "\u{FF20}": return true
    case "+", "-", "\u{FF0B}", "\u{FF0D}", "\u{2212}":
      // A sign between digits, as in `+33-1`, is an operation.
      return rest.count > 1
        && !rest.dropFirst().allSatisfy { "0123456789 .,()\u{A0}\u{202F}".unicodeScalars.contains($0) }
    default: return text.utf8.first == 9 || text.utf8.first == 13
    }
  }
}
