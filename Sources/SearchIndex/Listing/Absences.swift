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

  fileprivate init(_ row: Connection.Row) {
    (id, person, deputy) = (row[0], row[1], row[5])
    from = CalendarDay(daysSince1970: row[2])
    to = CalendarDay(daysSince1970: row[3])
    let halves: Int = row[4]
    startsNoon = halves & 1 != 0
    endsNoon = halves & 2 != 0
    isPlanned = halves & 4 != 0
  }

  fileprivate var halves: Int { (startsNoon ? 1 : 0) | (endsNoon ? 2 : 0) | (isPlanned ? 4 : 0) }
}

extension IndexWriter {
  func insert(_ absence: IndexedAbsence?, page: Int64) throws {
    guard let absence else { return }
    try connection.run(
      "INSERT INTO away VALUES(?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(page), .integer(absence.to.daysSince1970), .integer(absence.from.daysSince1970),
        .text(absence.id), .text(absence.person), .integer(absence.halves), .optional(absence.deputy),
      ])
  }
}

extension SearchIndex {
  /// Absences of which some day is among `days`, by their first day, then by person.
  package func absences(in days: ClosedRange<CalendarDay>) throws -> [IndexedAbsence] {
    try read { reader in
      try reader.all(
        """
        SELECT key, person, first, last, halves, deputy FROM away WHERE last >= ? AND first <= ?
        ORDER BY first, person, key
        """, [.integer(days.lowerBound.daysSince1970), .integer(days.upperBound.daysSince1970)],
        IndexedAbsence.init)
    }
  }

  /// The cards of people, by handle; who has none is left out.
  package func people(_ handles: some Sequence<String>) throws -> [String: IndexedRecord] {
    try read { reader in
      var people: [String: IndexedRecord] = [:]
      for handle in handles where people[handle] == nil {
        let row: Int64? = try reader.first(
          "SELECT row FROM head WHERE key = ? AND type = ?",
          [.text(handle), .integer(RecordType.person.number)]
        ) { $0[0] }
        if let row { people[handle] = try record(at: row, reader).record }
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
