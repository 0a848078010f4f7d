import GRDB

/// Looks up the words of the index, and the terms for typed words.
struct Vocabulary {
  let db: Database
  let tokenizer: Tokenizer

  /// In words.
  private static let longestPhrase = 64
  /// In characters.
  private static let longestText = 2_000
  private static let mostForms = 60
  private static let mostPrefixTerms = 200

  /// The matches of a typed word or phrase in the index.
  struct Expansion {
    /// `nil` if the text holds no word.
    var expression: TextExpression?
    /// Words that no record has, as typed but folded.
    var unknown: [String] = []
  }

  /// All forms of each word, in the languages that know it; just the form that was typed counts besides, and so weighs
  /// more.
  ///
  /// A form that texts of one language have is a word of that language alone: `univers` is not looked for among
  /// English stems, where `university` has the same. A form that no text has may be of any.
  func expansion(of text: String) throws -> Expansion {
    let text = String(text.prefix(Self.longestText))
    let typed = StemLanguage.allCases.map {
      tokenizer.words(in: text, $0).prefix(Self.longestPhrase).map(\.word)
    }
    var expansion = Expansion()
    var (places, exact): ([[String]], [[String]]) = ([], [])
    for (place, word) in typed[0].enumerated() {
      let known = try terms("word = ?", [word.folded], limit: Self.mostForms)
      let terms = known.isEmpty ? typed.map { $0[place].term } : known
      let forms = try Set(terms.map(Tokenizer.stem)).sorted().flatMap { stem in
        try self.terms("term >= ? AND term < ?", [stem, stem.dropLast() + "}"], limit: Self.mostForms)
      }
      places.append(forms.isEmpty ? terms : forms)
      exact.append(terms)
      if try !isInTexts(places[place]) { expansion.unknown.append(word.folded) }
    }
    if !places.isEmpty { expansion.expression = .any([TextExpression(places), TextExpression(exact)]) }
    return expansion
  }

  private func terms(_ condition: String, _ arguments: StatementArguments, limit: Int) throws -> [String] {
    try String.fetchAll(
      db.cachedStatement(sql: "SELECT term FROM word WHERE \(condition) LIMIT \(limit)"), arguments: arguments
    )
  }

  /// Returns whether any of some terms stands in a text; the table `word` also has words of former texts.
  private func isInTexts(_ terms: [String]) throws -> Bool { try records(of: terms, atMost: 1) > 0 }

  /// Returns how many records have any of some terms.
  func records(of terms: [String], atMost most: Int) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(sql: "SELECT count(*) FROM (SELECT 1 FROM text WHERE text MATCH ? LIMIT ?)"),
      arguments: [TextExpression([terms]).sql, most]) ?? 0
  }

  // MARK: Prefixes

  /// The beginning of a word that a text ends with, and what stands before it: `rendez` and `v` of `rendez-v`; `nil`
  /// where the text holds no word.
  func beginning(endOf text: String) -> (before: String, beginning: String)? {
    let text = String(text.prefix(Self.longestText))
    let found = tokenizer.words(in: text, .other)
    guard let last = found.last else { return nil }
    // Up to the end of a word: elided words stand between it and the last.
    let end = found.dropLast().last?.end ?? 0
    return (String(decoding: text.utf8.prefix(end), as: UTF8.self), last.word.folded)
  }

  /// Returns all words with a beginning; if they are too many, all stems with it.
  ///
  /// - Parameter folded: of one word.
  func prefix(_ folded: String) throws -> Expansion {
    let terms = try terms(
      "word >= ? AND word < ?", [folded, folded + "\u{10ffff}"], limit: Self.mostPrefixTerms + 1)
    if terms.count > Self.mostPrefixTerms {
      return Expansion(
        expression: .any(StemLanguage.allCases.map { TextExpression(prefix: $0.letter + folded) }))
    }
    // No term is a letter alone, so nothing is found.
    guard !terms.isEmpty, try isInTexts(terms) else {
      return Expansion(expression: TextExpression([["u"]]), unknown: [folded])
    }
    return Expansion(expression: TextExpression([terms]))
  }
}
