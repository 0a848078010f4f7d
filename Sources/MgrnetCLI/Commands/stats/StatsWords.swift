import Attention
import Records

/// `stats`.
extension Words {
  static let stats = CommandWords(
    en: "Whether a community, or the network, lives", fr: "Si une communauté, ou le réseau, est vivante",
    discussion: Phrase(
      en: """
        Counted from what people wrote and marked in a year, never from what they read. Each line says how many it is of, \
        and what to type to see for yourself. No figure is about one person, and none about fewer than five; nor does one tell \
        how many the other few are. The time to \
        a first answer is a median that counts open questions as well (Kaplan and Meier).
        """,
      fr: """
        Compté sur ce que les gens ont écrit et marqué en un an, jamais sur ce qu'ils lisent. Chaque ligne dit sur combien \
        elle porte, et quoi taper pour vérifier. Aucun chiffre ne porte sur une personne, ni sur moins de cinq, ni ne laisse \
        compter les quelques autres. Le délai \
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
  static let statsAs = Phrase(en: "text or md", fr: "texte ou md")
  static func statsOfPrivate(_ community: String) -> Phrase {
    Phrase(
      en: "\(community) is private: among few people figures tell of single ones",
      fr: "\(community) est privée : entre peu de gens, les chiffres parlent de chacun")
  }
  /// The size of a group of people: exact, or only that it is small.
  static func count(_ told: Figures.Told) -> Phrase {
    switch told {
    case .exactly(let count): number(count)
    case .few: Phrase(en: "fewer than \(number(Figures.fewest))", fr: "moins de \(number(Figures.fewest))")
    case .allButFew:
      Phrase(
        en: "all but fewer than \(number(Figures.fewest))",
        fr: "toutes, sauf moins de \(number(Figures.fewest)),")
    }
  }
  static let statsRule = Phrase(
    en: "Figures of fewer than five are not shown.",
    fr: "Les chiffres portant sur moins de cinq ne sont pas montrés.")

  /// A community that has grown too large, and which parts of it would make communities of their own.
  static func tooLarge(_ community: String, people: Int, most: Int, _ parts: [OwnCommunity]) -> [FigureLine] {
    func command(_ subject: OwnCommunity.Subject) -> String {
      switch subject {
      case .region(let name): "community fork \(community) --for \(shellWord(name))"
      case .tag(let name): "community create SLUG --theme \(shellWord(name))"
      }
    }
    let size = FigureLine(
      name: "size",
      text: Phrase(
        en:
          "\(number(people)) people subscribed, and this network wants communities of at most \(number(most))",
        fr: "\(number(people)) abonnés, et ce réseau veut des communautés d'au plus \(number(most)) personnes"
      ),
      value: .number(people), of: nil,
      command: parts.first.map { command($0.subject) } ?? "community fork \(community) --for REGION")
    return [size]
      + parts.map { part in
        let (inside, all) = (number(part.answers.count), number(part.answers.of))
        return FigureLine(
          name: "own:\(part.subject.name)",
          text: Phrase(
            en:
              "\(part.subject.name) would make a community of its own: \(number(part.people)) people, \(inside) of \(all) answers stay among them",
            fr:
              "\(part.subject.name) ferait une communauté à part : \(number(part.people)) personnes, \(inside) réponses sur \(all) restent entre elles"
          ),
          value: .number(part.people), of: people, command: command(part.subject))
      }
  }

  /// Returns the figures that are of enough, each with the command that shows the evidence.
  ///
  /// - Parameter mostRegions: so many regions at most: those whose answers are furthest from their share of the people.
  static func figures(_ figures: Figures, in community: String?, mostRegions: Int = .max) -> [FigureLine] {
    let place = community.map { " in:\($0)" } ?? ""
    var lines: [FigureLine] = []
    func add(
      _ name: String, _ share: Figures.Share, told: Figures.Told? = nil, _ command: String,
      _ text: (Phrase, Phrase) -> Phrase
    ) {
      guard share.percent != nil else { return }
      let told = told ?? .exactly(share.count)
      lines.append(
        FigureLine(
          name: name, text: text(count(told), number(share.of)), value: .optional(told.number), of: share.of,
          command: command))
    }
    add("active", figures.active, told: figures.active.told, "list" + (community.map { " \($0)" } ?? "")) {
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
    add("half", figures.half, told: figures.half.toldAlone, "find type:reply" + place) {
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
    add("promises", figures.promises, told: figures.promises.told, "find kind:question" + place) {
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
