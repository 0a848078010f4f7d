import Testing

@testable import SearchIndex

@Suite struct FindingTests {
  @Test func aPostIsFoundByAnyFormOfItsWords() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", title: "Organiser les congés", body: "Comment l’équipe s'organise-t-elle ?"),
      SmallNetwork.post(
        "bbbb", title: "One to one", body: "We organised meetings with employees.", language: "en"))
    for query in ["congé", "CONGES", "organisée", "equipe", "l'équipe", "équipes", "congé equipe"] {
      #expect(try network.keys(query) == [SmallNetwork.id("aaaa")], "\(query)")
    }
    for query in ["organising", "meeting", "employee"] {
      #expect(try network.keys(query) == [SmallNetwork.id("bbbb")], "\(query)")
    }
    #expect(try network.keys("organiser") == [SmallNetwork.id("aaaa")])
    #expect(try network.keys("idf").isEmpty)
    let hit = try #require(try network.find("equipe").hits.first)
    #expect(hit.snippet.filter(\.isMatch).map(\.text) == ["équipe"])
    #expect(hit.record.title == "Organiser les congés")
  }

  @Test func fieldsStatesAndSignsRestrict() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", title: "Congés d'été", more: ["tags: [congés, \"gestion du temps\"]"]),
      SmallNetwork.post("bbbb", title: "Congés de Noël", kind: "news", created: "2026-01-02T09:00:00+01:00"),
      SmallNetwork.reply("cccc", to: "aaaa", body: "Un planning"),
      SmallNetwork.mark("aaaa", by: "luc", ["useful: [\(SmallNetwork.id("cccc"))]"]))
    func expect(_ query: String, _ keys: [String], _ place: SourceLocation = #_sourceLocation) throws {
      #expect(try network.keys(query) == keys.map(SmallNetwork.id), "\(query)", sourceLocation: place)
    }
    try expect("congés", ["aaaa", "bbbb"])
    try expect("congés -noël", ["aaaa"])
    try expect("-noël", ["aaaa", "cccc"])
    try expect("noel OR planning", ["bbbb", "cccc"])
    try expect("\"congés d’été\"", ["aaaa"])
    try expect("cong*", ["aaaa", "bbbb"])
    try expect("l'ét*", ["aaaa"])
    try expect("noël-co*", ["bbbb"])
    try expect("-noël-co* type:post", ["aaaa"])
    try expect("kind:news", ["bbbb"])
    try expect("tag:conges", ["aaaa"])
    try expect("tag:\"Gestion du temps\"", ["aaaa"])
    try expect("since:2w type:post", ["aaaa"])
    try expect("before:2026-11-01", ["bbbb"])
    try expect("is:answered", ["aaaa"])
    try expect("is:unanswered", [])
    try expect("is:useful", ["cccc"])
    try expect("is:mine", ["aaaa", "bbbb"])
    try expect("author:bob", ["cccc"])
    try expect("in:idf noël OR is:useful", ["bbbb", "cccc"])
    try expect("-is:useful -kind:news -type:reply", ["aaaa"])
    try expect("in:nowhere congés", [])
  }

  @Test func aChangeIsFoundAtOnce() throws {
    let network = try SmallNetwork()
    let post = SmallNetwork.post("aaaa", title: "Congés")
    try network.add(post)
    try network.apply([post.path: post.text.replacing("Congés", with: "Vacances")])
    #expect(try network.keys("congés").isEmpty)
    #expect(try network.keys("vacances").count == 1)
    try network.apply([post.path: nil])
    #expect(try network.keys("vacances").isEmpty)
    #expect(try network.index.list(ListFilter()).isEmpty)
    #expect(try network.index.activity().isEmpty)
  }

  @Test(arguments: [("mai", "mais"), ("loyer", "équipe"), ("moi", "mois"), ("note", "not")])
  func otherWordsAreNotFound(word: String, other: String) throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", title: "Un", body: other, language: word == "note" ? "en" : "fr"))
    #expect(try network.keys(word).isEmpty)
  }

  /// `loyer` and `lois`, `formation` and `formats` have one stem in French.
  @Test(arguments: [("loyer", "lois"), ("formation", "formats"), ("congé", "congés")])
  func theFormThatWasTypedWeighsMore(word: String, other: String) throws {
    let network = try SmallNetwork()
    let text = "et des mots qui ne disent rien"
    try network.add(
      SmallNetwork.post("aaaa", body: "\(word) \(text)"),
      SmallNetwork.post("bbbb", body: "\(other) \(text)", created: "2026-11-21T09:00:00+01:00"),
      SmallNetwork.post("cccc", body: text), SmallNetwork.post("dddd", body: text))
    #expect(try network.find(word).hits.map(\.record.key).prefix(1) == [SmallNetwork.id("aaaa")])
    #expect(try network.find(other).hits.map(\.record.key).prefix(1) == [SmallNetwork.id("bbbb")])
  }

  @Test func aWordOfOneLanguageIsNotLookedForInTheOther() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", body: "Un univers"),
      SmallNetwork.post("bbbb", body: "The university", language: "en"))
    #expect(try network.keys("univers") == [SmallNetwork.id("aaaa")])
    #expect(try network.keys("university") == [SmallNetwork.id("bbbb")])
  }

  /// Texts out of a PDF have ligatures, those of some keyboards signs and full width.
  @Test(arguments: [
    "financement", "ﬁnancement", "conflit", "m2", "m²", "CO2", "co₂", "ABC", "ａｂｃ", "Αθήνα", "αθηνα", "ΑΘΗΝΑ",
    "τελος",
    "ΤΈΛΟΣ", "offre", "oﬀre",
  ])
  func compatibilityFormsAreWhatTheyStandFor(query: String) throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", body: "le ﬁnancement, un conﬂit, 12 m² de CO₂, ＡＢＣ, oﬀre, στην Αθήνα, τέλος"))
    #expect(try network.keys(query).count == 1)
    let hit = try #require(try network.find(query).hits.first)
    #expect(!hit.snippet.filter(\.isMatch).isEmpty)
  }

  @Test func aSnippetIsInOneLineAndMarksTheWordsAlone() throws {
    let network = try SmallNetwork()
    let text = "Avant.\n\n" + String(repeating: "mot ", count: 100)
    try network.add(
      SmallNetwork.post("aaaa", title: "Un", body: text + "ici l’équipe\nse réunit"),
      SmallNetwork.post("bbbb", title: "Une équipe", body: "Rien\nd'autre"))
    let hits = try network.find("equipes").hits
    let first = try #require(hits.first { $0.record.key == SmallNetwork.id("aaaa") })
    #expect(first.snippet.filter(\.isMatch).map(\.text) == ["équipe"])
    #expect(first.snippet.first?.text.hasPrefix("… ") == true)
    #expect(first.snippet.last?.text == " se réunit")
    let second = try #require(hits.first { $0.record.key == SmallNetwork.id("bbbb") })
    #expect(second.snippet == [SnippetPiece(text: "Rien d'autre", isMatch: false)])
    // Where no words are asked for, too.
    #expect(try network.find("is:unanswered").hits.first?.snippet == second.snippet)
  }

  @Test func anUnknownWordGetsTheNearestOnes() throws {
    let network = try SmallNetwork()
    try network.add(SmallNetwork.post("aaaa", title: "Organiser les congés", body: "À Αθήνα."))
    for (word, better) in [("orgnaiser", "organiser"), ("rganiser", "organiser"), ("αθνηα", "αθήνα")] {
      let result = try network.find(word)
      #expect(result.suggestions.map(\.word) == [word])
      #expect(result.suggestions.first?.better == [better])
      #expect(result.total == 0)
    }
  }
}
