import Testing

@testable import Attention

@Suite struct WhoMayKnowTests {
  private typealias Evidence = WhoMayKnow.Evidence
  private typealias Person = WhoMayKnow.Person

  private func chosen(
    _ evidence: [Evidence], _ people: [Person], besides asker: String? = nil, region: String? = nil,
    without struck: Set<String> = []
  ) -> [String] {
    WhoMayKnow.chosen(evidence, among: people, besides: asker, region: region, without: struck)
  }
  private let five = ["a", "b", "c", "d", "e"].map { Person($0) }

  @Test func whatWorkedTellsMoreThanASkillAndThatMoreThanATextAndThatMoreThanAnAnswer() {
    let evidence = [
      Evidence("d", .answer(hasWorked: false), fit: 2), Evidence("c", .post, fit: 2),
      Evidence("b", .skill, fit: 2), Evidence("a", .answer(hasWorked: true), fit: 2),
    ]
    #expect(chosen(evidence, five) == ["a", "b", "c", "d"])
  }

  @Test func whatFitsBetterAndIsFresherComesFirstButSkillsStay() {
    #expect(
      chosen([Evidence("a", .post, fit: 2, years: 1), Evidence("b", .post, fit: 1.5)], five) == ["b", "a"])
    #expect(
      chosen([Evidence("a", .skill, fit: 1, years: 4), Evidence("b", .post, fit: 1.5)], five) == ["a", "b"])
  }

  @Test func whoWritesAllDayDoesNotThereforeKnowMore() {
    let many = (0..<40).map { _ in Evidence("a", .answer(hasWorked: false), fit: 1) }
    #expect(chosen(many + [Evidence("b", .answer(hasWorked: true), fit: 2)], five) == ["b", "a"])
  }

  @Test func neitherTheAskerNorWhoIsStruckNorWhoMayNotBeAsked() {
    let evidence = five.map { Evidence($0.handle, .post, fit: 1) }
    let people = [Person("a"), Person("b"), Person("c", canBeAsked: false), Person("d")]
    #expect(chosen(evidence, people, besides: "a", without: ["b"]) == ["d"])
  }

  @Test func ofEqualsTheNearerOnesThenByHandle() {
    let evidence = five.map { Evidence($0.handle, .post, fit: 1) }
    let people = [
      Person("a", region: "Île-de-France"), Person("b", region: "Alsace"), Person("c", region: "alsace"),
    ]
    #expect(chosen(evidence, people, region: "Alsace") == ["b", "c", "a"])
    #expect(chosen(evidence, people) == ["a", "b", "c"])
  }

  @Test func atMostSix() {
    let people = (0..<20).map { Person("p\($0)") }
    #expect(chosen(people.map { Evidence($0.handle, .post, fit: 1) }, people).count == 6)
  }
}

@Suite struct SurvivalTests {
  private func median(_ waits: [(Int64, Bool)]) -> Int64? {
    Survival(waits.map { Survival.Wait($0.0, isOver: $0.1) }).median
  }

  @Test func withoutOpenQuestionsItIsTheMedian() {
    #expect(median([(1, true), (2, true), (9, true)]) == 2)
    #expect(median([(5, true), (1, true)]) == 1)
    #expect(median([]) == nil)
  }

  /// The textbook's way: S(1) = 5/6, S(3) = 5/6 · 3/4 = 0.625, S(5) = 0.625 · 1/2.
  @Test func openQuestionsCountAsLongAsTheyHaveWaited() {
    #expect(median([(1, true), (2, false), (3, true), (4, false), (5, true), (6, false)]) == 5)
    // One answered at once, all others never: no median.
    #expect(median([(1, true)] + (0..<9).map { _ in (100, false) }) == nil)
    // At the same moment the answer comes first.
    #expect(median([(3, false), (3, true)]) == 3)
  }
}
