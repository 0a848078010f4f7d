/// `subscribe`.
extension Words {
  static let subscribe = CommandWords(
    en: "Choose what of a community reaches you", fr: "Choisit ce qui vous parvient d'une communauté",
    examples: [
      .init(
        Phrase(en: "mgrnet subscribe conges digest", fr: "mgrnet subscribe conges condensé"),
        en: "its posts in your digest, no more",
        fr: "ses messages dans votre condensé, sans plus")
    ])
  static let subscribeMode = Phrase(
    en: "Each post, a digest, or what mentions you",
    fr: "Chaque message (chaque), un condensé, ou ce qui vous cite (mentions)")
  static func subscriptionMode(_ mode: String) -> Phrase {
    switch mode {
    case "each": Phrase(en: "each post", fr: "chaque message")
    case "digest": Phrase(en: "in the digest", fr: "dans le condensé")
    case "mentions": Phrase(en: "mentions", fr: "si l'on vous cite")
    default: Phrase(verbatim: "\(mode)")
    }
  }
  static let subscribeToOne = Phrase(
    en: "no subscriptions; `mgrnet subscribe SLUG` makes one, `mgrnet community list` names the communities",
    fr: "aucun abonnement ; `mgrnet subscribe NOM` en prend un, `mgrnet community list` nomme les communautés"
  )
  static let unsubscribe = CommandWords(en: "End a subscription", fr: "Met fin à un abonnement")
}
