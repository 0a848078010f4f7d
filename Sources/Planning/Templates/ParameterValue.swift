import Records

/// The value of a parameter.
package enum ParameterValue: Hashable, Sendable {
  case day(CalendarDay)
  case month(CalendarMonth)
  case year(Int)
  case days([Weekday])
  case people([Person])
  case number(Int)
  case text(String)

  /// A year of the calendar, in four digits.
  static func year(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 4, let year = decimal(bytes[...]), year >= 1 else { return nil }
    return year
  }

  /// The first day of a day, month or year.
  var first: CalendarDay? {
    switch self {
    case .day(let day): day
    case .month(let month): month.first
    case .year(let year): CalendarDay(year: year, month: 1, day: 1)
    case .days, .people, .number, .text: nil
    }
  }

  var last: CalendarDay? {
    switch self {
    case .day(let day): day
    case .month(let month): month.last
    case .year(let year): CalendarDay(year: year, month: 12, day: 31)
    case .days, .people, .number, .text: nil
    }
  }

  /// Returns the value as the text shows it, in a language.
  func written(in language: Language) -> String {
    switch self {
    case .day(let day): day.written(in: language, .long)
    case .month(let month): month.written(in: language)
    case .year(let year): String(year)
    case .days(let days): days.map { $0.name(in: language) }.joined(separator: ", ")
    case .people(let people): people.map(\.name).joined(separator: ", ")
    case .number(let number): String(number)
    case .text(let text): text
    }
  }

  /// The value as an identity, the same in both languages.
  var canonical: String {
    switch self {
    case .day(let day): day.description
    case .month(let month): month.description
    case .year(let year): String(year)
    case .days(let days): days.map(\.templateName).joined(separator: ",")
    case .people(let people): people.map(\.handle.rawValue).joined(separator: ",")
    case .number(let number): String(number)
    case .text(let text): text
    }
  }
}

/// Why a parameter cannot have a value.
package struct ValueError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case notA(Template.Parameter.Kind)
    /// No day, month or year as people say them.
    case notSpoken(SpokenDayError)
    case notOneOf([String])
    case notOneLine
    /// No person has that handle or name.
    case unknownPerson(String, nearest: [Person])
    case severalPeople(String, [Person])
    /// The caller's card names no team.
    case noTeam
    case nobody
    /// Outside of the years 1 to 9999.
    case outOfCalendar
  }

  package let parameter: Template.Parameter
  /// The text that was given.
  package let text: String
  package let reason: Reason
}
