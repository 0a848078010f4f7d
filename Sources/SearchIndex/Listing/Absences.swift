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
  }

  fileprivate init(_ row: Row) throws {
    func value<Value: DatabaseValueConvertible>(_ name: String) throws -> Value {
      try row.decode(forColumn: name)
    }
    (id, person, deputy) = try (value("id"), value("person"), value("deputy"))
    from = try CalendarDay(daysSince1970: value("first"))
    to = try CalendarDay(daysSince1970: value("last"))
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
