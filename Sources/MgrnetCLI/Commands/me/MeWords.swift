/// `me`.
extension Words {
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
  static let meLanguage = Phrase(
    en: "The language of the digests that you get by mail (fr, en)",
    fr: "La langue des condensés que vous recevez par courriel (fr, en)")
  static let meAsks = Phrase(
    en: "How many questions a month may be sent your way (2 if you say nothing; 0 for none)",
    fr: "Combien de questions par mois peuvent compter sur vous (2 si vous ne dites rien ; 0 pour aucune)")
  static let meDigest = Phrase(
    en: "How often a digest comes by mail: day, week, never",
    fr: "À quel rythme le condensé vient par courriel : jour, semaine ou jamais")
  static let meDigestDay = Phrase(en: "On which day of the week", fr: "Quel jour de la semaine")
  static let meMinutes = Phrase(
    en: "How many minutes a digest may take", fr: "Combien de minutes un condensé peut prendre")
  static let meQuietHours = Phrase(
    en: "When no mail is to come: `19:00-08:00`", fr: "Quand aucun courriel ne doit venir : `19:00-08:00`")
  static let meQuietDay = Phrase(
    en: "A day of the week without mail (repeat it)", fr: "Un jour de la semaine sans courriel (se répète)")
  static func notInRange(_ option: String, _ range: ClosedRange<Int>) -> Phrase {
    Phrase(
      en: "`\(option)` takes a number from \(range.lowerBound) to \(range.upperBound)",
      fr: "`\(option)` attend un nombre de \(range.lowerBound) à \(range.upperBound)")
  }
  static func notHours(_ text: String) -> Phrase {
    Phrase(en: "`\(text)` are no hours of the day", fr: "`\(text)` n'est pas une plage horaire")
  }
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
      fr: "votre fiche dit \(card), git dit \(git) : réglez `user.email` pour être reconnu")
  }
}
