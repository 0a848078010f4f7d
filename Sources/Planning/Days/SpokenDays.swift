import Records

/// A day, or a week, month or year, as people say it.
package struct SpokenPeriod: Hashable, Sendable {
  package enum Unit: Sendable { case day, week, month, year }
  package let first: CalendarDay
  package let last: CalendarDay
  package let unit: Unit

  package var days: ClosedRange<CalendarDay> { first...last }

  init(_ day: CalendarDay) {
    first = day
    last = day
    unit = .day
  }

  init(_ days: ClosedRange<CalendarDay>, _ unit: Unit) {
    first = days.lowerBound
    last = days.upperBound
    self.unit = unit
  }
}

/// Why a text is no day.
package enum SpokenDayError: Error, Hashable, Sendable {
  case notUnderstood(String)
  /// The text may mean any of these days.
  case ambiguous(String, [CalendarDay])
  /// There is no such day: 30 February, or a year outside of 1 to 9999.
  case noSuchDay(String)
  /// The text names another day of the week than the date falls on.
  case otherWeekday(String, CalendarDay)
}

/// The year that a day without a year falls in.
package enum SpokenLeaning: Sendable {
  /// The next such day, as for planned leave. One less than 90 days ago is ambiguous.
  case ahead
  /// The nearest such day.
  case around
}

extension SpokenPeriod {
  /// Reads a day, a week, a month or a year, in French and in English whatever the reader's language:
  ///
  /// - `2027-02-15`, `15/02`, `15/02/2027`, `15.2.27` (day first, in both languages), `15 février`, `15 Feb 2027`,
  ///   `February 15, 2027`, also after a weekday, which must then be right;
  /// - `today`, `demain`, `day after tomorrow`, `hier`; `lundi`, `this monday`, `next monday`, `lundi dernier`;
  /// - `+3d`, `+2w`, `+1m`, `-1y`, `+3j`, `in 3 days`, `dans 2 semaines`;
  /// - `2027-W07`, `W7`, `semaine 7`, `next week`; `2027-02`, `février`, `Feb 2027`, `le mois prochain`; `2027`, `this year`.
  ///
  /// `monday` and `next monday` are the next to come and never today. `mar` is ambiguous: mardi and March.
  ///
  /// - Parameter start: the day that distances, weekdays and days without year count from, where that is not today: of
  ///   a stretch whose first day is known.
  package init(
    _ text: String, today: CalendarDay, from start: CalendarDay? = nil, leaning: SpokenLeaning = .ahead
  ) throws(SpokenDayError) {
    guard text.utf8.count <= 80 else { throw .notUnderstood(text) }
    var reader = SpokenReader(text, today: today, start: start ?? today, leaning: leaning)
    self = try reader.period()
  }
}

extension CalendarDay {
  /// A day as people say it, as in ``SpokenPeriod``; of a week, month or year it is the first.
  package init(spoken text: String, today: CalendarDay, leaning: SpokenLeaning = .ahead)
    throws(SpokenDayError)
  { self = try SpokenPeriod(text, today: today, leaning: leaning).first }
}
