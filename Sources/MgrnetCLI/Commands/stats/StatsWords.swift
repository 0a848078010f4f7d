import Attention
import Records

/// `stats`.
extension Words {
  static let stats = CommandWords(
    en: "Whether a community, or the network, lives", fr: "Si une communauté, ou le réseau, est vivante",
    discussion: Phrase(
      en: """
        Counted from what people wrote and marked in a year, never from what they read. Each line says how many it is of, \
        and what to type to see for yourself. No figure is about one person, and none about fewer than five. The time to \
        a first answer is a median that counts open questions as well (Kaplan and Meier).
        """,
      fr: """
        Compté sur ce que les gens ont écrit et marqué en un an, jamais sur ce qu'ils lisent. Chaque ligne dit sur combien \
        elle porte, et quoi taper pour vérifier. Aucun chiffre ne porte sur une personne, ni sur moins de cinq. Le délai \
        de première réponse est une médiane qui compte aussi les questions ouvertes (Kaplan et Meier).
        """),
    examples: [
      .init(
        "mgrnet stats idf --since 3m", en: "of a community, in three months",
        fr: "d'une communauté, en trois mois"),
      .init("mgrnet stats --as md", en: "to post it", fr: "pour le publier"),
    ])
  static let statsCommunity = Phrase(
    en: "Of this community (else of the network)", fr: "De cette communauté (sinon du réseau)")
  static let statsSince = Phrase(en: "Since when (else in a year)", fr: "Depuis quand (sinon en un an)")
  static let statsAs = Phrase(en: "text or md", fr: "text ou md")
  static func statsOfPrivate(_ community: String) -> Phrase {
    Phrase(
      en: "\(community) is private: among few people figures tell of single ones",
      fr: "\(community) est privée : entre peu de gens, les chiffres parlent de chacun")
  }
  static let statsRule = Phrase(
    en: "Figures of fewer than five are not shown.",
    fr: "Les chiffres portant sur moins de cinq ne sont pas montrés.")

  /// Returns the figures that are of enough, each with the command that shows the evidence.
  ///
  /// - Parameter mostRegions: so many regions at most: those whose answers are furthest from their share of the people.
  static func figures(_ figures: Figures, in community: String?, mostRegions: Int = .max) -> [FigureLine] {
    let place = community.map { " in:\($0)" } ?? ""
    var lines: [FigureLine] = []
    func add(_ name: String, _ share: Figures.Share, _ command: String, _ text: (Phrase, Phrase) -> Phrase) {
      guard share.percent != nil else { return }
      let (count, all) = (number(share.count), number(share.of))
      lines.append(
        FigureLine(
          name: name, text: text(count, all), value: .number(share.count), of: share.of, command: command))
    }
    add("active", figures.active, "list" + (community.map { " \($0)" } ?? "")) {
      Phrase(
        en: "\($0) of \($1) people wrote or marked something",
        fr: "personnes qui ont écrit ou marqué quelque chose : \($0) sur \($1)")
    }
    let answer = figures.firstAnswer
    if answer.count >= Figures.fewest {
      lines.append(
        FigureLine(
          name: "first-answer", text: firstAnswerTakes(answer),
          value: .optional(answer.median.map { Int($0) }),
          of: answer.count, command: "find kind:question" + place))
    }
    add("overdue", figures.overdue, "find is:unanswered" + place) {
      Phrase(
        en: "questions past the promised days without an answer: \($0) of \($1)",
        fr: "questions sans réponse au-delà du délai promis : \($0) sur \($1)")
    }
    add("half", figures.half, "find type:reply" + place) {
      Phrase(
        en: "half of the answers come from \($0) of \($1) people who answer",
        fr: "personnes qui donnent la moitié des réponses : \($0) sur \($1) qui répondent")
    }
    func gap(_ region: Figures.Region) -> Double { abs(region.people.fraction - region.answers.fraction) }
    let shown = Set(figures.regions.sorted { gap($0) > gap($1) }.prefix(mostRegions))
    for region in figures.regions where shown.contains(region) {
      guard let people = region.people.percent, let answers = region.answers.percent else { continue }
      lines.append(
        FigureLine(
          name: "region:\(region.name)",
          text: Phrase(
            en:
              "\(region.name): \(people) % of the people, \(answers) % of \(number(region.answers.of)) answers",
            fr:
              "\(region.name) : \(people) % des personnes, \(answers) % de \(number(region.answers.of)) réponses"
          ),
          value: .number(answers), of: region.answers.of, command: "find type:reply" + place))
    }
    add("tried", figures.tried, "find is:tried" + place) {
      Phrase(
        en: "\($0) of \($1) takeaways were tried by somebody else",
        fr: "conclusions essayées par quelqu'un d'autre : \($0) sur \($1)")
    }
    add("promises", figures.promises, "find kind:question" + place) {
      Phrase(
        en: "\($0) of \($1) promised answers came in time",
        fr: "réponses promises venues à temps : \($0) sur \($1)")
    }
    add("dead-links", figures.deadLinks, "link list") {
      Phrase(en: "dead links: \($0) of \($1)", fr: "liens morts : \($0) sur \($1)")
    }
    return lines
  }
}
