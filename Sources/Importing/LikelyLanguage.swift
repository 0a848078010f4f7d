import Records

/// The language whose commonest words a text uses clearly more than the other's; `nil` where neither shows.
///
/// The words are those that the other language does not have (`on`, `a`, `as`, `plus`, `sur` are left out); the
/// first 2,000 words are read.
func likelyLanguage(of text: String) -> Language? {
  var french = 0
  var english = 0
  for word in text.split(maxSplits: 2000, whereSeparator: { !$0.isLetter && $0 != "'" && $0 != "’" }).prefix(
    2000)
  {
    let word = fold(String(word))
    if frenchWords.contains(word) || frenchElisions.contains(where: word.hasPrefix) { french += 1 }
    if englishWords.contains(word) { english += 1 }
  }
  guard french + english >= 3 else { return nil }
  if french >= 2 * english { return .french }
  return english >= 2 * french ? .english : nil
}

private let frenchElisions = ["l'", "d'", "qu'", "n'", "j'", "s'", "c'"]

private let frenchWords: Set<String> = [
  "le", "la", "les", "des", "du", "une", "un", "et", "est", "dans", "pour", "que", "qui", "avec", "nous",
  "vous", "ce",
  "cette", "ces", "sont", "pas", "au", "aux", "leur", "leurs", "il", "elle", "ils", "elles", "je", "mais",
  "ou", "par",
  "notre", "votre", "nos", "vos", "etre", "sans", "ne", "se", "comme", "entre", "chaque", "tous", "toute",
]

private let englishWords: Set<String> = [
  "the", "and", "of", "to", "is", "in", "that", "for", "with", "it", "was", "are", "this", "we", "you",
  "they", "their",
  "our", "your", "have", "has", "from", "be", "by", "not", "or", "but", "which", "what", "when", "who",
  "will", "would",
  "can", "should", "about", "there", "these", "those", "been", "were", "an",
]
