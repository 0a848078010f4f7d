import Attention
import Planning
import Records

/// `digest`.
extension Words {
  static let digest = CommandWords(
    en: "What came since the last digest, within your minutes",
    fr: "Ce qui est arrivé depuis le dernier condensé, dans vos minutes",
    discussion: Phrase(
      en: """
        What is for you first, then what worked for somebody, what is new where you subscribed, and questions that wait. \
        Nothing comes twice on this clone, and nothing is missed when somebody sends late. What does not fit is listed by its \
        title, once; `--more` lists it again. `--peek` and `--since` leave the next digest as it is.

        `--everyone -o DIR` is for the cron of whoever runs the network's mail: it writes one mail, into a Maildir, for each \
        person whose card asks for it (`mgrnet me --digest week`) and for whom it is time; never in their quiet hours, on \
        their days off or while they are away. It knows the commons alone.
        """,
      fr: """
        D'abord ce qui est pour vous, puis ce qui a marché pour quelqu'un, le nouveau là où vous êtes abonné, et les questions \
        qui attendent. Rien ne vient deux fois sur ce clone, et rien ne manque quand quelqu'un envoie tard. Ce qui ne tient \
        pas est donné par son titre, une fois ; `--more` le redonne. `--peek` et `--since` laissent le prochain condensé \
        tel quel.

        `--everyone -o DOSSIER` est fait pour le cron de qui tient le courriel du réseau : il écrit un courriel, dans un \
        Maildir, pour chaque personne dont la fiche le demande (`mgrnet me --digest semaine`) et pour qui c'est le moment ; jamais \
        dans ses heures calmes, ses jours chômés ou ses absences. Il ne connaît que la partie commune.
        """),
    examples: [
      .init("mgrnet digest --minutes 5", en: "five minutes of reading", fr: "cinq minutes de lecture"),
      .init("mgrnet digest --peek --as html -o digest.html", en: "look, as a page", fr: "regarder, en page"),
      .init(
        "mgrnet digest --everyone -o /var/mail/mgrnet", en: "the mails that are due, for cron",
        fr: "les courriels à envoyer, pour cron"),
    ])
  static let digestMinutes = Phrase(
    en: "How many minutes it may take to read (else your card's, else 10)",
    fr: "Combien de minutes de lecture (sinon celles de votre fiche, sinon 10)")
  static let digestSince = Phrase(
    en: "Since when, such as `2w`, instead of the last digest",
    fr: "Depuis quand, par exemple `2s`, plutôt que le dernier condensé")
  static let digestAs = Phrase(
    en: "text, md, html, eml (a mail) or json", fr: "texte, md, html, eml (un courriel) ou json")
  static let digestFor = Phrase(en: "For somebody else", fr: "Pour quelqu'un d'autre")
  static let digestEveryone = Phrase(
    en: "A mail for each person who is due, into a Maildir",
    fr: "Un courriel pour chaque personne dont c'est le moment, dans un Maildir")
  static let digestOutput = Phrase(en: "Where to write it", fr: "Où l'écrire")
  static let digestUnsubscribe = Phrase(
    en: "An https address by which mail programs unsubscribe at once",
    fr: "Une adresse https par laquelle les messageries désabonnent aussitôt")
  static let digestPeek = Phrase(
    en: "Only look: the next digest has it again",
    fr: "Regarder seulement : le prochain condensé le redonnera")
  static let digestShowMore = Phrase(
    en: "List what the last digest had no room for", fr: "Liste ce qui ne tenait pas dans le dernier condensé"
  )

  static let digestNothing = Phrase(
    en: "Nothing new since the last digest.", fr: "Rien de neuf depuis le dernier condensé.")
  static let digestNoMore = Phrase(
    en: "the last digest had room for all", fr: "tout tenait dans le dernier condensé")
  static let digestMore = Phrase(
    en: "All of it: mgrnet digest --more", fr: "Tout le reste : mgrnet digest --more")
  static let digestWhere = Phrase(en: "mails go into a folder", fr: "les courriels vont dans un dossier")

  static func digestHeading(_ network: String, _ days: ClosedRange<CalendarDay>, minutes: Int, of budget: Int)
    -> Phrase
  {
    let range =
      days.lowerBound == days.upperBound
      ? day(days.upperBound, .withoutYear)
      : Phrase(
        en: "\(day(days.lowerBound, .short)) to \(day(days.upperBound, .short))",
        fr: "du \(day(days.lowerBound, .short)) au \(day(days.upperBound, .short))")
    return Phrase(verbatim: "\(network) · \(range)")
      + Phrase(en: " · \(minutes) of your \(budget) minutes", fr: " · \(minutes) de vos \(budget) minutes")
  }

  static func digestSection(_ section: Digest.Section) -> Phrase {
    switch section {
    case .forYou: Phrase(en: "FOR YOU", fr: "POUR VOUS")
    case .worked: Phrase(en: "WORKED", fr: "ÇA A MARCHÉ")
    case .new(let community): Phrase(en: "NEW IN \(community)", fr: "NOUVEAU DANS \(community)")
    case .open: Phrase(en: "STILL OPEN — can you answer?", fr: "SANS RÉPONSE — pouvez-vous répondre ?")
    }
  }

  static func digestLeft(_ count: Int) -> Phrase {
    Noun(
      en: ("NOT IN YOUR MINUTES: 1 title", "NOT IN YOUR MINUTES: \(number(count)) titles"),
      fr: ("HORS DE VOS MINUTES : 1 titre", "HORS DE VOS MINUTES : \(number(count)) titres")
    ).form(for: count)
  }

  static func digestPrivate(_ count: Int) -> Phrase {
    Noun(
      en: ("new text in your private communities", "new texts in your private communities"),
      fr: ("nouveau texte dans vos communautés privées", "nouveaux textes dans vos communautés privées")
    ).counted(count)
  }

  static func wroteToYou(_ names: Phrase) -> Phrase {
    Phrase(en: "\(names) wrote to you", fr: "\(names) vous a écrit")
  }
  static func repliesCounted(_ count: Int) -> Phrase {
    Noun(en: ("reply", "replies"), fr: ("réponse", "réponses")).counted(count)
  }
  static func newReplies(_ count: Int, by names: Phrase) -> Phrase {
    Noun(en: ("new reply", "new replies"), fr: ("nouvelle réponse", "nouvelles réponses")).counted(count)
      + Phrase(en: " by \(names)", fr: " de \(names)")
  }
  static func openFor(days: Int) -> Phrase {
    let count = Noun(en: ("day", "days"), fr: ("jour", "jours")).counted(days)
    return Phrase(en: "open for \(count)", fr: "ouverte depuis \(count)")
  }
  static let youMayKnow = Phrase(en: "you may know", fr: "vous savez peut-être")
  static func triedBy(_ names: Phrase, _ how: Phrase) -> Phrase {
    Phrase(en: "tried by \(names): \(how)", fr: "essayé par \(names) : \(how)")
  }

  static func notHTTPS(_ text: String) -> Phrase {
    Phrase(en: "`\(text)` is no https address", fr: "`\(text)` n'est pas une adresse https")
  }
  static func digestNotWanted(_ name: String) -> Phrase {
    Phrase(
      en: "\(name) has not asked for a digest by mail", fr: "\(name) n'a pas demandé de condensé par courriel"
    )
  }
  static let digestHowToAsk = Phrase(
    en: "`mgrnet me --digest week` asks for it", fr: "`mgrnet me --digest semaine` le demande")
  static func digestNotNow(_ name: String, _ next: Timestamp) -> Phrase {
    let clock = next.description.dropFirst(11).prefix(5)
    return Phrase(
      en: "not now: the next digest of \(name) may come on \(day(next.day, .full)) at \(clock)",
      fr: "pas maintenant : le prochain condensé de \(name) peut venir le \(day(next.day, .full)) à \(clock)")
  }
  static func digestMailsWritten(_ count: Int) -> Phrase {
    Noun(en: ("mail written", "mails written"), fr: ("courriel écrit", "courriels écrits")).counted(count)
  }
}
