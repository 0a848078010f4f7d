import ArgumentParser
import Planning
import Records
import SearchIndex

struct LeaveExportCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("export", Words.leaveExport) }

  @OptionGroup var filter: LeaveFilter
  @Option(parsing: .unconditional, help: .words(Words.leaveExportHolidays, value: "year"))
  var holidays: String?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let source = try filter.place.source(session)
    let export = LeaveExport(source)
    if let holidays {
      let period = try context.period(holidays)
      return context.output.write(try export.calendar(of: source.holidays(), in: period.days))
    }
    let people = try source.people(team: filter.team, person: filter.person)
    let first = CalendarDay(year: context.now.day.year, month: 1, day: 1) ?? context.now.day
    let days = try filter.days(first...context.now.day.adding(months: 12 * 8000), in: context)
    let absences = try source.wholeAbsences(in: days, of: people)
    guard !absences.isEmpty else { throw Failure(.nothingFound, Words.nobodyAway) }
    let name = filter.team ?? people?.first?.title ?? Words.leaveTitle[context.language]
    context.output.write(try export.calendar(absences, name: name))
  }
}

/// Makes calendar files of absences and holidays.
struct LeaveExport {
  let source: LeaveSource
  init(_ source: LeaveSource) { self.source = source }

  private var language: Language { source.session.context.language }

  /// Makes a calendar of who is away, without any note.
  func calendar(_ absences: [Absence], name: String) throws -> String {
    let cards = try source.cards(of: absences)
    let zone = try source.zone()
    let events = try absences.map { absence in
      let record = try source.record(absence.id)
      let person = cards[absence.person.rawValue]?.title ?? absence.person.rawValue
      var event = CalendarEvent(
        absence, summary: Words.awayEvent(person)[language], sequence: record?["sequence"]?.integer ?? 0,
        zone: zone)
      // An imported absence keeps the identity that it has in its own calendar.
      if let uid = record?["uid"]?.text { event.uid = uid }
      return event
    }
    return CalendarWriter(name: name, stamp: try stamp(), zone: zone).text(events)
  }

  func calendar(of holidays: Holidays, in days: ClosedRange<CalendarDay>) throws -> String {
    let events = holidays.list(in: days).map { holiday in
      var event = CalendarEvent(
        uid: "holiday-\(holiday.day)-\(pathWords(holiday.name.french))@mgrnet",
        summary: holiday.name[language], days: holiday.day...holiday.day)
      event.isFree = true
      return event
    }
    return CalendarWriter(name: Words.holidaysTitle[language], stamp: try stamp()).text(events)
  }

  /// The time of the branch's tip, so that the same state gives the same file.
  private func stamp() throws -> Timestamp {
    let network = try source.shelf.network()
    guard let tip = try network.tip() else { return source.session.context.now }
    return Timestamp(secondsSince1970: try network.repository.commit(tip).committer.seconds, offsetMinutes: 0)
  }
}
