import ArgumentParser
import Planning
import Records
import Store

struct LeaveEditCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("edit", Words.leaveEdit) }

  @Argument(help: .words(Words.leaveID, value: "id"), completion: .from(.absence)) var id: String
  @Option(parsing: .unconditional, help: .words(Words.leaveFrom, value: "from"), completion: .from(.day))
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
    if tentative, confirmed { throw Failure.contradiction("`--tentative`", "`--confirmed`") }
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
        changed = RecordID(rawValue: target.key).flatMap {
          try? Absence($0, fields, of: member.handle)  // invalid absences are reported after the edit
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
