import GRDB
import Records

/// Who is away when, as the index keeps it: no file is read for it.
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

  /// `nil` for what is no absence, or has no days that a calendar could show.
  init?(_ record: IndexedRecord) {
    guard record.type == .absence, let person = record.author,
      let from = record["from"]?.text.flatMap({ CalendarDay($0) }),
      let to = record["to"]?.text.flatMap({ CalendarDay($0) }), from <= to
    else { return nil }
    (id, self.person, self.from, self.to) = (record.key, person, from, to)
    startsNoon = record["starts"]?.text == "noon"
    endsNoon = record["ends"]?.text == "noon"
    isPlanned = record["status"]?.text == "planned"
    deputy = record["deputy"]?.text
  }

  fileprivate init(_ row: Row) {
    (id, person, deputy) = (row["id"], row["person"], row["deputy"])
    from = CalendarDay(daysSince1970: row["first"])
    to = CalendarDay(daysSince1970: row["last"])
    (startsNoon, endsNoon, isPlanned) = (row["starts_noon"], row["ends_noon"], row["is_planned"])
  }
}

extension SearchIndex {
  /// Absences of which some day is among `days`, by their first day, then by person.
  package func absences(in days: ClosedRange<CalendarDay>) throws -> [IndexedAbsence] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM absence WHERE last >= ? AND first <= ? ORDER BY first, person, id",
        arguments: [days.lowerBound.daysSince1970, days.upperBound.daysSince1970]
      ).map(IndexedAbsence.init)
    }
  }

  /// The cards of people, by handle; who has none is left out.
  package func people(_ handles: some Sequence<String>) throws -> [String: IndexedRecord] {
    try read { db in
      var people: [String: IndexedRecord] = [:]
      for handle in Set(handles) {
        people[handle] = try records(db, "WHERE key = ? AND type = 'person' LIMIT 1", [handle]).first?.record
      }
      return people
    }
  }

  /// The people of a team, as their cards name it, by handle.
  package func people(ofTeam team: String) throws -> [IndexedRecord] {
    var filter = ListFilter()
    filter.types = [.person]
    filter.team = team
    return try list(filter).sorted { $0.key < $1.key }
  }
}
