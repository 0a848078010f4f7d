/// `reply`.
extension Words {
  static let reply = CommandWords(
    en: "Answer a post; prints the reply's id",
    fr: "Répond à un message et affiche l'identifiant de la réponse",
    examples: [
      .init(
        Phrase(
          en: "mgrnet reply 7k2m -m \"We draw lots in March, and swap until May.\"",
          fr: "mgrnet reply 7k2m -m \"Nous tirons au sort en mars, et échangeons jusqu'en mai.\""),
        en: "a concrete answer", fr: "une réponse concrète"),
      .init(
        "mgrnet reply 7k2m --disagree", en: "no public quarrel: whom to phone",
        fr: "pas de querelle publique : qui appeler"),
    ])
  static let replyPost = Phrase(
    en: "The post, or the reply in it, to answer", fr: "Le message, ou la réponse, auquel répondre")
  static let replyDisagree = Phrase(
    en: "Publish nothing: show the author's phone", fr: "Ne publie rien : montre le téléphone de l'auteur")
  static func noPhone(_ name: String) -> Phrase {
    Phrase(
      en: "\(name) gives no phone number, but an address",
      fr: "\(name) ne donne pas de téléphone, mais une adresse")
  }
  static let disagreeAnonymous = Phrase(
    en: "its author chose not to be named: there is nobody to phone",
    fr: "son auteur a choisi de ne pas être nommé : il n'y a personne à appeler")
  static let disagreeAnonymousHint = Phrase(
    en: "talk to a steward of the community: `mgrnet community show`",
    fr: "parlez-en à un animateur de la communauté : `mgrnet community show`")
}
