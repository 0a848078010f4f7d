import Records
import Testing

@testable import SearchIndex

@Suite struct QueryTests {
  static let now = SmallNetwork.now

  @Test(arguments: [
    ("congés été", Query.all([.word("congés"), .word("été")])),
    ("\"a b\" c*", .all([.phrase("a b"), .prefix("c")])),
    ("-a", .not(.word("a"))), ("--a", .word("a")),
    ("a OR b c", .all([.any([.word("a"), .word("b")]), .word("c")])),
    ("a OU b", .any([.word("a"), .word("b")])),
    ("ORB OR2 or", .all([.word("ORB"), .word("OR2"), .word("or")])),
    ("a OR b OR -c", .any([.word("a"), .word("b"), .not(.word("c"))])),
    ("in:IDF", .field(.community("idf"))), ("tag:\"gestion du temps\"", .field(.tag("gestion du temps"))),
    ("\"not closed", .phrase("not closed")), ("« des guillemets »", .phrase(" des guillemets ")),
    ("https://example.org", .word("https://example.org")), ("12:30", .word("12:30")),
    ("lang:FR", .field(.language(.french))), ("is:unanswered", .field(.state(.unanswered))),
    ("a - b", .all([.word("a"), .word("b")])),
    ("a AND b", .all([.word("a"), .word("b")])),
    ("a ET b OU c", .all([.word("a"), .any([.word("b"), .word("c")])])),
    ("a NOT b", .all([.word("a"), .not(.word("b"))])), ("a SAUF -b", .all([.word("a"), .word("b")])),
    ("a OR NOT b", .any([.word("a"), .not(.word("b"))])), ("SAUF a", .not(.word("a"))),
    ("a et not sauf", .all([.word("a"), .word("et"), .word("not"), .word("sauf")])),
    ("\"a AND\"", .phrase("a AND")),
  ])
  func aQueryIsRead(text: String, query: Query) throws {
    #expect(try QueryParser.parse(text, now: Self.now) == query)
  }

  @Test(arguments: [
    ("a foo:b", 2), ("kind:nonsense", 0), ("x since:soon", 2), ("in:", 0), ("OR a", 0), ("a OR", 4), ("", 0),
    ("a OR OR b", 5), ("ET a", 0), ("a AND", 5), ("a AND OR b", 6), ("a NOT", 5), ("a NOT AND b", 6),
    ("NOT NOT a", 4), ("lang:xx", 0), ("is:nothing", 0), ("type:mark", 0),
  ])
  func aFaultIsNamedWithItsPlace(text: String, position: Int) {
    let error = #expect(throws: QueryError.self) { try QueryParser.parse(text, now: Self.now) }
    #expect(error?.position == position)
  }

  @Test(arguments: [
    ("2026-11-01", "2026-11-01T00:00:00+01:00"), ("2026-11", "2026-11-01T00:00:00+01:00"),
    ("2w", "2026-11-09T12:00:00+01:00"), ("3d", "2026-11-20T12:00:00+01:00"),
    ("0d", "2026-11-23T12:00:00+01:00"),
    ("1y", "2025-11-23T12:00:00+01:00"), ("today", "2026-11-23T00:00:00+01:00"),
  ])
  func aDateIsRead(text: String, moment: String) {
    #expect(QueryParser.moment(text, now: Self.now) == Timestamp(moment)?.seconds)
  }

  @Test(arguments: ["", "w", "2", "-2w", "2.5w", "99999999999999999999w", "2026-02-30", "2x"])
  func whatIsNoDateIsNone(text: String) {
    #expect(QueryParser.moment(text, now: Self.now) == nil)
  }

  /// None of these may reach FTS5's or SQL's own syntax, trap, or take long.
  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      String(repeating: "a", count: 10_000), String(repeating: "a ", count: 5_000),
      String(repeating: "-", count: 100_000) + "a", String(repeating: "\"", count: 9_999),
      String(repeating: "a-", count: 50_000), String(repeating: "(", count: 10_000),
      String(repeating: "é", count: 10_000) + "*", "a\0b", "\0", "\u{1}=congés", "\u{1}fx \u{1}", "\"",
      "\"\"", "*", "-*",
      "NEAR(a b)", "body : a", "{body title} : a", "a AND", "NOT", "^a", "a + b", "'; DROP TABLE head; --",
      "%_", "?1",
      "in:\"' OR 1=1 --\"", "tag:\"\\\"\"", "author:\" x=y\"", "a:b:c", "tag:\u{1}=", "😀", "👩‍👩‍👧‍👦*", "ﬁn",
      "\u{202e}abc",
      String(repeating: "-x OR ", count: 90) + "y", String(repeating: "q* ", count: 150),
      String(repeating: "-congés ", count: 150), String(repeating: "\".", count: 20_000),
    ])
  func hostileQueriesFindSomethingNothingOrAFault(text: String) throws {
    let network = try SmallNetwork()
    try network.add(SmallNetwork.post("aaaa", title: "Organiser les congés", body: "abc"))
    do {
      let result = try network.find(text)
      #expect(result.hits.count <= 1)
    } catch is QueryError {}
    #expect(try network.keys("congés").count == 1)
  }
}
