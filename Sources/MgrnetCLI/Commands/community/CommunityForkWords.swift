import Records

/// `community fork`.
extension Words {
  static let communityFork = CommandWords(
    en: "Make a region's own community of one that has grown too large",
    fr: "Fait d'une communauté trop grande celle d'une région",
    discussion: Phrase(
      en: """
        The new community has a card that says where it comes from, and a first post: it leads to the answers that worked, \
        and names the people of that region who subscribed, so that each of them finds the invitation in their inbox. \
        Nobody is subscribed by it. `mgrnet stats SLUG` says which regions would make a community of their own.
        """,
      fr: """
        La nouvelle communauté a une fiche qui dit d'où elle vient, et un premier message : il mène aux réponses qui ont \
        marché et cite les abonnés de cette région, qui trouvent ainsi l'invitation dans ce qui les attend. Cela \
        n'abonne personne. `mgrnet stats NOM` dit quelles régions feraient une communauté à part.
        """),
    examples: [
      .init(
        "mgrnet community fork conges --for \"Hauts-de-France\"",
        en: "the region's own, with its people invited",
        fr: "celle de la région, dont les gens sont invités")
    ])
  static let forkRegion = Phrase(
    en: "The region, as people have it on their cards", fr: "La région, telle qu'elle est sur les fiches")
  static let forkSlug = Phrase(
    en: "The new community's short name", fr: "Le nom court de la nouvelle communauté")
  static let giveSlug = Phrase(
    en: "the new community needs a short name", fr: "il faut un nom court à la nouvelle communauté")
  static func forkOfPrivate(_ slug: Slug) -> Phrase {
    Phrase(
      en: "\(slug.rawValue) is private: who is in it is not told to others",
      fr: "\(slug) est privée : qui en est ne se dit pas ailleurs")
  }
  static let forkOfPrivateHint = Phrase(
    en: "`mgrnet community create SLUG --private` begins another one",
    fr: "`mgrnet community create NOM --private` en commence une autre")
  static func nobodyOfRegion(_ region: String, in slug: Slug) -> Phrase {
    Phrase(
      en: "nobody who subscribed to \(slug.rawValue) is of `\(region)`",
      fr: "aucun abonné de \(slug) n'est de la région `\(region)`")
  }
  static func forkInvites(_ people: Int, answers: Int) -> Phrase {
    let invited = Noun(en: ("person", "people"), fr: ("personne", "personnes")).counted(people)
    let worked = Noun(
      en: ("answer that worked", "answers that worked"),
      fr: ("réponse qui a marché", "réponses qui ont marché")
    ).counted(answers)
    return Phrase(
      en: "its first post invites \(invited), with \(worked)",
      fr: "son premier message invite \(invited), avec \(worked)")
  }
  static func seeIt(_ id: String) -> Phrase {
    Phrase(
      en: "`mgrnet show \(id)` shows it; `mgrnet undo` takes all of it back",
      fr: "`mgrnet show \(id)` le montre ; `mgrnet undo` reprend le tout")
  }

  /// The first post of a region's own community.
  ///
  /// - Parameter worked: the ids of the answers that worked, each with its title.
  static func forkWelcome(
    origin: String, region: String, _ slug: Slug, _ invited: [String], _ worked: [(id: String, title: String)]
  ) -> (title: Phrase, text: Phrase) {
    let names = invited.map { "@\($0)" }.joined(separator: " ")
    let list = worked.map { "- \($0.title) (`mgrnet show \($0.id)`)" }.joined(separator: "\n")
    var text = Phrase(
      en: "“\(origin)” has grown: this is the place of the managers of \(region).",
      fr: "« \(origin) » a grandi : voici le lieu des managers de la région \(region).")
    if !invited.isEmpty {
      text =
        text
        + Phrase(
          en: "\n\n\(raw: names)\n\nYou are invited: `mgrnet subscribe \(slug.rawValue)` is all it takes.",
          fr: "\n\n\(raw: names)\n\nVous êtes invités : il suffit de `mgrnet subscribe \(slug)`.")
    }
    if !worked.isEmpty {
      text =
        text
        + Phrase(
          en: "\n\nWhat worked there, by the word of those who tried it:\n\n\(raw: list)",
          fr: "\n\nCe qui y a marché, au dire de ceux qui l'ont essayé :\n\n\(raw: list)")
    }
    return (
      Phrase(
        en: "For \(region): what worked in “\(origin)”",
        fr: "Pour \(region) : ce qui a marché dans « \(origin) »"),
      text
    )
  }
}
