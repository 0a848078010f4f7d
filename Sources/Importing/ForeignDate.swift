import Records

/// A date as other programs write it; many leave out the zone, or the time.
package enum ForeignDate: Hashable, Sendable {
  case moment(Timestamp)
  /// A time on a clock of unknown zone.
  case local(CalendarDay, secondsOfDay: Int)
  case day(CalendarDay)

  /// Reads RFC 3339; the same with a space, without seconds, zone or time; Jekyll's `2018-01-30 11:00:00 -0500`;
  /// days with `/`, the year first. `nil` for anything else: `03/04/2024` is two days.
  package init?(_ text: String) {
    if let moment = Timestamp(text) {
      self = .moment(moment)
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes[4] == bytes[7], "-/".utf8.contains(bytes[4]),
      let day = CalendarDay(
        String(decoding: bytes[0..<4] + [0x2d] + bytes[5..<7] + [0x2d] + bytes[8..<10], as: UTF8.self))
    else { return nil }
    if bytes.count == 10 {
      self = .day(day)
      return
    }
    guard "Tt ".utf8.contains(bytes[10]) else { return nil }
    let parts = String(decoding: bytes[11...], as: UTF8.self).split(separator: " ")
    guard let first = parts.first, let seconds = Self.secondsOfDay(first), parts.count <= 2 else {
      return nil
    }
    guard parts.count == 2 else {
      self = .local(day, secondsOfDay: seconds)
      return
    }
    guard let offset = parts[1] == "Z" || parts[1] == "UTC" ? 0 : offsetMinutes(parts[1]) else { return nil }
    let local = Int64(day.daysSince1970) * 86_400 + Int64(seconds)
    self = .moment(Timestamp(secondsSince1970: local - Int64(offset) * 60, offsetMinutes: offset))
  }

  /// Returns the moment if the clock is `offsetMinutes` east of UTC; a day without time means noon.
  package func timestamp(offsetMinutes: Int) -> Timestamp {
    let local: Int64
    switch self {
    case .moment(let moment): return moment
    case .local(let day, let seconds): local = Int64(day.daysSince1970 * 86_400 + seconds)
    case .day(let day): local = Int64(day.daysSince1970 * 86_400 + 43_200)
    }
    return Timestamp(secondsSince1970: local - Int64(offsetMinutes) * 60, offsetMinutes: offsetMinutes)
  }

  /// `11:00`, `11:00:00`, `11:00:00.999`
  private static func secondsOfDay(_ text: Substring) -> Int? {
    let parts = text.prefix { $0 != "." }.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.utf8.count == 2 ? UInt8($0) : nil }.map(Int.init)
    guard numbers.count == parts.count, (2...3).contains(numbers.count), numbers[0] < 24, numbers[1] < 60,
      numbers.count == 2 || numbers[2] <= 60
    else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? min(numbers[2], 59) : 0)
  }
}
