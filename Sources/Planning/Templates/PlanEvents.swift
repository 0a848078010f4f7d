import Records

extension FilledPlan {
  /// Returns a whole-day event for each row that has a day. Events leave the time free: a turn or a milestone is no
  /// appointment.
  ///
  /// The same template, values and row have the same UID, whoever is assigned and whatever the list `people` is, so
  /// that importing a rota again changes the events and adds none.
  package var events: [CalendarEvent] {
    rows.compactMap { row in
      guard let day = row.day else { return nil }
      var event = CalendarEvent(uid: Self.uid(row.key), summary: summary(row), days: day...day)
      event.isFree = true
      let details = zip(header, row.cells).filter { !$0.1.isEmpty }.map { "\($0)\(colon)\($1)" }
      event.details = details.joined(separator: "\n")
      return event
    }
  }

  /// Returns the events as an iCalendar file; its DTSTAMP is the `today` of the planning.
  package var calendar: String {
    let stamp = Timestamp(secondsSince1970: Int64(today.daysSince1970) * 86_400, offsetMinutes: 0)
    return CalendarWriter(name: heading ?? title, stamp: stamp).text(events)
  }

  private var colon: String { language == .french ? "\u{A0}: " : ": " }

  private func summary(_ row: Row) -> String {
    if let person = row.person { return title + colon + person.name }
    if let text = row.text { return heading.map { "\(text) (\($0))" } ?? text }
    return title
  }

  /// The hash from two beginnings.
  private static func uid(_ key: String) -> String {
    let halves = [FNV1a.basis, 0x9e37_79b9_7f4a_7c15].map { start in
      let digits = String(FNV1a.hash(key.utf8, from: start), radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    return halves.joined() + "@mgrnet"
  }
}
