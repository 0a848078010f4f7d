import Records

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
  /// - Parameter names: the settings of git that are missing.
  static func unknownToGit(_ names: [String]) -> Phrase {
    let all = Words.all(of: Words.code(names))
    return Phrase(
      en: "git does not know you: \(all) \(names.count > 1 ? "are" : "is") not set",
      fr:
        "git ne vous connaît pas : \(all) \(names.count > 1 ? "ne sont pas définis" : "n'est pas défini")")
  }
  /// The command that sets a setting of git's, `user.name` or `user.email`.
  static func gitSetting(_ name: String) -> Phrase {
    name == "user.email"
      ? Phrase(
        en: "`git config --global user.email you@example.org`",
        fr: "`git config --global user.email vous@example.org`")
      : Phrase(
        en: "`git config --global user.name \"Your Name\"`",
        fr: "`git config --global user.name \"Votre Nom\"`")
  }
  static let askTitle = Phrase(en: "Title", fr: "Titre")
  static let askTakeaway = Phrase(en: "Takeaway, one sentence", fr: "À retenir, en une phrase")
  static let earlierAnswers = Phrase(
    en: "Already answered, close to this:", fr: "Déjà répondu, proche de cela :")

  static let askAllTheSame = Phrase(en: "ask all the same?", fr: "poser la question quand même ?")
  static let notAsked = Phrase(en: "nothing was posted", fr: "rien n'a été publié")
  static let readEarlier = Phrase(
    en: "`mgrnet show ID` shows an answer; `mgrnet reply ID` adds to it",
    fr: "`mgrnet show ID` montre une réponse ; `mgrnet reply ID` la complète")

  private static let editorMark = "<!-- mgrnet: "
  /// What the editor shows below an empty text: two lines that say what to do.
  static func editorLines(_ language: Language) -> String {
    let lines = [
      Phrase(
        en: "write above, in Markdown; save and leave the editor to publish",
        fr: "écrivez au-dessus, en Markdown ; enregistrez et quittez l'éditeur pour publier"),
      Phrase(
        en: "an empty text publishes nothing; these two lines are removed",
        fr: "un texte vide ne publie rien ; ces deux lignes seront retirées"),
    ]
    return "\n" + lines.map { "\(editorMark)\($0[language]) -->\n" }.joined()
  }
  /// Returns a text without them.
  static func withoutEditorLines(_ text: String) -> String {
    guard text.contains(editorMark) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(editorMark) }
      .joined(separator: "\n")
  }

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
