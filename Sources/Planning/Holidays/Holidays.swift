import Records

/// The name of a holiday.
package struct HolidayName: Hashable, Sendable {
  package let french: String
  package let english: String

  package init(_ french: String, _ english: String) {
    self.french = french
    self.english = english
  }

  /// Makes a name that is the same in both languages, such as that of a company's own day.
  package init(_ name: String) { self.init(name, name) }

  package subscript(language: Language) -> String { language == .french ? french : english }
}

/// A holiday in a year.
package struct Holiday: Hashable, Sendable {
  package let day: CalendarDay
  package let name: HolidayName
}

/// The days off apart from weekends: those of parts of France, computed for any year, and added ones, such as a
/// company's own or another country's.
package struct Holidays: Sendable {
  package static let none = Holidays()

  /// The parts of France; usually one.
  package let regions: [HolidayRegion]
  private var once: [CalendarDay: HolidayName] = [:]
  /// The yearly days by month, so that few are compared with a day.
  private var yearly: [Int: [(rule: YearlyDay, name: HolidayName)]] = [:]

  package init(regions: [HolidayRegion] = []) { self.regions = regions }
  package init(_ region: HolidayRegion) { self.init(regions: [region]) }

  /// Adds one day. A day that is there keeps its name.
  package mutating func add(_ name: HolidayName, on day: CalendarDay) {
    if once[day] == nil { once[day] = name }
  }

  /// Adds a yearly day.
  package mutating func add(_ name: HolidayName, every rule: YearlyDay) {
    yearly[rule.month, default: []].append((rule, name))
  }

  package func contains(_ day: CalendarDay) -> Bool { holiday(on: day) != nil }

  /// Returns the name of the holiday on a day; `nil` if it is none.
  package func holiday(on day: CalendarDay) -> HolidayName? {
    for region in regions {
      if let name = region.holiday(on: day) { return name }
    }
    if !once.isEmpty, let name = once[day] { return name }
    if yearly.isEmpty { return nil }
    return yearly[day.month]?.first { $0.rule.falls(on: day) }?.name
  }

  /// Returns the holidays of these days, in order.
  package func list(in days: ClosedRange<CalendarDay>) -> [Holiday] {
    days.compactMap { day in holiday(on: day).map { Holiday(day: day, name: $0) } }
  }
}

/// A yearly day: 14 July, or the fourth Thursday of November.
package struct YearlyDay: Hashable, Sendable {
  package enum Place: Hashable, Sendable {
    case day(Int)
    /// The place in the month: 1 is the first, -1 the last.
    case weekday(Weekday, nth: Int)
  }
  package let month: Int
  package let place: Place
  package let from: CalendarDay
  /// The last day that it may fall on; `nil` for no end.
  package let through: CalendarDay?
  /// The number of years from one to the next, counted from `from`.
  package let interval: Int
  /// The days on which it does not fall after all.
  package let exceptions: Set<CalendarDay>

  package init(
    month: Int, place: Place, from: CalendarDay, through: CalendarDay? = nil, interval: Int = 1,
    exceptions: Set<CalendarDay> = []
  ) {
    (self.month, self.place, self.from, self.through) = (month, place, from, through)
    self.interval = max(interval, 1)
    self.exceptions = exceptions
  }

  package func falls(on day: CalendarDay) -> Bool {
    guard day.month == month, day >= from, through.map({ day <= $0 }) ?? true,
      (day.year - from.year).isMultiple(of: interval), !exceptions.contains(day)
    else { return false }
    switch place {
    case .day(let number): return day.day == number
    case .weekday(let weekday, let nth):
      guard day.weekday == weekday else { return false }
      if nth > 0 { return (day.day - 1) / 7 + 1 == nth }
      return (CalendarDay.daysInMonth(month, of: day.year) - day.day) / 7 + 1 == -nth
    }
  }
}
