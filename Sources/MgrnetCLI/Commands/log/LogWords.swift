/// `log`.
extension Words {
  static let log = CommandWords(
    en: "The history of a record in git, or of the network, newest first",
    fr: "L'histoire d'une fiche dans git, ou du réseau, du plus récent au plus ancien",
    discussion: Phrase(
      en: "Columns: commit, date, author, subject. `network` and `charter` stand for those two records.",
      fr: "Colonnes : commit, date, auteur, sujet. `network` et `charter` désignent ces deux fiches."),
    examples: [
      .init("mgrnet log ds24", en: "who changed a post, and when", fr: "qui a changé un message, et quand")
    ])
  static let logID = Phrase(
    en: "The record's id, handle or slug", fr: "L'identifiant, le pseudo ou le nom court de la fiche")
  static let noHistory = Phrase(en: "nothing in git yet", fr: "rien dans git pour l'instant")
}
