import Records

/// `community privacy`: who can read, what a server sees, what cannot be undone.
extension Words {
  static let communityPrivacy = CommandWords(
    en: "Who can read a private community, and what a server sees",
    fr: "Qui peut lire une communauté privée, et ce qu'un serveur en voit",
    discussion: Phrase(
      en: "Also what cannot be undone. Read it to those whom you invite.",
      fr: "Et ce qui ne se défait pas. Lisez-le à ceux que vous invitez."),
    examples: [.init("mgrnet community privacy rh", en: "all of it", fr: "le tout")])

  static let privacyReaders = Phrase(en: "Who can read it", fr: "Qui peut la lire")
  static let privacyServer = Phrase(en: "What a server sees", fr: "Ce que voit un serveur")
  static let privacyRefused = Phrase(
    en: "What lies on the server and is not taken in", fr: "Ce qui est sur le serveur et n'est pas pris")
  static let privacyHere = Phrase(en: "On this machine", fr: "Sur cette machine")
  static let privacyUndone = Phrase(en: "What cannot be undone", fr: "Ce qui ne se défait pas")

  static func privacyMember(_ name: String, _ handle: String, devices: Int) -> Phrase {
    let who = Phrase(verbatim: "\(name) (\(handle))") + colon
    return devices == 0
      ? who + Phrase(en: "no keys", fr: "aucune clé")
      : who + Noun(en: ("device", "devices"), fr: ("appareil", "appareils")).counted(devices)
  }
  static func privacyRemoteReaders(_ url: String) -> Phrase {
    Phrase(
      en: "and whoever has access to \(url): who runs that server, and all whom it lets in",
      fr: "et quiconque a accès à \(url) : qui tient ce serveur, et tous ceux qu'il laisse entrer")
  }
  static let privacyNobodyElse = Phrase(
    en: "nobody else: it has not left this machine, unless somebody copied the folder",
    fr: "personne d'autre : elle n'a pas quitté cette machine, sauf si quelqu'un a copié le dossier")
  static let privacyBackups = Phrase(
    en: "and whoever reads this disk or its backups: the files lie here in clear, as all others do",
    fr: "et quiconque lit ce disque ou ses sauvegardes : les fichiers y sont en clair, comme tous les autres")

  static let privacyServerNothing = Phrase(
    en: "nothing: it is not shared. `mgrnet sync` leaves it out",
    fr: "rien : elle n'est pas partagée. `mgrnet sync` la laisse de côté")
  static let privacyServerAll = Phrase(
    en:
      "everything, in clear: texts, names, times, who reads and writes. It is a repository of its own, apart from the network's",
    fr:
      "tout, en clair : textes, noms, heures, qui lit et qui écrit. C'est un dépôt à part de celui du réseau")
  static func privacyServerSealed(_ branch: String) -> Phrase {
    Phrase(
      en: "a branch with a random name (`\(branch)`), and in it sealed files, with names as random",
      fr:
        "une branche au nom tiré au sort (`\(branch)`), et dans celle-ci des fichiers scellés aux noms tirés au sort"
    )
  }
  static let privacySeesSizes = Phrase(
    en:
      "how many there are, their sizes (rounded up: to a power of two, above 1 MiB to a whole MiB), when each came, for how many keys, and which account sent or fetched it",
    fr:
      "leur nombre, leurs tailles (arrondies : à une puissance de deux, au-delà de 1 Mio à un nombre entier de Mio), l'heure de chacun, pour combien de clés, et quel compte l'a envoyé ou pris"
  )
  static let privacySeesNothingElse = Phrase(
    en: "nothing else: no name, no title, no id, no text, not who wrote, not whose keys",
    fr: "rien d'autre : ni nom, ni titre, ni identifiant, ni texte, ni qui écrit, ni à qui sont les clés")
  static let privacyCanWithhold = Phrase(
    en:
      "it can withhold or delete what is sealed; `mgrnet sync` notices, names it, and puts back what is here",
    fr:
      "il peut retenir ou effacer ce qui est scellé ; `mgrnet sync` le voit, le nomme, et remet ce qui est ici"
  )

  static func privacyFolder(_ slug: Slug) -> Phrase {
    Phrase(
      en:
        "all of it is in `private/\(slug.rawValue)/`, a repository of its own; the network's `.git` holds nothing of it",
      fr:
        "tout est dans `private/\(slug.rawValue)/`, un dépôt à part ; le `.git` du réseau n'en contient rien")
  }
  static let privacyLeakCheck = Phrase(
    en:
      "before anything public is sent, `mgrnet sync` looks for its slug, titles and ids, and refuses to send them",
    fr:
      "avant tout envoi public, `mgrnet sync` y cherche son nom, ses titres et ses identifiants, et refuse de les envoyer"
  )

  static let privacyRead = Phrase(
    en: "what a member has read they know; who is expelled keeps their copy, and no key takes it back",
    fr: "ce qu'un membre a lu, il le sait ; qui est exclu garde sa copie, qu'aucune clé ne reprend")
  static let privacyKeyStolen = Phrase(
    en:
      "whoever gets hold of a member's secret key reads all that was ever sealed for it, on every copy of the server",
    fr:
      "qui s'empare de la clé secrète d'un membre lit tout ce qui a jamais été scellé pour elle, sur chaque copie du serveur"
  )
  static let privacyHistory = Phrase(
    en: "what was withdrawn stays in the history, which every member has",
    fr: "ce qui a été retiré reste dans l'historique, que chaque membre possède")
  static let privacyAnonymous = Phrase(
    en:
      "nobody is anonymous here; in public, `--anonymous` hides neither from the server which account sent when, nor your style, nor how few you are",
    fr:
      "nul n'est anonyme ici ; en public, `--anonymous` ne cache ni au serveur quel compte a envoyé et quand, ni votre style, ni combien vous êtes peu"
  )
  static let privacyPublish = Phrase(
    en: "what `mgrnet publish` copied to a public community is public for good once it was sent",
    fr: "ce que `mgrnet publish` a copié dans une communauté publique l'est pour toujours une fois envoyé")
}
