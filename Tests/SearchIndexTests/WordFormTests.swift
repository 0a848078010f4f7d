import Records
import Testing

@testable import SearchIndex

/// Which words find each other. Plurals and feminines are taken off before Snowball stems; words that it joins with others
/// are kept whole.
@Suite struct WordFormTests {
  static let french = """
    manager/managers leader/leaders conseiller/conseillers conseiller/conseillère usager/usagers usagers/usagère
    travail/travaux travailler/travail directeur/directrice directeurs/directrices actif/active jeu/jeux
    réunion/réunions journal/journaux lieu/lieux emploi/emplois numéro/numéros connexion/connexions tableau/tableaux
    heureux/heureuses employé/employées contenu/contenus congé/congés équipe/équipes organiser/organisation
    organiser/organisé formateur/formatrice collègue/collègues bureau/bureaux entretien/entretiens
    recruter/recrutement évaluer/évaluation adjoint/adjointe objectif/objectifs social/sociaux régional/régionales
    général/généraux nouveau/nouvelle nouveaux/nouvelles national/nationale conflit/conflits absence/absences
    remplaçant/remplaçante acteur/actrice éducatif/éducative premier/première infirmier/infirmières métier/métiers
    dossier/dossiers courrier/courriers réseau/réseaux délai/délais public/publiques référent/référente
    animateur/animatrice salarié/salariées annuel/annuelle local/locaux formation/formations accueil/accueillir
    télétravail/télétravailler
    """
  static let english = """
    manager/managers leader/leaders manage/managed manage/management meeting/meetings employee/employees
    organise/organizing organisation/organization prioritise/prioritized colour/color behaviour/behaviors
    centre/centers programme/programs child/children woman/women person/people criterion/criteria analysis/analyses
    policy/policies colleague/colleagues survey/surveys decide/decided decision/decisions train/training plan/planned
    run/running happy/happiness answer/answered question/questions business/businesses university/universities
    department/departments authority/authorities evening/evenings delegate/delegating review/reviewed holiday/holidays
    deadline/deadlines conflict/conflicts feedback/feedbacks hire/hiring
    """
  static let apart = """
    fr:formation/format fr:formations/formats fr:loyer/loi fr:loyer/lois fr:mai/mais fr:moi/mois fr:fou/fois
    fr:accès/acier fr:congés/congrès fr:état/été fr:univers/université fr:directeur/directive fr:conseil/console
    fr:objet/objectif fr:général/génération fr:principe/principal fr:produit/producteur fr:message/messe
    fr:ménage/manager fr:passage/passif fr:sous/soi fr:temps/température fr:cours/course fr:C++/C
    en:C++/C en:C#/C en:business/busy en:university/universe en:department/depart en:authority/author
    en:important/import en:evening/even en:organ/organise en:policy/police
    """

  static func pairs(_ text: String) -> [(one: String, other: String)] {
    text.split(whereSeparator: \.isWhitespace).map { pair in
      let words = pair.split(separator: "/").map(String.init)
      return (words[0], words[1])
    }
  }

  @Test func theTablesAreLongEnough() {
    #expect(Self.pairs(Self.french).count >= 60)
    #expect(Self.pairs(Self.english).count >= 40)
    #expect(Self.pairs(Self.apart).count >= 30)
  }

  @Test(arguments: [("fr", french), ("en", english)])
  func formsOfAWordFindEachOther(language: String, table: String) throws {
    let pairs = Self.pairs(table)
    let network = try SmallNetwork()
    try network.rebuild(
      Dictionary(
        uniqueKeysWithValues: pairs.enumerated().flatMap { number, pair in
          [("a", pair.one), ("b", pair.other)].map { letter, word in
            let post = SmallNetwork.post(
              letter + padded(number, 11), title: "x", body: word + ".", language: language)
            return (post.path, post.text)
          }
        }))
    for (number, pair) in pairs.enumerated() {
      for word in [pair.one, pair.other] {
        let found = Set(try network.find(word, limit: 200).hits.map(\.record.key))
        let both = Set(["a", "b"].map { $0 + padded(number, 11) })
        #expect(found.isSuperset(of: both), "\(word) of \(pair)")
      }
    }
  }

  @Test func wordsThatOnlyLookAlikeDoNot() throws {
    for pair in Self.pairs(Self.apart) {
      let (language, one) = (String(pair.one.prefix(2)), String(pair.one.dropFirst(3)))
      let network = try SmallNetwork()
      try network.add(
        SmallNetwork.post("aaaa", title: "x", body: one + ".", language: language),
        SmallNetwork.post("bbbb", title: "x", body: pair.other + ".", language: language))
      #expect(try network.keys(one) == [SmallNetwork.id("aaaa")], "\(one) finds \(pair.other)")
      #expect(try network.keys(pair.other) == [SmallNetwork.id("bbbb")], "\(pair.other) finds \(one)")
    }
  }

  /// Of two languages each has its own forms; a plural in -s is looked for in both.
  @Test func aPluralIsFoundInTheOtherLanguage() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", body: "Chaque manager compte."),
      SmallNetwork.post("bbbb", body: "All managers count.", language: "en"),
      SmallNetwork.post("cccc", title: "x", body: "Manager ?", language: "de"))
    #expect(try network.keys("managers").count == 3)
    #expect(try network.keys("manager").count == 3)
  }

  @Test func aHyphenMayBeMissing() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", body: "Le télétravail"), SmallNetwork.post("bbbb", body: "Le télé-travail"))
    for query in ["télé-travail", "télétravail", "tele-travail", "teletravail"] {
      #expect(try network.keys(query).count == 2, "\(query)")
      #expect(try network.find(query).suggestions.isEmpty)
    }
  }

  @Test func aBeginningFindsWhatBeginsSo() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", body: "L’accessibilité"), SmallNetwork.post("bbbb", body: "Un accès"),
      SmallNetwork.post("cccc", body: "Accessible", language: "en"))
    #expect(try network.keys("accessib*") == ["aaaa", "cccc"].map(SmallNetwork.id))
  }

  /// The spelling that most of the newest texts have.
  @Test func aSuggestionHasItsAccents() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", body: "Réunion"), SmallNetwork.post("bbbb", body: "La réunion"),
      SmallNetwork.post("cccc", body: "reunion"))
    #expect(try network.find("rénuion").suggestions.map(\.better) == [["réunion"]])
  }

  @Test func marksAreNotSearched() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post(
        "aaaa",
        body: """
          # L'**équipe** {#ancre}

          {{< figure src="image.png" title="gabarit" >}}
          Voir [la fiche](https://example.org/cible "légende"), ![un plan](dessin.png) et <span class="attribut">là</span>.
          {: .classe}

          <!-- commentaire -->
          <div style="couleur">dedans</div>

          | un | deux |
          | --- | --- |
          | trois | quatre |

          ```
          commande --option
          ```
          """))
    for word in [
      "ancre", "figure", "gabarit", "cible", "dessin", "attribut", "classe", "commentaire", "couleur",
    ] {
      #expect(try network.keys(word).isEmpty, "\(word)")
    }
    for word in ["équipe", "fiche", "plan", "là", "dedans", "deux", "quatre", "commande", "option"] {
      #expect(try network.keys(word).count == 1, "\(word)")
    }
    let snippet = try #require(try network.find("fiche").hits.first).snippet.map(\.text).joined()
    #expect(snippet.contains("L'équipe Voir la fiche, un plan et là. dedans un deux trois quatre"))
    // What was inserted can be taken out again.
    try network.apply([SmallNetwork.post("aaaa").path: nil])
    #expect(try network.keys("équipe").isEmpty)
    #expect(try network.index.broken().isEmpty)
  }

  @Test func theLanguageIsThatOfTheProseElseOfTheCommunityElseOfTheNetwork() throws {
    let network = try SmallNetwork()
    let code =
      "Exemple :\n\n```\nif the value is in the list and it is not that of the user then we go\n```\n\nLa liste des noms et des mots"
    try network.rebuild([
      "network.md": "---\nname: R\nformat: 2\nlanguages: [fr, en]\n---\n",
      "communities/team/community.md": "---\ntitle: Team\ntheme: x\nlanguage: en\n---\n",
      SmallNetwork.post("aaaa", body: code, language: nil).path: SmallNetwork.post(
        "aaaa", body: code, language: nil
      )
      .text,
      SmallNetwork.post("bbbb", title: "Réunions", language: nil).path: SmallNetwork.post(
        "bbbb", title: "Réunions", language: nil
      ).text,
      SmallNetwork.post("cccc", title: "Meetings", language: nil).path.replacing("/idf/", with: "/team/"):
        SmallNetwork.post("cccc", title: "Meetings", language: nil).text,
    ])
    #expect(try network.keys("lang:fr type:post") == ["aaaa", "bbbb"].map(SmallNetwork.id))
    #expect(try network.keys("lang:en type:post") == [SmallNetwork.id("cccc")])
    #expect(try network.keys("meet") == [SmallNetwork.id("cccc")])
  }
}
