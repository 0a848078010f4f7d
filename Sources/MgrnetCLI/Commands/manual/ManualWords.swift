/// What only the manual page says.
extension Words {
  static let manualTitle = Phrase(en: "User Commands", fr: "Commandes utilisateur")
  static let manualMadeBy = Phrase(en: "Printed by: mgrnet manual", fr: "Produit par : mgrnet manual")
  static let manualName = Phrase(en: "Name", fr: "Nom")
  static let manualSynopsis = Phrase(en: "Synopsis", fr: "Synopsis")
  static let manualExitStatus = Phrase(en: "Exit status", fr: "Code de retour")
  static let manualEnvironment = Phrase(en: "Environment", fr: "Environnement")

  static let exitStatuses: [(code: ExitStatus, meaning: Phrase)] = [
    (.done, Phrase(en: "Done.", fr: "C'est fait.")),
    (.nothingFound, Phrase(en: "Nothing was found (`find`, `list`).", fr: "Rien trouvé (`find`, `list`).")),
    (.usage, Phrase(en: "The command was typed wrong.", fr: "La commande est mal écrite.")),
    (.badData, Phrase(en: "A record or an input is damaged.", fr: "Une fiche ou une entrée est abîmée.")),
    (
      .notFound, Phrase(en: "There is no such item or network.", fr: "Cet élément ou ce réseau n'existe pas.")
    ), (.unavailable, Phrase(en: "A remote cannot be reached.", fr: "Un dépôt distant est injoignable.")),
    (.internalError, Phrase(en: "A fault of mgrnet.", fr: "Un défaut de mgrnet.")),
    (.cannotWrite, Phrase(en: "Something cannot be written.", fr: "Écriture impossible.")),
    (
      .busy,
      Phrase(en: "Another process is at work; try again.", fr: "Un autre processus travaille ; réessayez.")
    ), (.notAllowed, Phrase(en: "This is not allowed.", fr: "Ce n'est pas permis.")),
  ]

  static let environmentVariables: [(name: String, meaning: Phrase)] = [
    (
      "MGRNET_NETWORK",
      Phrase(
        en: "The network, where neither `-C` nor the current folder leads to one.",
        fr: "Le réseau, quand ni `-C` ni le dossier courant n'y mènent.")
    ),
    (
      "LC_ALL, LC_MESSAGES, LANG",
      Phrase(
        en: "The language: French where the first that is set begins with fr, else English.",
        fr: "La langue : français si la première définie commence par fr, sinon anglais.")
    ),
    (
      "VISUAL, EDITOR",
      Phrase(
        en: "The editor; then git's `core.editor`, then `vi`.",
        fr: "L'éditeur ; sinon `core.editor` de git, sinon `vi`.")
    ),
    (
      "PAGER",
      Phrase(
        en: "The pager for long output on a terminal; `less -FRX` otherwise, nothing where it is empty.",
        fr: "Le visualiseur des sorties longues sur un terminal ; `less -FRX` sinon, aucun s'il est vide.")
    ), ("NO_COLOR", Phrase(en: "Where it is set, no colours.", fr: "S'il est défini, pas de couleurs.")),
    (
      "COLUMNS, LINES",
      Phrase(
        en: "The size of the terminal, before what it says itself.",
        fr: "La taille du terminal, avant ce qu'il en dit.")
    ), ("TZ", Phrase(en: "The time zone of new records.", fr: "Le fuseau horaire des nouvelles fiches.")),
    (
      "MGRNET_NOW, MGRNET_SEED",
      Phrase(
        en: "For tests: the time (RFC 3339), and a seed that makes ids repeatable.",
        fr: "Pour les tests : l'heure (RFC 3339), et une graine qui rend les identifiants reproductibles.")
    ),
  ]
}
