import Attention
import Planning
import Records

/// What waits for somebody, and why.
extension Words {
  static let somebody = Phrase(en: "Somebody", fr: "Quelqu'un")

  static func inQuotes(_ title: String) -> Phrase { Phrase(en: "“\(title)”", fr: "« \(title) »") }

  /// `today`, `Thursday`, `3 June 2027`: as people name a day near `today`.
  static func nearDay(_ day: CalendarDay, today: CalendarDay) -> Phrase {
    switch today.distance(to: day) {
    case -1: Phrase(en: "yesterday", fr: "hier")
    case 0: Phrase(en: "today", fr: "aujourd'hui")
    case 1: Phrase(en: "tomorrow", fr: "demain")
    case -6...6: Phrase(en: "\(day.weekday.name(in: .english))", fr: "\(day.weekday.name(in: .french))")
    case -300...300: Words.day(day, .withoutYear)
    default: Words.day(day, .long)
    }
  }

  /// `for Thursday`, `pour jeudi`; `for today`, `pour aujourd’hui`.
  static func forDay(_ day: CalendarDay, today: CalendarDay) -> Phrase {
    Phrase(en: "for \(nearDay(day, today: today))", fr: "pour \(nearDay(day, today: today))")
  }

  /// `on Thursday`, `jeudi`; `today`.
  private static func onDay(_ day: CalendarDay, _ today: CalendarDay) -> Phrase {
    let near = nearDay(day, today: today)
    if (-1...1).contains(today.distance(to: day)) { return near }
    return Phrase(en: "on \(near)", fr: today.distance(to: day).magnitude > 6 ? "le \(near)" : "\(near)")
  }

  private static func since(_ day: CalendarDay, _ today: CalendarDay) -> Phrase {
    let near = nearDay(day, today: today)
    return Phrase(
      en: "since \(near)", fr: today.distance(to: day).magnitude > 6 ? "depuis le \(near)" : "depuis \(near)")
  }

  // MARK: Lines of today's screen

  static func youPromised(_ title: Phrase, by day: CalendarDay, today: CalendarDay) -> Phrase {
    day < today
      ? Phrase(
        en: "\(title): your answer was promised \(forDay(day, today: today))",
        fr: "\(title) : votre réponse était promise \(forDay(day, today: today))")
      : Phrase(
        en: "\(title): you promised an answer \(forDay(day, today: today))",
        fr: "\(title) : vous avez promis une réponse \(forDay(day, today: today))")
  }

  static func sentYourWay(_ title: Phrase, since day: CalendarDay, skill: String?, today: CalendarDay)
    -> Phrase
  {
    let why =
      skill.map { Phrase(en: " (your skill: \($0))", fr: " (votre domaine : \($0))") } ?? Phrase(verbatim: "")
    return Phrase(
      en: "\(title) waits for you \(since(day, today))\(why)",
      fr: "\(title) vous attend \(since(day, today))\(why)")
  }

  static func lapsed(_ title: Phrase, _ name: Phrase, by day: CalendarDay) -> Phrase {
    Phrase(
      en: "\(title): \(name) promised an answer for \(Words.day(day, .withoutYear)), and none came",
      fr:
        "\(title) : \(name) avait promis une réponse pour le \(Words.day(day, .withoutYear)), rien n'est venu"
    )
  }

  static func yourTurn(_ title: String, on day: CalendarDay, today: CalendarDay) -> Phrase {
    nearDay(day, today: today) + colon + Phrase(verbatim: "\(title)")
  }

  static func replied(_ name: Phrase, to title: Phrase) -> Phrase {
    Phrase(en: "\(name) answered \(title)", fr: "\(name) a répondu à \(title)")
  }

  static func repliedIn(_ title: Phrase, _ name: Phrase) -> Phrase {
    Phrase(en: "\(name) answered you in \(title)", fr: "\(name) vous a répondu dans \(title)")
  }

  static func triedYours(_ title: Phrase, by names: Phrase, _ outcomes: [String]) -> Phrase {
    let how = outcomes.map(Words.outcome).joined(separator: comma)
    return Phrase(en: "tried by \(names): \(title), \(how)", fr: "essayé par \(names) : \(title), \(how)")
  }

  static func mentionedIn(_ title: Phrase, by name: Phrase) -> Phrase {
    Phrase(en: "\(name) names you in \(title)", fr: "\(name) vous cite dans \(title)")
  }

  static func mayItNameYou(_ title: Phrase) -> Phrase {
    Phrase(
      en: "\(title) is made of an answer of yours: may it name you?",
      fr: "\(title) reprend une de vos réponses : peut-on vous nommer ?")
  }

  static func eventSoon(_ title: String, on day: CalendarDay, _ answer: String?, today: CalendarDay) -> Phrase
  {
    let mine = answered(answer)
    return Phrase(
      en: "\(title) \(onDay(day, today)), \(mine)", fr: "\(title), \(onDay(day, today)) : \(mine)")
  }

  private static func answered(_ answer: String?) -> Phrase {
    switch answer {
    case "yes": Phrase(en: "you said yes", fr: "vous avez dit oui")
    case "maybe": Phrase(en: "you said maybe", fr: "vous avez dit peut-être")
    default: Phrase(en: "they do not know whether you come", fr: "on ne sait pas si vous venez")
    }
  }

  static func contestSoon(_ title: String, on day: CalendarDay, today: CalendarDay) -> Phrase {
    Phrase(en: "\(title) closes \(onDay(day, today))", fr: "\(title) se termine \(onDay(day, today))")
  }

  static func contestWaits(_ title: String, _ step: ContestStep) -> Phrase {
    switch step {
    case .close: Phrase(en: "\(title) is over: close it", fr: "\(title) : concours terminé, à clore")
    case .open:
      Phrase(en: "\(title) is closed: open its votes", fr: "\(title) : concours clos, votes à ouvrir")
    case .witness:
      Phrase(en: "\(title) is to be drawn: be a witness", fr: "\(title) : tirage à faire, il faut un témoin")
    }
  }

  static func howDidItEnd(_ title: Phrase) -> Phrase {
    Phrase(
      en: "\(title) has been open for a month: how did it end?",
      fr: "\(title) est ouverte depuis un mois : qu'en est-il ?")
  }

  static func reviewWaits(_ title: Phrase, since day: CalendarDay, tried: Bool) -> Phrase {
    Phrase(en: "\(title): is it still true?", fr: "\(title) : est-ce toujours vrai ?")
  }

  static func pastPromise(_ title: Phrase, in community: String, since day: CalendarDay) -> Phrase {
    Phrase(
      en: "\(title) has no answer in \(community)", fr: "\(title) reste sans réponse dans \(community)")
  }

  /// Several questions of a community at once.
  static func pastPromise(_ count: Int, in community: String) -> Phrase {
    Phrase(
      en: "\(Words.number(count)) questions in \(community) past the promised days",
      fr: "\(Words.number(count)) questions de \(community) au-delà du délai promis")
  }

  static func newIn(_ community: String, _ title: Phrase) -> Phrase {
    Phrase(en: "\(title), new in \(community)", fr: "\(title), nouveau dans \(community)")
  }

  static func workedFor(_ title: String, by name: Phrase?, people: Int) -> Phrase {
    let who = name.map { Phrase(verbatim: ", \($0)") } ?? Phrase(verbatim: "")
    return inQuotes(title) + who
      + Phrase(
        en: people == 1 ? ": it worked for one person" : ": it worked for \(number(people)) people",
        fr: people == 1
          ? " : une personne l'a fait avec succès" : " : \(number(people)) personnes l'ont fait avec succès")
  }

  // MARK: Reasons in a listing

  static func whyPromised(_ day: CalendarDay, today: CalendarDay) -> Phrase {
    Phrase(
      en: "promised by you \(forDay(day, today: today))", fr: "promis par vous \(forDay(day, today: today))")
  }
  static func whyAsked(_ skill: String?) -> Phrase {
    skill.map { Phrase(en: "your skill: \($0)", fr: "votre domaine : \($0)") }
      ?? Phrase(en: "you may know", fr: "vous savez peut-être")
  }
  static func whyLapsed(_ name: Phrase, _ day: CalendarDay) -> Phrase {
    Phrase(
      en: "\(name) promised it for \(Words.day(day, .short)); you are a steward",
      fr: "\(name) l'avait promis pour le \(Words.day(day, .short)) ; vous animez ici")
  }
  static func whyTurn(_ day: CalendarDay, today: CalendarDay) -> Phrase {
    Phrase(en: "your turn \(onDay(day, today))", fr: "votre tour \(onDay(day, today))")
  }
  static func whyReplied(_ name: Phrase) -> Phrase {
    Phrase(en: "\(name) answered you", fr: "\(name) vous a répondu")
  }
  static func whyAnsweredYou(_ name: Phrase) -> Phrase {
    Phrase(en: "\(name) replied to your answer", fr: "\(name) a réagi à votre réponse")
  }
  static func whyTried(_ name: Phrase, _ outcome: String) -> Phrase {
    Phrase(
      en: "\(name) tried it: \(Words.outcome(outcome))", fr: "\(name) l'a essayé : \(Words.outcome(outcome))")
  }
  static func whyMentioned(_ name: Phrase) -> Phrase {
    Phrase(en: "\(name) names you", fr: "\(name) vous cite")
  }
  static let whyCredit = Phrase(
    en: "made of an answer of yours: may it name you?",
    fr: "reprend une de vos réponses : peut-on vous nommer ?")
  static func whyEvent(_ day: CalendarDay, _ answer: String?, today: CalendarDay) -> Phrase {
    Phrase(en: "\(onDay(day, today)); \(answered(answer))", fr: "\(onDay(day, today)) ; \(answered(answer))")
  }
  static func whyContest(_ day: CalendarDay, today: CalendarDay) -> Phrase {
    Phrase(en: "closes \(onDay(day, today))", fr: "se termine \(onDay(day, today))")
  }
  static func whyEnding(_ step: ContestStep) -> Phrase {
    switch step {
    case .close: Phrase(en: "you host it", fr: "vous l'organisez")
    case .open: Phrase(en: "you open its votes", fr: "vous en ouvrez les votes")
    case .witness: Phrase(en: "you took part", fr: "vous avez participé")
    }
  }
  static let whyOpenForLong = Phrase(
    en: "yours, open for a month now: how did it end?", fr: "à vous, ouverte depuis un mois : qu'en est-il ?")
  static func whyReview(_ day: CalendarDay, tried: Bool) -> Phrase {
    let since = Phrase(
      en: "due for review since \(Words.day(day, .medium))",
      fr: "à revoir depuis le \(Words.day(day, .medium))")
    return tried ? since + Phrase(en: "; you tried it", fr: " ; vous l'avez essayé") : since
  }
  static func whyUnanswered(_ community: String, _ day: CalendarDay) -> Phrase {
    Phrase(
      en: "\(community) promised an answer by \(Words.day(day, .short))",
      fr: "\(community) promettait une réponse pour le \(Words.day(day, .short))")
  }
  static func whySubscribed(_ community: String) -> Phrase {
    Phrase(en: "you subscribed to \(community)", fr: "vous êtes abonné à \(community)")
  }
}
