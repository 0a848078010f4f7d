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
  @OptionGroup var place: LeavePlace
  @Flag(help: .words(Words.importDryRun)) var dryRun = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    if forAll, holidays == nil { throw Failure(.usage, Words.forAllWhat, hint: Words.give("--holidays")) }
    if place.community != nil, holidays != nil {
      throw Failure.contradiction("`--community`", "`--holidays`")
    }
    let session = try Session(context)
    let source = try place.source(session)
    let member = try session.author(in: source.shelf)
    var problems = CalendarProblems()
    var events: [(event: CalendarEvent, file: String)] = []
    for file in files {
      let bytes = try file == "-" ? context.input.readAll() : session.contents(of: file)
      let name = file == "-" ? "stdin" : file
      var calendar = CalendarReader(bytes, zone: try source.zone())
      guard calendar.isCalendar else { throw Failure(.badData, Words.noCalendar(name)) }
      for problem in calendar.problems { problems.add(problem, in: name) }
      if calendar.method == "CANCEL" { calendar.cancelAll() }
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
    var taking = LeaveTaking(source: source, member: member)
    for (event, file) in events {
      do throws(CalendarProblem) { try taking.take(event) } catch { problems.add(error, in: file) }
    }
    if !taking.isEmpty, !dryRun {
      _ = try session.perform(by: member, in: source.shelf) { try taking.act(in: $0) }
      // The session's index is older than the import.
      let fresh = try place.source(Session(context))
      for id in taking.changed {
        let found = try fresh.record(id)
        guard let found, let absence = Absence({ found[$0] }) else { continue }
        printer.print(try LeaveRows(fresh, [absence], forPeople: false).row(absence))
      }
      try warnOfOverlaps(taking, fresh)
    }
    printer.finish()
    problems.show(in: context)
    context.say(
      Words.imported(
        Words.absences, taking.changed.count, known: taking.unchanged, leftOut: problems.count, dryRun))
    if taking.cancelled > 0 { context.say(Words.cancelledByImport(taking.cancelled)) }
  }

  /// Warns of overlaps, which calendars from elsewhere may have.
  private func warnOfOverlaps(_ taking: LeaveTaking, _ source: LeaveSource) throws {
    guard let whole = taking.days else { return }
    let own = try source.absences(in: whole).filter { $0.person == taking.member.handle }
    for (first, second) in Presence.overlaps(own)
    where taking.changed.contains(first.id) || taking.changed.contains(second.id) {
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
    if HolidayRegion(code: text) != nil { throw Failure(.usage, Words.regionIsComputed(text)) }
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
      (day.yearly, day.sequence, day.isFree) = (event.yearly, event.sequence, true)
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
  private var added: [(id: RecordID, fields: LeaveAct.Fields)] = []
  private var edited: [(id: RecordID, path: String, fields: LeaveAct.Fields)] = []
  private var gone: [String] = []
  private(set) var unchanged = 0

  init(source: LeaveSource, member: Member) {
    self.source = source
    self.member = member
  }

  /// The days of all new and changed absences.
  var days: ClosedRange<CalendarDay>? {
    let fields = added.map(\.fields) + edited.map(\.fields)
    guard let first = fields.map(\.from).min(), let last = fields.map(\.to).max() else { return nil }
    return first...last
  }

  var changed: [RecordID] { added.map(\.id) + edited.map(\.id) }
  var cancelled: Int { gone.count }
  var isEmpty: Bool { added.isEmpty && edited.isEmpty && gone.isEmpty }

  /// - Throws: the reason why the event is left out.
  mutating func take(_ event: CalendarEvent) throws(CalendarProblem) {
    func problem(_ reason: CalendarProblem.Reason) -> CalendarProblem {
      CalendarProblem(reason, summary: event.summary, line: event.line)
    }
    if let person = event.person, person != member.handle { throw problem(.ofSomebodyElse(person.rawValue)) }
    let id =
      event.recordID
      ?? RecordID(
        hashing: "leave\n\(member.handle)\n\(event.uid)"
          + (source.shelf.community.map { "\n\($0)" } ?? ""))
    let record = try? source.record(id)  // an index that cannot be read stops the command before this
    let known = record.flatMap { $0.key == id.rawValue ? $0 : nil }
    if let known, known.author != member.handle.rawValue {
      throw problem(.ofSomebodyElse(known.author ?? ""))
    }
    if event.status == .cancelled, let known {
      gone.append(known.path)
      return
    }
    let away = try event.away()
    var fields = LeaveAct.Fields(from: away.from, to: away.to)
    (fields.startsNoon, fields.endsNoon) = (away.startsNoon, away.endsNoon)
    fields.isPlanned = event.status == .tentative
    fields.deputy = event.deputy
    if event.recordID == nil { fields.uid = event.uid.replacing(/[\u{0}-\u{1f}\u{7f}]/, with: " ") }
    if event.sequence > 0 { fields.sequence = event.sequence }
    guard let known else {
      if let place = added.firstIndex(where: { $0.id == id }) {
        if (added[place].fields.sequence ?? 0) <= event.sequence { added[place].fields = fields }
      } else {
        added.append((id, fields))
      }
      return
    }
    let before = LeaveAct.Fields(note: "") { known[$0] }
    if let before, event.person == nil { fields.deputy = before.deputy }
    fields.note = before?.note ?? ""
    fields.uid = before?.uid ?? fields.uid
    // An older or equal version of the event changes nothing.
    let isOlder = event.sequence < before?.sequence ?? 0
    var same = fields
    same.sequence = before?.sequence
    if isOlder || same == before {
      unchanged += 1
    } else {
      edited.append((id, known.path, fields))
    }
  }

  func act(in snapshot: Snapshot) throws -> Act {
    var act = try LeaveAct.add(added, by: member, in: snapshot)
    for (_, path, fields) in edited {
      act.changes += try LeaveAct.edit(at: path, by: member, in: snapshot) { old in
        let note = old.note
        old = fields
        old.note = note
      }.changes
    }
    act.changes += try LeaveAct.cancel(at: gone, by: member, in: snapshot).changes
    act.subject = "import leave: \(act.changes.count) (\(member.handle))"
    return act
  }
}
