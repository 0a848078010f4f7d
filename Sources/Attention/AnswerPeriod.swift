import Planning
import Records

/// Within how many working days a community promises an answer: `answer_within` on its card. A week is five of them.
package struct AnswerPeriod: Hashable, Sendable {
  package let workingDays: Int

  package init(workingDays: Int) { self.workingDays = workingDays }
  package init(_ length: DayCount) { workingDays = length.days / 7 * 5 + length.days % 7 }

  /// Of a community that names none: then nobody is reminded, but who was asked sees the question.
  package static let usual = AnswerPeriod(workingDays: 3)

  /// Returns the last day on which an answer keeps the promise.
  package func end(ofQuestionAsked day: CalendarDay, without holidays: Holidays) -> CalendarDay {
    day.advanced(byWorkingDays: workingDays, without: holidays)
  }

  /// Returns the last day whose questions are past the promise on `today`.
  package func lastOverdue(on today: CalendarDay, without holidays: Holidays) -> CalendarDay {
    var day = today.advanced(by: -1)
    while end(ofQuestionAsked: day, without: holidays) >= today { day = day.advanced(by: -1) }
    return day
  }
}

extension CalendarDay {
  /// Returns the day on which so many working days have passed after this one; the day itself for none.
  package func advanced(byWorkingDays count: Int, without holidays: Holidays) -> CalendarDay {
    var (day, left) = (self, min(count, 2_000))
    // A calendar that makes every day a holiday must not keep us for ever.
    for _ in 0..<20_000 where left > 0 {
      day = day.advanced(by: 1)
      if day.isWorkingDay(without: holidays) { left -= 1 }
    }
    return day
  }
}
