import Records

/// `show`.
extension Words {
  static let show = CommandWords(
    en: "Show items: posts with their replies, links, people, communities and all else",
    fr: "Montre des éléments : messages et réponses, liens, personnes, communautés et tout le reste",
    discussion: Phrase(
      en: """
        The text comes first, what is known of it below. The accepted answer comes first, a reply to a reply stands under it. `--json` has the fields of a listing and \
        `text`; a post besides has `pictures`, `answers` (id, author, created, to, is_accepted, withdrawn, useful, \
        minutes, path, text) and `marks` (author, target, useful, tried, thanks, outdated, story). What was shown \
        counts as read for `is:unread`, on this machine only.
        """,
      fr: """
        Le texte vient d'abord, ce qu'on en sait ensuite. La réponse acceptée vient d'abord, une réponse à une réponse se trouve sous elle. `--json` donne les champs \
        d'une liste et `text` ; un message a en outre `pictures`, `answers` (id, author, created, to, is_accepted, \
        withdrawn, useful, minutes, path, text) et `marks` (author, target, useful, tried, thanks, outdated, story). \
        Ce qui a été montré compte comme lu pour `is:unread`, sur cette machine seulement.
        """),
    examples: [
      .init(
        "mgrnet show ds24", en: "a post, by the beginning of its id",
        fr: "un message, par le début de son identifiant"),
      .init(
        "mgrnet show rfaw --open", en: "its pictures, in your own program",
        fr: "ses images, dans votre programme habituel"),
      .init(
        "mgrnet find is:unanswered --ids | mgrnet show -", en: "all that a search found",
        fr: "tout ce qu'une recherche a trouvé"),
    ])
  static let showIDs = Phrase(
    en: "Ids, handles or slugs, or their beginnings (`-` reads them from standard input)",
    fr: "Identifiants, pseudos ou noms courts, ou leur début (`-` les lit sur l'entrée standard)")
  static let noIDs = Phrase(en: "no ids were given", fr: "aucun identifiant n'a été donné")
  static func oneIDOnly(_ count: Int) -> Phrase {
    Phrase(en: "one id is wanted, not \(count)", fr: "il faut un seul identifiant, pas \(count)")
  }

  private static let replyNoun = Noun(en: ("reply", "replies"), fr: ("réponse", "réponses"))
  static func replies(_ count: Int) -> Phrase { replyNoun.counted(count) }
  /// For a narrow column.
  static func shortReplies(_ count: Int) -> Phrase {
    Phrase(en: "\(number(count)) repl.", fr: "\(number(count))\u{A0}rép.")
  }
  static func replyTo(_ title: String) -> Phrase { Phrase(en: "Re: \(title)", fr: "Re : \(title)") }
  static func absent(_ person: String) -> Phrase {
    Phrase(en: "\(person) is away", fr: "absence de \(person)")
  }
  /// Whose answers a text is made of.
  static func madeOf(_ names: [String], _ hasOthers: Bool, _ ids: [String]) -> Phrase {
    let shown = "mgrnet show \(ids.joined(separator: " "))"
    if names.isEmpty, !hasOthers {
      return Phrase(
        en: "made of answers of the author's own: \(shown)", fr: "fait de réponses de son auteur : \(shown)")
    }
    let colleagues = hasOthers ? [Phrase(en: "colleagues", fr: "des collègues")] : []
    let people = Words.all(of: names.map { Phrase(verbatim: "\($0)") } + colleagues)
    return Phrase(
      en: "made of what \(people) answered: \(shown)",
      fr: "d'après ce qu'\(names.count == 1 && !hasOthers ? "a" : "ont") répondu \(people) : \(shown)")
  }
  static let acceptedAnswer = Phrase(en: "accepted answer", fr: "réponse acceptée")
  static func inThread(_ id: String) -> Phrase { Phrase(en: "in thread \(id)", fr: "fil \(id)") }
  /// - Parameter pictures: each with its size; `nil` where its file is missing.
  static func pictures(_ pictures: [(name: String, bytes: Int?)]) -> Phrase {
    let names = pictures.map { name, bytes in
      Phrase(verbatim: "\(name) (\(bytes.map(size) ?? Phrase(en: "missing", fr: "absente")))")
    }.joined(separator: comma)
    return Phrase(en: "pictures: \(names)", fr: "images : \(names)")
  }
  static let showAll = Phrase(
    en: "Also what mgrnet does not know: keys of other programs",
    fr: "Aussi ce que mgrnet ne connaît pas : les clés d'autres programmes")
  static let showOpen = Phrase(
    en: "Open the pictures with your own program", fr: "Ouvre les images avec votre programme habituel")
  static let noPictures = Phrase(en: "there is no picture to open", fr: "il n'y a pas d'image à ouvrir")
  static func pictureIsMissing(_ name: String) -> Phrase {
    Phrase(en: "the picture \(name) is not there", fr: "l'image \(name) n'est pas là")
  }
  static func pictureNotOpened(_ name: String) -> Phrase {
    Phrase(
      en: "\(name) is not opened: it is no PNG, JPEG, GIF or WebP, and could be a program",
      fr:
        "\(name) n'est pas ouvert : ce n'est ni PNG, ni JPEG, ni GIF, ni WebP, et ce pourrait être un programme"
    )
  }
  static let nothingOpensPictures = Phrase(
    en: "no program opens pictures here: neither `xdg-open` nor `open` is installed",
    fr: "aucun programme n'ouvre d'images ici : ni `xdg-open` ni `open` n'est installé")
  static let pictureStands = Phrase(
    en: "the pictures are files beside the text: `mgrnet show ID --json` names its `path`",
    fr: "les images sont des fichiers à côté du texte : `mgrnet show ID --json` donne son `path`")
  static func cannotOpen(_ name: String, _ program: String) -> Phrase {
    Phrase(en: "`\(program)` cannot open \(name)", fr: "`\(program)` ne peut ouvrir \(name)")
  }

  /// A value of the front matter in words; `nil` where it is best shown as it is.
  static func fieldValue(_ value: YAMLValue, of key: String, _ kind: Field.Kind) -> Phrase? {
    switch kind {
    case .duration: value.text.flatMap { DayCount($0) }.map(length)
    case .day: value.text.flatMap { CalendarDay($0) }.map { day($0, .long) }
    // What names nobody has only the day.
    case .time where value.text?.hasSuffix("T00:00:00+00:00") ?? false:
      value.text.flatMap { Timestamp($0) }.map { day($0.day, .long) }
    case .time: value.text.flatMap { Timestamp($0) }.map { longMoment(Clock.local($0)) }
    case .flag: value == .bool(true) ? Phrase(en: "yes", fr: "oui") : Phrase(en: "no", fr: "non")
    case .choice where key == "status": value.text.map { linkState($0) }
    case .choice: value.text.map { valueWord($0) }
    default: nil
    }
  }
  static func withdrawn(_ day: String?) -> Phrase {
    guard let day else { return Phrase(en: "withdrawn by its author", fr: "retiré par son auteur") }
    return Phrase(en: "withdrawn by its author on \(day)", fr: "retiré par son auteur le \(day)")
  }
  static func replaced(by id: String, _ title: String?) -> Phrase {
    let name = title.map { "\(id) (\($0))" } ?? id
    return Phrase(en: "replaced by \(name)", fr: "remplacé par \(name)")
  }
  private static let readerNoun = Noun(en: ("reader", "readers"), fr: ("lecteur", "lecteurs"))
  static func outdated(_ count: Int) -> Phrase {
    Phrase(
      en: "outdated according to \(readerNoun.counted(count))",
      fr: "périmé selon \(readerNoun.counted(count))")
  }
  static func reviewDue(_ day: String) -> Phrase {
    Phrase(en: "was to be reviewed by \(day)", fr: "devait être relu avant le \(day)")
  }
  static func linkBroken(_ day: String?) -> Phrase {
    Phrase(en: "this link is broken", fr: "ce lien est mort") + checked(day)
  }
  static func linkMoved(_ day: String?) -> Phrase {
    Phrase(en: "what is behind this link has moved", fr: "la page de ce lien a changé d'adresse")
      + checked(day)
  }
  private static func checked(_ day: String?) -> Phrase {
    day.map { Phrase(en: " (checked on \($0))", fr: " (vérifié le \($0))") } ?? Phrase(verbatim: "")
  }
  static func archived(_ day: String?) -> Phrase {
    Phrase(en: "archived", fr: "archivée")
      + (day.map { Phrase(en: " on \($0)", fr: " le \($0)") } ?? Phrase(verbatim: ""))
  }

  /// What a post is; for all else, its type.
  static func kindName(_ kind: String?, of type: RecordType) -> Phrase {
    switch (type, kind) {
    case (.post, "question"): Phrase(en: "question", fr: "question")
    case (.post, "practice"): Phrase(en: "practice", fr: "pratique")
    case (.post, "analogy"): Phrase(en: "analogy", fr: "analogie")
    case (.post, "reading"): Phrase(en: "reading", fr: "lecture")
    case (.post, "news"): Phrase(en: "news", fr: "nouvelle")
    case (.post, _): Phrase(en: "post", fr: "message")
    case (.template, "planning"): Phrase(en: "template, planning", fr: "modèle, planning")
    case (.template, "meeting"): Phrase(en: "template, meeting", fr: "modèle, réunion")
    case (.template, "analysis"): Phrase(en: "template, analysis", fr: "modèle, analyse")
    case (.contest, "vote"): Phrase(en: "contest, by vote", fr: "concours, au vote")
    case (.contest, "draw"): Phrase(en: "contest, by lot", fr: "concours, au tirage")
    case (.contest, "quiz"): Phrase(en: "contest, a quiz", fr: "concours, un quiz")
    case (.reply, _): Phrase(en: "reply", fr: "réponse")
    case (.link, _): Phrase(en: "link", fr: "lien")
    case (.template, _): Phrase(en: "template", fr: "modèle")
    case (.person, _): Phrase(en: "person", fr: "personne")
    case (.community, _): Phrase(en: "community", fr: "communauté")
    case (.event, _): Phrase(en: "event", fr: "rencontre")
    case (.contest, _): Phrase(en: "contest", fr: "concours")
    case (.absence, _): Phrase(en: "absence", fr: "absence")
    default: Phrase(verbatim: "\(type.rawValue)")
    }
  }

  private static let thanksNoun = Noun(en: ("thanks", "thanks"), fr: ("merci", "mercis"))

  /// `3 useful · tried by 2: worked · 1 thanks`; `nil` without marks.
  static func sum(of summary: MarkSummary) -> Phrase? {
    var parts: [Phrase] = []
    if summary.useful > 0 {
      parts.append(Phrase(en: "\(number(summary.useful)) useful", fr: "utile à \(number(summary.useful))"))
    }
    let tries = summary.tried.reduce(0) { $0 + $1.count }
    if tries > 0 {
      let outcomes = summary.tried.map { tried in
        let name = outcome(tried.outcome)
        let count = number(tried.count)
        return summary.tried.count == 1 ? name : Phrase(en: "\(count) \(name)", fr: "\(name) \(count) fois")
      }.joined(separator: comma)
      parts.append(
        Phrase(en: "tried by \(number(tries)): \(outcomes)", fr: "essayé par \(number(tries)) : \(outcomes)"))
    }
    if summary.thanks > 0 { parts.append(thanksNoun.counted(summary.thanks)) }
    return parts.isEmpty ? nil : parts.joined(separator: Phrase(verbatim: " · "))
  }

  static func outcome(_ outcome: String) -> Phrase {
    switch outcome {
    case "worked": Phrase(en: "worked", fr: "a marché")
    case "mixed": Phrase(en: "mixed", fr: "mitigé")
    case "failed": Phrase(en: "failed", fr: "n'a pas marché")
    default: Phrase(verbatim: "\(outcome)")
    }
  }

  static func answersBy(_ author: String, _ day: CalendarDay, today: CalendarDay) -> Phrase {
    day < today
      ? Phrase(
        en: "\(author) had promised an answer \(forDay(day, today: today))",
        fr: "\(author) avait promis une réponse \(forDay(day, today: today))")
      : Phrase(
        en: "\(author) promised an answer \(forDay(day, today: today))",
        fr: "\(author) a promis une réponse \(forDay(day, today: today))")
  }
  static func story(by author: String, tried: String?) -> Phrase {
    guard let tried else { return Phrase(en: "\(author) says:", fr: "\(author) raconte :") }
    let name = outcome(tried)
    return Phrase(en: "\(author) tried it: \(name.english)", fr: "\(author) a essayé : \(name)")
  }

  /// The label of a key of the front matter; a key that is not known stands for itself.
  static func fieldLabel(_ key: String, of type: RecordType) -> Phrase {
    if key == "from", type == .post { return Phrase(en: "after", fr: "d'après") }
    if key == "to", type == .absence { return Phrase(en: "to", fr: "au") }
    return fieldLabels[key] ?? Phrase(verbatim: "\(key)")
  }

  private static let fieldLabels: [String: Phrase] = [
    "email": Phrase(en: "email", fr: "courriel"), "region": Phrase(en: "region", fr: "région"),
    "team": Phrase(en: "team", fr: "équipe"), "phone": Phrase(en: "phone", fr: "téléphone"),
    "skills": Phrase(en: "skills", fr: "compétences"), "holidays": Phrase(en: "holidays", fr: "jours fériés"),
    "subscriptions": Phrase(en: "subscriptions", fr: "abonnements"),
    "theme": Phrase(en: "theme", fr: "thème"), "stewards": Phrase(en: "stewards", fr: "animateurs"),
    "answer_within": Phrase(en: "answers within", fr: "réponse sous"),
    "source": Phrase(en: "source", fr: "source"),
    "draw_from": Phrase(en: "drawn from", fr: "tirage d'après"),
    "asked": Phrase(en: "asked", fr: "demandé à"),
    "cool_until": Phrase(en: "rests until", fr: "au repos jusqu'au"),
    "by": Phrase(en: "by", fr: "de"), "tags": Phrase(en: "tags", fr: "mots-clés"),
    "digest": Phrase(en: "digest", fr: "condensé"), "quiet": Phrase(en: "quiet", fr: "au calme"),
    "asks": Phrase(en: "questions a month", fr: "questions par mois"),
    "repeat": Phrase(en: "repeats", fr: "se répète"), "except": Phrase(en: "except", fr: "sauf"),
    "fork_of": Phrase(en: "comes from", fr: "issue de"), "left": Phrase(en: "left", fr: "parti le"),
    "archived": Phrase(en: "archived", fr: "archivée"), "url": Phrase(en: "address", fr: "adresse"),
    "checked": Phrase(en: "checked", fr: "vérifié"), "status": Phrase(en: "status", fr: "état"),
    "starts": Phrase(en: "starts", fr: "début"), "ends": Phrase(en: "ends", fr: "fin"),
    "place": Phrase(en: "place", fr: "lieu"), "communities": Phrase(en: "communities", fr: "communautés"),
    "seats": Phrase(en: "seats", fr: "places"), "from": Phrase(en: "from", fr: "du"),
    "to": Phrase(en: "to", fr: "à"), "deputy": Phrase(en: "deputy", fr: "remplaçant"),
    "closes": Phrase(en: "closes", fr: "clôture"), "prize": Phrase(en: "prize", fr: "prix"),
    "winner": Phrase(en: "winner", fr: "gagnant"), "seed": Phrase(en: "seed", fr: "graine"),
    "review_by": Phrase(en: "review by", fr: "à relire avant"), "edited": Phrase(en: "edited", fr: "modifié"),
  ]
}
