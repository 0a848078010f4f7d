import ArgumentParser
import Planning
import Records
import SearchIndex
import Store

struct LeaveImportCommand: Command {
  static var configuration: CommandConfiguration { .words("import", Words.leaveImport) }

  @Argument(help: .words(Words.importFiles, value: "file"), completion: .file(extensions: ["ics"]))
  var files: [String]
  @Option(help: .words(Words.leaveImportHolidays, value: "name")) var holidays: String?
  @Flag(help: .words(Words.leaveImportForAll)) var forAll = false
  @Flag(help: .words(Words.leaveImportFree)) var free = false
  @OptionGroup var place: LeavePlace
  @Flag(help: .words(Words.importDryRun)) var dryRun = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    if forAll, holidays == nil { throw Failure(.usage, Words.forAllWhat, hint: Words.give("--holidays")) }
    if place.community != nil, holidays != nil {
      throw Failure.contradiction("`--community`", "`--holidays`")
    }
    if free, holidays != nil { throw Failure.contradiction("`--free`", "`--holidays`") }
    let session = try Session(context)
    let source = try place.source(session)
    let member = try session.author(in: source.shelf)
    var problems = CalendarProblems()
    var events: [(event: CalendarEvent, file: String)] = []
    for file in files {
      let bytes = try file == "-" ? context.input.readAll() : session.contents(of: file)
      let name = file == "-" ? "stdin" : file
      let calendar = CalendarReader(
        bytes, zone: try source.readingZone(),
        known: source.knownZone)
      guard calendar.isCalendar else { throw Failure(.badData, Words.noCalendar(name)) }
      for problem in calendar.problems { problems.add(problem, in: name) }
      events += calendar.events.map { ($0, name) }
    }
    if let holidays { return try takeHolidays(holidays, events, by: member, session, problems) }
    try takeLeave(events, by: member, source, problems)
  }

  // MARK: Absences

  private func takeLeave(
    _ events: [(event: CalendarEvent, file: String)], by member: Member, _ source: LeaveSource,
    _ start: CalendarProblems
  ) throws {
    let (session, context) = (source.session, source.session.context)
    var problems = start
    var printer = try RowPrinter(context, ids: ids, columns: LeaveColumns.all)
    var taking = LeaveTaking(
      source: source, member: member, takesFree: free, hours: try source.workingHours())
    for (event, file) in taking.newest(events) {
      do throws(CalendarProblem) { try taking.take(event) } catch { problems.add(error, in: file) }
    }
    if !taking.isEmpty, dryRun {
      for row in try taking.rows(in: source.shelf.network().snapshot()) { printer.print(row) }
    } else if !taking.isEmpty {
      _ = try session.perform(by: member, in: source.shelf) { try taking.act(in: $0) }
      // The session's index is older than the import.
      let fresh = try place.source(Session(context))
      let absences = try taking.changed.compactMap { try fresh.absence($0) }
      let rows = try LeaveRows(fresh, absences, forPeople: false)
      for absence in absences { printer.print(try rows.row(absence)) }
      try warnOfOverlaps(taking, fresh)
    }
    printer.finish()
    problems.show(in: context)
    if problems.contains(.free) || problems.contains(.tentative) { context.hint(Words.takeFree) }
    context.say(
      Words.imported(
        Words.absences, taking.changed.count, known: taking.unchanged, leftOut: problems.count, dryRun))
    if taking.cancelled > 0 { context.say(Words.cancelledByImport(taking.cancelled, dryRun)) }
  }

  /// Warns of overlaps, which calendars from elsewhere may have.
  private func warnOfOverlaps(_ taking: LeaveTaking, _ source: LeaveSource) throws {
    guard let whole = taking.days else { return }
    let own = try source.absences(in: whole).filter { $0.person == taking.member.handle }
    let changed = Set(taking.changed)
    for (first, second) in Presence.overlaps(own)
    where changed.contains(first.id) || changed.contains(second.id) {
      source.session.context.warn(Words.overlapLine(first, second))
    }
  }

  // MARK: Holidays

  private func takeHolidays(
    _ text: String, _ events: [(event: CalendarEvent, file: String)], by member: Member, _ session: Session,
    _ start: CalendarProblems
  ) throws {
    let context = session.context
    var problems = start
    if HolidayNames([text]).files.isEmpty, HolidayNames([text]).unknown.isEmpty {
      throw Failure(.usage, Words.regionIsComputed(text))
    }
    let slug = try Session.slug(text.lowercased())
    var kept: [CalendarEvent] = []
    for (event, file) in events {
      var why: CalendarProblem.Reason?
      if event.status == .cancelled { why = .cancelled }
      if !event.start.isDay, event.start.seconds != 0 || event.end.seconds != 0 { why = .tooShort }
      if let why {
        problems.add(CalendarProblem(why, summary: event.summary, line: event.line), in: file)
        continue
      }
      // Only the days, their names and their identities are kept.
      var day = CalendarEvent(uid: event.uid, summary: event.summary, days: event.days)
      (day.repeats, day.sequence, day.isFree) = (event.repeats, event.sequence, true)
      if !kept.contains(where: { $0.uid == day.uid && $0.days == day.days }) { kept.append(day) }
    }
    problems.show(in: context)
    guard !kept.isEmpty else { throw Failure(.badData, Words.noHolidaysInFile) }
    kept.sort { ($0.start.day, $0.uid) < ($1.start.day, $1.uid) }
    // Without the time of the import, the same days give the same bytes.
    let calendar = CalendarWriter(
      name: slug.rawValue, stamp: Timestamp(secondsSince1970: 0, offsetMinutes: 0)
    ).text(kept)
    if !dryRun {
      let act = HolidaysImport(name: slug, calendar: calendar, isForAll: forAll)
      let done = try session.perform(by: member, in: session.commons) { try act.act(in: $0) }
      context.say(Words.done(done.subject))
    }
    context.say(Words.holidaysTaken(kept.count, dryRun))
    if !forAll { context.hint(Words.holidaysNamed(slug)) }
  }
}

/// The events that were left out of calendar files, shown in the order of the lines.
private struct CalendarProblems {
  private var all: [(file: String, problem: CalendarProblem)] = []

  var count: Int { all.count }

  func contains(_ reason: CalendarProblem.Reason) -> Bool { all.contains { $0.problem.reason == reason } }

  mutating func add(_ problem: CalendarProblem, in file: String) { all.append((file, problem)) }

  func show(in context: Context) {
    var report = ImportReport()
    for (file, problem) in all.sorted(by: { ($0.file, $0.problem.line) < ($1.file, $1.problem.line) }) {
      report.leaveOut("\(file):\(problem.line)", Words.calendarProblem(problem))
    }
    report.show(in: context)
  }
}

/// Turns events into the caller's own absences: new, changed or gone.
private struct LeaveTaking {
  let source: LeaveSource
  let member: Member
  /// Whether events that leave the time free, or are not sure yet, are absences.
  let takesFree: Bool
  let hours: WorkingHours
  private var added: [(id: RecordID, fields: LeaveAct.Fields)] = []
  private var edited: [(id: RecordID, path: String, fields: LeaveAct.Fields)] = []
  /// Absences of which only the version's number changes.
  private var renumbered: [(id: RecordID, path: String, fields: LeaveAct.Fields)] = []
  private var gone: [(id: RecordID, path: String)] = []
  private(set) var unchanged = 0

  init(source: LeaveSource, member: Member, takesFree: Bool, hours: WorkingHours) {
    (self.source, self.member, self.takesFree, self.hours) = (source, member, takesFree, hours)
  }

  /// The days of all new and changed absences.
  var days: ClosedRange<CalendarDay>? {
    let fields = added.map(\.fields) + edited.map(\.fields)
    guard let first = fields.map(\.from).min(), let last = fields.map(\.to).max() else { return nil }
    return first...last
  }

  var changed: [RecordID] { added.map(\.id) + edited.map(\.id) }
  var cancelled: Int { gone.count }
  var isEmpty: Bool { added.isEmpty && edited.isEmpty && renumbered.isEmpty && gone.isEmpty }

  /// Returns the id of an event's absence: of one of ours it is in the UID, of another program's it comes from the UID
  /// and the person.
  private func id(of event: CalendarEvent) -> RecordID {
    if event.occurrence == nil, let id = event.recordID { return id }
    return RecordID(
      hashing: "leave\n\(event.person ?? member.handle)\n\(event.uid)"
        + (source.shelf.community.map { "\n\($0)" } ?? "") + (event.occurrence.map { "\n\($0)" } ?? ""))
  }

  /// Takes the day of a single occurrence out of its series, if that came earlier.
  private mutating func takeOutOfSeries(_ event: CalendarEvent) throws -> Bool {
    guard let day = event.occurrence else { return false }
    var master = event
    master.occurrence = nil
    let id = id(of: master)
    guard !changed.contains(id), let record = try source.record(id), record.key == id.rawValue,
      record.author == member.handle.rawValue, var fields = LeaveAct.Fields(note: "", { record[$0] }),
      fields.rule != nil
    else { return false }
    if !fields.except.contains(day) {
      fields.except = (fields.except + [day]).sorted()
      edited.append((id, record.path, fields))
    }
    return true
  }

  /// Returns the newest version of each event, in the order in which they first appear.
  func newest(_ events: [(event: CalendarEvent, file: String)]) -> [(event: CalendarEvent, file: String)] {
    var places: [RecordID: Int] = [:]
    var newest: [(event: CalendarEvent, file: String)] = []
    for candidate in events {
      let id = id(of: candidate.event)
      if let place = places[id] {
        if candidate.event.replaces(newest[place].event) { newest[place] = candidate }
      } else {
        places[id] = newest.count
        newest.append(candidate)
      }
    }
    return newest
  }

  /// With a series go the single occurrences that calendars gave apart.
  private mutating func cancelOccurrences(of uid: String) throws {
    let network = try source.shelf.network().snapshot()
    let years = (source.session.context.now.day.year - 10)...(source.session.context.now.day.year + 10)
    for (path, record) in try network.absences(of: member.handle, years: years)
    where record["uid"]?.text == uid && !gone.contains(where: { $0.path == path }) {
      if let id = record["id"]?.id { gone.append((id, path)) }
    }
  }

  /// - Throws: the reason why the event is left out.
  mutating func take(_ event: CalendarEvent) throws(CalendarProblem) {
    func problem(_ reason: CalendarProblem.Reason) -> CalendarProblem {
      CalendarProblem(reason, summary: event.summary, line: event.line)
    }
    if let person = event.person, person != member.handle { throw problem(.ofSomebodyElse(person.rawValue)) }
    let id = id(of: event)
    let record = try? source.record(id)  // an index that cannot be read stops the command before this
    let known = record.flatMap { $0.key == id.rawValue ? $0 : nil }
    if let known, known.author != member.handle.rawValue {
      throw problem(.ofSomebodyElse(known.author ?? ""))
    }
    let before = known.flatMap { known in LeaveAct.Fields(note: "") { known[$0] } }
    let isOfKnownSeries = (try? takeOutOfSeries(event)) ?? false  // an unreadable index stops before this
    if event.status == .cancelled, known == nil, isOfKnownSeries { return }
    // An older version of the event changes nothing.
    if known != nil, event.sequence < before?.sequence ?? 0 {
      unchanged += 1
      return
    }
    if event.status == .cancelled, let known {
      gone.append((id, known.path))
      if event.occurrence == nil, before?.rule != nil {
        try? cancelOccurrences(of: event.uid)  // an unreadable index stops before this
      }
      return
    }
    let away = try event.away(hours)
    if !takesFree, event.person == nil, event.recordID == nil {
      if event.isFree { throw problem(.free) }
      if event.status == .tentative, known == nil { throw problem(.tentative) }
    }
    var fields = LeaveAct.Fields(from: away.from, to: away.to)
    (fields.startsNoon, fields.endsNoon) = (away.startsNoon, away.endsNoon)
    fields.rule = event.repeats?.rule
    fields.except = event.repeats?.except.sorted() ?? []
    fields.isPlanned = event.status == .tentative
    fields.deputy = event.deputy
    if event.recordID == nil { fields.uid = event.uid.replacing(/[\u{0}-\u{1f}\u{7f}]/, with: " ") }
    if event.sequence > 0 { fields.sequence = event.sequence }
    guard let known else {
      added.append((id, fields))
      return
    }
    if let before, event.person == nil { fields.deputy = before.deputy }
    fields.note = before?.note ?? ""
    fields.uid = before?.uid ?? fields.uid
    var same = fields
    same.sequence = before?.sequence
    if same == before {
      unchanged += 1
      // A cancellation between the two versions is older than this one.
      if fields != before { renumbered.append((id, known.path, fields)) }
    } else {
      edited.append((id, known.path, fields))
    }
  }

  func act(in snapshot: Snapshot) throws -> Act {
    var act = try LeaveAct.add(added, by: member, in: snapshot)
    for (_, path, fields) in edited + renumbered {
      act.changes += try LeaveAct.edit(at: path, by: member, in: snapshot, isOwnVersion: false) { old in
        let note = old.note
        old = fields
        old.note = note
      }.changes
    }
    act.changes += try LeaveAct.cancel(at: gone.map(\.path), by: member, in: snapshot).changes
    act.subject = "import leave: \(act.changes.count) (\(member.handle))"
    return act
  }

  /// Returns the rows of what the import would put and take away.
  func rows(in snapshot: Snapshot) throws -> [OutputRow] {
    var shown: [(absence: Absence, row: OutputRow?)] = []
    let changed = Set(changed)
    for case .put(let path, let bytes) in try act(in: snapshot).changes {
      let record = try Document(parsing: bytes)
      guard let absence = Absence({ record[$0] }), changed.contains(absence.id) else { continue }
      shown.append((absence, OutputRow(.id, absence.id.rawValue, path: path, record)))
    }
    let put = shown.count
    for (id, _) in gone { if let absence = try source.absence(id) { shown.append((absence, nil)) } }
    let rows = try LeaveRows(source, shown.map(\.absence), forPeople: false)
    return try shown.enumerated().map { place, shown in
      var row = try rows.row(shown.absence, shown.row)
      if place >= put { row.more.append(.init("status", .text(LeaveColumns.cancelled))) }
      return row
    }
  }
}
