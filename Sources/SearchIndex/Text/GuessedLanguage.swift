import Records

/// The language of a text whose record names none, by the small words of its beginning; `nil` when they do not
/// tell.
func guessedLanguage(of text: String) -> Language? {
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
      switch smallWords[word] {
      case .french: french += 1
      case .english: english += 1
      case nil: break
      }
      if french + english >= 40 { break }
    }
    word = 0
    length = 0
  }
  if french > 2 * english { return .french }
  if english > 2 * french { return .english }
  return nil
}

private let smallWords: [UInt64: Language] = {
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
  func packed(_ word: String) -> UInt64 { word.utf8.reduce(0) { $0 << 8 | UInt64($1 | 0x20) } }
  return Dictionary(
    uniqueKeysWithValues: french.map { (packed($0), .french) } + english.map { (packed($0), .english) })
}()
