import Records

/// `community`, `subscribe`, `unsubscribe`.
extension Words {
  static let community = CommandWords(
    en: "Mini-communities: of a region or of a theme", fr: "Mini-communautés : d'une région ou d'un thème")
  static let communityCreate = CommandWords(
    en: "Make a community; you are its steward", fr: "Crée une communauté, que vous animez",
    examples: [
      .init(
        "mgrnet community create grand-est -t \"Grand Est\" --region \"Grand Est\" --answer-within 3d",
        en: "one for a region, which answers within three days",
        fr: "une communauté de région, qui répond sous trois jours"),
      .init(
        "mgrnet community create rh-7k2m -t RH --theme RH --private",
        en: "one that nobody sees but its members", fr: "une communauté que seuls ses membres voient"),
    ])
  static let communityEdit = CommandWords(
    en: "Change a community's card", fr: "Modifie la fiche d'une communauté")
  static let communityArchive = CommandWords(
    en: "Close a community to new posts", fr: "Ferme une communauté aux nouveaux messages")
  static let communityList = CommandWords(en: "List the communities", fr: "Liste les communautés")
  static let communityShow = CommandWords(
    en: "Show a community's card", fr: "Montre la fiche d'une communauté")
  static let communitySlug = Phrase(en: "The community's short name", fr: "Le nom court de la communauté")
  static let communityTitle = Phrase(en: "The community's title", fr: "Le titre de la communauté")
  static let communityRegion = Phrase(en: "The region that it is for", fr: "La région qu'elle réunit")
  static let communityTheme = Phrase(en: "The theme that it is about", fr: "Le thème qu'elle traite")
  static let itsLanguage = Phrase(en: "Its language (fr, en)", fr: "Sa langue (fr, en)")
  static let communityAnswerWithin = Phrase(
    en: "How soon it promises an answer (3d, 2w)", fr: "Sous quel délai elle promet une réponse (3j, 2s)")
  static let communitySteward = Phrase(
    en: "Who looks after it (repeat it)", fr: "Qui l'anime (se répète)")
  static let communityPrivate = Phrase(
    en: "For its members alone: a repository of its own, on this machine until you share it",
    fr: "Pour ses seuls membres : un dépôt à part, sur cette machine tant que vous ne la partagez pas")
  static let communityReopen = Phrase(en: "Open it again", fr: "La rouvre")
  static let communityNeedsSubject = Phrase(
    en: "a community is of a region or of a theme", fr: "une communauté est d'une région ou d'un thème")

  /// The mark beside items of a private community.
  static let privateWord = Phrase(en: "private", fr: "privé")
  static func privateIsHere(_ slug: Slug) -> Phrase {
    Phrase(
      en: "it is in `private/\(slug)`, on this machine alone; the commons never names it",
      fr: "elle est dans `private/\(slug)`, sur cette machine seule ; le réseau commun ne la nomme jamais")
  }

  static func slugIsAWord(_ slug: Slug) -> Phrase {
    Phrase(
      en: "`\(slug.rawValue)` is too short, or a word of public texts: nobody could tell a leak from it",
      fr: "`\(slug)` est trop court, ou un mot de textes publics : rien n'en distinguerait une fuite")
  }
  static func proposedSlug(_ slug: Slug) -> Phrase {
    Phrase(
      en: "`\(slug.rawValue)` would do; `--i-know` takes the word, and only `private/…` is then looked for",
      fr: "`\(slug)` conviendrait ; `--i-know` prend le mot, et seul `private/…` est alors recherché")
  }
  static let wordSlugIKnow = Phrase(
    en: "Take a name that public texts may say", fr: "Prend un nom que des textes publics peuvent dire")

  /// `rh: the index is …`
  static func of(_ community: Slug, _ phrase: Phrase) -> Phrase {
    Phrase(verbatim: "\(community)\(colon)\(phrase)")
  }

  static let linkCommunity = Phrase(
    en: "The community that they are for; without it, everybody",
    fr: "La communauté à qui ils servent ; sans elle, tout le monde")
  static let leaveCommunity = Phrase(
    en: "A private community: the absences that it alone is told of",
    fr: "Une communauté privée : les absences qu'elle est seule à connaître")
  static func leaveIsForAll(_ slug: Slug) -> Phrase {
    Phrase(
      en: "`\(slug)` is not private: its members see the absences of all",
      fr: "`\(slug)` n'est pas privée : ses membres voient les absences de tous")
  }
  static let leaveIsForAllHint = Phrase(en: "leave `--community` out", fr: "laissez `--community` de côté")

  static let noCommunities = Phrase(en: "no communities yet", fr: "pas encore de communauté")
  static let noCommunitiesHint = Phrase(
    en: "`mgrnet community create SLUG -t TITLE --theme THEME`",
    fr: "`mgrnet community create NOM -t TITRE --theme THÈME`")
}
