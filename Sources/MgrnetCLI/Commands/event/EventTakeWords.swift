import Records

/// `event take`.
extension Words {
  static let eventTake = CommandWords(
    en: "Note the answer that somebody sent by mail",
    fr: "Note la réponse que quelqu'un a envoyée par courriel",
    discussion: Phrase(
      en: """
        For the host alone, of a mail that was saved (`.eml`) or its calendar (`.ics`), as Outlook, Gmail and Thunderbird \
        answer `event invite`. It counts if who sent the mail, who answers in it and the address on somebody's card are \
        the same, if it answers the invitation as it is now, and if it is newer than what was noted before. What somebody \
        answered here themselves stays. Only yes, maybe or no is noted: what else they wrote is for you.
        """,
      fr: """
        Réservé à qui invite, pour un courriel enregistré (`.eml`) ou son calendrier (`.ics`), tels qu'Outlook, Gmail et \
        Thunderbird répondent à `event invite`. La réponse compte si l'expéditeur, celui qui y répond et l'adresse d'une \
        fiche sont les mêmes, si elle répond à l'invitation telle qu'elle est à présent, et si elle est plus récente que \
        celle déjà notée. Ce que quelqu'un a répondu ici lui-même demeure. Seul oui, peut-être ou non est noté : le reste \
        de son message est pour vous.
        """),
    examples: [
      .init("mgrnet event take answer.eml", en: "a mail that was saved", fr: "un courriel enregistré"),
      .init(
        "notmuch show --format=raw id:… | mgrnet event take -",
        en: "one that another program fetches", fr: "un courriel qu'un autre programme va chercher"),
    ])
  static let eventTakeFile = Phrase(
    en: "A mail or a calendar file; `-` reads standard input",
    fr: "Un courriel ou un fichier de calendrier ; `-` lit l'entrée standard")
  static func theyAnswered(_ name: String, _ answer: String) -> Phrase {
    switch answer {
    case "yes": Phrase(en: "\(name): yes", fr: "\(name) : oui")
    case "maybe": Phrase(en: "\(name): maybe", fr: "\(name) : peut-être")
    default: Phrase(en: "\(name): no", fr: "\(name) : non")
    }
  }
  static func givesSeat(_ id: String, _ handle: String) -> Phrase {
    Phrase(
      en: "seats are counted: `mgrnet event confirm \(id) \(handle)` gives one",
      fr: "les places sont comptées : `mgrnet event confirm \(id) \(handle)` en donne une")
  }
  static let noAnswerInIt = Phrase(
    en: "there is no answer to an invitation in that", fr: "ce n'est pas une réponse à une invitation")
  static let saveTheMail = Phrase(
    en: "save the answer as your mail program shows it (`.eml`), not the invitation",
    fr: "enregistrez la réponse telle que votre messagerie la montre (`.eml`), pas l'invitation")
  static let noSenderInIt = Phrase(
    en: "the mail does not say who sent it, or names several",
    fr: "le courriel ne dit pas qui l'envoie, ou en nomme plusieurs")
  static let severalAnswersInIt = Phrase(
    en: "the mail has answers that differ", fr: "le courriel contient des réponses différentes")
  static func answerOfAnother(_ sender: String, _ attendee: String) -> Phrase {
    Phrase(
      en: "\(sender) answers for \(attendee): everybody answers for themselves",
      fr: "\(sender) répond pour \(attendee) : chacun répond pour soi")
  }
  static func nobodyWithAddress(_ address: String) -> Phrase {
    Phrase(en: "nobody here has the address \(address)", fr: "personne ici n'a l'adresse \(address)")
  }
  static let notOurInvitation = Phrase(
    en: "this answers an invitation that does not come from mgrnet",
    fr: "cette réponse vise une invitation qui ne vient pas de mgrnet")
  static let answersOlderInvitation = Phrase(
    en: "this answers another version of the invitation: time or place have changed",
    fr: "cette réponse vise une autre version de l'invitation : l'heure ou le lieu ont changé")
  static func inviteAnew(_ id: String, _ folder: String) -> Phrase {
    Phrase(
      en: "`mgrnet event invite \(id) -o \(folder)` writes the new one",
      fr: "`mgrnet event invite \(id) -o \(folder)` écrit la nouvelle")
  }
  static let answerFromTheFuture = Phrase(
    en: "this answer says that it was written later than now",
    fr: "cette réponse se dit écrite plus tard que maintenant")
  static func notAReply(_ method: String) -> Phrase {
    method.isEmpty
      ? Phrase(
        en: "the calendar does not say that it is an answer",
        fr: "le calendrier ne dit pas qu'il est une réponse")
      : Phrase(
        en: "the calendar is no answer (METHOD:\(method))",
        fr: "le calendrier n'est pas une réponse (METHOD:\(method))")
  }
  static func notOneInReply(_ name: String) -> Phrase {
    Phrase(
      en: "an answer has one \(name), and this one has none or several",
      fr: "une réponse a un seul \(name), celle-ci n'en a pas ou en a plusieurs")
  }
  static func undecidedReply(_ status: String) -> Phrase {
    Phrase(
      en: "this answer says neither yes, nor maybe, nor no (\(status))",
      fr: "cette réponse ne dit ni oui, ni peut-être, ni non (\(status))")
  }
  static func badValueInReply(_ name: String) -> Phrase {
    Phrase(en: "the \(name) of this answer cannot be read", fr: "le \(name) de cette réponse est illisible")
  }
  static func answeredThemselves(_ handle: Handle) -> Failure {
    Failure(
      .notAllowed,
      Phrase(
        en: "\(handle.rawValue) answered here themselves, and that stands",
        fr: "\(handle.rawValue) a répondu ici en personne, et cela demeure"))
  }
  static func answerNotNewer(_ handle: Handle) -> Failure {
    Failure(
      .badData,
      Phrase(
        en: "what was noted of \(handle.rawValue) is as new, or newer",
        fr: "ce qui est noté de \(handle.rawValue) est aussi récent, ou plus"))
  }
}
