extension FilledPlan {
  /// The table as RFC 4180 has it: CRLF, a first line of titles, UTF-8 without a mark.
  ///
  /// A cell that begins with `=` or `@`, or with `+` or `-` and is neither a number nor a phone number, gets an
  /// apostrophe before it: spreadsheets would run it as a formula.
  /// - Parameter harmless: what takes away what a terminal would act on.
  package func csv(_ harmless: (String) -> String) -> String {
    ([header] + rows.map(\.cells)).map { line in
      line.map { Self.cell(harmless($0)) }.joined(separator: ",") + "\r\n"
    }.joined()
  }

  private static func cell(_ text: String) -> String {
    let safe = isFormula(text) ? "'" + text : text
    guard safe.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 0x20 })
    else {
      return safe
    }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
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
