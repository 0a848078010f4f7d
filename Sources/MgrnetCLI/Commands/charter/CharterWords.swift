/// `charter`.
extension Words {
  static let charter = CommandWords(
    en: "The charter: show, accept or edit it", fr: "La charte : la montrer, l'accepter, la modifier")
  static let charterShow = CommandWords(en: "Show the charter", fr: "Montre la charte")
  static let charterAccept = CommandWords(
    en: "Accept the charter's current revision", fr: "Accepte la révision actuelle de la charte")
  static let charterEdit = CommandWords(
    en: "Change the charter; everyone accepts it anew", fr: "Modifie la charte ; chacun l'accepte de nouveau")
  static let charterYes = Phrase(en: "Accept without being asked", fr: "L'accepte sans poser la question")
  static let askCharter = Phrase(en: "Do you accept this charter?", fr: "Acceptez-vous cette charte ?")
  static let charterNotTaken = Phrase(en: "the charter is not accepted", fr: "la charte n'est pas acceptée")
  static func charterAccepted(_ revision: Int) -> Phrase {
    Phrase(en: "charter accepted (revision \(revision))", fr: "charte acceptée (révision \(revision))")
  }
  static func charterAlreadyAccepted(_ revision: Int) -> Phrase {
    Phrase(
      en: "you accepted revision \(revision) before", fr: "vous aviez déjà accepté la révision \(revision)")
  }
  static let charterEditedNext = Phrase(
    en: "nobody posts before accepting it: `mgrnet charter accept`",
    fr: "personne ne publie avant de l'accepter : `mgrnet charter accept`")
  static let charterLanguage = Phrase(
    en: "The text in this language (default: yours)", fr: "Le texte dans cette langue (par défaut : la vôtre)"
  )
  static let charterBehind = Phrase(
    en:
      "nobody is asked to accept it before its other language has followed: `mgrnet charter edit --language`",
    fr: "personne n'a à l'accepter avant que l'autre langue n'ait suivi : `mgrnet charter edit --language`")
  static let acceptNext = Phrase(
    en: "`mgrnet charter accept` comes next: nobody posts before accepting the charter",
    fr: "ensuite `mgrnet charter accept` : personne ne publie avant d'accepter la charte")
}
