/// Prepares words for Snowball's French stemmer, which takes *manager* for a verb and *managers* for a noun.
enum FrenchForms {
  /// Forms that no rule below joins with their singular or masculine.
  private static let irregular = [
    "travaux": "travail", "baux": "bail", "vitraux": "vitrail", "émaux": "émail", "yeux": "oeil",
    "nouvel": "nouveau", "nouvelle": "nouveau", "vieil": "vieux", "vieille": "vieux", "belle": "beau",
    "publique": "public", "brève": "bref", "neuve": "neuf",
  ]
  /// Nouns in -eu, whose plural is in -eux; adjectives in -eux have it in the singular.
  private static let eu: Set = ["feux", "aveux", "adieux", "neveux", "cheveux", "voeux"]
  /// Words that are no form of the word that Snowball makes of them: *mois* of *moi*, *formation* of *format*.
  private static let whole: Set = [
    "mais", "mois", "fois", "sous", "plus", "près", "cours", "pris", "bas", "gras", "sens", "temps", "corps",
    "pays", "formation", "loyer", "course",
  ]

  /// Returns the singular masculine of a noun or adjective in lower case, as far as its end tells, and whether it is its
  /// own stem; -trice becomes -teur, -ère -er, -tif -tive.
  static func base(of word: String) -> (word: String, isStem: Bool) {
    if whole.contains(word) { return (word, true) }
    let base = masculine(of: singular(of: word))
    return (base, whole.contains(base))
  }

  private static func singular(of word: String) -> String {
    guard word.utf8.count > 3, let last = word.utf8.last, "sx".utf8.contains(last) else { return word }
    if let singular = irregular[word] { return singular }
    if word.hasSuffix("eaux") || word.hasSuffix("jeux") || word.hasSuffix("lieux") || eu.contains(word) {
      return String(word.dropLast())
    }
    if word.hasSuffix("aux") { return word.dropLast(2) + "l" }
    return word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("ès")
      ? String(word.dropLast()) : word
  }

  private static func masculine(of word: String) -> String {
    if let masculine = irregular[word] { return masculine }
    if word.hasSuffix("trice") { return word.dropLast(4) + "eur" }
    if word.hasSuffix("ère"), word.count > 6 { return word.dropLast(3) + "er" }
    return word.hasSuffix("tif") ? word.dropLast() + "ve" : word
  }

  /// Returns a stem as those of the noun and of the verb have it: *travaill* of *travailler* is that of *travail*.
  static func joined(_ stem: String) -> String {
    ["aill", "euill", "ueill", "ouill"].contains(where: stem.hasSuffix) ? String(stem.dropLast()) : stem
  }
}
