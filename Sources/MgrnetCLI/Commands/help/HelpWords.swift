/// Headings of the help and the manual, and the words of the commands that explain mgrnet itself.
extension Words {
  static let headingUsage = Phrase(en: "Usage", fr: "Utilisation")
  static let headingArguments = Phrase(en: "Arguments", fr: "Arguments")
  static let headingOptions = Phrase(en: "Options", fr: "Options")
  static let headingGlobalOptions = Phrase(
    en: "Options of every command", fr: "Options de toutes les commandes")
  static let headingCommands = Phrase(en: "Commands", fr: "Commandes")
  static let headingExamples = Phrase(en: "Examples", fr: "Exemples")
  static let helpFooter = Phrase(
    en: "`mgrnet help COMMAND` says more of a command.",
    fr: "`mgrnet help COMMANDE` en dit plus sur une commande.")
  static let optionsWord = Phrase(en: "OPTIONS", fr: "OPTIONS")
  static let commandWord = Phrase(en: "COMMAND", fr: "COMMANDE")
  static func values(_ values: [String]) -> Phrase {
    Phrase(en: "(\(values.joined(separator: ", ")))", fr: "(\(values.joined(separator: ", ")))")
  }
  static func usually(_ value: String) -> Phrase {
    Phrase(en: "(default: \(value))", fr: "(par défaut : \(value))")
  }

  static let groupStart = Phrase(en: "Begin", fr: "Commencer")
  static let groupWrite = Phrase(en: "Write", fr: "Écrire")
  static let groupRead = Phrase(en: "Read", fr: "Lire")
  static let groupUseful = Phrase(en: "Links and templates", fr: "Liens et modèles")
  static let groupTogether = Phrase(en: "Together with others", fr: "Avec les autres")
  static let groupCare = Phrase(en: "Care and exchange", fr: "Entretien et échanges")
  static let groupItself = Phrase(en: "About mgrnet", fr: "À propos de mgrnet")

  static let mgrnet = CommandWords(
    en: "A network of managers who share questions, answers and practices, as plain files in git.",
    fr: "Un réseau de managers qui partagent questions, réponses et pratiques, en simples fichiers dans git.")

  static let help = CommandWords(
    en: "Explain a command", fr: "Explique une commande",
    examples: [.init("mgrnet help post", en: "everything about `mgrnet post`", fr: "tout sur `mgrnet post`")])
  static let helpCommand = Phrase(en: "The words of the command", fr: "Les mots de la commande")

  static let manual = CommandWords(
    en: "Print the manual page", fr: "Affiche la page de manuel",
    examples: [
      .init("mgrnet manual | man -l -", en: "read it", fr: "la lire"),
      .init(
        "mgrnet manual --language fr > ~/.local/share/man/fr/man1/mgrnet.1", en: "install the French one",
        fr: "installer la page française"),
    ])
  static let manualLanguage = Phrase(en: "Language of the page: en or fr", fr: "Langue de la page : en ou fr")

}
