import Meeting
import Planning
import Records

/// `event`: the commands.
extension Words {
  static let event = CommandWords(
    en: "Meet in real life the people that you know from their posts",
    fr: "Rencontrer en vrai les gens que l'on connaît par leurs messages")
  static let eventID = Phrase(en: "The event", fr: "La rencontre")
  static let eventTitle = Phrase(en: "The title", fr: "Le titre")
  static let eventStarts = Phrase(
    en: "When it begins: `\"friday 12:30\"`, `\"15/02 9h\"`, `\"tomorrow noon\"`",
    fr: "Quand elle commence : `\"vendredi 12h30\"`, `\"15/02 9h\"`, `\"demain midi\"`")
  static let eventEnds = Phrase(
    en: "When it ends; a time alone is of the same day (default: an hour later)",
    fr: "Quand elle finit ; une heure seule est du même jour (par défaut : une heure après)")
  static let eventPlace = Phrase(en: "Where", fr: "Où")
  static let eventSeats = Phrase(
    en: "How many can come; 0: as many as want to", fr: "Combien peuvent venir ; 0 : tous ceux qui veulent")
  static let eventCommunity = Phrase(
    en: "Who is invited (repeat it; without: everybody); a private community's events stay in it",
    fr: "Qui est invité (répétable ; sans : tout le monde) ; une communauté privée garde les siennes")
  static let eventDrawFrom = Phrase(
    en: "Draw the seats from this public value, such as next Saturday's lottery numbers",
    fr: "Tirer les places au sort d'après cette valeur publique, comme les numéros du loto de samedi")
  static let eventCoffee = Phrase(
    en: "A coffee: `event pair` brings two together who have not met",
    fr: "Un café : `event pair` réunit deux personnes qui ne se sont pas encore vues")
  static let eventCreate = CommandWords(
    en: "Invite to a meeting; prints its id", fr: "Invite à une rencontre et affiche son identifiant",
    discussion: Phrase(
      en: """
        Whoever has a card answers with `event answer`. With `--seats`, you alone give them: who says yes waits until \
        `event confirm`, in the order of the answers or as `--draw-from` decides. A conflict with your leave, a holiday or \
        another event is a warning.
        """,
      fr: """
        Quiconque a une fiche répond par `event answer`. Avec `--seats`, vous seul attribuez les places : qui dit oui attend \
        `event confirm`, dans l'ordre des réponses ou selon `--draw-from`. Un conflit avec vos congés, un jour férié ou une \
        autre rencontre est signalé.
        """),
    examples: [
      .init(
        Phrase(
          en:
            "mgrnet event create -t \"Lunch in Lyon\" --starts \"friday 12:00\" --ends 14:00 --place \"Café du port\"",
          fr:
            "mgrnet event create -t \"Déjeuner à Lyon\" --starts \"vendredi 12h\" --ends 14h --place \"Café du port\""
        ),
        en: "everybody is invited", fr: "tout le monde est invité"),
      .init(
        Phrase(
          en: "mgrnet event create -t \"Coffee of March\" --starts \"2027-03-05 10:00\" --coffee",
          fr: "mgrnet event create -t \"Café de mars\" --starts \"05/03/2027 10h\" --coffee"),
        en: "two by two", fr: "deux par deux"),
    ])
  static let eventList = CommandWords(
    en: "List the events to come", fr: "Liste les rencontres à venir")
  static let eventCommunityOnly = Phrase(
    en: "Only those of a community", fr: "Seulement celles d'une communauté")
  static let eventPast = Phrase(
    en: "Those that are over, the last first", fr: "Celles qui sont passées, la dernière d'abord")
  static let eventShow = CommandWords(
    en: "Show an event: when, where, who comes", fr: "Montre une rencontre : quand, où, qui vient")
  static let eventEdit = CommandWords(
    en: "Change an event of yours", fr: "Modifie une de vos rencontres",
    discussion: Phrase(
      en: "A new beginning alone moves the end along. An empty place is none.",
      fr: "Un nouveau début seul décale aussi la fin. Un lieu vide n'en est pas un."),
    examples: [
      .init(
        Phrase(
          en: "mgrnet event edit nxgb --starts \"monday 12:00\"",
          fr: "mgrnet event edit nxgb --starts \"lundi 12h\""),
        en: "as long as before, on Monday", fr: "aussi longue qu'avant, lundi")
    ])
  static let eventCancel = CommandWords(
    en: "Cancel an event of yours; it stays readable",
    fr: "Annule une de vos rencontres ; elle reste lisible")
  static let eventAnswer = CommandWords(
    en: "Say whether you come: yes, maybe or no", fr: "Dit si vous venez : oui, peut-être ou non",
    discussion: Phrase(
      en: """
        `--unlisted` is a courtesy: lists leave your name out for others than the host, but git shows it to whoever looks \
        there.
        """,
      fr: """
        `--unlisted` est une courtoisie : les listes taisent votre nom sauf pour qui invite, mais git le montre à qui y \
        regarde.
        """),
    examples: [
      .init(
        Phrase(
          en: "mgrnet event answer nxgb yes -m \"I come by train\"",
          fr: "mgrnet event answer nxgb oui -m \"Je viens en train\""),
        en: "with a word for the others", fr: "avec un mot pour les autres")
    ])
  static let eventSays = Phrase(en: "yes, maybe or no", fr: "oui, peut-être ou non")
  static let eventUnlisted = Phrase(en: "Leave your name out of lists", fr: "Taire votre nom dans les listes")
  static let eventListed = Phrase(en: "Put it back into lists", fr: "L'y remettre")
  static let eventNote = Phrase(en: "A word for the others", fr: "Un mot pour les autres")
  static let eventConfirm = CommandWords(
    en: "Give seats to those who wait", fr: "Attribue des places à ceux qui attendent",
    discussion: Phrase(
      en: """
        Without names, the free seats go to who answered first; where they are drawn, by RFC 3797 from `--value` over the \
        handles in order, which anybody can repeat. Who says no later leaves the seat free.
        """,
      fr: """
        Sans nom, les places libres vont à qui a répondu d'abord ; où l'on tire au sort, selon la RFC 3797 d'après `--value`, \
        sur les identifiants dans l'ordre, ce que chacun peut refaire. Qui dit non plus tard libère sa place.
        """),
    examples: [
      .init(
        "mgrnet event confirm nxgb", en: "the free seats, in the order of the answers",
        fr: "les places libres, dans l'ordre des réponses"),
      .init(
        "mgrnet event confirm nxgb --value \"9 18 26 34 41 45\"", en: "drawn from lottery numbers",
        fr: "au sort, d'après les numéros du loto"),
    ])
  static let eventConfirmed = Phrase(en: "Who gets a seat", fr: "Qui reçoit une place")
  static let eventValue = Phrase(
    en: "What was published (repeat it for each source)",
    fr: "Ce qui a été publié (répétable, une par source)")
  static let eventWho = CommandWords(
    en: "Who comes that you know from their posts, and what to begin with",
    fr: "Qui vient parmi ceux que vous lisez, et par quoi commencer",
    discussion: Phrase(
      en: """
        Computed on your machine from public acts: answers to you, what you tried of theirs, threads that you share. Nobody \
        else sees it.
        """,
      fr: """
        Calculé sur votre machine d'après ce qui est public : les réponses qui vous furent faites, ce que vous avez essayé, \
        les fils en commun. Personne d'autre ne le voit.
        """))
  static let eventPair = CommandWords(
    en: "Make groups of two who have not met", fr: "Forme des paires de gens qui ne se sont pas vus",
    discussion: Phrase(
      en: """
        Of all who come: first those who have not met, then those of other regions, best of all those who know each other \
        by writing alone. The same commits give everybody the same groups; the host's command writes them down.
        """,
      fr: """
        Parmi ceux qui viennent : d'abord des gens qui ne se sont pas vus, puis d'autres régions, et surtout ceux qui ne se \
        connaissent que par écrit. Les mêmes commits donnent à chacun les mêmes groupes ; la commande de qui invite les inscrit.
        """))
  static let eventPairAgain = Phrase(en: "Make them anew", fr: "Les former de nouveau")
  static let eventMet = CommandWords(
    en: "Note whom you met there", fr: "Note qui vous y avez vu",
    examples: [
      .init("mgrnet event met nxgb amina.benali luc.moreau", en: "two people", fr: "deux personnes")
    ])
  static let eventMetWhom = Phrase(en: "Whom you met", fr: "Qui vous avez vu")
  static let eventInvite = CommandWords(
    en:
      "Write a mail for each person who is invited, which Outlook, Gmail and Thunderbird answer by a button",
    fr:
      "Écrit un courriel par personne invitée, auquel Outlook, Gmail et Thunderbird répondent par un bouton",
    discussion: Phrase(
      en: """
        Without names: who subscribed to one of the event's communities, the members of a private one, or everybody. Nothing \
        is sent: hand the files to your mail program. A changed or cancelled event is invited to once more, and calendars \
        take the newer one.
        """,
      fr: """
        Sans nom : qui est abonné à une communauté de la rencontre, les membres d'une communauté privée, ou tout le monde. Rien \
        n'est envoyé : donnez les fichiers à votre messagerie. Une rencontre modifiée ou annulée s'envoie de nouveau, et les \
        agendas prennent la plus récente.
        """),
    examples: [
      .init(
        "mgrnet event invite nxgb -o invitations", en: "a file for each person", fr: "un fichier par personne"
      )
    ])
  static let eventInvited = Phrase(en: "Who is invited", fr: "Qui est invité")
  static let eventInviteAs = Phrase(en: "How: as mail", fr: "Comment : en courriel")
  static let eventInviteFolder = Phrase(en: "The folder for the mails", fr: "Le dossier des courriels")
  static let eventExport = CommandWords(
    en: "Events as a calendar file: one, or all that you host or said yes or maybe to",
    fr: "Des rencontres en fichier d'agenda : une, ou toutes celles où vous invitez ou viendrez peut-être")
  static let eventExportID = Phrase(
    en: "The event (default: yours)", fr: "La rencontre (par défaut : les vôtres)")
  static let eventOutput = Phrase(
    en: "The file (default: standard output)", fr: "Le fichier (par défaut : la sortie standard)")
}

/// `event`: what is said.
extension Words {
  static let askStarts = Phrase(en: "When does it begin?", fr: "Quand commence-t-elle ?")
  static func notAMoment(_ text: String) -> Phrase {
    Phrase(en: "`\(text)` is no day with a time", fr: "`\(text)` n'est pas un jour avec une heure")
  }
  static let eventMomentForm = Phrase(
    en: "such as `\"friday 12:30\"`, `\"15/02 9h\"`, `\"tomorrow noon\"`",
    fr: "par exemple `\"vendredi 12h30\"`, `\"15/02 9h\"`, `\"demain midi\"`")
  static let notSeats = Phrase(en: "seats are a number", fr: "les places sont un nombre")
  static let endsBeforeItStarts = Phrase(
    en: "it would end before it begins", fr: "elle finirait avant de commencer")
  static let eventInThePast = Phrase(en: "that is in the past", fr: "c'est dans le passé")
  static let eventOfOnePrivate = Phrase(
    en: "an event of a private community is for its members alone",
    fr: "une rencontre d'une communauté privée est pour ses seuls membres")

  /// `12:30`, `12 h 30`.
  private static func time(_ moment: Timestamp) -> Phrase {
    let seconds = moment.seconds + Int64(moment.offsetMinutes) * 60
    let (hour, minute) = (Int(seconds / 3600 % 24), Int(seconds / 60 % 60))
    let two = minute < 10 ? "0\(minute)" : "\(minute)"
    return Phrase(
      en: "\(hour):\(two)", fr: minute == 0 ? "\(hour)\u{A0}h" : "\(hour)\u{A0}h\u{A0}\(two)")
  }

  /// When something takes place, on the reader's clock.
  static func moment(from starts: Timestamp, to ends: Timestamp) -> Phrase {
    let (first, last) = (day(starts.day), day(ends.day))
    if starts.day == ends.day {
      return Phrase(
        en: "\(first), \(time(starts)) to \(time(ends))", fr: "\(first), de \(time(starts)) à \(time(ends))")
    }
    return Phrase(
      en: "\(first), \(time(starts)) to \(last), \(time(ends))",
      fr: "du \(first), \(time(starts)), au \(last), \(time(ends))")
  }
  static func longMoment(_ moment: Timestamp) -> Phrase {
    Phrase(verbatim: "\(day(moment.day, .long)), \(time(moment))")
  }
  static func shortMoment(_ moment: Timestamp) -> Phrase {
    Phrase(verbatim: "\(day(moment.day, .short)) \(time(moment))")
  }

  static func eventInLeave(_ absence: Absence) -> Phrase {
    Phrase(
      en: "you are away then: \(days(absence.days))",
      fr: "vous avez une absence à ces dates : \(days(absence.days))")
  }
  static func eventMeetsAnother(_ title: String, _ starts: Timestamp) -> Phrase {
    let when = shortMoment(Clock.local(starts))
    return Phrase(
      en: "you are at \(inQuotes(title)) then (\(when))", fr: "vous êtes alors à \(inQuotes(title)) (\(when))"
    )
  }
  static let noEvents = Phrase(en: "no event is planned", fr: "aucune rencontre n'est prévue")
  static let noPastEvents = Phrase(en: "no event is over yet", fr: "aucune rencontre n'est encore passée")
  static func comingOf(_ count: Int, _ seats: Int?) -> Phrase {
    guard let seats else { return Phrase(verbatim: "\(count)") }
    return Phrase(en: "\(count) of \(seats)", fr: "\(count) sur \(seats)")
  }
  static func ownAnswer(_ answer: String) -> Phrase {
    switch answer {
    case "yes": Phrase(en: "yes", fr: "oui")
    case "maybe": Phrase(en: "maybe", fr: "peut-être")
    case "no": Phrase(en: "no", fr: "non")
    default: Phrase(verbatim: "")
    }
  }
  static let eventIsCancelled = Phrase(en: "Cancelled", fr: "Annulée")
  static func overbooked(_ count: Int) -> Phrase {
    count == 1
      ? Phrase(en: "One more has a seat than there are", fr: "Une place a été attribuée en trop")
      : Phrase(
        en: "\(count) more have a seat than there are", fr: "\(count) places ont été attribuées en trop")
  }
  static func hosts(_ name: String) -> Phrase { Phrase(en: "\(name) invites", fr: "\(name) invite") }
  static func seatsTaken(_ count: Int, of seats: Int) -> Phrase {
    Phrase(
      en: "\(count) of \(seats) seats are taken",
      fr: "\(count) place\(count > 1 ? "s" : "") sur \(seats) prise\(count > 1 ? "s" : "")")
  }
  static let whoComes = Phrase(en: "Coming", fr: "Viennent")
  static let whoWaits = Phrase(en: "Waiting for a seat", fr: "Attendent une place")
  static let whoMayCome = Phrase(en: "Maybe", fr: "Peut-être")
  static let whoMeetsWhom = Phrase(en: "Who meets whom", fr: "Qui voit qui")
  static func notListed(_ count: Int) -> Phrase {
    count == 1
      ? Phrase(en: "1 more does not want to be listed", fr: "1 autre personne ne souhaite pas figurer ici")
      : Phrase(
        en: "\(count) more do not want to be listed",
        fr: "\(count) autres personnes ne souhaitent pas figurer ici")
  }
  static func answerEvent(_ id: String) -> Phrase {
    Phrase(
      en: "`mgrnet event answer \(id) yes` says that you come",
      fr: "`mgrnet event answer \(id) oui` dit que vous venez")
  }
  static let waitsForSeat = Phrase(
    en: "seats are counted: the host confirms yours",
    fr: "les places sont comptées : qui invite confirme la vôtre")
  static let unlistedIsACourtesy = Phrase(
    en: "lists leave your name out; git shows it to whoever looks there",
    fr: "les listes taisent votre nom ; git le montre à qui y regarde")
  static let noSeatsCounted = Phrase(
    en: "its seats are not counted: who says yes comes",
    fr: "ses places ne sont pas comptées : qui dit oui vient")
  static let nobodyWaits = Phrase(en: "nobody waits for a seat", fr: "personne n'attend de place")
  static let noSeatFree = Phrase(en: "no seat is free", fr: "aucune place n'est libre")
  static func seatsLeft(_ free: Int, asked: Int) -> Phrase {
    free == 1
      ? Phrase(
        en: "one seat is free, for \(asked) people", fr: "une place est libre, pour \(asked) personnes")
      : Phrase(
        en: "\(free) seats are free, for \(asked) people",
        fr: "\(free) places sont libres, pour \(asked) personnes")
  }
  static func moreSeats(_ id: String) -> Phrase {
    Phrase(
      en: "`mgrnet event edit \(id) --seats N` makes more",
      fr: "`mgrnet event edit \(id) --seats N` en ajoute")
  }
  static func gotSeats(_ names: [String]) -> Phrase {
    Phrase(en: "A seat for \(all(of: names))", fr: "Une place pour \(all(of: names))")
  }
  static func hasSeat(_ handle: String) -> Phrase {
    Phrase(en: "\(handle) has a seat already", fr: "\(handle) a déjà une place")
  }
  static func didNotSayYes(_ handle: String) -> Phrase {
    Phrase(en: "\(handle) did not say yes", fr: "\(handle) n'a pas dit oui")
  }
  static func drawNeedsValue(_ source: String) -> Phrase {
    Phrase(
      en: "the seats are drawn from \(inQuotes(source)): its value is missing",
      fr: "les places se tirent d'après \(inQuotes(source)) : il manque sa valeur")
  }
  static let isNotDrawn = Phrase(
    en: "its seats are not drawn: `--draw-from` says what from, before anybody knows the value",
    fr:
      "ses places ne se tirent pas au sort : `--draw-from` dit d'après quoi, avant que la valeur soit connue")
  static let metOneself = Phrase(en: "that is you", fr: "c'est vous")
  static let nobodyComesYet = Phrase(en: "nobody else comes yet", fr: "personne d'autre ne vient encore")
  static let youKnowByWriting = Phrase(en: "you know by writing", fr: "vous vous connaissez par écrit")
  static let youHaveMet = Phrase(en: "you have met before", fr: "vous vous êtes déjà vus")
  static let youDoNotKnow = Phrase(en: "you have not met", fr: "vous ne vous connaissez pas encore")
  static func opener(_ opener: Opener) -> Phrase {
    switch opener {
    case .answeredYou(let text):
      Phrase(en: "answered your \(inQuotes(text.title))", fr: "a répondu à votre \(inQuotes(text.title))")
    case .youTried(let text, let outcome):
      Phrase(
        en: "you tried \(inQuotes(text.title)): \(self.outcome(outcome))",
        fr: "vous avez essayé \(inQuotes(text.title)) : \(self.outcome(outcome))")
    case .youAnswered(let text):
      Phrase(en: "you answered \(inQuotes(text.title))", fr: "vous avez répondu à \(inQuotes(text.title))")
    case .bothIn(let text, let count):
      count == 1
        ? Phrase(
          en: "you both wrote in \(inQuotes(text.title))",
          fr: "vous avez tous deux écrit dans \(inQuotes(text.title))")
        : Phrase(
          en: "you both wrote in \(count) threads, last in \(inQuotes(text.title))",
          fr: "vous avez tous deux écrit dans \(count) fils, dont \(inQuotes(text.title))")
    case .bothOn(let tags):
      Phrase(
        en: "writes on \(all(of: Array(tags.prefix(3)))), as you do",
        fr: "écrit comme vous sur \(all(of: Array(tags.prefix(3))))")
    }
  }
  static let tooFewToPair = Phrase(en: "two must come at least", fr: "il en faut deux au moins")
  static func hostFreezes(_ name: String) -> Phrase {
    Phrase(
      en: "so they would be now; \(name) writes them down",
      fr: "ce serait ainsi maintenant ; \(name) les inscrit")
  }
  static func onlyHostInvites(_ name: String) -> Phrase {
    Phrase(en: "\(name) invites, and nobody else", fr: "\(name) invite, et personne d'autre")
  }
  static let hostHasNoAddress = Phrase(
    en: "your card has no mail address", fr: "votre fiche n'a pas d'adresse")
  static let nobodyToInvite = Phrase(en: "there is nobody to invite", fr: "il n'y a personne à inviter")
  static func invitationsWritten(_ count: Int, _ folder: String) -> Phrase {
    Phrase(
      en: "\(count) invitation\(count == 1 ? "" : "s") in \(folder)",
      fr: "\(count) invitation\(count > 1 ? "s" : "") dans \(folder)")
  }
  static func invitation(_ title: String) -> Phrase {
    Phrase(en: "Invitation: \(title)", fr: "Invitation : \(title)")
  }
  static func cancelledInvitation(_ title: String) -> Phrase {
    Phrase(en: "Cancelled: \(title)", fr: "Annulé : \(title)")
  }
  static func answerByButton(_ id: String) -> Phrase {
    Phrase(
      en: "Answer with your calendar's button, or by `mgrnet event answer \(id) yes`.",
      fr: "Répondez par le bouton de votre agenda, ou par `mgrnet event answer \(id) oui`.")
  }
  static let eventsTitle = Phrase(en: "Events", fr: "Rencontres")
  static func eventsWritten(_ count: Int, _ file: String) -> Phrase {
    Phrase(
      en: "\(count) event\(count == 1 ? "" : "s") in \(file)",
      fr: "\(count) rencontre\(count > 1 ? "s" : "") dans \(file)")
  }
}
