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

  /// Puts an apostrophe before a cell that spreadsheets would run as a formula: one that begins with `=` or `@`, or
  /// with `+` or `-` without being a number or a phone number.
  package static func cell(_ text: String) -> String {
    let safe = isFormula(text) ? "'" + text : text
    guard safe.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 0x20 })
    else {
      return safe
    }
    var quoted = "\""
    // By code points: as a character, a quotation mark and an accent behind it are one.
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private static func isFormula(_ text: String) -> Bool {
    switch text.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: true
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      text.utf8.count == 1
        ? false : !text.utf8.dropFirst().allSatisfy { (48...57).contains($0) || " .,()-/".utf8.contains($0) }
    default: false
    }
  }
}
