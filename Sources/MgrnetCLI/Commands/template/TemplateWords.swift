/// `template`.
extension Words {
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
  static let templateCopy = Phrase(en: "The template to copy", fr: "Le modèle à copier")
  static let templateLanguageOnly = Phrase(
    en: "Only those in this language", fr: "Seulement ceux de cette langue")
  static let noTemplates = Phrase(en: "no templates", fr: "aucun modèle")
}
