/// `accept`.
extension Words {
  static let accept = CommandWords(
    en: "Say which reply answered your question", fr: "Dit quelle réponse a répondu à votre question")
  static let acceptReply = Phrase(en: "The reply", fr: "La réponse")
}
