/// `mark`.
extension Words {
  static func markedBefore(_ id: String) -> Phrase {
    Phrase(en: "\(id): that changes nothing", fr: "\(id) : cela ne change rien")
  }
  static let mark = CommandWords(
    en: "Say what a post or an answer was worth to you",
    fr: "Dit ce qu'un message ou une réponse a valu pour vous",
    examples: [
      .init(
        Phrase(
          en: "mgrnet mark 9x4q --tried worked -m \"Done in our team: no quarrel this year.\"",
          fr: "mgrnet mark 9x4q --tried marche -m \"Fait dans notre équipe : pas de dispute cette année.\""),
        en: "the word of one who tried it", fr: "la parole de qui l'a essayé")
    ])
  static let markID = Phrase(
    en: "Posts or replies; `-` reads ids from standard input",
    fr: "Messages ou réponses ; `-` lit les identifiants sur l'entrée standard")
  static let markUseful = Phrase(en: "It is useful", fr: "C'est utile")
  static let markTried = Phrase(
    en: "You tried it, and how it went", fr: "Vous l'avez essayé, et avec quel résultat")
  static let markThanks = Phrase(en: "Thanks", fr: "Merci")
  static let markOutdated = Phrase(en: "Out of date", fr: "Plus à jour")
  static let markStillValid = Phrase(
    en: "It is still true: it is looked at again in a year", fr: "C'est toujours vrai : à revoir dans un an")
  static let markCredit = Phrase(
    en: "Whether this text, made of an answer of yours, may name you (yes, no)",
    fr: "Si ce texte, fait d'une de vos réponses, peut vous nommer (yes, no)")
  static let notMadeOfYours = Phrase(
    en: "no answer of yours is in it", fr: "aucune de vos réponses n'y est reprise")
  static func madeOf(_ ids: [String]) -> Phrase {
    ids.isEmpty
      ? Phrase(en: "it is made of no answers", fr: "il n'est pas fait de réponses")
      : Phrase(
        en: "`mgrnet show \(ids.joined(separator: " "))` shows what it is made of",
        fr: "`mgrnet show \(ids.joined(separator: " "))` montre de quoi il est fait")
  }
  static let markUntil = Phrase(en: "To be looked at again on that day", fr: "À revoir ce jour-là")
  static let markUntilOfWhat = Phrase(
    en: "`--until` says until when something is still true",
    fr: "`--until` dit jusqu'à quand une chose est toujours vraie")
  static let markNothing = Phrase(en: "there is nothing to mark", fr: "il n'y a rien à marquer")
}
