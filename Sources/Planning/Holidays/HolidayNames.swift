import Records

/// The holidays that a card names: parts of France, which are computed, other countries, and calendar files of the network.
///
/// `FR-57, company` names Alsace-Moselle's days and those of `holidays/company.ics`; a list does the same.
package struct HolidayNames: Hashable, Sendable, CustomStringConvertible {
  package private(set) var regions: [HolidayRegion] = []
  package private(set) var countries: [CountryHolidays] = []
  package private(set) var files: [Slug] = []
  /// Words that name neither a country nor a file.
  package private(set) var unknown: [String] = []

  package init(_ words: [String]) {
    var seen: Set<String> = []
    for text in words {
      for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace })
      where seen.insert(word.lowercased()).inserted {
        if let region = HolidayRegion(code: word) {
          if !regions.contains(region) { regions.append(region) }
        } else if let country = CountryHolidays(code: word) {
          countries.append(country)
        } else if let file = Slug(rawValue: word.lowercased()) {
          files.append(file)
        } else {
          unknown.append(String(word))
        }
      }
    }
  }

  package var description: String {
    (regions.map(\.rawValue) + countries.map(\.code) + files.map(\.rawValue) + unknown).joined(
      separator: ", ")
  }
}

extension Holidays {
  package init(_ names: HolidayNames) {
    self.init(regions: names.regions)
    for country in names.countries { for holiday in country.days { add(holiday.name, on: holiday.day) } }
  }

  /// How long yearly days go on.
  private static let years = 200

  /// Adds the whole-day events of a calendar file, and on which days they come again.
  package mutating func add(_ calendar: CalendarReader) {
    for event in calendar.events where event.status != .cancelled {
      let name = HolidayName(event.summary.isEmpty ? event.uid : event.summary)
      let first = event.days.lowerBound
      let starts = event.repeats?.days(from: first, through: first.adding(months: 12 * Self.years)) ?? [first]
      for start in starts {
        for place in 0..<event.days.count { add(name, on: start.advanced(by: place)) }
      }
    }
  }
}
