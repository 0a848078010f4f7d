/// Phrases that the writing commands share.
extension Words {
  static let postTitle = Phrase(en: "The title, on one line", fr: "Le titre, sur une ligne")
  static let postKind = Phrase(en: "What it is", fr: "Ce que c'est")
  static let postTakeaway = Phrase(
    en: "One sentence that a reader can act on", fr: "Une phrase que le lecteur peut appliquer")
  static let postLanguage = Phrase(
    en: "The language of the text (fr, en; default: the community's)",
    fr: "La langue du texte (fr, en ; par défaut : celle de la communauté)")
  static let optionTag = Phrase(en: "A tag (repeat it)", fr: "Un mot-clé (se répète)")
  static let optionAnonymous = Phrase(
    en: "Name nobody, in the file or in git", fr: "Ne nomme personne, ni dans le fichier ni dans git")
  static let askTitle = Phrase(en: "Title", fr: "Titre")
  static let askTakeaway = Phrase(en: "Takeaway, one sentence", fr: "À retenir, en une phrase")
  static let earlierAnswers = Phrase(
    en: "Already answered, close to this:", fr: "Déjà répondu, proche de cela :")

  static let replyTo = Phrase(
    en: "The reply that this one answers", fr: "La réponse à laquelle celle-ci répond")
  static func disagree(_ name: String) -> Phrase {
    Phrase(
      en: "the charter: who disagrees phones instead of replying. Call \(name).",
      fr: "la charte : qui n'est pas d'accord appelle au lieu de répondre. Appelez \(name).")
  }
  static let editID = Phrase(en: "Your post, reply or link", fr: "Votre message, réponse ou lien")
  static let undoTakesItBack = Phrase(en: "`mgrnet undo` takes it back", fr: "`mgrnet undo` l'annule")
  static let picturesMayTell = Phrase(
    en: "a picture may itself say who took it, where and when (EXIF)",
    fr: "une image peut dire elle-même qui l'a prise, où et quand (EXIF)")
  static let linkURL = Phrase(en: "The address", fr: "L'adresse")
}
