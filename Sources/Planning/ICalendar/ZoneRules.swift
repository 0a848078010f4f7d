import Records

/// The rules of a time zone's clock, from a POSIX `TZ` string: `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// The string is the last line of a TZif file (RFC 8536 §3.3). It holds the present rules alone, not those of the
/// past.
package struct ZoneRules: Hashable, Sendable {
  package let name: String
  let standard: Half
  /// Summer time with the changes to it and back; `nil` if the clock never changes.
  let summer: (half: Half, begins: Change, ends: Change)?

  struct Half: Hashable, Sendable {
    let abbreviation: String
    /// Seconds east of UTC.
    let offset: Int
  }

  /// The `week`th (5: last) `weekday` (0: Sunday) of a month, at so many seconds after midnight of the clock before.
  struct Change: Hashable, Sendable {
    let month: Int
    let week: Int
    let weekday: Int
    let seconds: Int
  }

  /// Reads the rules of a TZif file; `nil` if it has none.
  ///
  /// - Parameters:
  ///   - name: as in `TZID`: `Europe/Paris`.
  ///   - file: a TZif file, such as `/usr/share/zoneinfo/Europe/Paris`.
  package init?(name: String, file: [UInt8]) {
    guard file.starts(with: Array("TZif".utf8)), file.last == UInt8(ascii: "\n") else { return nil }
    let line = file.dropLast().suffix(100)
    guard let start = line.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
    self.init(name: name, rules: String(decoding: line[(start + 1)...], as: UTF8.self))
  }

  package init?(name: String, rules: String) {
    let isPlain = name.utf8.allSatisfy {
      $0 > 0x20 && $0 < 0x7f
        && ![UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "\"")].contains($0)
    }
    guard isPlain, !name.isEmpty else { return nil }
    self.name = name
    let parts = rules.split(separator: ",", omittingEmptySubsequences: false).map { Array($0.utf8) }
    var rest = ArraySlice(parts.first ?? [])
    guard let standard = Self.half(&rest, usual: nil) else { return nil }
    self.standard = standard
    if rest.isEmpty {
      summer = nil
    } else {
      guard parts.count == 3, let half = Self.half(&rest, usual: standard.offset + 3600), rest.isEmpty,
        let begins = Change(parts[1]), let ends = Change(parts[2])
      else { return nil }
      summer = (half, begins, ends)
    }
  }

  private static func half(_ rest: inout ArraySlice<UInt8>, usual: Int?) -> Half? {
    var name: [UInt8] = []
    if rest.first == UInt8(ascii: "<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
      name = Array(rest[(rest.startIndex + 1)..<end])
      rest = rest[(end + 1)...]
    } else {
      name = Array(rest.prefix { $0 >= UInt8(ascii: "A") })
      rest = rest.dropFirst(name.count)
    }
    guard (3...10).contains(name.count) else { return nil }
    let abbreviation = String(decoding: name, as: UTF8.self)
    let clock = rest.prefix { $0 < UInt8(ascii: "A") && $0 != UInt8(ascii: "<") }
    rest = rest.dropFirst(clock.count)
    if clock.isEmpty { return usual.map { Half(abbreviation: abbreviation, offset: $0) } }
    // POSIX counts west.
    return seconds(clock).map { Half(abbreviation: abbreviation, offset: -$0) }
  }

  /// `-1`, `3`, `9:30`, in seconds.
  fileprivate static func seconds(_ text: ArraySlice<UInt8>) -> Int? {
    var text = text
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative || text.first == UInt8(ascii: "+") { text = text.dropFirst() }
    let parts = text.split(separator: UInt8(ascii: ":")).map { decimal($0) }
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0.map { $0 < 200 } ?? false }) else {
      return nil
    }
    let value = zip(parts, [3600, 60, 1]).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 }
    return isNegative ? -value : value
  }

  /// Seconds east of UTC at a moment, in seconds since 1970.
  func offset(atUTC moment: Int) -> Int {
    guard let summer else { return standard.offset }
    let year = CalendarDay(daysSince1970: (moment + standard.offset) / 86_400).year
    guard let begins = summer.begins.moment(in: year), let ends = summer.ends.moment(in: year) else {
      return standard.offset
    }
    let (first, last) = (begins - standard.offset, ends - summer.half.offset)
    let isSummer = first < last ? moment >= first && moment < last : moment >= first || moment < last
    return isSummer ? summer.half.offset : standard.offset
  }

  /// Returns the moment at which the clock shows a time, both in seconds since 1970.
  func utc(ofLocal local: Int) -> Int {
    local - offset(atUTC: local - offset(atUTC: local - standard.offset))
  }

  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ZoneRules.Change {
  /// Reads `M3.5.0/2`.
  init?(_ text: [UInt8]) {
    let parts = text.split(separator: UInt8(ascii: "/"), maxSplits: 1)
    guard let rule = parts.first, rule.first == UInt8(ascii: "M") else { return nil }
    let numbers = rule.dropFirst().split(separator: UInt8(ascii: ".")).compactMap { decimal($0) }
    guard numbers.count == 3, (1...12).contains(numbers[0]), (1...5).contains(numbers[1]),
      (0...6).contains(numbers[2]), let seconds = parts.count == 2 ? ZoneRules.seconds(parts[1]) : 7200
    else { return nil }
    (month, week, weekday, self.seconds) = (numbers[0], numbers[1], numbers[2], seconds)
  }

  /// Returns the moment of the change in a year, on the clock before it, in seconds since 1970.
  func moment(in year: Int) -> Int? {
    guard let days = CalendarMonth(year: year, month: month)?.days,
      let wanted = Weekday(rawValue: weekday == 0 ? 7 : weekday)
    else { return nil }
    let all = days.filter { $0.weekday == wanted }
    return all[min(week, all.count) - 1].daysSince1970 * 86_400 + seconds
  }

  /// `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`.
  var recurrence: String {
    let names = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]
    return "FREQ=YEARLY;BYMONTH=\(month);BYDAY=\(week == 5 ? -1 : week)\(names[weekday])"
  }
}
