import Records

/// A zone of French school holidays.
package enum SchoolZone: String, CaseIterable, Sendable {
  case a = "A"
  case b = "B"
  case c = "C"

  /// Reads `A`, `b`, `zone C`.
  package init?(name: some StringProtocol) {
    guard let last = name.uppercased().split(separator: " ").last, let zone = Self(rawValue: String(last))
    else { return nil }
    self = zone
  }
}

/// A school holiday: a stretch of days without school.
package struct SchoolHoliday: Hashable, Sendable {
  package let name: HolidayName
  /// The days from the first without school to the last.
  package let days: ClosedRange<CalendarDay>
  package let zones: Set<SchoolZone>
}

/// The known school holidays of the three zones of metropolitan France.
package enum SchoolHolidays {
  /// The holidays in the order of their first days.
  package static let all: [SchoolHoliday] = schoolHolidayTable.split(whereSeparator: \.isWhitespace)
    .compactMap { SchoolHoliday(entry: Array($0.utf8)) }

  /// The last known day. Later days are unknown, not days with school.
  package static var knownThrough: CalendarDay {
    all.map(\.days.upperBound).max() ?? CalendarDay(daysSince1970: 0)
  }

  /// Returns the holidays that share a day with `days`, of one zone or of all.
  package static func list(in days: ClosedRange<CalendarDay>, zone: SchoolZone? = nil) -> [SchoolHoliday] {
    all.filter { $0.days.overlaps(days) && (zone.map($0.zones.contains) ?? true) }
  }

  /// The zones without school on a day.
  package static func zones(on day: CalendarDay) -> Set<SchoolZone> {
    all.reduce(into: []) { if $1.days.contains(day) { $0.formUnion($1.zones) } }
  }
}

extension SchoolHoliday {
  /// Reads `h20260207+16A`.
  fileprivate init?(entry: [UInt8]) {
    guard entry.count > 11, entry[9] == UInt8(ascii: "+"), let year = decimal(entry[1..<5]),
      let month = decimal(entry[5..<7]), let number = decimal(entry[7..<9]),
      let first = CalendarDay(year: year, month: month, day: number)
    else { return nil }
    let digits = entry[10...].prefix { $0 < UInt8(ascii: "A") }
    guard let count = decimal(digits), count > 0 else { return nil }
    switch entry[0] {
    case UInt8(ascii: "h"): name = HolidayName("Vacances d'hiver", "Winter school holidays")
    case UInt8(ascii: "p"): name = HolidayName("Vacances de printemps", "Spring school holidays")
    case UInt8(ascii: "e"): name = HolidayName("Vacances d'été", "Summer school holidays")
    case UInt8(ascii: "t"): name = HolidayName("Vacances de la Toussaint", "All Saints' school holidays")
    case UInt8(ascii: "n"): name = HolidayName("Vacances de Noël", "Christmas school holidays")
    case UInt8(ascii: "a"): name = HolidayName("Pont de l'Ascension", "Ascension bridge")
    default: return nil
    }
    days = first...first.advanced(by: count - 1)
    zones = Set(entry[(10 + digits.count)...].compactMap { SchoolZone(rawValue: String(UnicodeScalar($0))) })
  }
}
