import GRDB
import Records

/// Finds known words that resemble an unknown one ("did you mean").
extension Vocabulary {
  private static let mostSuggestions = 3
  /// How many words are looked up in the texts, and how many hits of each are counted.
  private static let (mostCandidates, mostCounted) = (20, 1_000)

  /// Returns known words at a distance of 1 or, from six letters on, 2, with their accents: the nearest first, among them
  /// the most frequent.
  func nearest(to word: String) throws -> [String] {
    let length = word.unicodeScalars.count
    guard length > 2, length <= 32 else { return [] }
    let farthest = length > 5 ? 2 : 1
    var distances: [String: Int] = [:]
    // The first letter is seldom wrong; words that share it are a hundredth of all.
    let first = String(word.prefix(1))
    let near = try String.fetchAll(
      db,
      sql: """
        SELECT DISTINCT word FROM word WHERE word >= ? AND word < ? AND abs(length(word) - ?) <= ?
        """, arguments: [first, first + "\u{10ffff}", length, farthest])
    for other in near + (try known(among: Self.firstLetterChanged(word))) {
      let distance = editDistance(word, other)
      if distance <= farthest { distances[other] = distance }
    }
    let candidates = distances.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(Self.mostCandidates)
    let found = try candidates.map { other, distance in
      let terms = try String.fetchAll(db, sql: "SELECT term FROM word WHERE word = ?", arguments: [other])
      return (other, distance, terms, records: try records(of: terms, atMost: Self.mostCounted))
    }
    return try found.filter { $0.records > 0 }.sorted {
      ($0.1, -$0.records, $0.0) < ($1.1, -$1.records, $1.0)
    }
    .prefix(Self.mostSuggestions).map { try spelling(of: $0.0, $0.2) }
  }

  /// Returns a folded word as the newest texts spell it most often, in lower case.
  private func spelling(of word: String, _ terms: [String]) throws -> String {
    let passages = try String.fetchAll(
      db,
      sql: """
        SELECT snippet(text, -1, char(2), char(3), '', 1) FROM text WHERE text MATCH ? ORDER BY rowid DESC LIMIT \
        \(Self.mostCandidates)
        """, arguments: [TextExpression([terms]).sql])
    let spellings = passages.flatMap { Snippet.pieces(of: $0) }.filter(\.isMatch).map { $0.text.lowercased() }
    let counts = Dictionary(spellings.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? word
  }

  private func known(among words: [String]) throws -> [String] {
    let marks = words.map { _ in "?" }.joined(separator: ",")
    return try String.fetchAll(
      db, sql: "SELECT DISTINCT word FROM word WHERE word IN (\(marks))", arguments: StatementArguments(words)
    )
  }

  /// Returns all words with one mistake in the first letter.
  private static func firstLetterChanged(_ word: String) -> [String] {
    let rest = String(word.dropFirst())
    var others = [rest, "\(rest.prefix(1))\(word.prefix(1))\(rest.dropFirst())"]
    for letter in "abcdefghijklmnopqrstuvwxyz" { others += ["\(letter)\(rest)", "\(letter)\(word)"] }
    return others
  }
}
