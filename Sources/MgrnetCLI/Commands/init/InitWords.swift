/// `init`.
extension Words {
  static let initNetwork = CommandWords(
    en: "Make a new network", fr: "Crée un réseau",
    discussion: Phrase(
      en: "The network is an ordinary git repository with a charter, ready-made templates and your card.",
      fr:
        "Le réseau est un dépôt git ordinaire, avec une charte, des modèles prêts à l'emploi et votre fiche."),
    examples: [
      .init(
        Phrase(
          en: "mgrnet init reseau --name \"Our managers\"", fr: "mgrnet init reseau --name \"Nos managers\""),
        en: "a network in the folder `reseau`", fr: "un réseau dans le dossier `reseau`"),
      .init(
        "mgrnet init --bare /srv/git/reseau.git --language fr", en: "one without work tree, for a server",
        fr: "un réseau sans copie de travail, pour un serveur"),
    ])
  static let initFolder = Phrase(
    en: "The folder to make; it must be new or empty", fr: "Le dossier à créer ; il doit être nouveau ou vide"
  )
  static let initName = Phrase(
    en: "The network's name (default: the folder's)", fr: "Le nom du réseau (par défaut : celui du dossier)")
  static let initLanguage = Phrase(
    en: "The language of the charter (fr, en; both with a comma: `fr,en`; default: yours)",
    fr: "La langue de la charte (fr, en ; les deux avec une virgule : `fr,en` ; par défaut : la vôtre)")
  static let initBare = Phrase(en: "Without work tree", fr: "Sans copie de travail")
  static let initDefaultName = Phrase(en: "Network", fr: "Réseau")
  static func initDone(name: String, folder: String, templates: Int) -> Phrase {
    Phrase(
      en: "\(name): a new network in \(folder), with a charter and \(templates) templates",
      fr: "\(name) : un nouveau réseau dans \(folder), avec une charte et \(templates) modèles")
  }
  static let initNext = Phrase(
    en:
      "`mgrnet charter` shows the charter, `mgrnet charter accept` accepts it, `mgrnet community create` makes a community",
    fr:
      "`mgrnet charter` montre la charte, `mgrnet charter accept` l'accepte, `mgrnet community create` crée une communauté"
  )
}
