import Records

/// `init`, `me`, `charter`.
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
    en: "The language of the charter (fr, en; default: yours)",
    fr: "La langue de la charte (fr, en ; par défaut : la vôtre)")
  static let initBare = Phrase(en: "Without work tree", fr: "Sans copie de travail")
  static let initDefaultName = Phrase(en: "Network", fr: "Réseau")
  static func initDone(name: String, folder: String, templates: Int) -> Phrase {
    Phrase(
      en:
        "\(name): a new network in \(folder), with a charter and \(templates) templates",
      fr:
        "\(name) : un nouveau réseau dans \(folder), avec une charte et \(templates) modèles"
    )
  }
  static let initNext = Phrase(
    en:
      "`mgrnet charter` shows the charter, `mgrnet charter accept` accepts it, `mgrnet community create` makes a community",
    fr:
      "`mgrnet charter` montre la charte, `mgrnet charter accept` l'accepte, `mgrnet community create` crée une communauté"
  )

  static let me = CommandWords(
    en: "Show or change your card", fr: "Montre ou change votre fiche",
    discussion: Phrase(
      en:
        "You are whom git's `user.email` names. Without a card, this makes one. An empty value takes a field away.",
      fr:
        "Vous êtes qui `user.email` de git désigne. Sans fiche, cette commande en crée une. Une valeur vide efface un champ."
    ),
    examples: [
      .init(
        "mgrnet me --team Support --phone \"01 99 00 12 34\"", en: "your team, and where to phone you",
        fr: "votre équipe, et où vous appeler")
    ])
  static let meName = Phrase(en: "Your name", fr: "Votre nom")
  static let meEmail = Phrase(en: "Your address", fr: "Votre adresse")
  static let meRegion = Phrase(en: "Your region", fr: "Votre région")
  static let meTeam = Phrase(en: "Your team", fr: "Votre équipe")
  static let meHolidays = Phrase(
    en: "Your holidays where they are not the network's: FR-57, FR-974, or a file of `holidays/`",
    fr: "Vos jours fériés s'ils ne sont pas ceux du réseau : FR-57, FR-974, ou un fichier de `holidays/`")
  static let mePhone = Phrase(en: "Where who disagrees phones you", fr: "Où vous appeler en cas de désaccord")
  static let meSkill = Phrase(
    en: "What you can help with (repeat it)", fr: "Ce sur quoi vous pouvez aider (se répète)")
  static let meHandle = Phrase(
    en: "The handle of a new card (default: from your name)",
    fr: "Le pseudo d'une nouvelle fiche (par défaut : tiré de votre nom)")
  static func handleStays(_ handle: String) -> Phrase {
    Phrase(en: "your handle is `\(handle)` and stays so", fr: "votre pseudo est `\(handle)` et le reste")
  }
  static let handleStaysHint = Phrase(
    en: "what you wrote is known by it; `--name` changes how you are called",
    fr: "il désigne ce que vous avez écrit ; `--name` change le nom affiché")
  static func emailDiffers(_ card: String, _ git: String) -> Phrase {
    Phrase(
      en: "your card says \(card), git says \(git): set `user.email` to be known again",
      fr:
        "votre fiche dit \(card), git dit \(git) : réglez `user.email` pour être reconnu")
  }

  static let charter = CommandWords(
    en: "The charter: show, accept or edit it", fr: "La charte : la montrer, l'accepter, la modifier")
  static let charterShow = CommandWords(en: "Show the charter", fr: "Montre la charte")
  static let charterAccept = CommandWords(
    en: "Accept the charter's current revision", fr: "Accepte la révision actuelle de la charte")
  static let charterEdit = CommandWords(
    en: "Change the charter; everyone accepts it anew", fr: "Modifie la charte ; chacun l'accepte de nouveau")
  static let acceptNext = Phrase(
    en: "`mgrnet charter accept` comes next: nobody posts before accepting the charter",
    fr: "ensuite `mgrnet charter accept` : personne ne publie avant d'accepter la charte")
  static let charterYes = Phrase(
    en: "Accept without being asked", fr: "L'accepte sans poser la question")
  static let askCharter = Phrase(en: "Do you accept this charter?", fr: "Acceptez-vous cette charte ?")
  static let charterNotTaken = Phrase(en: "the charter is not accepted", fr: "la charte n'est pas acceptée")
  static func charterAccepted(_ revision: Int) -> Phrase {
    Phrase(en: "charter accepted (revision \(revision))", fr: "charte acceptée (révision \(revision))")
  }
  static func charterAlreadyAccepted(_ revision: Int) -> Phrase {
    Phrase(
      en: "you accepted revision \(revision) before", fr: "vous aviez déjà accepté la révision \(revision)")
  }
  static let charterEditedNext = Phrase(
    en: "nobody posts before accepting it: `mgrnet charter accept`",
    fr: "personne ne publie avant de l'accepter : `mgrnet charter accept`")
}
