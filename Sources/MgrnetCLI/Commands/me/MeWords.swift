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
