import Records

/// A day or a moment of iCalendar (RFC 5545 §3.3.4, §3.3.5).
package enum CalendarMoment: Hashable, Sendable {
  case day(CalendarDay)
  /// A time: seconds since midnight, and a time zone's name, `UTC`, or `nil` for local time anywhere.
  case time(CalendarDay, seconds: Int, zone: String?)

  package var day: CalendarDay {
    switch self {
    case .day(let day), .time(let day, _, _): day
    }
  }

  /// The seconds since midnight; 0 for a day.
  package var seconds: Int { if case .time(_, let seconds, _) = self { seconds } else { 0 } }

  /// The seconds since 1970 on the moment's own clock.
  var secondsSince1970: Int { day.daysSince1970 * 86_400 + seconds }

  package var isDay: Bool { if case .day = self { true } else { false } }

  package static let utc = "UTC"

  /// Reads `20270215`, `20270215T120000`, `20270215T120000Z`; also `2027-02-15` and times without seconds, which some
  /// programs write.
  init?(_ text: String, zone: String?) {
    var bytes = text.utf8.filter {
      $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: " ")
    }
    guard bytes.count >= 8, bytes.count <= 20, let year = decimal(bytes[0..<4]),
      let month = decimal(bytes[4..<6]),
      let number = decimal(bytes[6..<8]), let day = CalendarDay(year: year, month: month, day: number)
    else { return nil }
    bytes.removeFirst(8)
    if bytes.isEmpty {
      self = .day(day)
      return
    }
    guard bytes.removeFirst() == UInt8(ascii: "T") else { return nil }
    var zone = zone
    if bytes.last == UInt8(ascii: "Z") {
      bytes.removeLast()
      zone = Self.utc
    }
    guard bytes.count == 4 || bytes.count == 6, let hour = decimal(bytes[0..<2]), hour < 24,
      let minute = decimal(bytes[2..<4]), minute < 60,
      let second = bytes.count == 6 ? decimal(bytes[4..<6]) : 0, second <= 60
    else { return nil }
    self = .time(day, seconds: hour * 3600 + minute * 60 + min(second, 59), zone: zone)
  }

  /// A moment on a zone's clock; in UTC without one.
  package init(_ time: Timestamp, in zone: ZoneRules?) {
    let offset = zone?.offset(atUTC: Int(time.seconds)) ?? 0
    let shown = Timestamp(secondsSince1970: time.seconds, offsetMinutes: offset / 60)
    let midnight = Int(shown.day.daysSince1970) * 86_400 - shown.offsetMinutes * 60
    self = .time(shown.day, seconds: Int(time.seconds) - midnight, zone: zone?.name ?? Self.utc)
  }

  /// Reads the value of a property such as DTSTART.
  init?(_ line: ContentLine) { self.init(line.value.trimmed, zone: line["TZID"]) }

  /// Returns the moment that much later. Days are calendar days, whatever the clock does in between.
  func advanced(by duration: CalendarDuration) -> CalendarMoment {
    switch self {
    case .day(let day): return .day(day.advanced(by: duration.days + (duration.seconds + 86_399) / 86_400))
    case .time(let day, let seconds, let zone):
      let all = seconds + duration.seconds
      return .time(day.advanced(by: duration.days + all / 86_400), seconds: all % 86_400, zone: zone)
    }
  }

  /// Returns a moment in UTC, or of another zone that is known, on the clock of a zone; any other unchanged.
  func local(_ zone: ZoneRules?, _ known: (String) -> ZoneRules?) -> CalendarMoment {
    guard let zone, case .time(_, _, let name?) = self, name != zone.name else { return self }
    var all = secondsSince1970
    if name != Self.utc {
      guard let rules = known(name) else { return self }
      all = rules.utc(ofLocal: all)
    }
    let local = all + zone.offset(atUTC: all)
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    return .time(CalendarDay(daysSince1970: days), seconds: local - days * 86_400, zone: nil)
  }

  /// The text of a property from its parameters on: `;VALUE=DATE:20270215`.
  var written: String {
    let digits = day.description.split(separator: "-").joined()
    switch self {
    case .day: return ";VALUE=DATE:\(digits)"
    case .time(_, let seconds, let zone):
      let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined()
      if zone == Self.utc { return ":\(digits)T\(clock)Z" }
      return (zone.map { ";TZID=\($0)" } ?? "") + ":\(digits)T\(clock)"
    }
  }
}

/// A length of time (RFC 5545 §3.3.6): `P3D`, `PT4H`, `P1W`.
struct CalendarDuration: Hashable, Sendable {
  let days: Int
  let seconds: Int

  init(seconds: Int) { (days, self.seconds) = (0, seconds) }

  /// Reads a length; `nil` if it is none, negative or over 3,000 years.
  init?(_ text: String) {
    var bytes = ArraySlice(text.utf8)
    if bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    guard bytes.popFirst() == UInt8(ascii: "P"), !bytes.isEmpty, bytes.count < 30 else { return nil }
    var (days, seconds, isTime) = (0, 0, false)
    while let first = bytes.first {
      if first == UInt8(ascii: "T"), !isTime {
        isTime = true
        bytes = bytes.dropFirst()
        continue
      }
      let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      bytes = bytes.dropFirst(digits.count)
      guard digits.count < 8, let number = decimal(digits), let unit = bytes.popFirst() else { return nil }
      switch (Character(Unicode.Scalar(unit)), isTime) {
      case ("W", false): days += number * 7
      case ("D", false): days += number
      case ("H", true): seconds += number * 3600
      case ("M", true): seconds += number * 60
      case ("S", true): seconds += number
      default: return nil
      }
    }
    guard days <= 1_000_000, seconds <= 86_400_000 else { return nil }
    self.days = days
    self.seconds = seconds
  }
}
