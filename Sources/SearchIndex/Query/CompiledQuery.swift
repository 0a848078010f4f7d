import GRDB
import Records

/// A query as SQLite runs it: one FTS5 expression that every hit must match, and conditions on `record AS r`.
///
/// What a person typed reaches SQLite as bound values only; within FTS5 expressions it stands as tokens in quotation
/// marks, which the tokenizer made.
struct CompiledQuery {
  /// `nil` where no word limits the hits.
  var match: String?
  var conditions: [String] = []
  var arguments: [any DatabaseValueConvertible] = []

  /// What the words of a query are compared with.
  struct Context {
    let words: WordReader
    let me: String?
    /// Ids that the caller has read, as a JSON list.
    let seen: String
    let today: CalendarDay
    let isPrivate: Bool
  }

  init(_ query: Query, _ context: Context) throws {
    let parts: [Query]
    if case .all(let all) = query { parts = all } else { parts = [query] }
    var matches: [String] = []
    var excluded: [String] = []
    for part in parts {
      if let text = try Self.text(part, context) {
        matches.append(text)
      } else if case .not(let inner) = part, let text = try Self.text(inner, context) {
        excluded.append(text)
      } else {
        conditions.append(try condition(part, context))
      }
    }
    if matches.isEmpty {
      for text in excluded {
        conditions.append("r.row NOT IN (SELECT rowid FROM text WHERE text MATCH ?)")
        arguments.append(text)
      }
    } else {
      let positive = matches.map { "(\($0))" }.joined(separator: " AND ")
      match = excluded.isEmpty ? positive : "(\(positive))" + excluded.map { " NOT (\($0))" }.joined()
    }
  }

  /// The FTS5 expression of what is made of words alone; `nil` for anything with a field in it.
  private static func text(_ query: Query, _ context: Context) throws -> String? {
    switch query {
    case .word(let word), .phrase(let word): return try context.words.expression(for: word)
    case .prefix(let prefix): return try context.words.expression(forPrefix: prefix)
    case .any(let parts):
      let texts = try parts.compactMap { try text($0, context) }
      return texts.count == parts.count ? texts.map { "(\($0))" }.joined(separator: " OR ") : nil
    case .all, .not, .field: return nil
    }
  }

  private mutating func condition(_ query: Query, _ context: Context) throws -> String {
    if let text = try Self.text(query, context) {
      arguments.append(text)
      return "r.row IN (SELECT rowid FROM text WHERE text MATCH ?)"
    }
    switch query {
    case .all(let parts): return try joined(parts, " AND ", context)
    case .any(let parts): return try joined(parts, " OR ", context)
    case .not(let part): return "NOT coalesce(\(try condition(part, context)), 0)"
    case .field(let field): return condition(field, context)
    case .word, .phrase, .prefix: return "0"
    }
  }

  private mutating func joined(_ parts: [Query], _ operation: String, _ context: Context) throws -> String {
    var conditions: [String] = []
    for part in parts { conditions.append(try condition(part, context)) }
    return "(" + conditions.joined(separator: operation) + ")"
  }

  private mutating func condition(_ field: Query.Field, _ context: Context) -> String {
    func bound(_ sql: String, _ value: any DatabaseValueConvertible) -> String {
      arguments.append(value)
      return sql
    }
    switch field {
    case .community(let slug): return bound("r.community = ?", slug)
    case .author(let handle): return bound("r.author = ?", handle == "me" ? context.me ?? "me" : handle)
    case .kind(let kind): return bound("r.kind = ?", kind)
    case .type(let type): return bound("r.type = ?", type.rawValue)
    case .tag(let tag): return bound("instr(mgrnet_fold(r.tags), ?) > 0", "\u{1f}\(fold(tag))\u{1f}")
    case .language(let language): return bound("r.language LIKE ?", language.rawValue + "%")
    case .since(let moment): return bound("r.row >= ?", max(0, moment) << 20)
    case .before(let moment): return bound("(r.row < ? AND r.row >= 1048576)", max(0, moment) << 20)
    case .state(let state):
      switch state {
      case .unanswered: return "(r.type = 'post' AND r.kind = 'question' AND r.replies = 0 AND r.gone = 0)"
      case .answered: return "(r.type = 'post' AND r.replies > 0)"
      case .accepted:
        return
          "(r.accepted IS NOT NULL OR r.type = 'reply' AND r.key IN (SELECT p.accepted FROM record p WHERE p.key = r.thread))"
      case .useful: return "r.useful > 0"
      case .outdated:
        return bound("(r.outdated > 0 OR r.gone >= 2 OR r.review_by < ?)", context.today.description)
      case .mine: return bound("r.author = ?", context.me ?? "")
      case .private: return context.isPrivate ? "1" : "0"
      case .unread:
        arguments.append(context.me ?? "")
        arguments.append(context.seen)
        return
          "(r.type IN ('post', 'reply') AND r.author IS NOT ? AND r.key NOT IN (SELECT value FROM json_each(?)))"
      }
    }
  }
}
