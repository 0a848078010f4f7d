import Records

/// The words that the index knows: what a typed word stands for, and how frequent it is.
struct Vocabulary {
  let reader: Connection
  let words: Words
  /// Of all records.
  let records: Int
  /// Of a record, in words.
  let averageLength: Double

  /// In words.
  private static let longestPhrase = 64
  /// In characters.
  private static let longestText = 2_000
  private static let mostTerms = 10
  private static let mostSpellings = 16
  private static let mostPrefixTerms = 200

  init(_ reader: Connection, _ words: Words) throws {
    self.reader = reader
    self.words = words
    func tally(_ facet: String) throws -> Int {
      try reader.first("SELECT records FROM tally WHERE facet = ?", [.text(facet)]) { $0[0] } ?? 0
    }
    records = try tally(Tally.records)
    let length = try tally(Tally.words)
    averageLength = Double(length) / Double(max(1, records))
  }

  func weight(records count: Int) -> Double { Ranking.weight(records: count, of: records) }

  /// What a typed word or phrase matches in the index.
  struct Expansion {
    /// Any of these, each a phrase of terms of one language. Empty where nothing of the text is a word.
    var phrases: [[String]] = []
    /// How many records have it, about.
    var records = 0
    /// Words that no record has, as typed but folded.
    var unknown: [String] = []
  }

  /// Each language's stem, and what the word stands for where records write it with other accents.
  ///
  /// A form that records of one language have is a word of that language alone: `univers` is not looked for among
  /// English stems, where `university` has the same. A form that no record has may be of any.
  func expansion(of text: String) throws -> Expansion {
    let text = String(text.prefix(Self.longestText))
    let languages = StemLanguage.allCases
    let typed = languages.map { Array(words.found(in: text, $0).prefix(Self.longestPhrase)) }
    var expansion = Expansion()
    var known: [[(token: String, records: Int)]] = []
    for word in typed[0] {
      known.append(try self.known(word.folded))
    }
    var fewest = Int.max
    for place in typed[0].indices {
      // Each but once: a word has a token in each language, and the index each of its tokens.
      let terms = known[place].isEmpty ? typed.map { $0[place].token } : known[place].map(\.token)
      let records = try terms.reduce(0) { try $0 + self.records(of: $1) }
      if records == 0, known[place].isEmpty { expansion.unknown.append(typed[0][place].folded) }
      fewest = min(fewest, records)
    }
    expansion.records = typed[0].isEmpty ? 0 : fewest
    for (index, words) in typed.enumerated() where !words.isEmpty {
      let letter = languages[index].letter
      guard known.allSatisfy({ $0.isEmpty || $0.contains { $0.token.hasPrefix(letter) } }) else { continue }
      var phrases: [[String]] = [[]]
      for (place, word) in words.enumerated() {
        let others = known[place].map(\.token).filter { $0.hasPrefix(letter) && $0 != word.token }
        var spellings = [word.token] + others
        if phrases.count * spellings.count > Self.mostSpellings { spellings = [word.token] }
        phrases = phrases.flatMap { phrase in spellings.map { phrase + [$0] } }
      }
      expansion.phrases += phrases
    }
    return expansion
  }

  // Rows of `known_word` are summed up here: an aggregate would have SQLite copy both its parts first.

  /// The terms that a folded word stands for in records, the most frequent first.
  private func known(_ folded: String) throws -> [(token: String, records: Int)] {
    var terms: [(token: String, records: Int)] = []
    try reader.each("SELECT token, records FROM known_word WHERE word = ?", [.text(folded)]) {
      let (token, records): (String, Int) = ($0[0], $0[1])
      if let place = terms.firstIndex(where: { $0.token == token }) {
        terms[place].records += records
      } else {
        terms.append((token, records))
      }
    }
    return Array(terms.filter { $0.records > 0 }.sorted { $0.records > $1.records }.prefix(Self.mostTerms))
  }

  /// The records that have a term, about: the sum over its forms, which nearly all begin as the stem does, but for
  /// its last letter (`happi` of `happy`).
  private func records(of term: String) throws -> Int {
    let stem = term.dropFirst()
    let start = stem.utf8.count > 3 ? String(stem.dropLast()) : String(stem)
    var records = 0
    try reader.each(
      "SELECT records FROM known_word WHERE word >= ? AND word < ? AND token = ?",
      [.text(start), .text(start + "\u{10ffff}"), .text(term)]
    ) { records += $0[0] }
    return records
  }

  // MARK: Prefixes

  /// The beginning of a word that a text ends with, and what stands before it: `rendez` and `v` of `rendez-v`; `nil` where
  /// the text holds no word.
  func beginning(endOf text: String) -> (before: String, beginning: String)? {
    let text = String(text.prefix(Self.longestText))
    let found = words.found(in: text, .other)
    guard let last = found.last else { return nil }
    // Up to the end of a word: elided words stand between it and the last.
    let end = found.dropLast().last?.range.upperBound ?? 0
    return (String(decoding: text.utf8.prefix(end), as: UTF8.self), last.folded)
  }

  enum Prefix {
    /// Stems of all words that begin so; may be empty.
    case terms([String], records: Int)
    /// Too many to name: every stem that begins so.
    case many(records: Int)
  }

  /// - Parameter folded: of one word.
  func prefix(_ folded: String) throws -> Prefix {
    var records = 0
    let terms: [String] = try reader.all(
      """
      SELECT token, sum(records) FROM known_word WHERE word >= ? AND word < ?
      GROUP BY token HAVING sum(records) > 0 ORDER BY 2 DESC LIMIT \(Self.mostPrefixTerms + 1)
      """, [.text(folded), .text(folded + "\u{10ffff}")]
    ) {
      records += $0[1]
      return $0[0]
    }
    if terms.count > Self.mostPrefixTerms { return .many(records: records) }
    return .terms(terms, records: records)
  }
}
