import Records

/// The acts of a game: its host's, its trustee's, and those of who takes part.
package enum ContestAct {
  /// The limits of an entry: one screen.
  package static let entryLines = 24
  package static let entryColumns = 80

  /// - Parameters:
  ///   - record: the card.
  ///   - folder: the folder of the private community whose members take part; `nil` for the commons.
  package static func create(_ record: Document, in folder: String?, by member: Member, in snapshot: Snapshot)
    throws -> Act
  {
    guard let id = record["id"]?.id, let closes = record["closes"]?.time else {
      throw StoreError.invalid(path: "contest.md", try snapshot.problems(in: record, as: .contest))
    }
    let title = try TextRules.title(record["title"]?.text ?? "")
    let path = RecordPath.contest(id, title: title, on: closes.day, in: folder)
    try snapshot.requireValid(record, as: .contest, at: path)
    return try Act(Act.subject("contest", title), record, at: path)
  }

  /// - Parameter mayBeEmpty: whether a name alone is an entry.
  /// - Throws: `StoreError.entryTooLong`, `.nothingChanged`.
  package static func enter(
    _ text: String, _ pictures: [Picture], mayBeEmpty: Bool, at contest: String, by member: Member,
    in snapshot: Snapshot
  ) throws -> Act {
    let title = try snapshot.record(at: contest, as: [.contest])["title"]?.text ?? contest
    let lines = text.trimmed.split(separator: "\n", omittingEmptySubsequences: false)
    let count = lines.reduce(0) { $0 + max(1, ($1.count + entryColumns - 1) / entryColumns) }
    guard count <= entryLines else { throw StoreError.entryTooLong(lines: count, limit: entryLines) }
    let path = RecordPath.entry(of: member.handle, to: contest)
    let old = try snapshot.document(at: path)
    var record = try old ?? Document(["author": .string(member.handle.rawValue)])
    try record.set("created", to: .string(member.now.description))
    let prose = try TextRules.prose(text, mayBeEmpty: mayBeEmpty || !pictures.isEmpty)
    let shown = try Picture.shown(pictures, in: prose)
    record.prose = shown.prose
    var act = try Act(Act.subject("entry", title), record, over: old, at: path)
    act.changes += shown.pictures.map {
      .put(path: "\(RecordPath.folder(of: path))/\($0.name)", $0.picture.bytes)
    }
    return act
  }

  /// Puts in a vote; a later one replaces it.
  package static func vote(
    _ commitment: String, sealed: String, at contest: String, by member: Member, in snapshot: Snapshot
  ) throws -> Act {
    let title = try snapshot.record(at: contest, as: [.contest])["title"]?.text ?? contest
    let path = RecordPath.vote(of: member.handle, in: contest)
    let old = try snapshot.document(at: path)
    var record = try old ?? Document(["author": .string(member.handle.rawValue)])
    try record.set("created", to: .string(member.now.description))
    try record.set("commitment", to: .string(commitment))
    try record.set("sealed", to: .string(sealed))
    try snapshot.requireValid(record, as: .vote, at: path)
    return try Act(Act.subject("vote", title), record, over: old, at: path)
  }

  /// Puts in what ends a contest: `closed.md`, `opened.md`, `result.md`, or what a witness saw.
  ///
  /// - Throws: `StoreError.nothingChanged`.
  package static func end(
    _ record: Document, as type: RecordType, by witness: Handle? = nil, of contest: String,
    in snapshot: Snapshot
  ) throws -> Act {
    let title = try snapshot.record(at: contest, as: [.contest])["title"]?.text ?? contest
    let path = RecordPath.end(type, by: witness, of: contest)
    return try Act(
      Act.subject("contest \(type)", title), record, over: snapshot.document(at: path), at: path)
  }
}
