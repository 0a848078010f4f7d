import Records

/// Which people are present on which day, and on which days anything can take place.
struct Availability {
  let people: [Person]
  let holidays: Holidays
  let skip: Template.Skip
  private let absences: [[Absence]]
  private let names: [Handle: String]

  init(_ people: [Person], _ skip: Template.Skip, _ circumstances: Circumstances) {
    self.people = people
    self.skip = skip
    holidays = circumstances.holidays
    let byPerson = Dictionary(grouping: circumstances.absences, by: \.person)
    absences = people.map { person in
      (byPerson[person.handle] ?? []).sorted { ($0.from, $0.id) < ($1.from, $1.id) }
    }
    names = Dictionary(
      circumstances.people.map { ($0.handle, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  func isAway(_ person: Int, on day: CalendarDay) -> Bool { absences[person].contains { $0.isAway(on: day) } }

  /// Returns the people who can be assigned on a day; everyone if there is no day, or absences do not count.
  func present(on day: CalendarDay?) -> [Int] {
    guard let day, skip.contains(.absences) else { return Array(people.indices) }
    return people.indices.filter { !isAway($0, on: day) }
  }

  func away(on day: CalendarDay) -> [Person] {
    people.indices.filter { isAway($0, on: day) }.map { people[$0] }
  }

  /// Returns the names of the deputies for a person's absences on these days, each once.
  func deputies(of person: Int, in days: ClosedRange<CalendarDay>?) -> [String] {
    guard let days else { return [] }
    var found: [String] = []
    for absence in absences[person] where absence.from <= days.upperBound && absence.to >= days.lowerBound {
      guard let deputy = absence.deputy else { continue }
      let name = names[deputy] ?? deputy.rawValue
      if !found.contains(name) { found.append(name) }
    }
    return found
  }

  /// Counts the half working days on which a person is away, of these days.
  func halfDaysAway(_ person: Int, of days: [CalendarDay]) -> Int {
    days.reduce(0) { sum, day in
      guard day.isWorkingDay(without: holidays) else { return sum }
      return sum + absences[person].reduce(into: HalfDays()) { $0.formUnion($1.away(on: day)) }.count
    }
  }

  func isSkipped(_ day: CalendarDay) -> Bool {
    skip.contains(.weekends) && day.isWeekend || skip.contains(.holidays) && holidays.contains(day)
  }

  /// A length above that of any row of days off, a company's summer break included.
  static let longestMove = 92

  /// Returns the day, or the next that is not skipped; the day itself if a whole quarter is.
  func moved(_ day: CalendarDay) -> CalendarDay {
    (day...day.advanced(by: Self.longestMove)).first { !isSkipped($0) } ?? day
  }
}
