import Records

/// A day in a template, clause 6 of Templates.md: `2027-02-15`, `today + 7d`, `next monday`, `day - 14d`, `start + 3m`.
package struct DayExpression: Hashable, Sendable {
  package enum Base: Hashable, Sendable {
    case date(CalendarDay)
    case today
    case next(Weekday)
    /// The row's own day.
    case row
    case parameter(String)
  }

  package enum Unit: Character, Sendable {
    case days = "d"
    case weeks = "w"
    case months = "m"
  }

  package let base: Base
  /// The distance; negative for earlier days.
  package let count: Int
  package let unit: Unit

  /// The limit of a distance in days: 273 years.
  private static let countLimit = 99_999

  /// Reads an expression; `nil` if it is none. Names are not looked up here.
  package init?(_ text: String) {
    var words = text.split(separator: " ").map(String.init)
    guard let first = words.first, words.count <= 4 else { return nil }
    if first == "next", words.count > 1 {
      guard let weekday = Weekday(templateName: words[1]) else { return nil }
      base = .next(weekday)
      words.removeFirst(2)
    } else {
      if first == "today" {
        base = .today
      } else if first == "day" {
        base = .row
      } else if let day = CalendarDay(first) {
        base = .date(day)
      } else if Template.isName(first) {
        base = .parameter(first)
      } else {
        return nil
      }
      words.removeFirst()
    }
    let offset = Array(words.joined().utf8)
    guard !offset.isEmpty else {
      (count, unit) = (0, .days)
      return
    }
    guard let sign = offset.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let last = offset.last, let unit = Unit(rawValue: Character(UnicodeScalar(last))),
      offset.count > 2, let number = decimal(offset[1..<(offset.count - 1)]), number <= Self.countLimit
    else { return nil }
    count = sign == UInt8(ascii: "-") ? -number : number
    self.unit = unit
  }

  /// Returns the day that much later; `nil` outside of the years 1 to 9999.
  package func moved(_ day: CalendarDay) -> CalendarDay? {
    let year = CalendarMonth(containing: day).year
    switch unit {
    case .months:
      guard (1...9999).contains(year + (count < 0 ? (count - 11) / 12 : (count + 11) / 12)) else {
        return nil
      }
      return day.adding(months: count)
    case .days, .weeks:
      let moved = day.advanced(by: unit == .weeks ? count * 7 : count)
      return (1...9999).contains(moved.year) ? moved : nil
    }
  }
}

extension Weekday {
  /// The English name in lower case: words of the format are English in every language.
  package init?(templateName: String) {
    guard let found = Weekday.allCases.first(where: { $0.templateName == templateName }) else { return nil }
    self = found
  }

  package var templateName: String { String(describing: self) }
}
