import CSearchIndex

/// A query of FTS5. It holds terms of the tokenizer only, never text that a person typed.
struct TextExpression {
  let sql: String

  /// Terms that follow each other; of each, any of some synonyms.
  init(_ places: [[String]], isPrefix: Bool = false) {
    // Terms hold letters, digits, `|` and `=`; a quotation mark cannot be, and would be doubled.
    let synonym = String(UnicodeScalar(UInt8(TERM_SYNONYM)))
    let text = places.map { $0.joined(separator: synonym) }.joined(separator: " ").replacing(
      "\"", with: "\"\"")
    sql = "\"\u{1}=\(text)\"" + (isPrefix ? " *" : "")
  }

  init(_ facet: Facet, _ value: String) { self.init([[facet.token(value)]]) }

  /// Every term with this beginning.
  init(prefix term: String) { self.init([[term]], isPrefix: true) }

  static func any(_ parts: [TextExpression]) -> TextExpression { joined(parts, " OR ") }
  static func all(_ parts: [TextExpression]) -> TextExpression { joined(parts, " AND ") }

  func without(_ other: TextExpression) -> TextExpression { TextExpression(sql: "(\(sql) NOT \(other.sql))") }

  private init(sql: String) { self.sql = sql }

  /// - Precondition: there is at least one part.
  private static func joined(_ parts: [TextExpression], _ sign: String) -> TextExpression {
    guard parts.count > 1 else { return parts[0] }
    return TextExpression(sql: "(" + parts.map(\.sql).joined(separator: sign) + ")")
  }
}
