import Records

/// The halves of a day.
package struct HalfDays: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let morning = HalfDays(rawValue: 1)
  package static let afternoon = HalfDays(rawValue: 2)
  package static let whole: HalfDays = [.morning, .afternoon]

  /// The number of halves: 0, 1 or 2.
  package var count: Int { rawValue.nonzeroBitCount }
}

/// An absence of a person from one day through another, both included. No reason is asked.
package struct Absence: Hashable, Sendable {
  package enum Status: String, CaseIterable, Sendable { case planned, confirmed }

  package let id: RecordID
  package let person: Handle
  package private(set) var from: CalendarDay
  package private(set) var to: CalendarDay
  /// Whether the absence begins at noon of the first day.
  package let startsNoon: Bool
  /// Whether it ends at noon of the last day.
  package let endsNoon: Bool
  package let deputy: Handle?
  package let status: Status
  /// On which further days it comes; of one occurrence, the rule of its series.
  package let repeats: Recurrence?

  /// Returns `nil` if nothing is left: `to` before `from`, or noon to noon of one day.
  package init?(
    id: RecordID, person: Handle, from: CalendarDay, to: CalendarDay, startsNoon: Bool = false,
    endsNoon: Bool = false, deputy: Handle? = nil, status: Status = .confirmed,
    repeats: Recurrence? = nil
  ) {
    guard from < to || (from == to && !(startsNoon && endsNoon)) else { return nil }
    self.id = id
    self.person = person
    self.from = from
    self.to = to
    (self.startsNoon, self.endsNoon, self.deputy, self.status) = (startsNoon, endsNoon, deputy, status)
    self.repeats = repeats
  }

  /// Reads the keys of a record; `nil` if id, person or days are missing. Without `status` it is confirmed.
  package init?(_ value: (String) -> YAMLValue?) {
    guard let id = value("id")?.id,
      let from = value("from")?.day,
      let person = value("person")?.handle,
      let to = value("to")?.day
    else { return nil }
    self.init(
      id: id, person: person, from: from, to: to, startsNoon: value("starts")?.text == "noon",
      endsNoon: value("ends")?.text == "noon", deputy: value("deputy")?.handle,
      status: value("status")?.text.flatMap(Status.init) ?? .confirmed,
      repeats: value("repeat")?.text.flatMap {
        Recurrence($0, from: from, except: Set((value("except")?.texts ?? []).compactMap { CalendarDay($0) }))
      })
  }

  /// Returns the absence, if it touches some days; of a series, each of its occurrences that does.
  package func occurrences(in range: ClosedRange<CalendarDay>) -> [Absence] {
    guard let repeats else { return from <= range.upperBound && to >= range.lowerBound ? [self] : [] }
    let length = from.distance(to: to)
    return repeats.days(from: from, through: range.upperBound).compactMap { day in
      var one = self
      (one.from, one.to) = (day, day.advanced(by: length))
      return one.to >= range.lowerBound ? one : nil
    }
  }

  /// The days from its first through its last one, as far as its end is known, and at most ten years.
  package var span: ClosedRange<CalendarDay> {
    let last = repeats.map { $0.until?.advanced(by: from.distance(to: to)) ?? from.adding(months: 12) } ?? to
    return from...max(from, min(last, from.advanced(by: 3_660)))
  }

  package var isTentative: Bool { status == .planned }
  package var days: ClosedRange<CalendarDay> { from...to }

  /// Returns the halves of the day on which the person is away.
  package func away(on day: CalendarDay) -> HalfDays {
    guard days.contains(day) else { return [] }
    var away = HalfDays.whole
    if startsNoon, day == from { away.remove(.morning) }
    if endsNoon, day == to { away.remove(.afternoon) }
    return away
  }

  /// Whether the person is away for at least half of the day.
  package func isAway(on day: CalendarDay) -> Bool { !away(on: day).isEmpty }

  package func overlaps(_ other: Absence) -> Bool {
    guard from <= other.to, other.from <= to else { return false }
    // They can miss each other only where they share a single day.
    if from == other.to { return !away(on: from).isDisjoint(with: other.away(on: from)) }
    if to == other.from { return !away(on: to).isDisjoint(with: other.away(on: to)) }
    return true
  }

  /// Counts the half working days of all its occurrences, as far as its span goes.
  package func allHalfDays(without holidays: Holidays) -> Int {
    occurrences(in: span).reduce(0) { $0 + $1.workingHalfDays(in: span, without: holidays) }
  }

  /// Counts its half jours ouvrables, as French law counts paid leave: with Saturdays, from its first working day until
  /// work is taken up again. A week from Monday to Friday costs six days.
  package func halfOuvrables(in range: ClosedRange<CalendarDay>, without holidays: Holidays) -> Int {
    guard let first = range.first(where: { !away(on: $0).isEmpty && $0.isWorkingDay(without: holidays) })
    else {
      return 0
    }
    let within = workingHalfDays(in: first...range.upperBound, .mondayToSaturday, without: holidays)
    // After half a day off nothing more is counted.
    guard range.upperBound == to, away(on: to) == .whole else { return within }
    return (1...14).lazy.map { to.advanced(by: $0) }.prefix { !$0.isWorkingDay(without: holidays) }
      .reduce(within) { $0 + ($1.isWorkingDay(.mondayToSaturday, without: holidays) ? 2 : 0) }
  }

  /// Counts its half working days within `range` (all by default), without weekends and holidays.
  package func workingHalfDays(
    in range: ClosedRange<CalendarDay>? = nil, _ week: WorkWeek = .mondayToFriday, without holidays: Holidays
  ) -> Int {
    let first = max(from, range?.lowerBound ?? from)
    let last = min(to, range?.upperBound ?? to)
    guard first <= last else { return 0 }
    return (first...last).reduce(0) {
      $0 + ($1.isWorkingDay(week, without: holidays) ? away(on: $1).count : 0)
    }
  }
}
