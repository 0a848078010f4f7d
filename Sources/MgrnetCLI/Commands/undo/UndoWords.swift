/// `undo`.
extension Words {
  static let undo = CommandWords(
    en: "Take back your last act, as long as it has not left this machine",
    fr: "Annule votre dernier acte, tant qu'il n'a pas quitté cette machine")
}
