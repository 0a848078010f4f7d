import Attention
import Planning
import Records

/// `mgrnet` alone.
extension Words {
  static let today = CommandWords(
    en: "What deserves your time today (`mgrnet` alone does the same)",
    fr: "Ce qui mérite votre temps aujourd'hui (comme `mgrnet` tout court)",
    discussion: Phrase(
      en: """
        At most twelve lines: who of your team is away, who answered you, which questions count on you, what you promised, \
        what closes soon, and an answer that worked for somebody this week. Each with what to type.
        """,
      fr: """
        Douze lignes au plus : qui de votre équipe est absent, qui vous a répondu, quelles questions comptent sur vous, ce \
        que vous avez promis, ce qui se termine bientôt, et une réponse qui a marché pour quelqu'un cette semaine. Chacune \
        dit quoi taper.
        """),
    examples: [.init("mgrnet today --json", en: "for scripts", fr: "pour les scripts")])

  static let beginning: [(Phrase, Phrase)] = [
    (
      Phrase(en: "No network here. Begin one:", fr: "Pas de réseau ici. En ouvrir un :"),
      Phrase(en: "mgrnet init FOLDER", fr: "mgrnet init DOSSIER")
    ),
    (
      Phrase(en: "Join one:", fr: "En rejoindre un :"),
      Phrase(en: "mgrnet clone ADDRESS", fr: "mgrnet clone ADRESSE")
    ),
    (Phrase(en: "All commands:", fr: "Toutes les commandes :"), Phrase(verbatim: "mgrnet help")),
  ]
  static func networkName(_ name: String) -> Phrase { Phrase(verbatim: "\(name)") }
  static let makeYourCard = Phrase(
    en: "you have no card here yet: `mgrnet me`, then `mgrnet charter accept`",
    fr: "vous n'avez pas encore de fiche ici : `mgrnet me`, puis `mgrnet charter accept`")

  static func label(_ group: Today.Group) -> Phrase {
    switch group {
    case .away: Phrase(en: "away", fr: "absent")
    case .forYou: Phrase(en: "for you", fr: "pour vous")
    case .sentTo: Phrase(en: "sent to", fr: "on compte sur vous")
    case .you: Phrase(en: "you", fr: "à vous")
    case .turn: Phrase(en: "your turn", fr: "votre tour")
    case .waiting: Phrase(en: "waiting", fr: "en attente")
    case .soon: Phrase(en: "soon", fr: "bientôt")
    case .worked: Phrase(en: "worked", fr: "ça a marché")
    case .new: Phrase(en: "new", fr: "nouveau")
    }
  }

  static func todayHead(_ day: CalendarDay, _ network: String) -> Phrase {
    let day = Words.day(day, .withoutYear)
    let capital = { (text: String) in text.prefix(1).uppercased() + text.dropFirst() }
    return Phrase(en: "\(capital(day.english))", fr: "\(capital(day.french))")
      + Phrase(verbatim: " · \(network)")
  }

  static func moreInInbox(_ count: Int) -> Phrase {
    Phrase(en: "\(number(count)) more: mgrnet inbox", fr: "\(number(count)) de plus : mgrnet inbox")
  }

  /// The last line: how long all that is new takes to read.
  static func todayEnd(isEmpty: Bool, posts: Int, minutes: Int) -> Phrase {
    let nothing = isEmpty ? nothingWaits : nil
    guard posts > 0 else {
      return nothing
        ?? Phrase(en: "Nothing else is new this week.", fr: "Rien d'autre de neuf cette semaine.")
    }
    let new = Noun(
      en: ("new post this week", "new posts this week"),
      fr: ("nouveau message cette semaine", "nouveaux messages cette semaine")
    ).counted(posts)
    let line = Phrase(
      en: "\(new), \(Words.minutes(minutes)): mgrnet digest",
      fr: "\(new), \(Words.minutes(minutes)) : mgrnet digest")
    return nothing.map { $0 + Phrase(verbatim: " ") + line } ?? line
  }

  /// `Luc until Wednesday (Sofia covers)`.
  static func awayToday(
    _ name: Phrase, _ halves: HalfDays, back: CalendarDay?, deputy: Phrase?, today: CalendarDay
  ) -> Phrase {
    let when: Phrase
    switch (halves, back) {
    case (.morning, _): when = Phrase(en: "this morning", fr: "ce matin")
    case (.afternoon, today?): when = Phrase(en: "this afternoon", fr: "cet après-midi")
    case (_, let back?):
      when = Phrase(
        en: "back \(nearDay(back, today: today))",
        fr: today.distance(to: back) > 6
          ? "de retour le \(nearDay(back, today: today))" : "de retour \(nearDay(back, today: today))")
    default: when = Phrase(en: "today", fr: "aujourd'hui")
    }
    let cover = deputy.map { Phrase(en: " (\($0) covers)", fr: " (\($0) remplace)") } ?? Phrase(verbatim: "")
    return Phrase(verbatim: "\(name): ") + when + cover
  }
}
