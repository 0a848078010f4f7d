/// `complete`.
extension Words {
  static let complete = CommandWords(
    en: "Print what completes a word (for completion scripts)",
    fr: "Affiche ce qui complète un mot (pour les scripts de complétion)")
  static let completeKind = Phrase(en: "What the word names", fr: "Ce que le mot désigne")
  static let completePrefix = Phrase(en: "What was typed of it", fr: "Ce qui en est déjà tapé")
}
