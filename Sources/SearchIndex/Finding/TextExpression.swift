import Records

/// A query of FTS5, with what each of its phrases weighs. Only ready terms stand in it, never what a person typed.
struct TextExpression {
  private(set) var sql: String
  /// One for each phrase, in order.
  private(set) var weights: [Double]

  /// One phrase of ready terms.
  init(_ terms: [String], weight: Double) {
    // Terms hold letters, digits and `=`; a quotation mark cannot be, and would be doubled.
    let text = terms.joined(by: " ").split(separator: "\"", omittingEmptySubsequences: false)
    sql = "\"\u{1}=" + text.map(String.init).joined(by: "\"\"") + "\""
    weights = [weight]
  }

  /// Every term that begins so.
  init(prefix term: String, weight: Double) {
    self.init([term], weight: weight)
    sql += " *"
  }

  static func any(_ parts: [TextExpression]) -> TextExpression { joined(parts, " OR ") }
  static func all(_ parts: [TextExpression]) -> TextExpression { joined(parts, " AND ") }

  func without(_ other: TextExpression) -> TextExpression {
    var result = self
    result.sql = "(\(sql) NOT \(other.sql))"
    result.weights += other.weights.map { _ in 0 }
    return result
  }

  private init(sql: String, weights: [Double]) {
    self.sql = sql
    self.weights = weights
  }

  /// - Precondition: there is at least one part.
  private static func joined(_ parts: [TextExpression], _ sign: String) -> TextExpression {
    guard parts.count > 1 else { return parts[0] }
    return TextExpression(
      sql: "(" + parts.map(\.sql).joined(by: sign) + ")", weights: parts.flatMap(\.weights))
  }
}
