/// `link`, `template`.
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

  static let template = CommandWords(
    en: "Ready-made plannings, meetings and analyses", fr: "Plannings, réunions et analyses prêts à l'emploi")
  static let templateList = CommandWords(en: "List the templates", fr: "Liste les modèles")
  static let templateShow = CommandWords(en: "Show a template's file", fr: "Montre le fichier d'un modèle")
  static let templateNew = CommandWords(
    en: "Make a template, empty or as a copy of another", fr: "Crée un modèle, vide ou copié d'un autre",
    examples: [
      .init(
        "mgrnet template new planning-idf --copy planning-conges -t \"Congés IDF\"",
        en: "a copy to make one's own", fr: "une copie à adapter")
    ])
  static let templateSlug = Phrase(en: "The template's short name", fr: "Le nom court du modèle")
  static let templateTitle = Phrase(en: "Its title", fr: "Son titre")
  static let templateKind = Phrase(en: "What it is for", fr: "À quoi il sert")
  static let templateLanguage = Phrase(en: "Its language (fr, en)", fr: "Sa langue (fr, en)")
  static let templateCopy = Phrase(en: "The template to copy", fr: "Le modèle à copier")

  static let linkCategoryOnly = Phrase(en: "Only this folder's", fr: "Seulement ceux de ce dossier")
  static let linkTagOnly = Phrase(en: "Only those with this tag", fr: "Seulement ceux qui ont ce mot-clé")
  static let noLinks = Phrase(en: "no links", fr: "aucun lien")
  static let templateLanguageOnly = Phrase(
    en: "Only those in this language", fr: "Seulement ceux de cette langue")
  static let noTemplates = Phrase(en: "no templates", fr: "aucun modèle")
}
