import Attention
import Records

/// `swot`.
extension Words {
  static let swot = CommandWords(
    en: "The network's strengths, weaknesses, opportunities and threats, in its own figures",
    fr: "Forces, faiblesses, opportunités et menaces du réseau, dans ses propres chiffres",
    discussion: Phrase(
      en:
        "Each line has its number, and what to type to see for yourself. The figures are those of `mgrnet stats`.",
      fr:
        "Chaque ligne a son chiffre, et dit quoi taper pour vérifier. Les chiffres sont ceux de `mgrnet stats`."
    ),
    examples: [.init("mgrnet swot --as md", en: "to post it", fr: "pour le publier")])

  static let swotTooYoung = Phrase(
    en: "There is too little yet to say anything.", fr: "Il y a encore trop peu pour dire quoi que ce soit.")

  static func swotSide(_ side: Swot.Side) -> Phrase {
    switch side {
    case .strengths: Phrase(en: "STRENGTHS", fr: "FORCES")
    case .weaknesses: Phrase(en: "WEAKNESSES", fr: "FAIBLESSES")
    case .opportunities: Phrase(en: "OPPORTUNITIES", fr: "OPPORTUNITÉS")
    case .threats: Phrase(en: "THREATS", fr: "MENACES")
    }
  }

  static func finding(_ finding: Swot.Finding) -> FigureLine {
    func line(_ name: String, _ text: Phrase, _ value: Int?, of: Int?, _ command: String) -> FigureLine {
      FigureLine(name: name, text: text, value: .optional(value), of: of, command: command)
    }
    func share(
      _ name: String, _ share: Figures.Share, told: Figures.Told? = nil, _ command: String,
      _ text: (Phrase, Phrase) -> Phrase
    ) -> FigureLine {
      let told = told ?? .exactly(share.count)
      return line(name, text(count(told), number(share.of)), told.number, of: share.of, command)
    }
    switch finding {
    case .quickAnswers(let answer), .slowAnswers(let answer):
      return line(
        "first-answer", firstAnswerTakes(answer), answer.median.map { Int($0) }, of: answer.count, "stats")
    case .takeawaysTried(let part):
      return share("tried", part, "find is:tried") {
        Phrase(
          en: "\($0) of \($1) takeaways were tried by somebody else",
          fr: "conclusions essayées par quelqu'un d'autre : \($0) sur \($1)")
      }
    case .takeawaysUntried(let part):
      return share("tried", part, "find kind:practice -is:tried") {
        Phrase(
          en: "only \($0) of \($1) takeaways were tried: the rest waits for somebody",
          fr: "conclusions que quelqu'un a essayées : \($0) seulement sur \($1)")
      }
    case .promisesKept(let part):
      return share("promises", part, told: part.told, "stats") {
        Phrase(
          en: "\($0) of \($1) promised answers came in time",
          fr: "réponses promises venues à temps : \($0) sur \($1)")
      }
    case .promisesBroken(let part):
      return share("promises", part, told: part.told, "stats") {
        Phrase(
          en: "only \($0) of \($1) promised answers came in time",
          fr: "réponses promises venues à temps : \($0) seulement sur \($1)")
      }
    case .manyAnswer(let part):
      return share("half", part, told: part.toldAlone, "stats") {
        Phrase(
          en: "many answer: half of the answers come from \($0) of \($1) people",
          fr: "beaucoup répondent : la moitié des réponses vient de \($0) personnes sur \($1)")
      }
    case .fewAnswer(let part):
      return share("half", part, told: part.toldAlone, "stats") {
        Phrase(
          en: "half of all answers come from \($0) of \($1) people",
          fr: "personnes qui donnent la moitié des réponses : \($0) sur \($1)")
      }
    case .silentRegion(let region):
      return line(
        "region:\(region.name)",
        Phrase(
          en:
            "\(region.name): \(region.people.percent ?? 0) % of the people, \(region.answers.percent ?? 0) % of the answers",
          fr:
            "\(region.name) : \(region.people.percent ?? 0) % des personnes, \(region.answers.percent ?? 0) % des réponses"
        ),
        region.answers.percent, of: region.answers.of, "stats")
    case .regionWithoutCommunity(let region, let people):
      return line(
        "no-community:\(region)",
        Phrase(
          en: "\(number(people)) people of \(region), no community of theirs",
          fr: "\(number(people)) personnes de \(region), sans communauté à elles"),
        people, of: nil, "community create SLUG --region \(shellWord(region))")
    case .quietSubscribers(let part):
      let quiet = Figures.Share(part.of - part.count, of: part.of)
      return share("active", quiet, told: quiet.told, "stats") {
        Phrase(
          en: "\($0) of \($1) people have not written or marked anything yet",
          fr: "personnes qui n'ont encore rien écrit ni marqué : \($0) sur \($1)")
      }
    case .overdueQuestions(let count, let days):
      let age = Noun(en: ("day", "days"), fr: ("jour", "jours")).counted(days)
      return line(
        "overdue",
        Noun(en: ("question", "questions"), fr: ("question", "questions")).counted(count)
          + Phrase(
            en: " past the promise, the oldest \(age)",
            fr: " au-delà du délai promis, la plus ancienne \(age)"),
        count, of: nil, "find is:unanswered")
    case .dueReviews(let count):
      return line(
        "due",
        Noun(
          en: ("answer is due for review", "answers are due for review"),
          fr: ("réponse est à revoir", "réponses sont à revoir")
        ).counted(count), count, of: nil, "find is:due")
    case .deadLinks(let part):
      return share("dead-links", part, "link list") {
        Phrase(en: "dead links: \($0) of \($1)", fr: "liens morts : \($0) sur \($1)")
      }
    }
  }
}
