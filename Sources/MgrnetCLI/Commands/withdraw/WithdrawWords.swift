/// `withdraw`.
extension Words {
  static let withdraw = CommandWords(
    en: "Take back what you wrote; the thread stays readable",
    fr: "Retire ce que vous avez écrit ; le fil reste lisible")
  static let withdrawHistory = Phrase(
    en: "the text has left the files; git's history still holds it",
    fr: "le texte a quitté les fichiers ; l'historique de git le garde encore")
}
