/// `edit`.
extension Words {
  static let edit = CommandWords(
    en: "Change what you wrote", fr: "Modifie ce que vous avez écrit",
    discussion: Phrase(
      en: "With options, changes just that; without, opens the whole file in the editor.",
      fr: "Avec des options, ne change que cela ; sans option, ouvre tout le fichier dans l'éditeur."),
    examples: [.init("mgrnet edit 7k2m --tag congés --tag été", en: "other tags", fr: "d'autres mots-clés")])
  static let editStrike = Phrase(
    en: "Somebody who is not to be asked (repeat it)", fr: "Quelqu'un à qui ne pas demander (se répète)")
  static let editTag = Phrase(
    en: "The tags, all of them (repeat it; empty: none)", fr: "Les mots-clés, tous (se répète ; vide : aucun)"
  )
  static let editReviewBy = Phrase(
    en: "The day by which to look at it again", fr: "Le jour avant lequel le relire")
  static let editReplacedBy = Phrase(en: "The post that is better now", fr: "Le message qui le remplace")
}
