/// Prepares words for Snowball's French stemmer, which takes *manager* for a verb and *managers* for a noun.
enum FrenchPlural {
  /// Nouns in -ail whose plural is in -aux; all other words in -aux have -al.
  private static let ail = ["travaux": "travail", "baux": "bail", "vitraux": "vitrail", "émaux": "émail"]
  /// Nouns in -eu, whose plural is in -eux; adjectives in -eux have it in the singular.
  private static let eu: Set = ["feux", "aveux", "adieux", "neveux", "cheveux", "voeux"]
  /// Words in -s that would be other words without it.
  private static let kept: Set = [
    "mais", "mois", "fois", "sous", "plus", "près", "cours", "pris", "bas", "gras", "sens",
  ]

  /// Returns the singular of a noun or adjective in lower case, as far as its end tells; -trice becomes -teur, -tif -tive.
  static func singular(of word: String) -> String {
    guard word.utf8.count > 3, let last = word.utf8.last, "sxef".utf8.contains(last), !kept.contains(word)
    else { return word }
    if let singular = ail[word] { return singular }
    if word.hasSuffix("eaux") || word.hasSuffix("jeux") || word.hasSuffix("lieux") || eu.contains(word) {
      return String(word.dropLast())
    }
    if word.hasSuffix("aux") { return word.dropLast(2) + "l" }
    let singular = word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
    if singular.hasSuffix("trice") { return singular.dropLast(4) + "eur" }
    return singular.hasSuffix("tif") ? singular.dropLast() + "ve" : singular
  }
}
