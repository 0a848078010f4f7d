import Clibical
import Records

/// A rule by which an event comes again on certain days (RFC 5545 §3.3.10), without some of them. libical counts the days.
package struct Recurrence: Hashable, Sendable {
  /// The value of an RRULE, whose UNTIL is a day.
  package let rule: String
  /// The days on which it does not come after all.
  package var except: Set<CalendarDay>

  /// Whether libical is there to count days.
  package static var isSupported: Bool { clibical_load() != 0 }

  private static let frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
  private static let parts: Set = [
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY",
    "BYSETPOS",
    "WKST",
  ]

  /// Reads a rule; `nil` for one that gives no day, gives times within a day, or cannot be read.
  ///
  /// - Parameter until: the last day, if the rule's own UNTIL is not on the reader's clock.
  package init?(
    _ text: String, from start: CalendarDay, until: CalendarDay? = nil, except: Set<CalendarDay> = []
  ) {
    guard text.utf8.count <= 500, let parts = Self.read(text), Self.frequencies.contains(parts[0].value)
    else {
      return nil
    }
    rule = parts.map { key, value in
      guard key == "UNTIL", let day = until ?? CalendarMoment(value, zone: nil)?.day else {
        return "\(key)=\(value)"
      }
      return "UNTIL=" + Self.digits(day)
    }.joined(separator: ";")
    self.except = except
    guard !expand(from: start, through: start.adding(months: 12 * 100), most: 1).isEmpty else { return nil }
  }

  /// Makes the rule of some weekdays; without a last day it has no end.
  package init(every weekdays: [Weekday], until: CalendarDay?) {
    let days = weekdays.sorted().map { Self.names[$0.rawValue - 1] }.joined(separator: ",")
    rule = "FREQ=WEEKLY;BYDAY=\(days)" + (until.map { ";UNTIL=" + Self.digits($0) } ?? "")
    except = []
  }

  private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  private static func digits(_ day: CalendarDay) -> String { day.description.split(separator: "-").joined() }

  /// Returns the parts of a rule, FREQ first; `nil` for unknown ones and such that are there twice.
  private static func read(_ text: String) -> [(key: String, value: String)]? {
    var parts: [(key: String, value: String)] = []
    for part in text.uppercased().split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmed }
      guard pair.count == 2, Self.parts.contains(pair[0]), !parts.contains(where: { $0.key == pair[0] }),
        pair[0] == "UNTIL" || !pair[1].contains(/[0-9]{7}/),
        pair[1].utf8.allSatisfy({
          (0x30...0x3a).contains($0) || (0x41...0x5a).contains($0) || "+-,".utf8.contains($0)
        })
      else { return nil }
      parts.insert((pair[0], pair[1]), at: pair[0] == "FREQ" ? 0 : parts.count)
    }
    return parts.first?.key == "FREQ" ? parts : nil
  }

  private subscript(part: String) -> String? { Self.read(rule)?.first { $0.key == part }?.value }

  /// The last day on which it may come; `nil` where the rule names none.
  package var until: CalendarDay? { self["UNTIL"].flatMap { CalendarMoment($0, zone: nil)?.day } }

  /// The weekdays of a rule that comes every week on these, and has no other condition; `nil` for any other.
  package var weekdays: [Weekday]? {
    let parts = Self.read(rule) ?? []
    guard parts.allSatisfy({ ["FREQ", "BYDAY", "UNTIL", "WKST"].contains($0.key) }), self["FREQ"] == "WEEKLY"
    else {
      return nil
    }
    let days = self["BYDAY"]?.split(separator: ",").map { name in
      Self.names.firstIndex(of: String(name)).flatMap { Weekday(rawValue: $0 + 1) }
    }
    guard let days, !days.contains(nil) else { return nil }
    return days.compactMap { $0 }.sorted()
  }

  /// Returns the days on which it comes, in order, from its first one through a last one.
  package func days(from start: CalendarDay, through last: CalendarDay) -> [CalendarDay] {
    guard start <= last else { return [] }
    return expand(from: start, through: last, most: start.distance(to: last) + 1).filter {
      $0 <= last && !except.contains($0)
    }
  }

  /// The limit of days of one rule.
  private static let limit = 40_000

  private func expand(from start: CalendarDay, through last: CalendarDay, most: Int) -> [CalendarDay] {
    var parts = Self.read(rule) ?? []
    // A rule counts or ends, never both. libical takes an UNTIL that is a day for the one before.
    if self["COUNT"] == nil {
      parts.removeAll { $0.key == "UNTIL" }
      parts.append(("UNTIL", Self.digits(min(last, until ?? last)) + "T000000"))
    }
    let bounded = parts.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
    let count = min(most, Self.limit)
    // Where there are no more libical leaves zeros.
    var times = [time_t](repeating: 0, count: count)
    guard clibical_expand(bounded, start.daysSince1970 * 86_400, Int32(count), &times) != 0 else { return [] }
    return times.prefix { $0 != 0 }.map { CalendarDay(daysSince1970: $0 / 86_400) }
  }
}
