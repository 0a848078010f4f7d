import Planning
import Records
import Testing

@testable import Attention

private let none = Holidays(regions: [])
private func day(_ text: String) -> CalendarDay { CalendarDay(text)! }

/// Who sees a question as theirs, and from when on.
@Suite struct QuestionTests {
  /// 2026-11-25 is a Wednesday; 1 May and 8 May are holidays.
  @Test(arguments: [
    ("2026-11-25", "3d", "2026-11-30"), ("2026-11-25", "1d", "2026-11-26"),
    ("2026-11-27", "1d", "2026-11-30"),
    ("2026-11-28", "1d", "2026-11-30"), ("2026-11-25", "1w", "2026-12-02"),
    ("2026-11-25", "2w", "2026-12-09"),
    ("2027-04-29", "3d", "2027-05-04"), ("2027-05-07", "1d", "2027-05-10"),
    ("2026-11-25", "0d", "2026-11-25"),
  ])
  func theAnswerPeriodCountsWorkingDays(asked: String, within: String, end: String) throws {
    let period = AnswerPeriod(try #require(DayCount(within)))
    let holidays = Holidays(regions: [.metropole])
    #expect(period.end(ofQuestionAsked: day(asked), without: holidays) == day(end))
  }

  @Test func theLastOverdueDayIsTheLastWhosePeriodIsOver() throws {
    let holidays = Holidays(regions: [.metropole])
    for length in [0, 1, 3, 5, 10] {
      let period = AnswerPeriod(workingDays: length)
      for today in day("2027-04-20")...day("2027-06-10") {
        let last = period.lastOverdue(on: today, without: holidays)
        #expect(period.end(ofQuestionAsked: last, without: holidays) < today)
        #expect(period.end(ofQuestionAsked: last.advanced(by: 1), without: holidays) >= today)
      }
    }
  }

  private typealias Asked = Question.Asked

  private func turn(_ asked: [Asked], _ promises: [AnswerPromise] = [], on today: String = "2026-12-01")
    -> [String]
  {
    Question(Item(id: "q"), asked: asked, promises: promises, end: day("2026-11-30")).turn(on: day(today))
  }

  @Test func theFirstThreeWhoAreThereAndWilling() {
    let six = ["a", "b", "c", "d", "e", "f"].map { Asked($0) }
    #expect(turn(six) == ["a", "b", "c"])
    #expect(turn(six, on: "2026-11-30") == [])
    var some = six
    some[0] = Asked("a", isAway: true)
    #expect(turn(some) == ["b", "c", "d"])
    #expect(turn(some, [AnswerPromise("c", by: nil)]) == ["b", "d", "e"])
    some[1] = Asked("b", limit: 0)
    some[3] = Asked("d", limit: 1, timesAsked: 1)
    some[4] = Asked("e", limit: 2, timesAsked: 1)
    #expect(turn(some) == ["c", "e", "f"])
    #expect(turn([]) == [])
  }

  @Test func aPromiseHoldsUntilItsDayIsOver() {
    let asked = [Asked("a"), Asked("b")]
    let promise = [AnswerPromise("b", by: day("2026-12-03"))]
    #expect(turn(asked, promise) == [])
    #expect(turn(asked, promise, on: "2026-12-03") == [])
    #expect(turn(asked, promise, on: "2026-12-04") == ["a", "b"])
  }
}
