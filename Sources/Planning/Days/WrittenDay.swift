import Records

/// How much of a day is written.
package enum DayStyle: Sendable {
  /// `lundi 15 février 2027`, `Monday 15 February 2027`.
  case full
  /// `15 février 2027`, `15 February 2027`.
  case long
  /// `lundi 15 février`, `Monday 15 February`.
  case withoutYear
  /// `15 févr. 2027`, `15 Feb 2027`.
  case medium
  /// `lun. 15 févr.`, `Mon 15 Feb`.
  case short
}

extension CalendarDay {
  /// Writes a day in a language; French has `1er` for the first of a month.
  package func written(in language: Language, _ style: DayStyle = .full) -> String {
    let number = language == .french && day == 1 ? "1er" : String(day)
    let long = "\(number) \(CalendarMonth.names(in: language)[month - 1])"
    let short = "\(number) \(CalendarMonth.shortNames(in: language)[month - 1])"
    return switch style {
    case .full: "\(weekday.name(in: language)) \(long) \(year)"
    case .long: "\(long) \(year)"
    case .withoutYear: "\(weekday.name(in: language)) \(long)"
    case .medium: "\(short) \(year)"
    case .short: "\(weekday.shortName(in: language)) \(short)"
    }
  }
}

extension CalendarMonth {
  /// `février 2027`, `February 2027`.
  package func written(in language: Language) -> String { "\(Self.names(in: language)[month - 1]) \(year)" }

  /// The twelve names, January first; lower case in French.
  package static func names(in language: Language) -> [String] {
    switch language {
    case .french:
      [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
        "novembre", "décembre",
      ]
    case .english:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
      ]
    }
  }

  package static func shortNames(in language: Language) -> [String] {
    switch language {
    case .french:
      [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
      ]
    case .english:
      ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    }
  }
}
