import Records

/// What French speakers type for values that options and queries take.
extension Words {
  /// By the English word; the first is the one that is shown.
  private static let french: [String: [String]] = [
    // Kinds of posts, types of records.
    "practice": ["pratique"], "analogy": ["analogie"], "reading": ["lecture"], "news": ["nouvelle"],
    "post": ["message"], "reply": ["réponse"], "link": ["lien"], "template": ["modèle"],
    "person": ["personne"],
    "event": ["rencontre", "évènement"], "community": ["communauté"], "contest": ["concours"],
    "meeting": ["réunion"], "analysis": ["analyse"],
    // How it went, answers, times of the day and of the year.
    "worked": ["marche", "a marché"], "mixed": ["mitigé"], "failed": ["échec", "n'a pas marché"],
    "yes": ["oui", "o"], "maybe": ["peut-être"], "no": ["non", "n"],
    "noon": ["midi"], "morning": ["matin"], "evening": ["soir"],
    "day": ["jour"], "week": ["semaine"], "always": ["toujours"], "never": ["jamais"],
    // Subscriptions, orders, forms.
    "each": ["chaque"], "digest": ["condensé", "résumé"], "best": ["meilleur"], "new": ["récent"],
    "text": ["texte"],
    // States in queries.
    "unanswered": ["sans-réponse"], "answered": ["répondu"], "accepted": ["accepté"], "useful": ["utile"],
    "outdated": ["périmé"], "mine": ["mien"], "private": ["privé"], "unread": ["non-lu"],
    "conflict": ["conflit"],
    "disputed": ["contesté"], "routed": ["adressé"], "promised": ["promis"], "due": ["à-revoir"],
    "tried": ["essayé"],
  ]

  /// How a value is shown and may be typed.
  static func valueWord(_ value: String) -> Phrase {
    Phrase(en: "\(value)", fr: "\(french[value]?[0] ?? value)")
  }

  static func give(oneOfValues values: [String]) -> Phrase {
    let words = either(values.map { Phrase(verbatim: "`\(valueWord($0))`") })
    return Phrase(en: "give \(words)", fr: "donnez \(words)")
  }

  /// Returns the value that a person typed, in any case and with or without accents.
  static func value(named typed: String, among values: [String]) -> String? {
    func bare(_ text: String) -> String { fold(text).filter { $0.isLetter || $0.isNumber } }
    let typed = bare(typed)
    return values.first { value in ([value] + (french[value] ?? [])).contains { bare($0) == typed } }
  }
}
