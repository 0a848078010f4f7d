import Attention
import Testing

/// Which parts of a community that has grown too large would make one of their own.
struct OwnCommunityTests {
  /// So many people of each region, `n1`, `n2`, … of the north, `s1`, … of the south.
  private func people(north: Int, south: Int) -> [String: String?] {
    var regionOf: [String: String?] = ["nowhere": nil]
    for number in 0..<north { regionOf["n\(number)"] = number == 0 ? "le nord" : "Le Nord" }
    for number in 0..<south { regionOf["s\(number)"] = "Le Sud" }
    return regionOf
  }

  /// Answers among the north, from one to the next, and others from the south to the north.
  private func answers(inside: Int, across: Int, tags: Set<String> = []) -> [OwnCommunity.Answer] {
    (0..<inside).map { .init(by: "n\($0 % 12)", to: "n\(($0 + 1) % 12)", tags: tags) }
      + (0..<across).map { .init(by: "s\($0 % 12)", to: "n\($0 % 12)") }
  }

  @Test(arguments: [
    // Enough people, most of whose answers stay among them.
    (12, 20, 10, 9, ["Le Nord"]),
    // Half of the answers is not most of them.
    (12, 20, 10, 10, []),
    // One person too few.
    (11, 20, 10, 0, []),
    // Too few answers to say anything.
    (12, 20, 4, 0, []),
    (12, 20, 5, 0, ["Le Nord"]),
  ])
  func aRegionOfTwelveWhoMostlyAnswerEachOther(
    north: Int, south: Int, inside: Int, across: Int, expected: [String]
  ) {
    let parts = OwnCommunity.parts(
      of: people(north: north, south: south), answers: answers(inside: inside, across: across))
    #expect(parts.map(\.subject.name) == expected)
    for part in parts { #expect(part.answers == .init(inside, of: inside + across) && part.people == north) }
  }

  @Test func allPeopleAreNoPart() {
    var all = people(north: 14, south: 0)
    all["nowhere"] = .none
    #expect(OwnCommunity.parts(of: all, answers: answers(inside: 20, across: 0)).isEmpty)
  }

  @Test func whoMostlyWritesUnderATagIsAPart() {
    let tagged = answers(inside: 24, across: 0, tags: ["Permanences"])
    let regionOf = people(north: 12, south: 12).mapValues { _ in String?.none }
    let parts = OwnCommunity.parts(of: regionOf, answers: tagged)
    #expect(parts.map(\.subject) == [.tag("Permanences")])
    #expect(parts.first?.people == 12)
    // Each of them has written more elsewhere.
    let elsewhere = (0..<60).map { OwnCommunity.Answer(by: "n\($0 % 12)", to: "s\($0 % 12)") }
    #expect(OwnCommunity.parts(of: regionOf, answers: tagged + elsewhere).isEmpty)
  }

  @Test func whatPeopleAnswerThemselvesIsNoAnswer() {
    let own = (0..<30).map { OwnCommunity.Answer(by: "n\($0 % 12)", to: "n\($0 % 12)") }
    #expect(OwnCommunity.parts(of: people(north: 12, south: 12), answers: own).isEmpty)
  }
}

/// What is suggested to somebody, and why.
struct CommunitySuggestionTests {
  private static let communities: [CommunitySuggestion.Community] = [
    .init("alsace", region: "Alsace", subjects: ["Alsace"]),
    .init("conges", subjects: ["Congés", "plannings"]),
    .init("debuter", subjects: ["New managers", "first year"]),
    .init("idf", region: "Île-de-France", subjects: ["Île-de-France"]),
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let person: CommunitySuggestion.Person
    let expected: [String]
    let testDescription: String

    init(_ what: String, _ person: CommunitySuggestion.Person, _ expected: [String]) {
      (testDescription, self.person, self.expected) = (what, person, expected)
    }
  }

  static let cases = [
    Case("of whom nothing is known", .init(), []),
    Case("by region, however it is spelled", .init(region: "ile-de-france"), ["idf region"]),
    Case("by skill", .init(skills: ["Plannings"]), ["conges skill"]),
    Case("by a skill that is only part of a word", .init(skills: ["plan"]), []),
    Case("where they wrote", .init(wroteIn: ["debuter"]), ["debuter wrote"]),
    Case("what they found useful", .init(foundIn: ["alsace"]), ["alsace useful"]),
    Case(
      "each once, the strongest reason first",
      .init(region: "Alsace", skills: ["congés"], wroteIn: ["alsace", "conges"], foundIn: ["debuter"]),
      ["alsace region", "conges skill", "debuter useful"]),
    Case("not what they chose, if only none of it", .init(region: "Alsace", chosen: ["alsace"]), []),
  ]

  @Test(arguments: cases) func suggests(_ it: Case) {
    let found = CommunitySuggestion.all(for: it.person, among: Self.communities)
    #expect(found.map { "\($0.community) \($0.reason.name)" } == it.expected)
  }
}
