import ArgumentParser
import Planning
import Records
import Store

struct LeaveAddCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("add", Words.leaveAdd) }

  @Argument(help: .words(Words.leaveFrom, value: "from"), completion: .from(.day)) var from: String
  @Argument(help: .words(Words.leaveTo, value: "to"), completion: .from(.day)) var to: String?
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
