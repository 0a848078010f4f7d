import ArgumentParser
import Planning
import Records
import SearchIndex

struct LeaveWhoCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("who", Words.leaveWho) }

  @Option(
    parsing: .unconditional, help: .words(Words.leaveOn, value: "day"), completion: .from(.day))
  var on: String?
  @Option(help: .words(Words.leaveTeam, value: "team"), completion: .from(.team)) var team: String?
  @OptionGroup var place: LeavePlace
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let source = try place.source(session)
    let day = try on.map { try context.day($0) } ?? context.now.day
    let people = try source.people(team: team, person: nil)
    let absences = try source.absences(in: day...day, of: people).filter { $0.isAway(on: day) }
    for holiday in try source.holidays().list(in: day...day) { context.say(Words.holidayLine(holiday)) }
    guard !absences.isEmpty else { throw Failure(.nothingFound, Words.nobodyAway(on: day)) }
    var printer = try RowPrinter(context, ids: ids, columns: LeaveColumns.who)
    let rows = try LeaveRows(source, absences, forPeople: printer.isForPeople)
    let back = try rows.back(absences)
    for absence in absences {
      var row = try rows.row(absence)
      let halves = absence.away(on: day)
      row.more.append(.init("away", .text(halves.name)))
      row.more.append(.init("back", .optional(back[absence.id]?.description)))
      printer.print(row)
    }
    printer.finish()
  }
}
