import Records

/// Reads the query language: words all of which must occur, `"a phrase"`, `prefix*`, `-word`, `OR`, `AND`, `NOT`,
/// `field:value`.
///
/// A quotation mark that is never closed ends with the query. Punctuation has no meaning: it reaches the tokenizer, never
/// FTS5's own syntax.
package struct QueryParser {
  /// The limit of parts, less than SQLite's limits.
  static let wordLimit = 200
  package static let fields = ["in", "author", "kind", "type", "tag", "lang", "since", "before", "is"]
  static let types: [RecordType] = [
    .post, .reply, .link, .template, .person, .event, .community, .contest, .absence,
  ]

  private let characters: [Character]
  private var place = 0
  private let now: Timestamp
  private let value: (String, [String]) -> String?

  private init(_ text: String, now: Timestamp, value: @escaping (String, [String]) -> String?) {
    characters = Array(text)
    (self.now, self.value) = (now, value)
  }

  /// - Parameter value: finds what was typed for a field among its values, which are English words.
  /// - Throws: `QueryError`.
  package static func parse(
    _ text: String, now: Timestamp,
    value: @escaping (String, [String]) -> String? = { $1.contains($0.lowercased()) ? $0.lowercased() : nil }
  ) throws(QueryError) -> Query {
    var parser = QueryParser(text, now: now, value: value)
    return try parser.query()
  }

  private var terms = 0

  /// `a b OR c d` is `a` and (`b` or `c`) and `d`: OR binds its two neighbours. AND says what is so without it, NOT is the
  /// dash before the next part.
  private mutating func query() throws(QueryError) -> Query {
    var parts: [Query] = []
    var open: (sign: Operator, word: String, start: Int)?
    var isNegated = false
    func dangling(_ open: (sign: Operator, word: String, start: Int), at position: Int? = nil) -> QueryError {
      QueryError(reason: .danglingOperator(open.word), position: position ?? open.start)
    }
    while true {
      skipSpaces()
      guard place < characters.count else { break }
      let start = place
      if let (sign, word) = skipOperator() {
        if sign == .not {
          if isNegated { throw dangling((sign, word, start)) }
          isNegated = true
        } else if parts.isEmpty || open != nil || isNegated {
          throw dangling((sign, word, start))
        }
        if sign != .not || open == nil { open = (sign, word, start) }
        continue
      }
      guard var term = try term() else { continue }
      terms += 1
      guard terms <= Self.wordLimit else { throw QueryError(reason: .tooLong(words: terms), position: start) }
      if isNegated { term = if case .not(let inner) = term { inner } else { .not(term) } }
      if open?.sign == .or, let last = parts.popLast() {
        if case .any(let choices) = last {
          parts.append(.any(choices + [term]))
        } else {
          parts.append(.any([last, term]))
        }
      } else {
        parts.append(term)
      }
      (open, isNegated) = (nil, false)
    }
    if let open { throw dangling(open, at: characters.count) }
    if parts.isEmpty { throw QueryError(reason: .empty, position: 0) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private func text(_ range: Range<Int>) -> String { range.reduce(into: "") { $0.append(characters[$1]) } }

  private enum Operator { case or, and, not }

  /// In capitals only: `et` and `or` are words.
  private static let operators: [String: Operator] = [
    "OR": .or, "OU": .or, "AND": .and, "ET": .and, "NOT": .not, "SAUF": .not,
  ]

  /// Skips the operator if it stands here as a word of its own.
  private mutating func skipOperator() -> (sign: Operator, word: String)? {
    let end = characters[place...].firstIndex(where: \.isWhitespace) ?? characters.count
    guard end - place <= 4, let sign = Self.operators[text(place..<end)] else { return nil }
    defer { place = end }
    return (sign, text(place..<end))
  }

  private mutating func term() throws(QueryError) -> Query? {
    var isNegated = false
    while characters[place] == "-", place + 1 < characters.count, !characters[place + 1].isWhitespace {
      place += 1
      isNegated.toggle()
    }
    let term = try plainTerm()
    return isNegated ? term.map { .not($0) } : term
  }

  private mutating func plainTerm() throws(QueryError) -> Query? {
    if "\"«“”".contains(characters[place]) { return phrase() }
    let start = place
    if let field = fieldName() { return try fieldTerm(field, at: start) }
    let end = characters[place...].firstIndex { $0.isWhitespace || $0 == "\"" } ?? characters.count
    let word = text(place..<end)
    place = end
    let bare = word.filter { $0 != "*" }
    guard bare.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
    return word.last == "*" ? .prefix(bare) : .word(bare)
  }

  private mutating func phrase() -> Query? {
    place += 1
    let end = characters[place...].firstIndex { "\"»“”".contains($0) } ?? characters.count
    let text = text(place..<end)
    place = min(end + 1, characters.count)
    return text.contains(where: { $0.isLetter || $0.isNumber }) ? .phrase(text) : nil
  }

  /// Returns the name before a colon that is followed by a value, if it looks like a field: `http://x` has none.
  private mutating func fieldName() -> String? {
    guard let colon = characters[place...].firstIndex(where: { !$0.isLetter }), colon > place,
      characters[colon] == ":", colon + 1 < characters.count ? characters[colon + 1] != "/" : true
    else { return nil }
    let name = text(place..<colon)
    place = colon + 1
    return name.lowercased()
  }

  private mutating func fieldTerm(_ name: String, at start: Int) throws(QueryError) -> Query {
    guard Self.fields.contains(name) else {
      let nearest = nearestNames(to: name, among: Self.fields)
      throw QueryError(reason: .unknownField(name, nearest: nearest), position: start)
    }
    var typed: String
    if place < characters.count, characters[place] == "\"" {
      place += 1
      let end = characters[place...].firstIndex(of: "\"") ?? characters.count
      typed = text(place..<end)
      place = min(end + 1, characters.count)
    } else {
      let end = characters[place...].firstIndex { $0.isWhitespace } ?? characters.count
      typed = text(place..<end)
      place = end
    }
    guard !typed.isEmpty else { throw QueryError(reason: .emptyValue(field: name), position: start) }
    func unknown(_ valid: [String]) -> QueryError {
      QueryError(reason: .unknownValue(field: name, typed, valid: valid), position: start)
    }
    func one<Value>(of values: [Value], _ name: KeyPath<Value, String>) throws(QueryError) -> Value {
      let names = values.map { $0[keyPath: name] }
      guard let found = value(typed, names), let place = names.firstIndex(of: found) else {
        throw unknown(names)
      }
      return values[place]
    }
    switch name {
    case "in": return .field(.community(typed.lowercased()))
    case "author": return .field(.author(typed.lowercased()))
    case "tag": return .field(.tag(typed.hasPrefix("#") ? String(typed.dropFirst()) : typed))
    case "kind": return .field(.kind(try one(of: Schema.postKinds, \.self)))
    case "type": return .field(.type(try one(of: Self.types, \.rawValue)))
    case "lang":
      guard let language = Language(tag: typed) else { throw unknown(Language.allCases.map(\.rawValue)) }
      return .field(.language(language))
    case "is": return .field(.state(try one(of: Query.State.allCases, \.rawValue)))
    default:
      guard let moment = Self.moment(typed, now: now) else {
        throw QueryError(reason: .badDate(field: name, typed), position: start)
      }
      return .field(name == "since" ? .since(moment) : .before(moment))
    }
  }

  /// `2026-11-01`, `2026-11`, `2026`, `today`, or an age: `3d`, `2w`, `6m`, `1y`.
  package static func moment(_ text: String, now: Timestamp) -> Int64? {
    func start(_ day: CalendarDay) -> Int64 {
      Int64(day.daysSince1970) * 86_400 - Int64(now.offsetMinutes) * 60
    }
    if let day = CalendarDay(text) { return start(day) }
    if let day = CalendarDay(text + "-01") { return start(day) }
    if let day = CalendarDay(text + "-01-01") { return start(day) }
    if text == "today" || text == "aujourd'hui" { return start(now.day) }
    guard let unit = text.last, let count = Int(text.dropLast()), (0...100_000).contains(count) else {
      return nil
    }
    switch unit {
    case "d", "j": return now.seconds - Int64(count) * 86_400
    case "w", "s": return now.seconds - Int64(count) * 7 * 86_400
    case "m": return now.seconds - Int64(count) * 30 * 86_400
    case "y", "a": return now.seconds - Int64(count) * 365 * 86_400
    default: return nil
    }
  }

  private mutating func skipSpaces() {
    while place < characters.count, characters[place].isWhitespace { place += 1 }
  }
}
