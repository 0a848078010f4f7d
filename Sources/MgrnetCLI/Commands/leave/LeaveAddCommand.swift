import ArgumentParser
import Planning
import Records
import Store

struct LeaveAddCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("add", Words.leaveAdd) }

  @Argument(help: .words(Words.leaveFrom, value: "from"), completion: .from(.day)) var from: String?
  @Argument(help: .words(Words.leaveTo, value: "to"), completion: .from(.day)) var to: String?
  @Option(parsing: .unconditional, help: .words(Words.leaveEvery, value: "weekday")) var every: String?
  @Option(
    parsing: .unconditional, help: .words(Words.leaveEveryUntil, value: "day"), completion: .from(.day))
  var until: String?
  @Option(help: .words(Words.leaveStarts, value: "time")) var starts: StartOfLeave?
  @Option(help: .words(Words.leaveEnds, value: "time")) var ends: EndOfLeave?
  @Option(help: .words(Words.leaveDeputy, value: "handle"), completion: .from(.handle)) var deputy: String?
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
    var fields = try days(in: context)
    if let starts { fields.startsNoon = starts == .noon }
    if let ends { fields.endsNoon = ends == .noon }
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

  private func days(in context: Context) throws -> LeaveAct.Fields {
    guard let every else {
      guard let from else { throw Failure(.usage, Words.leaveWhen, hint: Words.seeHelp(" leave add")) }
      if until != nil { throw Failure(.usage, Words.untilOfWhat, hint: Words.give("--every")) }
      let (first, last) = try LeaveDays.asked(from: from, to: to, in: context)
      return LeaveAct.Fields(from: first, to: last)
    }
    if to != nil { throw Failure.contradiction("`--every`", "`TO`") }
    guard let spoken = SpokenWeekdays(every) else { throw Failure(.usage, Words.notWeekdays(every)) }
    let start = try from.map { try context.period($0, .ahead).first } ?? context.now.day
    let last = try until.map { try LeaveDays.last($0, from: start, in: context) }
    guard
      let first = (0..<7).map({ start.advanced(by: $0) }).first(where: { spoken.days.contains($0.weekday) })
    else { throw Failure(.usage, Words.notWeekdays(every)) }
    var fields = LeaveAct.Fields(from: first, to: first)
    fields.rule = Recurrence(every: spoken.days, until: last).rule
    (fields.startsNoon, fields.endsNoon) = (spoken.startsNoon, spoken.endsNoon)
    return fields
  }
}
