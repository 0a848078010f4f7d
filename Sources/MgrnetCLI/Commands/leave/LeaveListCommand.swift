import ArgumentParser
import Planning
import Records
import SearchIndex

struct LeaveListCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("list", Words.leaveList) }

  @OptionGroup var filter: LeaveFilter
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let source = try filter.place.source(session)
    let people = try source.people(team: filter.team, person: filter.person)
    let farAway = context.now.day.adding(months: 12 * 8000)
    let days = try filter.days(context.now.day...farAway, in: context)
    let absences = try source.wholeAbsences(in: days, of: people)
    guard !absences.isEmpty else { throw Failure(.nothingFound, Words.nobodyAway) }
    var printer = try RowPrinter(
      context, ids: ids,
      columns: LeaveColumns.all + (absences.contains { $0.repeats != nil } ? [LeaveColumns.repeats] : []))
    let rows = try LeaveRows(source, absences, forPeople: printer.isForPeople)
    for absence in absences { printer.print(try rows.row(absence)) }
    printer.finish()
  }
}
