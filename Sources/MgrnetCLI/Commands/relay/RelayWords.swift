import Records

/// `relay`, and `post --relay`.
extension Words {
  static let relay = CommandWords(
    en: "Put in what others may not send themselves",
    fr: "Publie ce que d'autres ne peuvent envoyer eux-mêmes")
  static let relayPublish = CommandWords(
    en: "Put in a post without a name that was sealed for you",
    fr: "Publie un message sans nom scellé pour vous",
    discussion: Phrase(
      en: """
        `mgrnet post … --anonymous --relay YOU -o FILE` seals it for the keys on your card, and names nobody; the file comes \
        by whatever way the two of you trust. You read it first, for you answer for it. Then it leaves from your machine as \
        your own texts without a name do: the server sees your account, not theirs.
        """,
      fr: """
        `mgrnet post … --anonymous --relay VOUS -o FICHIER` le scelle pour les clés de votre fiche, sans nommer personne ; le \
        fichier vient par une voie en laquelle vous avez tous deux confiance. Vous le lisez d'abord, car vous en répondez. \
        Puis il part de votre machine comme vos propres textes sans nom : le serveur voit votre compte, pas le sien.
        """),
    examples: [
      .init(
        Phrase(en: "mgrnet relay publish letter.age", fr: "mgrnet relay publish lettre.age"),
        en: "read it, and put it in", fr: "le lire, et le publier")
    ])
  static let relayFile = Phrase(
    en: "The sealed file (`-`: from a pipe)", fr: "Le fichier scellé (`-` : d'un tube)")
  static let postRelay = Phrase(
    en: "With `--anonymous`: seal it for this person, who puts it in",
    fr: "Avec `--anonymous` : le scelle pour cette personne, qui le publie"
  )
  static let postRelayOutput = Phrase(en: "The file to hand over to them", fr: "Le fichier à lui remettre")
  static let relayNeeds = Phrase(
    en: "`--relay` seals a text without a name into a file",
    fr: "`--relay` scelle un texte sans nom dans un fichier")
  static func sealedForRelay(_ path: String, _ handle: String) -> Phrase {
    Phrase(
      en: "sealed for \(handle), in \(path); nothing of it stays here",
      fr: "scellé pour \(handle), dans \(path) ; rien n'en reste ici")
  }
  static func handItOver(_ path: String) -> Phrase {
    Phrase(
      en: "hand it over by a way that does not name you; they type `mgrnet relay publish \(path)`",
      fr:
        "remettez-le par une voie qui ne vous nomme pas ; il suffira de taper `mgrnet relay publish \(path)`")
  }
  static let noRelayedPost = Phrase(
    en: "what is sealed there is no post", fr: "ce qui y est scellé n'est pas un message")
  static func noKeyToSealFor(_ handle: Handle) -> Phrase {
    Phrase(
      en: "the card of \(handle) has no key to seal for",
      fr: "la fiche de \(handle) n'a aucune clé pour qui sceller")
  }
  static let noKeyToSealForHint = Phrase(
    en: "they make one by `mgrnet key new` and enter it by `mgrnet key add`",
    fr: "il s'en crée une par `mgrnet key new`, et s'inscrit par `mgrnet key add`")
  static let noOwnKey = Phrase(
    en: "this machine has no key that opens it", fr: "cette machine n'a aucune clé qui l'ouvre")
  static let noOwnKeyHint = Phrase(
    en: "`mgrnet key show` shows yours", fr: "`mgrnet key show` montre les vôtres")
}
