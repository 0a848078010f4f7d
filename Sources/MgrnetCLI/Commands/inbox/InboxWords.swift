import Attention

/// `inbox`.
extension Words {
  static let inbox = CommandWords(
    en: "What waits for you, each with its reason",
    fr: "Ce qui vous attend, et pourquoi",
    discussion: Phrase(
      en: """
        In order of whose turn it is: what you promised, questions sent your way, replies to you, meetings, who tried \
        what you wrote, and new posts where you want each. What you read is done; `inbox done` puts the rest \
        away, on this machine alone.
        """,
      fr: """
        Dans l'ordre de qui doit agir : ce que vous avez promis, les questions qui comptent sur vous, les réponses, les \
        rencontres, qui a essayé ce que vous avez écrit, et les nouveaux messages là où vous les voulez tous. Ce que vous \
        avez lu est fait ; `inbox done` range le reste, sur cette machine seulement.
        """),
    examples: [
      .init("mgrnet inbox", en: "all of it", fr: "tout"),
      .init(
        "mgrnet inbox --routed", en: "the questions that count on you",
        fr: "les questions qui comptent sur vous"),
      .init("mgrnet inbox --ids | mgrnet show -", en: "read it in one go", fr: "tout lire d'une traite"),
      .init("mgrnet inbox done k3x9", en: "put one away", fr: "en ranger un"),
    ])
  static let inboxList = CommandWords(en: "List what waits for you", fr: "Liste ce qui vous attend")
  static let inboxDone = CommandWords(
    en: "Put away what you are done with, on this machine",
    fr: "Range ce qui est réglé pour vous, sur cette machine")
  static let inboxRouted = Phrase(
    en: "Only questions sent your way", fr: "Seulement les questions qui comptent sur vous")
  static let inboxDue = Phrase(en: "Only what is due for review", fr: "Seulement ce qui est à revoir")
  static let inboxDoneIDs = Phrase(
    en: "What waits; `-` reads ids from standard input",
    fr: "Ce qui attend ; `-` lit les identifiants sur l'entrée standard")
  static let nothingWaits = Phrase(en: "Nothing waits for you.", fr: "Rien ne vous attend.")
  static let nothingOfThatWaits = Phrase(
    en: "nothing of that waits for you", fr: "rien de tout cela ne vous attend")
  static func waitForYou(_ waiting: [Waiting]) -> Phrase {
    let minutes = waiting.reduce(0) { $0 + $1.item.minutes }
    return Noun(
      en: ("thing waits for you", "things wait for you"), fr: ("chose vous attend", "choses vous attendent")
    )
    .counted(waiting.count) + Phrase(verbatim: ", \(Words.minutes(minutes))")
  }
  static func doneWith(_ count: Int) -> Phrase {
    Noun(en: ("thing put away", "things put away"), fr: ("chose rangée", "choses rangées")).counted(count)
  }
}
