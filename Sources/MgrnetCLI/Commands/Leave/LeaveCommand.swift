import ArgumentParser
import Planning
import Records
import SearchIndex
import Store

struct LeaveCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "leave", Words.leave,
      subcommands: [
        LeaveAddCommand.self, LeaveListCommand.self, LeaveCalendarCommand.self,
        LeaveWhoCommand.self,
        LeaveCheckCommand.self, LeaveBridgesCommand.self, LeaveEditCommand.self,
        LeaveCancelCommand.self,
        LeaveExportCommand.self, LeaveImportCommand.self,
      ])
  }
}

enum StartOfLeave: String, ExpressibleByArgument, CaseIterable { case noon, morning }
enum EndOfLeave: String, ExpressibleByArgument, CaseIterable { case noon, evening }

struct LeaveAddCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("add", Words.leaveAdd) }

  @Argument(help: .words(Words.leaveFrom, value: "from"), completion: .from(.day)) var from: String
  @Argument(help: .words(Words.leaveTo, value: "to"), completion: .from(.day)) var to: String?
  @Option(help: .words(Words.leaveStarts, value: "time")) var starts: StartOfLeave?
  @Option(help: .words(Words.leaveEnds, value: "time")) var ends: EndOfLeave?
  @Option(help: .words(Words.leaveDeputy, value: "handle"), completion: .from(.handle)) var deputy:
    String?
  @Flag(help: .words(Words.leaveTentative)) var tentative = false
  @Option(
    name: [.customShort("m"), .long], parsing: .unconditional,
    help: .words(Words.leaveHandover, value: "text"))
  var message: String?
  @OptionGroup var place: LeavePlace
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let source = try place.source(session)
    let member = try session.author(in: source.shelf)
    let (first, last) = try LeaveDays.asked(from: from, to: to, in: context)
    var fields = LeaveAct.Fields(from: first, to: last)
    fields.startsNoon = starts == .noon
    fields.endsNoon = ends == .noon
    fields.deputy = try deputy.map { try source.deputy($0, of: member) }
    fields.isPlanned = tentative
    fields.note = try session.valid(Array((message ?? "").utf8))
    let absence = try Absence(session.newID(), fields, of: member.handle)
    let ready = fields
    let done = try session.perform(by: member, in: source.shelf) { snapshot in
      try absence.refuseOverlap(in: snapshot)
      return try LeaveAct.add(absence.id, ready, by: member, in: snapshot)
    }
    try session.report(done, new: absence.id.rawValue, in: source.shelf)
    try source.say(absence)
  }
}

struct LeaveEditCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("edit", Words.leaveEdit) }

  @Argument(help: .words(Words.leaveID, value: "id"), completion: .from(.absence)) var id: String
  @Option(
    parsing: .unconditional, help: .words(Words.leaveFrom, value: "from"), completion: .from(.day))
  var from: String?
  @Option(
    parsing: .unconditional, help: .words(Words.leaveTo, value: "to"), completion: .from(.day))
  var to: String?
  @Option(help: .words(Words.leaveStarts, value: "time")) var starts: StartOfLeave?
  @Option(help: .words(Words.leaveEnds, value: "time")) var ends: EndOfLeave?
  @Option(help: .words(Words.leaveEditDeputy, value: "handle"), completion: .from(.handle))
  var deputy: String?
  @Flag(help: .words(Words.leaveTentative)) var tentative = false
  @Flag(help: .words(Words.leaveConfirmed)) var confirmed = false
  @Option(
    name: [.customShort("m"), .long], parsing: .unconditional,
    help: .words(Words.leaveHandover, value: "text"))
  var message: String?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    if tentative, confirmed {
      throw Failure.contradiction("`--tentative`", "`--confirmed`")
    }
    let session = try Session(context)
    let target = try session.record(id, as: [.absence])
    let source = try LeaveSource(session, in: session.shelf(at: target.text))
    let member = try session.author(in: source.shelf)
    let chosen = try deputy.map { $0.isEmpty ? nil : try source.deputy($0, of: member) }
    let note = try message.map { try session.valid(Array($0.utf8)) }
    let first = try from.map { try context.period($0, .ahead).first }
    var changed: Absence?
    let done = try session.perform(by: member, in: source.shelf) { snapshot in
      let record = try snapshot.record(at: target.text, as: [.absence])
      let start = first ?? LeaveAct.Fields(record)?.from
      let last = try to.map { try LeaveDays.last($0, from: start, in: context) }
      let act = try LeaveAct.edit(at: target.text, by: member, in: snapshot) { fields in
        if let first { fields.from = first }
        if let last { fields.to = last }
        if let starts { fields.startsNoon = starts == .noon }
        if let ends { fields.endsNoon = ends == .noon }
        if let chosen { fields.deputy = chosen }
        if tentative || confirmed { fields.isPlanned = tentative }
        if let note { fields.note = note }
        // What is none is said below.
        changed = RecordID(rawValue: target.key).flatMap {
          try? Absence($0, fields, of: member.handle)
        }
      }
      guard let changed else { throw Failure(.badData, Words.leaveIsNothing) }
      try changed.refuseOverlap(in: snapshot)
      return act
    }
    try session.report(done, in: source.shelf)
    if let changed { try source.say(changed) }
  }
}

struct LeaveCancelCommand: Command {
  static var configuration: CommandConfiguration { .words("cancel", Words.leaveCancel) }

  @Argument(help: .words(Words.leaveIDs, value: "id"), completion: .from(.absence)) var ids:
    [String]
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let targets = try session.records(ids, as: [.absence])
    let shelves = try session.shelves().filter { shelf in
      targets.contains { RecordPath.privateCommunity(of: $0.text) == shelf.community }
    }
    for shelf in shelves { _ = try session.author(in: shelf) }
    let member = try session.member()
    let paths = targets.map(\.text).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    for shelf in shelves {
      let own = paths.filter { RecordPath.privateCommunity(of: $0) == shelf.community }
      let done = try session.perform(by: member, in: shelf) {
        try LeaveAct.cancel(at: own, by: member, in: $0)
      }
      context.say(Words.done(done.subject))
    }
  }
}

/// The first and the last day that a person said.
enum LeaveDays {
  /// A week alone is Monday to Friday.
  static func asked(from: String, to: String?, in context: Context) throws -> (
    CalendarDay, CalendarDay
  ) {
    let start = try context.period(from, .ahead)
    guard let to else {
      return (start.first, start.unit == .week ? start.first.advanced(by: 4) : start.last)
    }
    return (start.first, try last(to, from: start.first, in: context))
  }

  static func last(_ text: String, from first: CalendarDay?, in context: Context) throws
    -> CalendarDay
  {
    let end = try context.period(text, from: first, .ahead)
    let last = end.unit == .week ? end.first.advanced(by: 4) : end.last
    if let first, last < first { throw Failure(.usage, Words.endsBeforeItBegins(first, last)) }
    return last
  }
}

extension Absence {
  /// - Throws: ``Failure`` (65) for days that leave nothing.
  init(_ id: RecordID, _ fields: LeaveAct.Fields, of person: Handle) throws {
    let made = Absence(
      id: id, person: person, from: fields.from, to: fields.to, startsNoon: fields.startsNoon,
      endsNoon: fields.endsNoon, deputy: fields.deputy,
      status: fields.isPlanned ? .planned : .confirmed)
    guard let made else { throw Failure(.badData, Words.leaveIsNothing) }
    self = made
  }

  /// Nobody is away twice: the person's own other absences.
  ///
  /// - Throws: ``Failure`` (65) that names the other one.
  func refuseOverlap(in snapshot: Snapshot) throws {
    let years = (from.year - 1)...min(max(to.year, from.year), from.year + 20)
    for (_, record) in try snapshot.absences(of: person, years: years) {
      guard let other = Absence({ record[$0] }), other.id != id, other.overlaps(self) else {
        continue
      }
      throw Failure(.badData, Words.leaveOverlaps(other), hint: Words.leaveOverlapsHint(other.id))
    }
  }
}

extension LeaveSource {
  func deputy(_ text: String, of member: Member) throws -> Handle {
    let handle = try Session.handle(session.indexed(text, as: [.person]).key)
    if handle == member.handle { throw Failure(.usage, Words.ownDeputy) }
    return handle
  }

  /// What was noted, in words, and what one should know of it.
  func say(_ absence: Absence) throws {
    let context = session.context
    let card = try index.people([absence.person.rawValue])[absence.person.rawValue]
    let holidays = try holidays(of: card)
    let range = absence.from...min(absence.to, absence.from.advanced(by: 3_660))
    let halves = absence.workingHalfDays(in: range, without: holidays)
    let saturdays = absence.workingHalfDays(in: range, .mondayToSaturday, without: holidays)
    context.say(Words.leaveNoted(absence, halves, saturdays))
    for holiday in holidays.list(in: range) where !holiday.day.isWeekend {
      context.say(Words.holidayLine(holiday))
    }
    if halves == 0 { context.warn(Words.noWorkingDay) }
    guard absence.deputy != nil else { return }
    let others = try absences(in: absence.days)
    for clash in Presence.deputiesAway([absence], among: others) {
      context.warn(Words.deputyAway(clash))
    }
  }
}
