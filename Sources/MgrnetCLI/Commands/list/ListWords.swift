/// `list` and what all listings share.
extension Words {
  static let optionLimit = Phrase(en: "How many at most; 0 for all", fr: "Combien au plus ; 0 pour tout")
  static let list = CommandWords(
    en: "List posts, newest first", fr: "Liste les messages, du plus récent au plus ancien",
    discussion: Phrase(
      en: "Columns: id, reading time, title, author, community, date. A reply shows its post's title.",
      fr:
        "Colonnes : identifiant, temps de lecture, titre, auteur, communauté, date. Une réponse montre le titre de son message."
    ),
    examples: [
      .init(
        Phrase(
          en: "mgrnet list conges --kind question --since 2w",
          fr: "mgrnet list conges --kind question --since 2s"),
        en: "the questions of the last two weeks in one community",
        fr: "les questions des deux dernières semaines d'une communauté"),
      .init(
        Phrase(
          en: "mgrnet list --type reply --author me --limit 0",
          fr: "mgrnet list --type réponse --author me --limit 0"), en: "all replies of mine",
        fr: "toutes mes réponses"
      ),
    ])
  static let listCommunity = Phrase(en: "Only this community", fr: "Seulement cette communauté")
  static let listKind = Phrase(
    en: "Only this kind: question, practice, analogy, reading or news",
    fr: "Seulement ce genre : question, pratique, analogie, lecture ou nouvelle")
  static let listAuthor = Phrase(
    en: "Only this person's (`me` for yours)", fr: "Seulement cette personne (`me` : vous-même)")
  static let listTag = Phrase(en: "Only those with this tag", fr: "Seulement ceux qui ont ce mot-clé")
  static let listSince = Phrase(
    en: "Only what is newer: 3d, 2w, 6m, 1y, or a day (2026-11-01)",
    fr: "Seulement ce qui est plus récent : 3j, 2s, 6m, 1a, ou un jour (2026-11-01)")
  static let listType = Phrase(
    en: "What to list: post, reply, link, template, person, event, community, contest or absence",
    fr:
      "Quoi lister : message, réponse, lien, modèle, personne, rencontre, communauté, concours ou absence"
  )
  static let nothingToList = Phrase(en: "nothing to list", fr: "rien à lister")
  static func newestOnly(_ count: Int) -> Phrase {
    Phrase(
      en: "the newest \(number(count)); `--limit 0` shows all",
      fr: "les \(number(count)) plus récents ; `--limit 0` montre tout")
  }
  static func notAMoment(_ option: String, _ text: String) -> Phrase {
    Phrase(
      en: "`\(text)` is no moment that `\(option)` understands",
      fr: "`\(option)` ne comprend pas le moment `\(text)`")
  }
  static let momentForm = Phrase(
    en: "an age (3d, 2w, 6m, 1y), a day (2026-11-01), a month (2026-11), a year or `today`",
    fr: "un âge (3j, 2s, 6m, 1a), un jour (2026-11-01), un mois (2026-11), une année ou `aujourd'hui`")
}
