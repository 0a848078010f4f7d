import GRDB
import Records

/// An absence in the index.
package struct IndexedAbsence: Hashable, Sendable {
  package let id: String
  package let person: String
  /// Both included.
  package let from: CalendarDay
  package let to: CalendarDay
  package let startsNoon: Bool
  package let endsNoon: Bool
  package let isPlanned: Bool
  package let deputy: String?
  /// The rule of a series; then `to` is the last day of its first occurrence, and `except` are days that it leaves out.
  package let rule: String?
  package let except: [CalendarDay]

  /// `nil` for a record that is no absence, or has no valid days.
  init?(_ record: IndexedRecord) {
    guard record.type == .absence, let person = record.author,
      let from = record["from"]?.day,
      let to = record["to"]?.day, from <= to
    else { return nil }
    (id, self.person, self.from, self.to) = (record.key, person, from, to)
    startsNoon = record["starts"]?.text == "noon"
    endsNoon = record["ends"]?.text == "noon"
    isPlanned = record["status"]?.text == "planned"
    deputy = record["deputy"]?.text
    rule = record["repeat"]?.text
    except = (record["except"]?.texts ?? []).compactMap { CalendarDay($0) }
  }

  /// The last day on which it may be; a rule that names none has no end.
  var end: CalendarDay {
    guard let rule else { return to }
    let until =
      rule.uppercased().split(separator: ";").first { $0.hasPrefix("UNTIL=") }?.dropFirst(6).prefix(8) ?? ""
    let parts = [until.prefix(4), until.dropFirst(4).prefix(2), until.dropFirst(6)]
    let last = CalendarDay(parts.joined(separator: "-")) ?? CalendarDay(year: 9999, month: 12, day: 31) ?? to
    return max(to, last.advanced(by: from.distance(to: to)))
  }

  fileprivate init(_ row: Row) throws {
    func value<Value: DatabaseValueConvertible>(_ name: String) throws -> Value {
      try row.decode(forColumn: name)
    }
    (id, person, deputy) = try (value("id"), value("person"), value("deputy"))
    from = try CalendarDay(daysSince1970: value("first"))
    to = try CalendarDay(daysSince1970: value("first_last"))
    rule = try value("rule")
    except = try (value("except") as String).split(separator: " ").compactMap { CalendarDay(String($0)) }
    (startsNoon, endsNoon, isPlanned) = try (value("starts_noon"), value("ends_noon"), value("is_planned"))
  }
}

extension SearchIndex {
  /// Returns the absences with a day among `days`, by their first day, then by person.
  package func absences(in days: ClosedRange<CalendarDay>) throws -> [IndexedAbsence] {
    try read(checkedIf: \.isEmpty) { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM absence WHERE last >= ? AND first <= ? ORDER BY first, person, id",
        arguments: [days.lowerBound.daysSince1970, days.upperBound.daysSince1970]
      ).map(IndexedAbsence.init)
    }
  }

  /// Returns the cards of people, by handle, as far as they exist.
  package func people(_ handles: some Sequence<String>) throws -> [String: IndexedRecord] {
    try read(checkedIf: \.isEmpty) { db in
      var people: [String: IndexedRecord] = [:]
      for handle in Set(handles) {
        people[handle] = try records(db, "WHERE key = ? AND type = 'person' LIMIT 1", [handle]).first?.record
      }
      return people
    }
  }

  /// Returns the people whose cards name a team, by handle.
  package func people(ofTeam team: String) throws -> [IndexedRecord] {
    return try list(ListFilter([.person], team: team)).sorted { $0.key < $1.key }
  }
}
