import GRDB
import Records

/// A query as the database runs it: what FTS5 finds, and conditions on `record`.
struct CompiledQuery {
  /// The query of FTS5; `nil` if no word and no facet restricts the records.
  var text: TextExpression?
  /// Joined by AND.
  var conditions: [Condition] = []
  /// Whether it has words, and not only fields.
  var hasWords = false
  /// Whether it asks for what others tried or found useful, which comes best first without words.
  var asksForExperience = false
  /// Words of the query that no record has, as typed but folded.
  var unknownWords: [String] = []

  struct Condition {
    var sql: String
    var values: [any DatabaseValueConvertible] = []

    /// Records from a time on. None of them stands in a row of the day before: that would take 86,400 of one second.
    static func since(_ time: Int64) -> Self {
      .init(
        sql: "record.row >= ? AND time >= ?",
        values: [time.subtractingReportingOverflow(86_400).partialValue, time])
    }
  }

  /// `FROM` and `WHERE`. A cross join keeps SQLite from beginning with `record`.
  var source: String {
    let words = "text CROSS JOIN record ON record.row = text.rowid WHERE text MATCH ?"
    return conditions.reduce(into: text == nil ? "record WHERE TRUE" : words) { $0 += " AND (\($1.sql))" }
  }

  /// The newest first, which needs no sorting.
  var newestFirst: String { text == nil ? "ORDER BY record.row DESC" : "ORDER BY text.rowid DESC" }

  /// The arguments of `source`.
  var values: [any DatabaseValueConvertible] { (text.map { [$0.sql] } ?? []) + conditions.flatMap(\.values) }
}

/// Turns a query into SQL. All that a person typed becomes a bound argument or a term of our own.
struct QueryCompiler {
  let vocabulary: Vocabulary
  let options: FindOptions
  let isPrivate: Bool
  private var hasWords = false
  private var asksForExperience = false
  private var unknownWords: [String] = []

  init(_ vocabulary: Vocabulary, _ options: FindOptions, isPrivate: Bool) {
    (self.vocabulary, self.options, self.isPrivate) = (vocabulary, options, isPrivate)
  }

  private enum Part {
    case text(TextExpression)
    /// Records without it.
    case notText(TextExpression)
    case condition(CompiledQuery.Condition)
    /// No restriction, as of a word without letters.
    case nothing
  }

  mutating func compile(_ query: Query) throws -> CompiledQuery {
    var compiled = CompiledQuery()
    let parts = try (Self.parts(of: query)).map { try part($0, isNegated: false) }
    var texts: [TextExpression] = []
    var without: [TextExpression] = []
    for part in parts {
      switch part {
      case .text(let text): texts.append(text)
      case .notText(let text): without.append(text)
      case .condition(let condition): compiled.conditions.append(condition)
      case .nothing: continue
      }
    }
    if !texts.isEmpty {
      compiled.text = without.isEmpty ? .all(texts) : .all(texts).without(.any(without))
    } else {
      compiled.conditions += without.map { Self.condition(.notText($0)) }
    }
    // A query of punctuation alone finds nothing.
    if compiled.text == nil, compiled.conditions.isEmpty { compiled.conditions = [.init(sql: "FALSE")] }
    compiled.hasWords = hasWords
    compiled.asksForExperience = asksForExperience
    compiled.unknownWords = unknownWords
    return compiled
  }

  private static func parts(of query: Query) -> [Query] {
    if case .all(let parts) = query { return parts.flatMap(Self.parts) }
    return [query]
  }

  private mutating func part(_ query: Query, isNegated: Bool) throws -> Part {
    switch query {
    case .word(let words), .phrase(let words): return text(try vocabulary.expansion(of: words), isNegated)
    case .prefix(let text):
      guard let (before, start) = vocabulary.beginning(endOf: text) else { return .nothing }
      let whole = try self.text(vocabulary.expansion(of: before), isNegated)
      return join([whole, self.text(try vocabulary.prefix(start), isNegated)], " AND ")
    case .field(let field):
      if !isNegated, field == .state(.tried) || field == .state(.useful) { asksForExperience = true }
      return self.field(field)
    case .not(let inner):
      switch try part(inner, isNegated: !isNegated) {
      case .text(let text): return .notText(text)
      case .notText(let text): return .text(text)
      case .condition(let condition):
        return .condition(.init(sql: "ifnull(NOT (\(condition.sql)), 1)", values: condition.values))
      case .nothing: return .nothing
      }
    case .all(let queries): return join(try queries.map { try part($0, isNegated: isNegated) }, " AND ")
    case .any(let queries): return join(try queries.map { try part($0, isNegated: isNegated) }, " OR ")
    }
  }

  private func join(_ parts: [Part], _ sign: String) -> Part {
    var texts: [TextExpression] = []
    var others: [Part] = []
    for part in parts {
      switch part {
      case .text(let text): texts.append(text)
      case .nothing: continue
      default: others.append(part)
      }
    }
    if others.isEmpty {
      if texts.isEmpty { return .nothing }
      return .text(sign == " OR " ? .any(texts) : .all(texts))
    }
    let conditions = (texts.map { Part.text($0) } + others).map(Self.condition)
    return .condition(
      .init(
        sql: "(" + conditions.map { "(\($0.sql))" }.joined(separator: sign) + ")",
        values: conditions.flatMap(\.values)))
  }

  private static func condition(_ part: Part) -> CompiledQuery.Condition {
    switch part {
    case .text(let text):
      .init(sql: "record.row IN (SELECT rowid FROM text WHERE text MATCH ?)", values: [text.sql])
    case .notText(let text):
      .init(sql: "record.row NOT IN (SELECT rowid FROM text WHERE text MATCH ?)", values: [text.sql])
    case .condition(let condition): condition
    case .nothing: .init(sql: "1")
    }
  }

  private mutating func text(_ expansion: Vocabulary.Expansion, _ isNegated: Bool) -> Part {
    guard let expression = expansion.expression else { return .nothing }
    if !isNegated {
      hasWords = true
      unknownWords += expansion.unknown
    }
    return .text(expression)
  }

  // MARK: Fields and states

  private func field(_ field: Query.Field) -> Part {
    switch field {
    case .community(let slug): .text(TextExpression(.community, slug))
    case .author(let handle): .text(TextExpression(.author, handle == "me" ? options.me ?? "me" : handle))
    case .kind(let kind): .text(TextExpression(.kind, kind))
    case .type(let type): .text(TextExpression(.type, type.rawValue))
    case .tag(let tag): .text(TextExpression(.tag, tag))
    case .language(let language): .text(TextExpression(.language, language.rawValue))
    case .since(let start): .condition(.since(start))
    case .before(let end): .condition(.init(sql: "time < ?", values: [end]))
    case .state(let state): self.state(state)
    }
  }

  private func state(_ state: Query.State) -> Part {
    let mine = TextExpression(.author, options.me ?? "")
    switch state {
    case .unanswered: return .condition(.init(sql: IndexSchema.unanswered))
    case .answered: return .condition(.init(sql: "replies > 0"))
    case .accepted: return .condition(.init(sql: "is_accepted"))
    case .useful: return .condition(.init(sql: "worth > 0"))
    case .outdated:
      let today = options.now.day.daysSince1970
      return .condition(
        .init(sql: "outdated > 0 OR is_replaced OR ifnull(due < ?, 0)", values: [today]))
    case .due:
      return .condition(.init(sql: "ifnull(due < ?, 0)", values: [options.now.day.daysSince1970]))
    case .tried:
      return .condition(
        .init(
          sql: """
            EXISTS (SELECT 1 FROM mark WHERE mark.thread = coalesce(record.thread, record.key)
            AND target = record.key AND tried IS NOT NULL
            AND (mark.author IS NOT record.author OR record.is_imported))
            """))
    case .routed:
      return .condition(
        .init(
          sql: "\(IndexSchema.unanswered) AND page IN (SELECT page FROM asked WHERE handle = ?)",
          values: [options.me ?? ""]))
    case .promised:
      return .condition(
        .init(
          sql: """
            \(IndexSchema.unanswered) AND key IN (SELECT parent FROM part
            WHERE type = 'promise' AND author = ? AND says <> 'declined')
            """, values: [options.me ?? ""]))
    case .mine: return .text(mine)
    case .conflict:
      return .condition(
        .init(
          sql: """
            record.row IN (SELECT row FROM conflict JOIN record USING(key) JOIN page USING(page)
            WHERE page.path = conflict.record)
            """))
    case .disputed:
      return .condition(
        .init(
          sql: """
            record.row IN (SELECT row FROM record JOIN page USING(page)
            WHERE page.path IN (SELECT value FROM json_each(?)))
            """, values: [Self.json(paths: options.disputed)]))
    case .private: return .condition(.init(sql: isPrivate ? "TRUE" : "FALSE"))
    case .unread:
      return .condition(
        .init(
          sql: """
            type IN ('post', 'reply') AND record.row NOT IN (SELECT rowid FROM text WHERE text MATCH ?)
            AND key NOT IN (SELECT value FROM json_each(?))
            """, values: [mine.sql, Self.json(options.seen)]))
    }
  }

  private static func json(paths: [String]) -> String {
    "[" + paths.filter { RecordPath($0) != nil }.map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }

  /// Returns the records that were read, by their ids; ignores invalid ids.
  private static func json(_ ids: [String]) -> String {
    "[" + ids.filter { RecordID(rawValue: $0) != nil }.map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }
}
