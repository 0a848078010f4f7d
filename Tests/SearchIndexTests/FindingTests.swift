import Records
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
      SmallNetwork.mark("aaaa", by: "bob", ["useful: [\(SmallNetwork.id("cccc"))]"]))
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

  @Test func anUnknownWordGetsTheNearestOnes() throws {
    let network = try SmallNetwork()
    try network.add(SmallNetwork.post("aaaa", title: "Organiser les congés", body: "À Αθήνα."))
    for (word, better) in [("orgnaiser", "organiser"), ("rganiser", "organiser"), ("αθνήα", "αθήνα")] {
      let result = try network.find(word)
      #expect(result.suggestions.map(\.word) == [word])
      #expect(result.suggestions.first?.better == [better])
      #expect(result.total == 0)
    }
  }
}
