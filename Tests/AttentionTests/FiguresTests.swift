import Testing

@testable import Attention

@Suite struct FiguresTests {
  private typealias Share = Figures.Share

  private func figures(
    answers: [String: Int] = [:], regionOf: [String: String?] = [:], waits: [Survival.Wait] = [],
    overdue: Int = 0,
    active: Share = .init(0, of: 0), tried: Share = .init(0, of: 0), deadLinks: Share = .init(0, of: 0),
    promises: Share = .init(0, of: 0), due: Int = 0
  ) -> Figures {
    Figures(
      active: active, waits: waits, overdue: overdue, answers: answers, regionOf: regionOf, tried: tried,
      deadLinks: deadLinks, promises: promises, due: due)
  }

  @Test(arguments: [
    ([:], 0, 0), (["a": 4], 1, 1), (["a": 2, "b": 2], 1, 2), (["a": 3, "b": 3, "c": 3, "d": 3], 2, 4),
    (["a": 10, "b": 1, "c": 1, "d": 1, "e": 1], 1, 5), (["a": 1, "b": 1, "c": 1], 2, 3),
  ])
  func halfOfTheAnswersComeFromTheFewestWhoGiveThem(answers: [String: Int], count: Int, of: Int) {
    #expect(figures(answers: answers).half == Share(count, of: of))
  }

  @Test func ofFewerThanFiveNothingIsSaid() {
    #expect(Share(2, of: 4).percent == nil)
    #expect(Share(2, of: 5).percent == 40)
    #expect(Share(1, of: 8).percent == 13)
    let few = figures(
      active: .init(1, of: 4), tried: .init(4, of: 4), promises: .init(0, of: 3))
    #expect(Swot.findings(few, oldestDays: 0, homeless: [("Hauts-de-France", 4)]).isEmpty)
  }

  @Test(
    arguments: [
      (0, 6, .exactly(0)), (6, 6, .exactly(6)), (1, 20, .few), (4, 20, .few), (5, 20, .exactly(5)),
      (15, 20, .exactly(15)), (16, 20, .allButFew), (19, 20, .allButFew), (5, 6, .allButFew), (4, 6, .few),
    ] as [(Int, Int, Figures.Told)])
  func neitherAFewNorAllButAFewAreCounted(count: Int, of: Int, told: Figures.Told) {
    #expect(Share(count, of: of).told == told)
    if case .exactly(let shown) = told { #expect(shown == count) } else { #expect(told.number == nil) }
  }

  @Test(arguments: [
    // Five at least in each.
    (["A": 9, "B": 5], ["A", "B"]),
    // What is left of the whole is one region of three: without B, it is one of eight.
    (["A": 9, "B": 5, "C": 3], ["A"]),
    // Of two small ones together nobody knows which is which, but that there are so few.
    (["A": 9, "B": 5, "C": 3, "D": 1], ["A"]),
    (["A": 9, "B": 5, "C": 3, "D": 2], ["A", "B"]),
    (["A": 9, "C": 4], []),
  ])
  func whatIsLeftOfTheRegionsIsNoSmallGroup(people: [String: Int], shown: [String]) {
    var regionOf: [String: String?] = [:]
    for (region, count) in people { for number in 0..<count { regionOf["\(region)\(number)"] = region } }
    #expect(figures(regionOf: regionOf).regions.map(\.name) == shown)
  }

  @Test func aRegionIsHeldAgainstItsShareOfThePeople() {
    var regionOf: [String: String?] = ["x": nil]
    for number in 1...15 { regionOf["a\(number)"] = "Alsace" }
    for number in 1...5 { regionOf["b\(number)"] = "Bretagne" }
    for number in 1...3 { regionOf["c\(number)"] = "Corse" }
    for number in 1...2 { regionOf["d\(number)"] = "Drôme" }
    let made = figures(answers: ["a1": 1, "a2": 1, "b1": 7, "c1": 1, "x": 5], regionOf: regionOf)
    #expect(made.regions.map(\.name) == ["Alsace", "Bretagne"])
    #expect(made.regions.map(\.people) == [Share(15, of: 25), Share(5, of: 25)])
    #expect(made.regions.map(\.answers) == [Share(2, of: 10), Share(7, of: 10)])
    #expect(
      Swot.findings(made, oldestDays: 0, homeless: []).contains(.silentRegion(made.regions[0])))
  }

  @Test func eachFindingStandsOnItsSide() {
    let waits = (1...6).map { Survival.Wait(Int64($0) * 3_600, isOver: true) }
    let answers = Dictionary(uniqueKeysWithValues: (1...20).map { ("p\($0)", $0 == 1 ? 99 : 1) })
    let made = figures(
      answers: answers, waits: waits, overdue: 2, active: .init(3, of: 20), tried: .init(1, of: 10),
      deadLinks: .init(1, of: 9), promises: .init(5, of: 5), due: 3)
    let found = Swot.findings(made, oldestDays: 23, homeless: [("Hauts-de-France", 6)])
    #expect(
      found == [
        .quickAnswers(made.firstAnswer), .promisesKept(.init(5, of: 5)), .fewAnswer(.init(1, of: 20)),
        .takeawaysUntried(.init(1, of: 10)), .quietSubscribers(.init(3, of: 20)),
        .regionWithoutCommunity("Hauts-de-France", people: 6), .overdueQuestions(2, oldestDays: 23),
        .dueReviews(3),
        .deadLinks(.init(1, of: 9)),
      ])
    let slow = figures(waits: (1...6).map { Survival.Wait(Int64($0) * 864_000, isOver: $0 == 1) })
    #expect(Swot.findings(slow, oldestDays: 0, homeless: []) == [.slowAnswers(slow.firstAnswer)])
  }
}
