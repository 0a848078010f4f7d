extension FilledPlan {
  /// Returns the table as comma-separated values.
  ///
  /// - Parameter harmless: removes control characters that a terminal would act on.
  package func csv(_ harmless: (String) -> String) -> String {
    ([header] + rows.map(\.cells)).map { CSV.line($0.map(harmless)) }.joined()
  }
}

/// Comma-separated values of RFC 4180: CRLF, quotes where needed, UTF-8 without a mark.
package enum CSV {
  /// Returns a line with its line end.
  package static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

  /// Puts an apostrophe before a cell that spreadsheets would compute: behind blanks, it begins with `=` or `@`, or
  /// with `+` or `-` without being a number or a phone number.
  package static func cell(_ text: String) -> String {
    let safe = isFormula(text) ? "'" + text : text
    guard safe.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 0x20 })
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
