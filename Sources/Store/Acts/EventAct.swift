import Records

/// The acts of who invites others to meet in real life.
package enum EventAct {
  package struct Fields: Hashable, Sendable {
    package var title: String
    package var starts: Timestamp
    package var ends: Timestamp
    package var place: String?
    package var communities: [Slug] = []
    package var seats: Int?
    /// The public value that decides who gets a seat, where that is drawn.
    package var drawFrom: String?
    package var isCoffee = false
    /// In Markdown.
    package var text = ""

    package init(title: String, starts: Timestamp, ends: Timestamp) {
      (self.title, self.starts, self.ends) = (title, starts, ends)
    }
  }

  /// - Parameter folder: the folder of the private community whose members are invited; `nil` for the commons.
  package static func create(
    _ id: RecordID, _ fields: Fields, in folder: String?, by member: Member, in snapshot: Snapshot
  ) throws -> Act {
    for slug in fields.communities { _ = try snapshot.openCommunity(slug) }
    var record = try Document(["id": .string(id.rawValue), "host": .string(member.handle.rawValue)])
    try set(fields, in: &record)
    let path = RecordPath.event(id, title: fields.title, on: fields.starts.day, in: folder)
    try snapshot.requireValid(record, as: .event, at: path)
    return try Act(Act.subject("event", fields.title), record, at: path)
  }

  /// Changes an event. Those who put it into their calendars see by `sequence` that time, place or cancelling is newer.
  ///
  /// - Throws: `StoreError.notTheAuthor`, `.eventCancelled`, `.nothingChanged`.
  package static func edit(
    at path: String, by member: Member, in snapshot: Snapshot, _ make: (inout Fields) throws -> Void
  ) throws -> Act {
    var record = try own(path, by: member, in: snapshot)
    let old = record
    guard var fields = Fields(record) else {
      throw StoreError.invalid(path: path, try snapshot.problems(in: record, as: .event))
    }
    let before = fields
    try make(&fields)
    for slug in fields.communities where !before.communities.contains(slug) {
      _ = try snapshot.openCommunity(slug)
    }
    try set(fields, in: &record)
    if (before.starts, before.ends) != (fields.starts, fields.ends) || before.place != fields.place {
      try count(&record)
    }
    try snapshot.requireValid(record, as: .event, at: path)
    return try Act(Act.subject("edit event", fields.title), record, over: old, at: path)
  }

  package static func cancel(at path: String, by member: Member, in snapshot: Snapshot) throws -> Act {
    var record = try own(path, by: member, in: snapshot)
    try record.set("cancelled", to: .bool(true))
    try count(&record)
    return try Act(Act.subject("cancel event", record["title"]?.text ?? path), record, at: path)
  }

  /// Gives seats to people, for good; who says no later leaves theirs free.
  package static func confirm(
    _ people: [Handle], at path: String, by member: Member, in snapshot: Snapshot
  ) throws -> Act {
    var record = try own(path, by: member, in: snapshot)
    let old = record
    let all = record["confirmed"]?.texts ?? []
    let new = people.map(\.rawValue).filter { !all.contains($0) }
    try record.set("confirmed", to: .strings(all + new))
    return try Act(Act.subject("seats", record["title"]?.text ?? path), record, over: old, at: path)
  }

  /// Freezes who meets whom.
  package static func group(
    _ groups: [[Handle]], at path: String, by member: Member, in snapshot: Snapshot
  ) throws -> Act {
    var record = try own(path, by: member, in: snapshot)
    let old = record
    try record.set("groups", to: .list(groups.map { .strings($0.map(\.rawValue)) }))
    return try Act(Act.subject("groups", record["title"]?.text ?? path), record, over: old, at: path)
  }

  private static func own(_ path: String, by member: Member, in snapshot: Snapshot) throws -> Document {
    let record = try snapshot.openEvent(at: path)
    let host = record["host"]?.text ?? ""
    guard host == member.handle.rawValue else { throw StoreError.notTheHost(path: path, host: host) }
    return record
  }

  private static func count(_ record: inout Document) throws {
    try record.set("sequence", to: .integer((record["sequence"]?.integer ?? 0) + 1))
  }

  private static func set(_ fields: Fields, in record: inout Document) throws {
    let values: [(key: String, value: YAMLValue?)] = [
      ("title", .string(try TextRules.title(fields.title))),
      ("starts", .string(fields.starts.description)), ("ends", .string(fields.ends.description)),
      ("place", fields.place.map { .string($0) }),
      ("communities", fields.communities.isEmpty ? nil : .strings(fields.communities.map(\.rawValue))),
      ("seats", fields.seats.map { .integer($0) }), ("draw_from", fields.drawFrom.map { .string($0) }),
      ("kind", fields.isCoffee ? .string("coffee") : record["kind"]),
    ]
    for (key, value) in values where value != record[key] { try record.set(key, to: value) }
    if fields.text.trimmed != record.prose.trimmed {
      record.prose = try TextRules.prose(fields.text, mayBeEmpty: true)
    }
  }
}

extension EventAct.Fields {
  /// Returns `nil` for a record without a title and times.
  package init?(_ record: Document) {
    guard let title = record["title"]?.text, let starts = record["starts"]?.time,
      let ends = record["ends"]?.time
    else { return nil }
    self.init(title: title, starts: starts, ends: ends)
    (place, seats, drawFrom) = (record["place"]?.text, record["seats"]?.integer, record["draw_from"]?.text)
    communities = (record["communities"]?.texts ?? []).compactMap(Slug.init(rawValue:))
    isCoffee = record["kind"]?.text == "coffee"
    text = record.prose
  }
}

/// The acts of who is invited: whether they come, and whom they met.
package enum RsvpAct {
  /// - Parameters:
  ///   - answer: `yes`, `maybe` or `no`.
  ///   - isListed: `false` where lists leave the name out, a courtesy; `nil` for as before.
  ///   - note: what the others read beside the name; `nil` for as before.
  /// - Throws: `StoreError.eventCancelled`, `.eventOver`, `.nothingChanged`.
  package static func answer(
    _ answer: String, isListed: Bool?, note: String?, to path: String, by member: Member,
    in snapshot: Snapshot
  ) throws -> Act {
    let event = try snapshot.openEvent(at: path)
    if let ends = event["ends"]?.time, ends.seconds < member.now.seconds {
      throw StoreError.eventOver(path: path)
    }
    let (place, old) = try own(path, by: member, in: snapshot)
    var record = try old ?? Document(["author": .string(member.handle.rawValue)])
    if record["answer"]?.text != answer {
      try record.set("answer", to: .string(answer))
      // Who changes their mind comes after who had answered by then.
      try record.set("created", to: .string(member.now.description))
    }
    // Who answers here needs nobody to enter it.
    try record.set("entered_by", to: nil)
    if let isListed { try record.set("listed", to: isListed ? nil : .bool(false)) }
    if let note { record.prose = try TextRules.prose(note, mayBeEmpty: true) }
    return try Act(Act.subject("rsvp", event["title"]?.text ?? path), record, over: old, at: place)
  }

  /// Enters, as the host, what somebody answered by mail.
  ///
  /// - Parameters:
  ///   - moment: when they answered.
  ///   - standing: their answer as it counts now: one that has no right does not.
  /// - Throws: `StoreError.notTheHost`, `.eventCancelled`, `.eventOver`, `.unknownPerson`, `.answeredThemselves`,
  ///   `.answerNotNewer`.
  package static func enter(
    _ answer: String, of person: Handle, at moment: Timestamp, over standing: Document?, to path: String,
    by host: Member, in snapshot: Snapshot
  ) throws -> Act {
    let event = try snapshot.openEvent(at: path)
    let name = event["host"]?.text ?? ""
    guard name == host.handle.rawValue else { throw StoreError.notTheHost(path: path, host: name) }
    if let ends = event["ends"]?.time, ends.seconds < host.now.seconds {
      throw StoreError.eventOver(path: path)
    }
    try snapshot.requireKnown(person)
    if let standing {
      guard standing["entered_by"]?.text == name else { throw StoreError.answeredThemselves(person) }
      if let before = standing["created"]?.time, before.seconds >= moment.seconds {
        throw StoreError.answerNotNewer(person)
      }
    }
    var record = try standing ?? Document(["author": .string(person.rawValue)])
    try record.set("answer", to: .string(answer))
    try record.set("created", to: .string(moment.description))
    try record.set("entered_by", to: .string(name))
    return try Act(
      Act.subject("enter rsvp", event["title"]?.text ?? path), record,
      at: RecordPath.rsvp(of: person, to: path))
  }

  /// Notes whom the member met there.
  ///
  /// - Throws: `StoreError.eventNotBegun`, `.nothingChanged`.
  package static func met(
    _ people: [Handle], at path: String, by member: Member, in snapshot: Snapshot
  ) throws -> Act {
    let event = try snapshot.openEvent(at: path)
    if let starts = event["starts"]?.time, starts.seconds > member.now.seconds {
      throw StoreError.eventNotBegun(path: path)
    }
    let (place, old) = try own(path, by: member, in: snapshot)
    var record =
      try old
      ?? Document([
        "author": .string(member.handle.rawValue), "answer": .string("yes"),
        "created": .string(member.now.description),
      ])
    let all = record["met"]?.texts ?? []
    let new = people.map(\.rawValue).filter { !all.contains($0) && $0 != member.handle.rawValue }
    try record.set("met", to: .strings(all + new))
    return try Act(Act.subject("met", event["title"]?.text ?? path), record, over: old, at: place)
  }

  private static func own(_ path: String, by member: Member, in snapshot: Snapshot) throws -> (
    path: String, record: Document?
  ) {
    let place = RecordPath.rsvp(of: member.handle, to: path)
    return (place, try snapshot.document(at: place))
  }
}

extension Snapshot {
  /// Returns an event that was not cancelled.
  ///
  /// - Throws: `StoreError.eventCancelled`.
  fileprivate func openEvent(at path: String) throws -> Document {
    let record = try record(at: path, as: [.event])
    if record["cancelled"] == .bool(true) { throw StoreError.eventCancelled(path: path) }
    return record
  }

  /// Returns the answers to an event, with their paths. Unreadable ones are left out.
  package func answers(to event: String) throws -> [(path: String, record: Document)] {
    try files(in: RecordPath.folder(of: event) + "/rsvps", as: .rsvp).map { ($0.place.text, $0.record) }
  }
}
