import Contests
import Records
import SearchIndex
import Store

/// A contest with all that belongs to it, as the branch has it. What has no right counts for nothing.
struct WholeContest {
  let shelf: Shelf
  let place: RecordPath
  let contest: Contest
  let closing: Closing?
  let opening: Opening?
  /// What each saw, by handle.
  let witnesses: [String: String]
  /// By handle.
  let entries: [String: Snapshot.File]
  let votes: [String: Snapshot.File]
  private let names: [String: String]

  init(_ text: String, in session: Session) throws {
    try self.init(at: session.record(session.id(text), as: [.contest]), in: session)
  }

  init(at place: RecordPath, in session: Session) throws {
    self.place = place
    shelf = try session.shelf(at: place.text)
    let snapshot = try shelf.network().snapshot()
    let record = try snapshot.record(at: place.text, as: [.contest])
    guard let contest = Contest(record) else {
      throw StoreError.invalid(path: place.text, try snapshot.problems(in: record, as: .contest))
    }
    self.contest = contest
    let (folder, disputes) = (RecordPath.folder(of: place.text), try shelf.disputes())
    func rightful(_ type: RecordType, in folder: String) throws -> [String: Snapshot.File] {
      try snapshot.files(in: folder, as: type).reduce(into: [:]) { files, file in
        if disputes[file.place.text] == nil { files[file.place.key] = file }
      }
    }
    func end(_ type: RecordType) throws -> Document? {
      let path = RecordPath.end(type, of: place.text)
      return try disputes[path] == nil ? snapshot.document(at: path) : nil
    }
    (closing, opening) = (try end(.closed).flatMap(Closing.init), try end(.opened).flatMap(Opening.init))
    witnesses = try rightful(.witness, in: folder + "/witnesses").compactMapValues {
      $0.record["value"]?.text
    }
    votes = try rightful(.vote, in: folder + "/votes")
    entries = try snapshot.folders(in: folder + "/entries").reduce(into: [:]) { entries, folder in
      entries.merge(try rightful(.entry, in: folder)) { one, _ in one }
    }
    let frozen = closing.map { Array($0.votes.keys) + Array($0.entries.keys) } ?? []
    let handles = Set(
      [contest.host, contest.trustee?.handle ?? contest.host] + entries.keys + votes.keys + frozen)
    names = try session.index().people(handles.sorted()).compactMapValues(\.title)
  }

  var outcome: Outcome { Outcome(contest, closing, opening, witnesses: witnesses) }

  /// The name on somebody's card, else what it is.
  func name(_ handle: String) -> String { names[handle] ?? handle }

  func isOver(at now: Timestamp) -> Bool { closing != nil || contest.closes.seconds <= now.seconds }

  /// Whether somebody who took part has not written down yet what is drawn from.
  func mayWitness(_ handle: String) -> Bool {
    handle != contest.host && witnesses[handle] == nil && (votes[handle] ?? entries[handle]) != nil
  }

  /// Returns who acts, where only one person may.
  ///
  /// - Throws: ``Failure`` (77) for anybody else.
  func only(_ handle: String, _ session: Session) throws -> Member {
    let member = try session.author(in: shelf)
    guard member.handle.rawValue == handle else { throw Failure(.notAllowed, Words.onlyThey(name(handle))) }
    return member
  }

  /// Returns the card of somebody who votes.
  func card(of handle: String) throws -> Document? {
    guard let handle = Handle(rawValue: handle) else { return nil }
    let path = shelf.community.map { RecordPath.member(handle, of: $0) } ?? RecordPath.person(handle)
    return try shelf.network().snapshot().document(at: path)
  }

  /// Commits what ends the contest, and says so.
  func end(
    _ record: Document, as type: RecordType, by member: Member, isWitness: Bool = false, in session: Session
  ) throws {
    let done = try session.perform(by: member, in: shelf) {
      try ContestAct.end(record, as: type, by: isWitness ? member.handle : nil, of: place.text, in: $0)
    }
    try session.report(done, in: shelf)
  }
}
