import Attention

/// `subscribe`.
extension Words {
  static let subscribe = CommandWords(
    en: "Choose what of a community reaches you", fr: "Choisit ce qui vous parvient d'une communauté",
    examples: [
      .init(
        Phrase(en: "mgrnet subscribe conges digest", fr: "mgrnet subscribe conges condensé"),
        en: "its posts in your digest, no more",
        fr: "ses messages dans votre condensé, sans plus"),
      .init(
        "mgrnet subscribe --suggest", en: "what may be for you, and why",
        fr: "ce qui peut vous convenir, et pourquoi"),
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
  static let subscribeSuggest = Phrase(
    en: "List communities that may be for you, each with its reason",
    fr: "Liste les communautés qui peuvent vous convenir, chacune avec sa raison")
  static func suggested(_ reason: CommunitySuggestion.Reason) -> Phrase {
    switch reason {
    case .region(let region): Phrase(en: "your region: \(region)", fr: "votre région : \(region)")
    case .skill(let skill): Phrase(en: "your skill: \(skill)", fr: "votre domaine : \(skill)")
    case .wrote: Phrase(en: "you wrote there", fr: "vous y avez écrit")
    case .found:
      Phrase(en: "what you found useful stands there", fr: "ce que vous avez trouvé utile s'y trouve")
    }
  }
  static let nothingToSuggest = Phrase(
    en: "No community waits for you; `mgrnet community list` names all.",
    fr: "Aucune communauté ne vous attend ; `mgrnet community list` les nomme toutes.")
  static func subscribeTo(_ slug: String) -> Phrase {
    Phrase(en: "`mgrnet subscribe \(slug)`", fr: "`mgrnet subscribe \(slug)`")
  }
  static let subscribeToOne = Phrase(
    en: "no subscriptions; `mgrnet subscribe SLUG` makes one, `mgrnet community list` names the communities",
    fr: "aucun abonnement ; `mgrnet subscribe NOM` en prend un, `mgrnet community list` nomme les communautés"
  )
  static let unsubscribe = CommandWords(en: "End a subscription", fr: "Met fin à un abonnement")
}
