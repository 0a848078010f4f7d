import Records

/// A month of a year: `2027-02`.
package struct CalendarMonth: Hashable, Comparable, Strideable, Sendable, CustomStringConvertible {
  /// Months since January of the year 0.
  private let count: Int

  /// Makes a month; `nil` if there is none. Years are 1 to 9999.
  package init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    count = year * 12 + month - 1
  }

  package init(containing day: CalendarDay) { count = day.year * 12 + day.month - 1 }

  /// Reads `YYYY-MM`, exactly.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"), let year = decimal(bytes[0..<4]),
      let month = decimal(bytes[5..<7])
    else { return nil }
    self.init(year: year, month: month)
  }

  private init(count: Int) { self.count = min(max(count, 12), 9999 * 12 + 11) }

  package var year: Int { count / 12 }
  package var month: Int { count % 12 + 1 }
  package var length: Int { CalendarDay.daysInMonth(month, of: year) }
  package var first: CalendarDay {
    CalendarDay(year: year, month: month, day: 1) ?? CalendarDay(daysSince1970: 0)
  }
  package var last: CalendarDay { first.advanced(by: length - 1) }
  package var days: ClosedRange<CalendarDay> { first...last }
  package var description: String { padded(year, 4) + "-" + padded(month, 2) }

  package static func < (left: Self, right: Self) -> Bool { left.count < right.count }
  /// Stays within the years 1 to 9999.
  package func advanced(by months: Int) -> CalendarMonth { CalendarMonth(count: count + months) }
  package func distance(to other: CalendarMonth) -> Int { other.count - count }
}

extension CalendarDay {
  /// Returns the same day of another month, or that month's last if it is shorter: 31 January and a month is 28 or
  /// 29 February.
  package func adding(months: Int) -> CalendarDay {
    let month = CalendarMonth(containing: self).advanced(by: months)
    return month.first.advanced(by: min(day, month.length) - 1)
  }
}

/// Returns the year's days, from 1 January to 31 December; `nil` outside of the years 1 to 9999.
package func days(ofYear year: Int) -> ClosedRange<CalendarDay>? {
  guard let first = CalendarDay(year: year, month: 1, day: 1),
    let last = CalendarDay(year: year, month: 12, day: 31)
  else { return nil }
  return first...last
}
