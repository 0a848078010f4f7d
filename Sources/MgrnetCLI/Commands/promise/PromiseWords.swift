import Records

/// `promise`.
extension Words {
  static let promise = CommandWords(
    en: "Promise an answer to a question, or leave it to others",
    fr: "Promet une réponse à une question, ou la laisse à d'autres",
    discussion: Phrase(
      en: """
        While your promise holds, nobody else is asked; who asked sees the day. Without `--by` it is as many days as the \
        community gives itself. A promise whose day is over goes once to the stewards.
        """,
      fr: """
        Tant que votre promesse tient, on n'en demande pas d'autre ; qui a posé la question voit le jour. Sans `--by`, \
        c'est le délai de réponse de la communauté. Une promesse dont le jour est passé est signalée une fois à ceux qui \
        animent.
        """),
    examples: [
      .init(
        Phrase(en: "mgrnet promise k3x9 --by friday", fr: "mgrnet promise k3x9 --by vendredi"), en: "by then",
        fr: "d'ici là"),
      .init("mgrnet promise k3x9 --decline", en: "not I", fr: "pas moi"),
    ])
  static let promiseID = Phrase(en: "The question", fr: "La question")
  static let promiseBy = Phrase(
    en: "The day until which you answer", fr: "Le jour jusqu'auquel vous répondez")
  static let promiseDecline = Phrase(
    en: "You will not answer this one", fr: "Vous ne répondrez pas à celle-ci")
  static func promiseIsPast(_ day: CalendarDay) -> Phrase {
    Phrase(en: "\(Words.day(day)) is over", fr: "le \(Words.day(day)) est passé")
  }
  static func promisedFor(_ day: CalendarDay, today: CalendarDay) -> Phrase {
    Phrase(en: "promised \(forDay(day, today: today))", fr: "c'est promis \(forDay(day, today: today))")
  }

  static var notAQuestion: Failure {
    Failure(
      .usage, Phrase(en: "this is no question", fr: "ce n'est pas une question"),
      hint: Phrase(en: "`mgrnet reply ID` answers", fr: "`mgrnet reply ID` répond"))
  }
  static var ownQuestion: Failure {
    Failure(
      .notAllowed, Phrase(en: "you asked this yourself", fr: "c'est vous qui l'avez posée"),
      hint: Phrase(
        en: "`mgrnet accept REPLY` says which answer it was",
        fr: "`mgrnet accept REPLY` dit quelle réponse était la bonne"))
  }
  static var sourceMissing: Failure {
    Failure(
      .usage, Phrase(en: "a reading says what was read", fr: "une lecture dit ce qui a été lu"),
      hint: Words.give("--source \"…\""))
  }
}
