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

  package init(regions: [HolidayRegion] = []) { self.regions = regions }
  package init(_ region: HolidayRegion) { self.init(regions: [region]) }

  /// Adds one day. A day that is there keeps its name.
  package mutating func add(_ name: HolidayName, on day: CalendarDay) {
    if once[day] == nil { once[day] = name }
  }

  package func contains(_ day: CalendarDay) -> Bool { holiday(on: day) != nil }

  /// Returns the name of the holiday on a day; `nil` if it is none.
  package func holiday(on day: CalendarDay) -> HolidayName? {
    for region in regions {
      if let name = region.holiday(on: day) { return name }
    }
    return once[day]
  }

  /// Returns the holidays of these days, in order.
  package func list(in days: ClosedRange<CalendarDay>) -> [Holiday] {
    days.compactMap { day in holiday(on: day).map { Holiday(day: day, name: $0) } }
  }
}
