import Records

/// A date as other programs write it; many leave out the zone, or the time.
package enum ForeignDate: Hashable, Sendable {
  case moment(Timestamp)
  /// A time on a clock of unknown zone.
  case local(CalendarDay, secondsOfDay: Int)
  case day(CalendarDay)

  /// Reads RFC 3339; the same with a space, without seconds, zone or time; Jekyll's `2018-01-30 11:00:00 -0500`;
  /// days with `/`, the year first, also without zeros (`2024-2-5`); RFC 2822's `Mon, 5 Feb 2024 11:00:00 +0100`. `nil`
  /// for anything else: `03/04/2024` is two days, unless the month is known to come first.
  package init?(_ text: String, monthFirst: Bool = false) {
    if let moment = Timestamp(text) {
      self = .moment(moment)
      return
    }
    if let written = Self.inDigits(text, monthFirst: monthFirst), written != text {
      self.init(written)
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

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// `2024-02-05 11:00:00 +0100` of a date in words or without zeros; `nil` for other texts.
  private static func inDigits(_ text: String, monthFirst: Bool) -> String? {
    var words = text.split(separator: " ")
    if words.first?.hasSuffix(",") == true { words.removeFirst() }
    func day(_ year: Substring, _ month: Int?, _ day: Substring) -> String? {
      guard year.utf8.count == 4, let year = Int(year), let month, let day = Int(day) else { return nil }
      return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
    if words.count >= 3, let month = months.firstIndex(of: words[1].prefix(3).lowercased()) {
      guard let date = day(words[2], month + 1, words[0]) else { return nil }
      let rest = words[3...].map { $0 == "GMT" ? "UTC" : String($0) }
      return ([date] + rest).joined(separator: " ")
    }
    guard let first = words.first else { return nil }
    let parts = first.split { $0 == "-" || $0 == "/" }
    guard Set(first.filter { !$0.isNumber }).count == 1, parts.count == 3,
      parts.allSatisfy({ (1...4).contains($0.utf8.count) && Int($0) != nil })
    else { return nil }
    let date =
      monthFirst && parts[2].utf8.count == 4
      ? day(parts[2], Int(parts[0]), parts[1]) : day(parts[0], Int(parts[1]), parts[2])
    return date.map { ([$0] + words.dropFirst().map(String.init)).joined(separator: " ") }
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
