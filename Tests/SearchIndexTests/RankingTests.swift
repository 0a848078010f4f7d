import Testing

@testable import SearchIndex

@Suite struct RankingTests {
  let network: SmallNetwork
  init() throws { network = try SmallNetwork() }

  func order(_ query: String, _ sort: FindOptions.Sort = .best) throws -> [String] {
    try network.find(query, sort: sort).hits.map { String($0.record.key.prefix(1)) }
  }

  @Test func titleThenTagsThenBody() throws {
    let text = "Un texte de quelques mots qui parle de tout autre chose"
    try network.add(
      SmallNetwork.post("aaaa", title: text, body: "planning " + text),
      SmallNetwork.post("bbbb", title: text, body: "autre " + text, more: ["tags: [planning]"]),
      SmallNetwork.post("cccc", title: "planning " + text, body: "autre " + text))
    #expect(try order("planning") == ["c", "b", "a"])
  }

  @Test func whatReadersFoundUsefulComesFirst() throws {
    try network.add(
      SmallNetwork.post("aaaa", title: "Planning"), SmallNetwork.post("bbbb", title: "Planning"),
      SmallNetwork.post("cccc", title: "Planning"),
      SmallNetwork.mark("bbbb", by: "luc", ["useful: [\(SmallNetwork.id("bbbb"))]"]),
      SmallNetwork.mark("cccc", by: "luc", ["tried: {\(SmallNetwork.id("cccc")): worked}"]))
    #expect(try order("planning") == ["c", "b", "a"])
    #expect(try network.find("planning").hits.map(\.record.useful) == [3, 1, 0])
  }

  @Test func freshComesBeforeOldAndWhatIsOvertakenSinks() throws {
    let id = SmallNetwork.id
    try network.add(
      SmallNetwork.post("aaaa", title: "Planning", created: "2020-01-01T10:00:00Z"),
      SmallNetwork.post("bbbb", title: "Planning"),
      SmallNetwork.post("cccc", title: "Planning", more: ["replaced_by: \(id("bbbb"))"]),
      SmallNetwork.post("dddd", title: "Planning", more: ["withdrawn: true"]),
      SmallNetwork.post("eeee", title: "Planning", more: ["review_by: 2026-01-01"]),
      SmallNetwork.post("ffff", title: "Planning"),
      SmallNetwork.mark("ffff", by: "luc", ["outdated: [\(id("ffff"))]"]))
    // The title of a text that was withdrawn is not searched.
    #expect(try order("planning") == ["b", "a", "e", "f", "c"])
    #expect(try Set(order("is:outdated")) == ["c", "e", "f"])
  }

  @Test func newestFirstIsByTimeHoweverRecordsCameIn() throws {
    try network.add(SmallNetwork.post("bbbb", title: "Planning", created: "2026-05-01T10:00:00+02:00"))
    try network.add(SmallNetwork.post("dddd", title: "Planning", created: "2026-07-01T10:00:00+02:00"))
    try network.add(SmallNetwork.post("aaaa", title: "Planning", created: "2026-04-01T10:00:00+02:00"))
    try network.add(SmallNetwork.post("cccc", title: "Planning", created: "2026-06-01T10:00:00+02:00"))
    #expect(try order("planning", .new) == ["d", "c", "b", "a"])
    #expect(try network.index.list(ListFilter()).map { $0.key.first } == ["d", "c", "b", "a"])
    #expect(try order("planning since:2026-05-01 before:2026-07-01", .new) == ["c", "b"])
  }

  @Test func onlyTheNewestHitsAreRankedAndTheResultSaysSo() throws {
    var files: [String: String] = [:]
    for number in 0..<(Ranking.limit + 200) {
      let digits = String(number)
      let key = String(repeating: "0", count: 12 - digits.utf8.count) + digits
      let post = SmallNetwork.post(key, title: "Planning", created: "2026-11-20T09:00:00+01:00")
      files[post.path] = post.text
    }
    try network.rebuild(files)
    let result = try network.find("planning", limit: 3)
    #expect(result.total == Ranking.limit)
    #expect(result.hasMore && result.isRanked)
    #expect(result.hits.count == 3)
    let newest = try network.find("planning", sort: .new, limit: 3)
    #expect(newest.total == SearchIndex.counted && newest.hasMore && !newest.isRanked)
    let all = try network.find("planning", sort: .new, limit: .max)
    #expect(all.total == Ranking.limit + 200 && !all.hasMore)
    // A record of the same second finds a place among thousands.
    try network.add(SmallNetwork.post("zzzz", title: "Nouveau planning"))
    #expect(try network.keys("nouveau") == [SmallNetwork.id("zzzz")])
  }

  @Test func ascoreIsTheSameInAnotherIndex() throws {
    try network.add(SmallNetwork.post("aaaa", title: "Planning"))
    let other = try SmallNetwork()
    try other.add(SmallNetwork.post("bbbb", title: "Planning"))
    let scores = try [network, other].map { try #require(try $0.find("planning").hits.first).score }
    #expect(scores[0] == scores[1] && scores[0] > 0)
  }
}
