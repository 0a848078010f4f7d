import Records

/// Writes an iCalendar file (RFC 5545): lines of at most 75 octets, CR LF, one zone where times need it.
///
/// The same events give the same bytes.
package struct CalendarWriter: Sendable {
  /// The name that a calendar program shows.
  package var name: String
  /// The time of the last change, for DTSTAMP (§3.8.7.2), which must be there.
  package var stamp: Timestamp
  /// The zone of the times; without it they are local to the reader.
  package var zone: ZoneRules?

  /// What a mail asks with the file (RFC 5546): `REQUEST`, `CANCEL`; `nil` for a calendar to read.
  package var method: String?

  package init(name: String, stamp: Timestamp, zone: ZoneRules? = nil) {
    (self.name, self.stamp, self.zone) = (name, stamp, zone)
  }

  package func text(_ events: [CalendarEvent]) -> String {
    var lines = CalendarLines()
    lines.add("BEGIN:VCALENDAR")
    lines.add("VERSION:2.0")
    lines.add("PRODID:-//mgrnet//mgrnet//EN")
    lines.add("CALSCALE:GREGORIAN")
    if let method { lines.add("METHOD:" + method) }
    lines.add("NAME", text: name)
    lines.add("X-WR-CALNAME", text: name)
    let needsZone = events.contains { zone != nil && ($0.start.zoneName ?? $0.end.zoneName) == zone?.name }
    if needsZone, let zone { add(zone, to: &lines) }
    for event in events { add(event, to: &lines) }
    lines.add("END:VCALENDAR")
    return lines.text
  }

  private func add(_ event: CalendarEvent, to lines: inout CalendarLines) {
    lines.add("BEGIN:VEVENT")
    lines.add("UID", text: event.uid)
    let utc = Timestamp(secondsSince1970: stamp.seconds, offsetMinutes: 0)
    let clock = utc.description.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.prefix(
      14)
    let digits = String(decoding: clock, as: UTF8.self)
    lines.add("DTSTAMP:\(digits.prefix(8))T\(digits.dropFirst(8))Z")
    lines.add("DTSTART" + event.start.written)
    lines.add("DTEND" + event.end.written)
    if let repeats = event.repeats { add(repeats, of: event.start, to: &lines) }
    lines.add("SUMMARY", text: event.summary)
    if let details = event.details, !details.isEmpty { lines.add("DESCRIPTION", text: details) }
    lines.add("STATUS:" + event.status.rawValue)
    lines.add("SEQUENCE:\(event.sequence)")
    lines.add("TRANSP:" + (event.isFree ? "TRANSPARENT" : "OPAQUE"))
    if let organizer = event.organizer { lines.add("ORGANIZER" + Self.written(organizer)) }
    if let attendee = event.attendee {
      lines.add("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE" + Self.written(attendee))
    }
    for extra in event.more { lines.add(extra.name, text: extra.value) }
    lines.add("END:VEVENT")
  }

  /// Its days are written as the start is: days, or times (§3.8.5.1); a last time is in UTC (§3.3.10).
  private func add(_ repeats: Recurrence, of start: CalendarMoment, to lines: inout CalendarLines) {
    var rule = repeats.rule
    if !start.isDay, let until = repeats.until {
      let day = until.description.split(separator: "-").joined()
      rule = rule.replacing("UNTIL=\(day)", with: "UNTIL=\(day)T235959Z")
    }
    lines.add("RRULE:" + rule)
    for day in repeats.except.sorted() { lines.add("EXDATE" + start.on(day).written) }
  }

  /// A name as a parameter, which holds no quotation mark and no control character (§3.2), and the address.
  private static func written(_ person: CalendarEvent.Mailbox) -> String {
    let name = person.name.unicodeScalars.filter { $0 != "\"" && $0.value >= 32 && $0.value != 127 }
    return ";CN=\"\(String(String.UnicodeScalarView(name)))\":mailto:\(person.address)"
  }

  private func add(_ zone: ZoneRules, to lines: inout CalendarLines) {
    lines.add("BEGIN:VTIMEZONE")
    lines.add("TZID:" + zone.name)
    if let summer = zone.summer {
      add("DAYLIGHT", summer.half, from: zone.standard.offset, summer.begins, to: &lines)
      add("STANDARD", zone.standard, from: summer.half.offset, summer.ends, to: &lines)
    } else {
      add("STANDARD", zone.standard, from: zone.standard.offset, nil, to: &lines)
    }
    lines.add("END:VTIMEZONE")
  }

  private func add(
    _ kind: String, _ half: ZoneRules.Half, from offset: Int, _ change: ZoneRules.Change?,
    to lines: inout CalendarLines
  ) {
    lines.add("BEGIN:" + kind)
    let moment = change?.moment(in: 1970) ?? 0
    lines.add(
      "DTSTART"
        + CalendarMoment.time(
          CalendarDay(daysSince1970: moment / 86_400), seconds: moment % 86_400, zone: nil
        ).written)
    if let change { lines.add("RRULE:" + change.recurrence) }
    lines.add("TZOFFSETFROM:" + Self.offset(offset))
    lines.add("TZOFFSETTO:" + Self.offset(half.offset))
    lines.add("TZNAME", text: half.abbreviation)
    lines.add("END:" + kind)
  }

  private static func offset(_ seconds: Int) -> String {
    let size = abs(seconds)
    return (seconds < 0 ? "-" : "+") + padded(size / 3600, 2) + padded(size / 60 % 60, 2)
      + (size % 60 == 0 ? "" : padded(size % 60, 2))
  }
}

extension CalendarMoment {
  fileprivate func on(_ day: CalendarDay) -> CalendarMoment {
    if case .time(_, let seconds, let zone) = self {
      .time(day, seconds: seconds, zone: zone)
    } else {
      .day(day)
    }
  }

  fileprivate var zoneName: String? {
    if case .time(_, _, let zone) = self, zone != Self.utc { zone } else { nil }
  }
}

/// Collects content lines and folds them.
struct CalendarLines {
  private var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func add(_ name: String, text: String) { add("\(name):\(Self.escaped(text))") }

  /// Folds after at most 75 octets, never inside a character (§3.1).
  mutating func add(_ line: String) {
    var room = 75
    for character in line.unicodeScalars {
      let width = UTF8.width(character)
      if width > room {
        bytes += [13, 10, 32]
        room = 74
      }
      bytes += UTF8.encode(character).map { Array($0) } ?? []
      room -= width
    }
    bytes += [13, 10]
  }

  /// A TEXT value (§3.3.11); control characters, which no value may hold, are dropped.
  private static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      defer { isAfterReturn = scalar == "\r" }
      switch scalar {
      case "\\", ";", ",":
        escaped.append("\\")
        escaped.append(scalar)
      case "\n" where isAfterReturn: break
      case "\n", "\r": escaped.append(contentsOf: "\\n".unicodeScalars)
      case "\t": escaped.append(scalar)
      default: if scalar.value >= 0x20, scalar.value != 0x7f { escaped.append(scalar) }
      }
    }
    return String(escaped)
  }
}
