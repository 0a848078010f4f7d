import Git
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

extension Snapshot {
  /// A record's file.
  package struct File: Sendable {
    package let place: RecordPath
    package let blob: ObjectID
    package let record: Document
  }

  /// Returns the records of a type in a folder, one level deep. Unreadable ones are left out.
  package func files(in folder: String, as type: RecordType) throws -> [File] {
    try entries(folder).compactMap { entry in
      guard let place = RecordPath("\(folder)/\(entry.name)"), place.type == type,
        let bytes = try repository.blob(entry.id),
        let record = try? Document(parsing: bytes)  // what cannot be read is for `doctor`
      else { return nil }
      return File(place: place, blob: entry.id, record: record)
    }
  }

  /// Returns the paths of the folders in a folder.
  package func folders(in folder: String) throws -> [String] {
    try entries(folder).filter { $0.mode == .directory }.map { "\(folder)/\($0.name)" }
  }

  /// Returns who may take part in what begins now, in order: who accepted the charter and did not leave; in a private
  /// community its members.
  package func participants(on day: CalendarDay) throws -> [Handle] {
    if let privateFolder {
      return try names(privateFolder + "/members").compactMap {
        RecordPath("\(privateFolder)/members/\($0)").flatMap { Handle(rawValue: $0.key) }
      }.sorted { $0.rawValue < $1.rawValue }
    }
    let revisions = try charterRevision()
    return try cards().filter { _, blob in
      guard let card = try readableCard(blob) else { return false }
      return (card["charter"]?.integer ?? 0) >= min(1, revisions)
        && card["left"]?.day.map { $0 > day } ?? true
    }.map(\.handle).sorted { $0.rawValue < $1.rawValue }
  }
}
