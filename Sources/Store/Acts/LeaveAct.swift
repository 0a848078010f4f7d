import Records

/// The acts on one's own absences. The reason is asked nowhere and has no key.
package enum LeaveAct {
  /// An absence with all that its record holds.
  package struct Fields: Hashable, Sendable {
    package var from: CalendarDay
    package var to: CalendarDay
    package var startsNoon = false
    package var endsNoon = false
    package var deputy: Handle?
    package var isPlanned = false
    /// The rule of a series, as iCalendar writes it, and the days that it leaves out.
    package var rule: String?
    package var except: [CalendarDay] = []
    /// The handover, in Markdown; not the reason.
    package var note = ""
    /// The UID of the calendar event that it was imported from.
    package var uid: String?
    package var sequence: Int?

    package init(from: CalendarDay, to: CalendarDay) {
      self.from = from
      self.to = to
    }
  }

  package static func add(_ id: RecordID, _ fields: Fields, by member: Member, in snapshot: Snapshot) throws
    -> Act
  {
    Act(
      subject: subject("leave", fields, member.handle),
      changes: [try change(id, fields, member.handle, in: snapshot)])
  }

  /// Enters several absences of an import in one commit.
  package static func add(
    _ absences: [(id: RecordID, fields: Fields)], by member: Member, in snapshot: Snapshot
  ) throws -> Act {
    Act(
      subject: Act.subject("import leave", "\(absences.count) (\(member.handle))"),
      changes: try absences.map { try change($0.id, $0.fields, member.handle, in: snapshot) })
  }

  /// Changes an absence, and moves its file if its first day changes.
  ///
  /// - Parameter isOwnVersion: whether `sequence` counts up. An event of another calendar brings its own.
  /// - Throws: `StoreError.notTheAuthor`, `.nothingChanged`.
  package static func edit(
    at path: String, by member: Member, in snapshot: Snapshot, isOwnVersion: Bool = true,
    _ make: (inout Fields) -> Void
  ) throws -> Act {
    let old = try own(path, by: member, in: snapshot)
    guard var fields = Fields(old), let id = old["id"]?.id else {
      throw StoreError.invalid(path: path, try snapshot.problems(in: old, as: .absence))
    }
    let before = fields
    make(&fields)
    guard fields != before else { throw StoreError.nothingChanged }
    // Calendars that took the absence before see by this that it is newer.
    if isOwnVersion, fields.sequence == before.sequence { fields.sequence = (before.sequence ?? 0) + 1 }
    var record = old
    for (key, value) in Self.values(fields) where value != record[key] { try record.set(key, to: value) }
    if fields.note.trimmed != old.prose.trimmed {
      record.prose = try TextRules.prose(fields.note, mayBeEmpty: true)
    }
    try snapshot.requireValid(record, as: .absence, at: path)
    let moved = RecordPath.absence(id, of: member.handle, from: fields.from, in: snapshot.privateFolder)
    let target = before.from == fields.from ? path : moved
    var changes: [Act.Change] = [.put(record, at: target)]
    if target != path { changes.append(.remove(path: path)) }
    return Act(subject: subject("leave", fields, member.handle), changes: changes)
  }

  /// Cancels absences by removing their files. Git's history keeps them.
  package static func cancel(at paths: [String], by member: Member, in snapshot: Snapshot) throws -> Act {
    let absences = try paths.map { Fields(try own($0, by: member, in: snapshot)) }
    let subject =
      absences.count == 1 ? absences[0].map { Self.subject("cancel leave", $0, member.handle) } : nil
    return Act(
      subject: subject ?? Act.subject("cancel leave", "\(paths.count) (\(member.handle))"),
      changes: paths.map { .remove(path: $0) })
  }

  private static func own(_ path: String, by member: Member, in snapshot: Snapshot) throws -> Document {
    let record = try snapshot.record(at: path, as: [.absence])
    let person = record["person"]?.text ?? ""
    guard person == member.handle.rawValue else { throw StoreError.notTheAuthor(path: path, author: person) }
    return record
  }

  /// Returns the subject: `leave: claire.martin, 2027-02-15 to 2027-02-19`.
  private static func subject(_ verb: String, _ fields: Fields, _ person: Handle) -> String {
    let end = fields.from == fields.to ? "" : " to \(fields.to)"
    return Act.subject(verb, "\(person), \(fields.from)\(end)")
  }

  private static func change(
    _ id: RecordID, _ fields: Fields, _ person: Handle, in snapshot: Snapshot
  ) throws -> Act.Change {
    var record = try Document(
      ["id": .string(id.rawValue), "person": .string(person.rawValue)],
      prose: try TextRules.prose(fields.note, mayBeEmpty: true))
    for (key, value) in values(fields) where value != nil { try record.set(key, to: value) }
    let path = RecordPath.absence(id, of: person, from: fields.from, in: snapshot.privateFolder)
    return .put(record, at: path)
  }

  private static func values(_ fields: Fields) -> [(key: String, value: YAMLValue?)] {
    [
      ("from", .string(fields.from.description)), ("to", .string(fields.to.description)),
      ("starts", fields.startsNoon ? .string("noon") : nil),
      ("ends", fields.endsNoon ? .string("noon") : nil),
      ("deputy", fields.deputy.map { .string($0.rawValue) }),
      ("repeat", fields.rule.map { .string($0) }),
      ("except", fields.except.isEmpty ? nil : .list(fields.except.map { .string($0.description) })),
      ("status", .string(fields.isPlanned ? "planned" : "confirmed")),
      ("uid", fields.uid.map { .string($0) }), ("sequence", fields.sequence.map { .integer($0) }),
    ]
  }
}

extension LeaveAct.Fields {
  /// Returns `nil` for a record without days.
  ///
  /// - Parameter value: returns the value of a key.
  package init?(note: String, _ value: (String) -> YAMLValue?) {
    guard let from = value("from")?.day, let to = value("to")?.day else { return nil }
    self.init(from: from, to: to)
    (startsNoon, endsNoon) = (value("starts")?.text == "noon", value("ends")?.text == "noon")
    deputy = value("deputy")?.handle
    isPlanned = value("status")?.text == "planned"
    rule = value("repeat")?.text
    except = (value("except")?.texts ?? []).compactMap { CalendarDay($0) }
    self.note = note
    (uid, sequence) = (value("uid")?.text, value("sequence")?.integer)
  }

  package init?(_ record: Document) { self.init(note: record.prose) { record[$0] } }
}

extension Snapshot {
  /// Returns a person's absences in the folders of some years, with their paths. Unreadable ones are left out.
  package func absences(of person: Handle, years: ClosedRange<Int>) throws -> [(
    path: String, record: Document
  )] {
    var found: [(path: String, record: Document)] = []
    for year in years {
      let folder = RecordPath.absences(in: privateFolder, year: year)
      for entry in try entries(folder)
      where entry.name.hasPrefix(person.rawValue + "-") {
        guard let bytes = try repository.blob(entry.id),
          let record = try? Document(parsing: bytes),  // what cannot be read is for `doctor`
          record["person"]?.text == person.rawValue
        else { continue }
        found.append(("\(folder)/\(entry.name)", record))
      }
    }
    return found
  }
}

/// The act that enters a calendar file of days off.
package struct HolidaysImport: Sendable {
  package let name: Slug
  package let calendar: String
  /// Whether the network's card names it, so that it holds for everybody.
  package let isForAll: Bool

  package init(name: Slug, calendar: String, isForAll: Bool) {
    (self.name, self.calendar, self.isForAll) = (name, calendar, isForAll)
  }

  /// - Throws: `StoreError.nothingChanged` if all is there already.
  package func act(in snapshot: Snapshot) throws -> Act {
    let path = RecordPath.holidays(name)
    var changes: [Act.Change] = []
    let bytes = Array(calendar.utf8)
    if try snapshot.bytes(at: path) != bytes { changes.append(.put(path: path, bytes)) }
    if isForAll {
      var card = try snapshot.record(at: "network.md", as: [.network])
      let texts = card["holidays"]?.texts ?? []
      let words = texts.flatMap { $0.split { $0 == "," || $0 == " " }.map(String.init) }
      if !words.contains(name.rawValue) {
        let all = words + [name.rawValue]
        try card.set("holidays", to: .string(all.joined(separator: ", ")))
        changes.append(.put(card, at: "network.md"))
      }
    }
    guard !changes.isEmpty else { throw StoreError.nothingChanged }
    return Act(subject: Act.subject("holidays", name.rawValue), changes: changes)
  }
}
