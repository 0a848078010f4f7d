/// Prepares words for Snowball's English stemmer, which knows one spelling of each and no plural but those in -s.
enum EnglishForms {
  private static let irregular = [
    "children": "child", "men": "man", "women": "woman", "people": "person", "criteria": "criterion",
    "analyses": "analysis", "centre": "center", "programme": "program",
  ]
  /// Words that are no form of the word that Snowball makes of them: *business* of *busy*.
  private static let whole: Set = [
    "business", "university", "department", "authority", "important", "evening", "organ",
  ]
  private static let our = ["behaviour", "colour", "favour", "honour", "labour", "neighbour"]

  /// Returns a word in lower case in the spelling of -ise and -or, and whether it is its own stem.
  static func base(of word: String) -> (word: String, isStem: Bool) {
    let singular = singular(of: word)
    if whole.contains(singular) { return (singular, true) }
    if let base = irregular[word] ?? irregular[singular] { return (base, false) }
    for spelling in our where word.hasPrefix(spelling) {
      return (spelling.dropLast(2) + "r" + word.dropFirst(spelling.count), false)
    }
    for end in ["ization", "izations", "ize", "izes", "ized", "izer", "izers", "izing"]
    where word.hasSuffix(end) {
      return (word.dropLast(end.count) + "is" + end.dropFirst(2), false)
    }
    return (word, false)
  }

  private static func singular(of word: String) -> String {
    if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
    if word.hasSuffix("sses") { return String(word.dropLast(2)) }
    return word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
  }
}
