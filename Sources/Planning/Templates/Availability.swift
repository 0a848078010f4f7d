import Records

/// Who is there on which day, and on which days anything can take place.
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

  /// Whoever can have something on a day; everyone where there is no day, or absences are not looked at.
  func present(on day: CalendarDay?) -> [Int] {
    guard let day, skip.contains(.absences) else { return Array(people.indices) }
    return people.indices.filter { !isAway($0, on: day) }
  }

  func away(on day: CalendarDay) -> [Person] {
    people.indices.filter { isAway($0, on: day) }.map { people[$0] }
  }

  /// The names of those who stand in for a person's absences of these days, each once.
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

  /// Half working days on which a person is away, of these days.
  func halfDaysAway(_ person: Int, of days: [CalendarDay]) -> Int {
    days.reduce(0) { sum, day in
      guard day.isWorkingDay(without: holidays) else { return sum }
      return sum + absences[person].reduce(into: HalfDays()) { $0.formUnion($1.away(on: day)) }.count
    }
  }

  func isSkipped(_ day: CalendarDay) -> Bool {
    skip.contains(.weekends) && day.isWeekend || skip.contains(.holidays) && holidays.contains(day)
  }

  /// Longer than any row of days on which nobody works, a company's summer break included.
  static let longestMove = 92

  /// The day, or the next that is not skipped; the day itself where a whole quarter is.
  func moved(_ day: CalendarDay) -> CalendarDay {
    (day...day.advanced(by: Self.longestMove)).first { !isSkipped($0) } ?? day
  }
}
