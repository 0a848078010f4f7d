import Records

/// A day of the week; the raw value is ISO 8601's, from Monday (1) to Sunday (7).
package enum Weekday: Int, CaseIterable, Comparable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  package var isWeekend: Bool { self >= .saturday }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Returns the name: `lundi`, `Monday`.
  package func name(in language: Language) -> String {
    switch language {
    case .french: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"][rawValue - 1]
    case .english:
      ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][rawValue - 1]
    }
  }

  /// Returns the short name: `lun.`, `Mon`.
  package func shortName(in language: Language) -> String {
    String(name(in: language).prefix(3)) + (language == .french ? "." : "")
  }

  /// Returns the letter that heads a column of a calendar: `L`, `M`.
  package func letter(in language: Language) -> String { String(name(in: language).prefix(1)).uppercased() }
}

extension CalendarDay {
  /// 1970-01-01 was a Thursday.
  package var weekday: Weekday {
    let sinceMonday = (daysSince1970 + 3) % 7
    return Weekday.allCases[sinceMonday < 0 ? sinceMonday + 7 : sinceMonday]
  }

  package var isWeekend: Bool { weekday.isWeekend }

  /// Returns the first such weekday after this day.
  package func next(_ weekday: Weekday) -> CalendarDay {
    advanced(by: (weekday.rawValue - self.weekday.rawValue + 6) % 7 + 1)
  }

  /// Returns the last such weekday before this day.
  package func previous(_ weekday: Weekday) -> CalendarDay {
    advanced(by: -((self.weekday.rawValue - weekday.rawValue + 6) % 7 + 1))
  }
}

/// A week of ISO 8601: it begins on Monday, and its year is the one that its Thursday falls in.
package struct ISOWeek: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  /// 1 to 53.
  package let number: Int

  package init(containing day: CalendarDay) {
    let thursday = day.advanced(by: Weekday.thursday.rawValue - day.weekday.rawValue)
    year = thursday.year
    number = (thursday.dayOfYear - 1) / 7 + 1
  }

  /// Makes a week; `nil` if the year has none of that number.
  package init?(year: Int, number: Int) {
    guard (1...53).contains(number), let fourth = CalendarDay(year: year, month: 1, day: 4) else {
      return nil
    }
    self.init(containing: fourth.advanced(by: (number - 1) * 7))
    guard self.year == year else { return nil }
  }

  package var monday: CalendarDay {
    // 4 January is always in week 1.
    guard let fourth = CalendarDay(year: year, month: 1, day: 4) else { return CalendarDay(daysSince1970: 0) }
    return fourth.advanced(by: 1 - fourth.weekday.rawValue + (number - 1) * 7)
  }

  package var days: ClosedRange<CalendarDay> { monday...monday.advanced(by: 6) }
  package var description: String { padded(year, 4) + "-W" + padded(number, 2) }

  package static func < (left: Self, right: Self) -> Bool {
    (left.year, left.number) < (right.year, right.number)
  }
}

extension CalendarDay {
  package var isoWeek: ISOWeek { ISOWeek(containing: self) }

  /// 1 for 1 January.
  package var dayOfYear: Int {
    guard let first = CalendarDay(year: year, month: 1, day: 1) else { return 1 }
    return first.distance(to: self) + 1
  }
}
