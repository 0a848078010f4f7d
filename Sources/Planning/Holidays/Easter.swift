import Records

extension CalendarDay {
  /// Easter Sunday of the Gregorian calendar; `nil` outside of the years 1583 to 9999.
  ///
  /// Source: J.-M. Oudin's algorithm (1940), as in the Explanatory Supplement to the Astronomical Almanac.
  package static func easter(of year: Int) -> CalendarDay? {
    guard (1583...9999).contains(year) else { return nil }
    let century = year / 100
    let golden = year % 19
    let correction = (century - 17) / 25
    var moon = (century - century / 4 - (century - correction) / 3 + 19 * golden + 15) % 30
    moon -= (moon / 28) * (1 - (moon / 28) * (29 / (moon + 1)) * ((21 - golden) / 11))
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7
    let offset = moon - weekday
    let month = 3 + (offset + 40) / 44
    return CalendarDay(year: year, month: month, day: offset + 28 - 31 * (month / 4))
  }

  /// Easter Sunday of the Julian calendar, as a day of the Gregorian one; `nil` outside of the years 1900 to 2099.
  ///
  /// Source: J. Meeus, Astronomical Algorithms (1991) §8.
  package static func orthodoxEaster(of year: Int) -> CalendarDay? {
    guard (1900...2099).contains(year) else { return nil }
    let moon = (19 * (year % 19) + 15) % 30
    let number = moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114
    return CalendarDay(year: year, month: number / 31, day: number % 31 + 1)?.advanced(by: 13)
  }
}
