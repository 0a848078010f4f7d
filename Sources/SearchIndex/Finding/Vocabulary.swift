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
  /// more. A word with a hyphen is looked for without it as well, and one with a known beginning (*télé*) with it.
  ///
  /// A form that texts of one language have is a word of that language alone: `univers` is not looked for among
  /// English stems, where `university` has the same. In other languages only its plural or singular in -s is looked for,
  /// which many words have in common (*manager*). A form that no text has may be of any.
  func expansion(of text: String) throws -> Expansion {
    let text = String(text.prefix(Self.longestText))
    let typed = StemLanguage.allCases.map {
      tokenizer.words(in: text, $0).prefix(Self.longestPhrase).map(\.word)
    }
    var expansion = Expansion()
    var (places, exact): ([[String]], [[String]]) = ([], [])
    for (place, word) in typed[0].enumerated() {
      let forms = try forms(of: word.folded, typed.map { $0[place].term })
      places.append(forms.all)
      exact.append(forms.exact)
      if try !isInTexts(forms.all) { expansion.unknown.append(word.folded) }
    }
    guard !places.isEmpty else { return expansion }
    var parts = [TextExpression(places), TextExpression(exact)]
    if let other = try otherSpelling(of: text, typed[0].map(\.folded)) {
      parts.append(other)
      if try isInTexts(other) { expansion.unknown = [] }
    }
    expansion.expression = .any(parts)
    return expansion
  }

  /// - Parameter typed: what a word is in each language.
  private func forms(of folded: String, _ typed: [String]) throws -> (all: [String], exact: [String]) {
    let known = try terms("word = ?", [folded], limit: Self.mostForms)
    let exact = known.isEmpty ? typed : known
    var all = try Set(exact.map(Tokenizer.stem)).sorted().flatMap { stem in
      try terms("term >= ? AND term < ?", [stem, stem.dropLast() + "}"], limit: Self.mostForms)
    }
    if !known.isEmpty {
      let languages = Set(known.map(\.first))
      let other = folded.hasSuffix("s") ? String(folded.dropLast()) : folded + "s"
      all += try terms("word = ?", [other], limit: Self.mostForms).filter { !languages.contains($0.first) }
    }
    return (all.isEmpty ? exact : all, exact)
  }

  /// Beginnings that some write with a hyphen and others without, in lower case without accents.
  private static let beginnings = [
    "tele", "co", "auto", "pre", "re", "e", "multi", "inter", "non", "micro", "anti", "semi", "sous", "post",
    "web",
  ]

  /// Returns *télétravail* for *télé-travail*, and the other way round; `nil` for words that are written in one way.
  private func otherSpelling(of text: String, _ words: [String]) throws -> TextExpression? {
    if words.count == 2, text.contains("-"), !text.contains(where: \.isWhitespace) {
      let joined = words.joined()
      return try TextExpression([forms(of: joined, typed(joined)).all])
    }
    guard words.count == 1, let beginning = Self.beginnings.first(where: words[0].hasPrefix) else {
      return nil
    }
    let rest = String(words[0].dropFirst(beginning.count))
    guard rest.count > 3 else { return nil }
    return try TextExpression([beginning, rest].map { try forms(of: $0, typed($0)).all })
  }

  /// Returns the term of a word in each language.
  private func typed(_ word: String) -> [String] {
    StemLanguage.allCases.flatMap { tokenizer.words(in: word, $0).prefix(1).map(\.word.term) }
  }

  private func terms(_ condition: String, _ arguments: StatementArguments, limit: Int) throws -> [String] {
    try String.fetchAll(
      db.cachedStatement(sql: "SELECT term FROM word WHERE \(condition) LIMIT \(limit)"), arguments: arguments
    )
  }

  /// Returns whether any of some terms stands in a text; the table `word` also has words of former texts.
  private func isInTexts(_ terms: [String]) throws -> Bool { try isInTexts(TextExpression([terms])) }

  private func isInTexts(_ expression: TextExpression) throws -> Bool {
    try Int.fetchOne(
      db.cachedStatement(sql: "SELECT 1 FROM text WHERE text MATCH ? LIMIT 1"), arguments: [expression.sql])
      != nil
  }

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
