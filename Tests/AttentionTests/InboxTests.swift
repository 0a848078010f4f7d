import Planning
import Records
import Testing

@testable import Attention

private func day(_ text: String) -> CalendarDay { CalendarDay(text)! }
private let today = day("2026-12-01")

private func item(_ id: String, by author: String = "paul", in community: String = "idf", worth: Int = 0)
  -> Item
{
  Item(id: id, title: id, community: community, author: author, worth: worth)
}

/// What waits for Claire, in which order, and for how long.
@Suite struct InboxTests {
  private var claire = Surroundings(me: "claire", today: today)

  private func names(_ surroundings: Surroundings) -> [String] {
    surroundings.inbox().map { "\($0.item.id) \($0.reason.name)" }
  }

  private func question(
    _ id: String, asked: [String] = [], promises: [AnswerPromise] = [], end: String = "2026-11-30"
  ) -> Question {
    Question(item(id), asked: asked.map { Question.Asked($0) }, promises: promises, end: day(end))
  }

  @Test func inTheOrderOfWhoseTurnItIsThenByDayAndWorth() {
    var all = claire
    all.subscribed = [item("new1"), item("new2", worth: 4), item("mine", by: "claire")]
    all.replies = [(item("reply"), item("post", by: "claire"))]
    all.tries = [
      (item("method", by: "claire"), "luc", "worked"), (item("method", by: "claire"), "sofia", "failed"),
    ]
    all.turns = [(day("2026-12-03"), item("rota"))]
    all.events = [(item("lunch"), day("2026-12-04"), "yes"), (item("no"), day("2026-12-02"), "no")]
    all.contests = [(item("quiz"), day("2026-12-05"))]
    all.endings = [(item("draw"), .open, day("2026-12-02"))]
    all.mentions = [item("named")]
    all.askedOfMe = [(question("routed", asked: ["claire"]), "")]
    all.promised = [
      question("late", promises: [AnswerPromise("claire", by: day("2026-11-27"))]),
      question("soon", promises: [AnswerPromise("claire", by: day("2026-12-04"))]),
    ]
    all.unanswered = [question("silent")]
    all.openForLong = [item("old", by: "claire")]
    all.dueOwn = [(item("stale", by: "claire"), day("2026-11-01"))]
    #expect(
      names(all) == [
        "late promised", "soon promised", "routed routed", "draw contest", "rota turn", "reply reply",
        "lunch event",
        "quiz contest", "method tried", "method tried", "named mention", "old open", "silent unanswered",
        "stale due", "new2 subscribed", "new1 subscribed",
      ])
  }

  @Test func eachRecordOnceForItsFirstReason() {
    var all = claire
    all.askedOfMe = [(question("q", asked: ["claire"]), "")]
    all.unanswered = [question("q")]
    all.subscribed = [item("q")]
    #expect(names(all) == ["q routed"])
  }

  @Test func whatIsReadOrDoneIsGone() {
    var all = claire
    all.replies = [(item("reply"), item("post"))]
    all.tries = [(item("method"), "luc", "failed")]
    all.read = ["reply", "method"]
    #expect(names(all) == ["method tried"])
    all.done = Set(all.inbox().map(\.token))
    #expect(names(all) == [])
    // Luc tried again.
    all.tries = [(item("method"), "luc", "worked")]
    #expect(names(all) == ["method tried"])
  }

  /// A lapsed promise goes to the stewards of that community alone, and once.
  @Test func aLapsedPromiseGoesOnceToTheStewards() {
    var all = claire
    all.promised = [
      question(
        "lapsed", promises: [AnswerPromise("luc", by: day("2026-11-30")), AnswerPromise("eva", by: nil)]),
      question("holds", promises: [AnswerPromise("luc", by: today)]),
    ]
    #expect(names(all) == [])
    all.stewardOf = ["idf"]
    #expect(names(all) == ["lapsed lapsed"])
    all.done = Set(all.inbox().map(\.token))
    #expect(names(all) == [])
  }

  @Test func reviewsGoToTheAuthorThenToWhoTried() {
    var all = claire
    all.dueOwn = [(item("own"), today), (item("over"), day("2026-11-30"))]
    all.dueTried = [(item("new"), day("2026-11-20")), (item("waited"), day("2026-11-16"))]
    #expect(names(all) == ["waited due", "over due"])
  }

  @Test(arguments: [
    ("Deux jours de Télétravail par semaine ?", "télétravail"), ("Le teletravail, encore", "télétravail"),
    ("Mener des entretiens annuels", "entretiens"), ("Le télétravailleur", nil), ("", nil),
    ("first year as a  manager!", "First year as a manager"),
  ])
  func aSkillIsNamedByItsWholeWords(text: String, skill: String?) {
    #expect(
      Surroundings.skill(of: ["télétravail", "entretiens", "First year as a manager", "-"], in: text) == skill
    )
  }

  @Test func todayTakesOneOfEachGroupBeforeASecond() {
    let lines: [(group: Today.Group, line: Int)] = [
      (.away, 0), (.you, 1), (.you, 2), (.sentTo, 3), (.forYou, 4), (.forYou, 5), (.forYou, 6), (.forYou, 7),
      (.waiting, 8), (.soon, 9), (.soon, 10), (.worked, 11),
    ]
    #expect(Today.chosen(lines).map(\.line) == [0, 4, 3, 1, 2, 8, 9, 11])
    #expect(Today.chosen(lines, most: 20).map(\.line) == [0, 4, 5, 6, 3, 1, 2, 8, 9, 10, 11])
    #expect(Today.chosen([(group: Today.Group, line: Int)]()).isEmpty)
  }
}
