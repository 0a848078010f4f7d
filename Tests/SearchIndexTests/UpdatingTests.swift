import Foundation
import GRDB
import Records
import SeededRandom
import Testing

@testable import SearchIndex

@Suite struct UpdatingTests {
  /// Whatever way an index came to a state, it holds the same.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func stepByStepGivesWhatBuildingAnewGives(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let network = try SmallNetwork()
    var files: [String: String] = [:]
    for _ in 0..<12 {
      var changes: [String: String?] = [:]
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let (path, text) = Self.file(&random)
        changes[path] = Bool.random(using: &random) || files[path] == nil ? text : .some(nil)
      }
      try network.apply(changes)
      files.merge(changes.compactMapValues { $0 }) { $1 }
      for (path, text) in changes where text == nil { files[path] = nil }
    }
    let built = try SmallNetwork()
    try built.rebuild(files)
    let (left, right) = (try Self.content(of: network.index), try Self.content(of: built.index))
    #expect(left == right)
    #expect(!left.isEmpty)
  }

  /// Posts, replies, marks and links of few ids, words and readers, so that they meet; some cannot be read.
  private static func file(_ random: inout Seeded) -> (String, String) {
    func pick(_ words: [String]) -> String { words[Int.random(in: 0..<words.count, using: &random)] }
    let words = [
      "congés", "équipe", "l’équipe", "réunion", "planning", "meetings", "the team's plan", "œuvre",
    ]
    let text = (0..<4).map { _ in pick(words) }.joined(separator: " ")
    let day = "2026-11-0\(Int.random(in: 1...3, using: &random))T10:00:00+01:00"
    let (post, reply) = (pick(["aaaa", "bbbb", "cccc"]), pick(["dddd", "eeee"]))
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<4:
      let more = pick(["tags: [a, É]", "withdrawn: true", "accepted: \(SmallNetwork.id(reply))", "x: y"])
      let kind = pick(["question", "news"])
      return SmallNetwork.post(post, title: text, body: text, kind: kind, created: day, more: [more])
    case 4..<6:
      let more = pick(["withdrawn: true", "x: y", "x: z"])
      return SmallNetwork.reply(reply, to: post, body: text, created: day, more: [more])
    case 6..<8:
      let target = SmallNetwork.id(pick([post, reply]))
      let line = pick(["useful: [\(target)]", "tried: {\(target): worked}", "outdated: [\(target)]"])
      return SmallNetwork.mark(post, by: pick(["luc", "anne"]), [line], body: text)
    case 8:
      return (
        "links/rh/x-\(SmallNetwork.id("ffff")).md",
        "---\nid: \(SmallNetwork.id("ffff"))\ntitle: \(pick(words))\n---\n"
      )
    case 9..<11:
      let more = pick(["starts: noon", "status: planned", "deputy: anne", "to: 2026-12-0"])
      return SmallNetwork.absence(
        pick(["gggg", "hhhh"]), to: pick(["2026-12-24", "2026-12-31"]), more: [more])
    default: return ("people/luc.md", pick(["no front matter", "---\nname: Luc\n", "---\nname: Luc\n---\n"]))
    }
  }

  /// All that is in the tables, rows and pages left out: their numbers depend on the way.
  private static func content(of index: SearchIndex) throws -> [String] {
    try index.database.queue.write { db in
      try db.execute(sql: "INSERT INTO text(text) VALUES('integrity-check')")
      let record = "key, type, thread, community, time, minutes, is_question, is_withdrawn, is_replaced"
      return try [
        "SELECT \(record), review_by, accepted, is_accepted, replies, worth, outdated FROM record",
        "SELECT path, language, facets, front_matter, title, extra, prose FROM page",
        "SELECT * FROM mark", "SELECT last, first, id, person, starts_noon, is_planned, deputy FROM absence",
        "SELECT path, line, column FROM broken", "SELECT tag, count(*) FROM tag GROUP BY tag",
        "SELECT count(*) FROM record JOIN page USING(page)",
      ].flatMap { sql in
        try Row.fetchAll(db, sql: sql).map { row in
          sql.prefix(20) + row.databaseValues.map(\.description).joined(separator: "|")
        }.sorted()
      }
    }
  }

  @Test func aWordThatIsGoneIsKnownNoMore() throws {
    let network = try SmallNetwork()
    let (first, second) = (
      SmallNetwork.post("aaaa", body: "motif"), SmallNetwork.post("bbbb", body: "moteur")
    )
    try network.add(first, second)
    func better(than text: String) throws -> [String]? { try network.find(text).suggestions.first?.better }
    #expect(try better(than: "motix") == ["motif"])
    #expect(try network.keys("mot*").count == 2)
    try network.apply([first.path: nil])
    #expect(try better(than: "motix") == nil)
    #expect(try better(than: "motif") == nil)
    #expect(try network.keys("mot*") == [SmallNetwork.id("bbbb")])
    // What was typed is no word of the network.
    #expect(try better(than: "moteux") == ["moteur"])
    try network.add(first)
    #expect(try better(than: "moteux") == ["moteur"])
  }

  @Test func aFileThatCannotBeReadIsNamedAndTheRestGoesOn() throws {
    let network = try SmallNetwork()
    let post = SmallNetwork.post("aaaa", title: "Congés")
    let other = SmallNetwork.post("bbbb", title: "Planning")
    try network.add(post, other)
    try network.apply([post.path: "---\ntitle: a\ntitle: b\n---\n"])
    #expect(try network.index.broken() == [BrokenRecord(path: post.path, line: 3, column: 1)])
    #expect(try network.keys("congés").isEmpty)
    #expect(try network.keys("planning") == [SmallNetwork.id("bbbb")])
    try network.apply([post.path: post.text])
    #expect(try network.index.broken().isEmpty)
    #expect(try network.keys("congés").count == 1)
  }

  /// A second file of an id, whoever made it, takes neither the id nor what readers said of the first.
  @Test func theFirstFileOfAnIDKeepsIt() throws {
    let network = try SmallNetwork()
    let (id, post) = (SmallNetwork.id("aaaa"), SmallNetwork.post("aaaa", title: "Congés"))
    let mark = SmallNetwork.mark("aaaa", by: "luc", ["useful: [\(id)]"], body: "\nVrai\n")
    func elsewhere(_ path: String) -> String { path.replacing("/idf/", with: "/sud/") }
    try network.add(post, mark)
    try network.apply([
      elsewhere(post.path): post.text, elsewhere(mark.path): mark.text.replacing("Vrai", with: "Faux"),
    ])
    let found = try network.index.lookup(id)
    #expect(found.filter { !$0.isNamedByPath }.map(\.path) == [post.path])
    #expect(found.count == 2)
    let folder = RecordPath.folder(of: post.path)
    #expect(try network.index.marks(of: id, in: folder).map(\.story) == ["Vrai"])
    #expect(try network.index.marks(of: id, in: elsewhere(folder)).map(\.story) == ["Faux"])
    // It moves, and keeps it.
    let moved = post.path.replacing("/2026/", with: "/2027/")
    try network.apply([post.path: nil, moved: post.text])
    #expect(try network.index.lookup(id).filter { !$0.isNamedByPath }.count == 1)
    // Where it goes, the other one has it.
    try network.apply([moved: nil])
    #expect(try network.index.lookup(id).map(\.isNamedByPath) == [false])
    // Read anew, nobody knows which was first.
    try network.rebuild([post.path: post.text, elsewhere(post.path): post.text])
    #expect(try network.index.lookup(id).map(\.isNamedByPath) == [true, true])
  }

  @Test func whatAMergeKeptIsSaidOfItsRecord() throws {
    let network = try SmallNetwork()
    let post = SmallNetwork.post("aaaa", title: "Congés")
    let kept = ConflictName.path(beside: post.path, digits: "0123abcd")
    let picture = ConflictName.path(beside: RecordPath.folder(of: post.path) + "/a.png", digits: "0123abcd")
    try network.add(post, SmallNetwork.post("bbbb", title: "Planning"))
    #expect(try network.keys("is:conflict").isEmpty)
    try network.apply([kept: post.text, picture: ""])
    #expect(try network.keys("is:conflict") == [SmallNetwork.id("aaaa")])
    #expect(try Set(network.index.lookup("aaaa")[0].conflicts) == [kept, picture])
    try network.apply([kept: nil, picture: nil])
    #expect(try network.keys("is:conflict").isEmpty)
  }

  @Test func aThreadKnowsItsRepliesAndMarks() throws {
    let network = try SmallNetwork()
    let id = SmallNetwork.id
    let reply = SmallNetwork.reply("bbbb", to: "aaaa")
    // The mark comes first, as it may from another replica.
    try network.add(
      SmallNetwork.mark("aaaa", by: "luc", ["tried: {\(id("bbbb")): worked}"], body: "\nÇa marche\n"))
    try network.add(reply)
    #expect(try network.keys("is:unanswered").isEmpty)
    try network.add(SmallNetwork.post("aaaa", title: "Congés", more: ["accepted: \(id("bbbb"))"]))
    #expect(try network.index.lookup("aaaa").map(\.replies) == [1])
    let folder = RecordPath.folder(of: SmallNetwork.post("aaaa", title: "Congés").path)
    #expect(try network.index.replies(of: id("aaaa"), in: folder).map(\.record.useful) == [3])
    #expect(try network.index.marks(of: id("aaaa"), in: folder).map(\.story) == ["Ça marche"])
    #expect(try network.keys("is:accepted") == [id("aaaa"), id("bbbb")])
    try network.apply([reply.path: nil])
    #expect(try network.index.lookup("aaaa").map(\.replies) == [0])
    try network.add(SmallNetwork.post("aaaa", title: "Congés"))
    #expect(try network.keys("is:unanswered") == [id("aaaa")])
    try network.add(SmallNetwork.reply("cccc", to: "aaaa", more: ["withdrawn: true"]))
    #expect(try network.keys("is:unanswered") == [id("aaaa")])
  }

  /// As large as a file may be: quadratic work would take a minute.
  @Test func aMarkOfThousandsOfRecordsIsReadAtOnce() throws {
    let ids = (0..<12_000).map { String($0, radix: 36) }
    let list = "[" + ids.joined(separator: ", ") + "]"
    let mark = SmallNetwork.mark("aaaa", by: "luc", ["useful: \(list)", "tried: {0: worked, z: failed}"])
    let start = ContinuousClock.now
    guard case .marks(let marks, _) = Reading(mark.path, Array(mark.text.utf8)) else {
      Issue.record("no mark")
      return
    }
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(marks.map(\.target) == ids && marks.allSatisfy(\.isUseful))
    #expect(marks.compactMap(\.tried) == ["worked", "failed"])
  }

  @Test func whatWasReadAndWhatIsMineIsNotUnread() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa"), SmallNetwork.reply("bbbb", to: "aaaa"),
      SmallNetwork.reply("cccc", to: "aaaa"))
    func unread(_ seen: [String]) throws -> [String] {
      try network.find("is:unread", seen: seen).hits.map(\.record.key).sorted()
    }
    #expect(try unread([]) == [SmallNetwork.id("bbbb"), SmallNetwork.id("cccc")])
    #expect(try unread([SmallNetwork.id("bbbb"), "\"]", "\"\u{301}", "nobody"]) == [SmallNetwork.id("cccc")])
  }

  @Test func listsLookupsAndNumbers() throws {
    let network = try SmallNetwork()
    let id = SmallNetwork.id
    try network.add(
      SmallNetwork.post("aaaa", title: "Un", more: ["tags: [Congés, rh]"]),
      SmallNetwork.post("aaab", title: "Deux", created: "2026-11-21T09:00:00+01:00", more: ["tags: [rh]"]),
      SmallNetwork.reply("bbbb", to: "aaaa"),
      ("communities/idf/community.md", "---\ntitle: Île-de-France\nregion: idf\n---\n"),
      ("people/alice.md", "---\nname: Alice\nemail: a@example.com\n---\n"),
      ("people/bob.md", "---\nname: Bob\nemail: b@example.com\n---\n"))
    let index = network.index
    #expect(try index.lookup("aaa").map(\.key) == [id("aaaa"), id("aaab")])
    #expect(try index.lookup("aaa", types: [.reply]).isEmpty)
    #expect(try index.lookup("", types: [.person]).map(\.key) == ["alice", "bob"])
    #expect(try index.uniquePrefixes(of: [id("aaaa"), id("bbbb")]) == [id("aaaa"): 4, id("bbbb"): 4])
    #expect(try index.tags().map(\.tag) == ["rh", "Congés"])
    let activity = try index.activity()
    #expect(activity["idf"]?.posts == 2)
    #expect(activity["idf"]?.newest == Timestamp("2026-11-21T09:00:00+01:00")?.seconds)
    var filter = ListFilter()
    filter.tag = "conges"
    #expect(try index.list(filter).map(\.key) == [id("aaaa")])
    filter = ListFilter()
    filter.types = [.post, .reply]
    filter.author = "bob"
    #expect(try index.list(filter).map(\.key) == [id("bbbb")])
    filter = ListFilter()
    filter.since = Timestamp("2026-11-21T00:00:00+01:00")?.seconds
    filter.limit = 1
    #expect(try index.list(filter).map(\.key) == [id("aaab")])
    #expect(try index.whole(index.list(filter)[0])?.prose == "")
  }

  /// Some systems write a letter and its accent apart.
  @Test func aTagIsOneHoweverItIsComposed() throws {
    let network = try SmallNetwork()
    try network.add(
      SmallNetwork.post("aaaa", more: ["tags: [Cong\u{E9}s]"]),
      SmallNetwork.post("aaab", more: ["tags: [Conge\u{301}s]"]))
    #expect(try network.index.tags().map(\.count) == [2])
    try network.apply([SmallNetwork.post("aaaa").path: nil])
    #expect(try network.index.tags().map { Array($0.tag.utf8) } == [Array("Cong\u{E9}s".utf8)])
  }
}
