extension Language {
  /// The language of a text that names none, by the small words of its first 4,000 bytes; `nil` when they do not tell.
  ///
  /// - Parameter least: how many small words there must be.
  package static func guessed(from text: String, least: Int = 1) -> Language? {
    var french = 0
    var english = 0
    var word: UInt64 = 0
    var length = 0
    for byte in text.utf8.prefix(4_000) {
      let lower = byte | 0x20
      if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) || byte >= 0x80 {
        // Eight bytes tell one small word from another.
        word = word << 8 | UInt64(lower)
        length += 1
        continue
      }
      if length > 0, length <= 4 {
        switch smallWords.language(word) {
        case .french: french += 1
        case .english: english += 1
        case nil: break
        }
        if french + english >= 40 { break }
      }
      word = 0
      length = 0
    }
    guard french + english >= least else { return nil }
    if french > 2 * english { return .french }
    if english > 2 * french { return .english }
    return nil
  }
}

private let smallWords: SmallWords = {
  let french = [
    "le", "la", "les", "des", "une", "du", "de", "et", "est", "pour", "dans", "que", "qui", "vous", "nous",
    "au",
    "aux", "sur", "avec", "pas", "ce", "sont", "par", "ou", "un", "en", "il", "elle",
  ]
  let english = [
    "the", "of", "and", "to", "is", "are", "for", "in", "that", "with", "you", "we", "it", "this", "be", "as",
    "at",
    "was", "have", "from", "your", "not", "can", "will", "by",
  ]
  var words = SmallWords()
  for word in french { words.add(word, .french) }
  for word in english { words.add(word, .english) }
  return words
}()

/// A table of its own: a dictionary takes more time to hash a word than all else takes to read it.
private struct SmallWords {
  /// Four times as many as there are words: hardly two want the same place.
  private var slots: [(word: UInt64, language: Language?)] = Array(repeating: (0, nil), count: 256)

  mutating func add(_ word: String, _ language: Language) {
    let word = word.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1 | 0x20) }
    slots[place(of: word)] = (word, language)
  }

  func language(_ word: UInt64) -> Language? { slots[place(of: word)].language }

  /// Where a word is, or would be.
  private func place(of word: UInt64) -> Int {
    // Fibonacci hashing; the highest eight bits.
    var place = Int((word &* 0x9e37_79b9_7f4a_7c15) >> 56)
    while slots[place].language != nil, slots[place].word != word { place = (place + 1) & 255 }
    return place
  }
}
