import Testing

@testable import Records

/// What is wrong with a record by its table.
@Suite struct SchemaTests {
  private func problems(_ type: RecordType, _ fields: String, format: Int = 2) throws -> [FieldProblem.Reason]
  {
    let text = "---\n" + fields.split(separator: ";").joined(separator: "\n") + "\n---\n"
    return Schema.problems(in: try Document(parsing: text), as: type, format: format).map(\.reason)
  }

  private static let absence = "id: 7k2m9x4q1abc;person: anna"
  private static let event = "id: 7k2m9x4q1abc;title: Lunch;host: anna;starts: 2027-05-03T12:00:00+02:00"
  private static let post = "id: 7k2m9x4q1abc;title: T;author: anna;created: 2027-05-03T12:00:00+02:00"
  private static let promise = "author: anna;created: 2027-05-03T12:00:00+02:00"

  @Test(
    arguments: [
      (RecordType.absence, "\(absence);from: 2027-05-03;to: 2027-05-03;starts: noon", []),
      (.absence, "\(absence);from: 2027-05-04;to: 2027-05-03", [.before("from")]),
      (
        .absence, "\(absence);from: 2027-05-03;to: 2027-05-03;starts: noon;ends: noon",
        [.contradicts("starts")]
      ),
      (.absence, "\(absence);from: 2027-05-03;to: 2027-05-03;except: [2027-05-10]", [.without("repeat")]),
      (
        .absence, "\(absence);from: 2027-05-03;to: 2027-05-03;repeat: FREQ=WEEKLY;except: 2027-05-10",
        []
      ),
      (.absence, "\(absence);from: 2027-02-30;to: 2027-03-03", [.notA(.day)]),
      (.event, "\(event);ends: 2027-05-03T11:00:00+02:00", [.before("starts")]),
      // Half past eleven in London is half past twelve in Paris.
      (.event, "\(event);ends: 2027-05-03T11:30:00+01:00", []),
      (
        .event, "\(event);ends: 2027-05-03T14:00:00+02:00;groups: [[anna, bert], [carla]];cancelled: true", []
      ),
      (
        .event, "\(event);ends: 2027-05-03T14:00:00+02:00;cancelled: perhaps;kind: party",
        [.notA(.flag), .notA(.choice(["meeting", "coffee"]))]
      ),
      (.promise, "\(promise);by: 2027-05-09", []), (.promise, "\(promise);declined: true", []),
      (.promise, promise, [.notOneOf(["by", "declined"])]),
      (.promise, "\(promise);by: 2027-05-09;declined: true", [.notOneOf(["by", "declined"])]),
      (.post, "\(post);kind: reading;takeaway: Short meetings work;source: https://example.org/1", []),
      (.post, "\(post);kind: reading", [.missing, .missing]),
      (.post, "\(post);kind: reading;withdrawn: 2027-05-04T12:00:00+02:00", []),
      (
        .post,
        "\(post);kind: question;asked: [bert, carla];from: 7k2m9x4q1abd;cool_until: 2027-05-04T12:00:00Z",
        []
      ),
      (.network, "name: N;format: 2;working_hours: \"08:00-19:00\";stewards: anna;signatures: required", []),
      (.network, "name: N;format: 2;working_hours: 8-19", [.notA(.hours)]),
      (
        .person,
        "name: A;email: a@example.org;quiet: {days: [sunday], from: \"19:00\", to: \"08:00\"};asks: 2",
        []
      ),
      (
        .person, "name: A;email: a@example.org;quiet: {from: late}",
        [.notA(.parts(["days": .list(.choice(Schema.weekdays)), "from": .clock, "to": .clock]))]
      ),
      (.mark, "author: anna;valid: {7k2m9x4q1abc: 2027-06-30};credit: {7k2m9x4q1abc: yes}", []),
      (.mark, "author: anna;credit: {7k2m9x4q1abc: maybe}", [.notA(.map(.id, .choice(["yes", "no"])))]),
      (.vote, "author: anna", [.missing, .missing]),
    ] as [(RecordType, String, [FieldProblem.Reason])])
  func aRecordOfVersion2(type: RecordType, fields: String, expected: [FieldProblem.Reason]) throws {
    #expect(try problems(type, fields) == expected)
  }

  @Test(arguments: [
    (RecordType.absence, "\(absence);from: 2027-05-04;to: 2027-05-03"),
    (.event, "\(event);ends: 2027-05-03T11:00:00+02:00"), (.vote, "author: anna"), (.member, "name: A"),
    (.network, "name: N;format: 1;working_hours: all"), (.contest, contest),
  ])
  func version1HasItsOwnTable(type: RecordType, fields: String) throws {
    #expect(try problems(type, fields, format: 1) == [])
  }

  private static let contest =
    "id: 7k2m9x4q1abc;title: C;mode: draw;closes: soon;host: anna;winner: bert;seed: 7"

  @Test func version1KnowsNoReading() throws {
    let reading = "\(Self.post);kind: reading;takeaway: T;source: S"
    #expect(try problems(.post, reading, format: 1).count == 1)
    #expect(Schema.fields(of: .contest, format: 2).allSatisfy { $0.key != "winner" })
  }

  @Test(arguments: [
    ("charter.fr.md", RecordType.charter, "charter.fr"), ("charter.md", .charter, "charter"),
    ("communities/idf/posts/2026/11/x-7k2m9x4q1abc/promises/anna.md", .promise, "anna"),
    ("contests/2026/x-7k2m9x4q1abc/entries/anna/entry.md", .entry, "anna"),
    ("contests/2026/x-7k2m9x4q1abc/entries/anna.md", .entry, "anna"),
    ("contests/2026/x-7k2m9x4q1abc/closed.md", .closed, "closed"),
    ("contests/2026/x-7k2m9x4q1abc/opened.md", .opened, "opened"),
    ("contests/2026/x-7k2m9x4q1abc/result.md", .result, "result"),
    ("contests/2026/x-7k2m9x4q1abc/witnesses/anna.md", .witness, "anna"),
  ])
  func theirPaths(path: String, type: RecordType, key: String) throws {
    let place = try #require(RecordPath(path))
    #expect(place.type == type && place.key == key)
    if type == .promise {
      #expect(RecordPath.thread(of: place).hasSuffix("/x-7k2m9x4q1abc/post.md"))
    } else if place.parent != nil {
      #expect(RecordPath.thread(of: place) == "contests/2026/x-7k2m9x4q1abc/contest.md")
    }
  }

  @Test func whatIsNoneOfThem() {
    for path in [
      "charter.french.md", "charter.FR.md", "charter.fr.md.md", "events/2026/x-7k2m9x4q1abc/closed.md",
      "contests/2026/x-7k2m9x4q1abc/entries/anna/notes.md", "contests/2026/x-7k2m9x4q1abc/votes/a/b.md",
      "communities/idf/posts/1/01/x-7k2m9x4q1abc/post.md",
    ] { #expect(RecordPath(path) == nil, "\(path)") }
    // The first years have four digits as well.
    let id = RecordID(rawValue: "7k2m9x4q1abc")!
    let folder = RecordPath.postFolder(
      id, title: "Old", in: "communities/idf", on: CalendarDay(year: 1, month: 1, day: 1)!)
    #expect(folder == "communities/idf/posts/0001/01/old-7k2m9x4q1abc")
  }
}
