/// `link`.
extension Words {
  static let link = CommandWords(
    en: "The links that managers need every day", fr: "Les liens dont un manager a besoin chaque jour")
  static let linkAdd = CommandWords(
    en: "Add a link; prints its id", fr: "Ajoute un lien et affiche son identifiant",
    examples: [
      .init(
        "mgrnet link add https://conges.example.com -t \"Poser ses congés\" --category rh",
        en: "where leave is asked for", fr: "là où l'on pose ses congés")
    ])
  static let linkTitle = Phrase(en: "What it is, on one line", fr: "Ce que c'est, sur une ligne")
  static let linkCategory = Phrase(en: "The folder that it goes to", fr: "Le dossier où il va")
  static let linkNote = Phrase(en: "What it is good for", fr: "À quoi il sert")
  static let linkList = CommandWords(en: "List the links", fr: "Liste les liens")
  static let linkCategoryOnly = Phrase(en: "Only this folder's", fr: "Seulement ceux de ce dossier")
  /// The state of a link as records and `link check` name it.
  static func linkState(_ name: String) -> Phrase {
    switch name {
    case "ok": Phrase(en: "ok", fr: "ok")
    case "moved": Phrase(en: "moved", fr: "déplacé")
    case "broken": Phrase(en: "broken", fr: "mort")
    case "restricted": Phrase(en: "restricted", fr: "accès réservé")
    case "unavailable": Phrase(en: "unavailable", fr: "indisponible")
    case "not-web": Phrase(en: "not on the web", fr: "hors du web")
    default: Phrase(verbatim: "\(name)")
    }
  }
  static let noLinks = Phrase(en: "no links", fr: "aucun lien")
  static let linkCommunityOnly = Phrase(
    en: "Only those of this community", fr: "Seulement ceux de cette communauté")
  static let linkCheckCommunity = Phrase(
    en: "Those of this community; private ones are looked at only so, or by their ids",
    fr: "Ceux de cette communauté ; les liens privés ne sont vérifiés qu'ainsi, ou par leur identifiant")
}
