import Records

/// A query as the database runs it: what FTS5 finds, and conditions on `head`.
struct CompiledQuery {
  /// `nil` where no word and no facet restricts the records.
  var text: TextExpression?
  /// Joined by AND.
  var conditions: [Condition] = []
  /// What a snippet marks.
  var matched = MatchedTokens()
  /// Words of the query that no record has, as typed.
  var unknownWords: [String] = []

  struct Condition {
    var sql: String
    var values: [Connection.Value] = []
  }

  /// `FROM` and `WHERE`. A cross join keeps SQLite from beginning with `head`.
  var source: String {
    let words = "text CROSS JOIN head ON head.row = text.rowid WHERE text MATCH ?"
    return conditions.reduce(into: text == nil ? "head WHERE TRUE" : words) { $0 += " AND (\($1.sql))" }
  }

  /// What stands for the `?` of `source`.
  var values: [Connection.Value] {
    (text.map { [.text($0.sql)] } ?? []) + conditions.flatMap(\.values)
  }
}

/// Turns a query into SQL. All that a person typed becomes a bound argument or a term of our own.
struct QueryCompiler {
  let vocabulary: Vocabulary
  let options: FindOptions
  let isPrivate: Bool
  private var matched = MatchedTokens()
  private var unknownWords: [String] = []

  init(_ vocabulary: Vocabulary, _ options: FindOptions, isPrivate: Bool) {
    self.vocabulary = vocabulary
    self.options = options
    self.isPrivate = isPrivate
  }

  private enum Part {
    case text(TextExpression)
    /// Records without it.
    case notText(TextExpression)
    case condition(CompiledQuery.Condition)
    /// Says nothing, as a word without letters.
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
    // A query of punctuation alone asks for nothing, and finds nothing.
    if compiled.text == nil, compiled.conditions.isEmpty { compiled.conditions = [.init(sql: "FALSE")] }
    compiled.matched = matched
    compiled.unknownWords = unknownWords
    return compiled
  }

  private static func parts(of query: Query) -> [Query] {
    if case .all(let parts) = query { return parts.flatMap(Self.parts) }
    return [query]
  }

  private mutating func part(_ query: Query, isNegated: Bool) throws -> Part {
    switch query {
    case .word(let word): return try text(words: word, isNegated)
    case .phrase(let phrase): return try text(words: phrase, isNegated)
    case .prefix(let text):
      guard let (before, start) = vocabulary.beginning(endOf: text) else { return .nothing }
      return join([try self.text(words: before, isNegated), try prefix(start, isNegated)], " AND ")
    case .field(let field): return self.field(field)
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
        sql: "(" + conditions.map { "(\($0.sql))" }.joined(by: sign) + ")",
        values: conditions.flatMap(\.values)))
  }

  private static func condition(_ part: Part) -> CompiledQuery.Condition {
    switch part {
    case .text(let text):
      .init(sql: "head.row IN (SELECT rowid FROM text WHERE text MATCH ?)", values: [.text(text.sql)])
    case .notText(let text):
      .init(sql: "head.row NOT IN (SELECT rowid FROM text WHERE text MATCH ?)", values: [.text(text.sql)])
    case .condition(let condition): condition
    case .nothing: .init(sql: "1")
    }
  }

  // MARK: Words

  private mutating func text(words text: String, _ isNegated: Bool) throws -> Part {
    let expansion = try vocabulary.expansion(of: text)
    guard !expansion.phrases.isEmpty else { return .nothing }
    if !isNegated {
      matched.phrases += expansion.phrases
      unknownWords += expansion.unknown
    }
    let weight = isNegated ? 0 : vocabulary.weight(records: expansion.records)
    return .text(.any(expansion.phrases.map { TextExpression($0, weight: weight) }))
  }

  /// - Parameter folded: of one word.
  private mutating func prefix(_ folded: String, _ isNegated: Bool) throws -> Part {
    switch try vocabulary.prefix(folded) {
    case .terms(let terms, let records):
      guard !terms.isEmpty else {
        if !isNegated { unknownWords.append(folded) }
        // No term is a letter alone: nothing is found.
        return .text(TextExpression(["u"], weight: 0))
      }
      if !isNegated { matched.prefixes.append(folded) }
      let weight = isNegated ? 0 : vocabulary.weight(records: records)
      return .text(.any(terms.map { TextExpression([$0], weight: weight) }))
    case .many(let records):
      if !isNegated { matched.prefixes.append(folded) }
      let weight = isNegated ? 0 : vocabulary.weight(records: records)
      return .text(.any(["f", "e", "u"].map { TextExpression(prefix: $0 + folded, weight: weight) }))
    }
  }

  // MARK: Fields and states

  private func field(_ field: Query.Field) -> Part {
    func facet(_ facet: Facet, _ value: String) -> Part {
      .text(TextExpression([facet.token(value)], weight: 0))
    }
    switch field {
    case .community(let slug): return facet(.community, slug)
    case .author(let handle): return facet(.author, handle == "me" ? options.me ?? "me" : handle)
    case .kind(let kind): return facet(.kind, kind)
    case .type(let type): return facet(.type, type.rawValue)
    case .tag(let tag): return facet(.tag, tag)
    case .language(let language): return facet(.language, language.rawValue)
    case .since(let start): return .condition(.since(start))
    case .before(let end): return .condition(.init(sql: "head.created < ?", values: [.integer(end)]))
    case .state(let state): return self.state(state)
    }
  }

  private func state(_ state: Query.State) -> Part {
    func bits(_ states: RecordState, _ rest: String = "!= 0") -> Part {
      .condition(.init(sql: "head.state & \(states.rawValue) \(rest)"))
    }
    switch state {
    // Spelled as the partial index is.
    case .unanswered: return bits(.notUnanswered, "= 1")
    case .answered: return bits(.answered)
    case .accepted: return bits(.accepted)
    case .useful: return .condition(.init(sql: "head.worth > 0"))
    case .outdated:
      let bits = "head.state & \(RecordState.replaced.rawValue) != 0"
      return .condition(
        .init(
          sql: "(head.outdated > 0 OR \(bits) OR ifnull(head.review_by < ?, 0))",
          values: [.integer(options.now.day.daysSince1970)]))
    case .mine: return .text(TextExpression([Facet.author.token(options.me ?? "")], weight: 0))
    case .private: return .condition(.init(sql: isPrivate ? "TRUE" : "FALSE"))
    case .unread:
      let types = [RecordType.post, .reply].map { String($0.number) }.joined(by: ",")
      let mine = TextExpression([Facet.author.token(options.me ?? "")], weight: 0)
      return .condition(
        .init(
          sql: """
            head.type IN (\(types)) AND head.row NOT IN (SELECT rowid FROM text WHERE text MATCH ?)
            AND head.key NOT IN (SELECT value FROM json_each(?))
            """, values: [.text(mine.sql), .text(Self.json(options.seen))]))
    }
  }

  /// What is no id is read by nobody.
  private static func json(_ ids: [String]) -> String {
    "[" + ids.filter { RecordID(rawValue: $0) != nil }.map { "\"\($0)\"" }.joined(by: ",") + "]"
  }
}
