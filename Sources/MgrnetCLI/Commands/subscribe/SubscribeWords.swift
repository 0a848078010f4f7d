/// `subscribe`.
extension Words {
  static let subscribe = CommandWords(
    en: "Choose what of a community reaches you", fr: "Choisit ce qui vous parvient d'une communauté",
    examples: [
      .init(
        "mgrnet subscribe conges digest", en: "its posts in your digest, no more",
        fr: "ses messages dans votre résumé, sans plus")
    ])
  static let subscribeMode = Phrase(
    en: "Each post, a digest, or what mentions you",
    fr: "Chaque message (each), un résumé (digest) ou ce qui vous cite (mentions)")
  static let subscribeToOne = Phrase(
    en: "no subscriptions; `mgrnet subscribe SLUG` makes one, `mgrnet community list` names the communities",
    fr: "aucun abonnement ; `mgrnet subscribe NOM` en prend un, `mgrnet community list` nomme les communautés"
  )
  static let unsubscribe = CommandWords(en: "End a subscription", fr: "Met fin à un abonnement")
}
