import ArgumentParser
import Planning
import Records
import SearchIndex

struct LeaveCalendarCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("calendar", Words.leaveCalendar) }

  enum Form: String, ExpressibleByArgument, CaseIterable { case md, csv, ics }

  @Option(
    parsing: .unconditional, help: .words(Words.leaveMonth, value: "month"), completion: .from(.day)
  )
  var month: String?
  @Option(parsing: .unconditional, help: .words(Words.leaveYear, value: "year"), completion: .from(.day))
  var year: String?
  @Option(help: .words(Words.leaveTeam, value: "team"), completion: .from(.team)) var team: String?
  @OptionGroup var place: LeavePlace
  @Option(help: .words(Words.leaveSchool, value: "zone")) var school: String?
  @Option(name: .customLong("as"), help: .words(Words.leaveAs, value: "format")) var form: Form?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let source = try place.source(session)
    let days = try asked(context)
    let zones = try zones(source)
    let people = try source.people(team: team, person: nil)
    if form == .ics {
      let absences = try source.wholeAbsences(in: days, of: people)
      return context.output.write(
        try LeaveExport(source).calendar(absences, name: team ?? Words.leaveTitle[context.language])
      )
    }
    let absences = try source.absences(in: days, of: people)
    var used: Set<HolidayNames> = []
    let grid = try LeaveGrid(source, days: days, people, absences, &used)
    guard !grid.lines.isEmpty else { throw Failure(.nothingFound, Words.nobodyAway) }
    let page = LeavePage(
      grid: grid, context: context, holidays: try holidays(source, used, in: days), zones: zones,
      showsPresent: team != nil)
    switch form {
    case .md: page.markdown()
    case .csv: page.csv()
    case .ics, nil:
      if context.options.areForPrograms {
        try page.rows()
      } else if context.terminal.output {
        page.terminal(isYear: year != nil)
      } else {
        page.tabs()
      }
    }
  }

  private func asked(_ context: Context) throws -> ClosedRange<CalendarDay> {
    if month != nil, year != nil { throw Failure.contradiction("`--month`", "`--year`") }
    if let year {
      let period = try context.period(year)
      guard let whole = days(ofYear: period.first.year) else { throw Failure(.usage, Words.notAYear(year)) }
      return whole
    }
    guard let month else { return CalendarMonth(containing: context.now.day).days }
    // A day or a week means the month that it is in; `--month 2` means February.
    if let number = Int(month), (1...12).contains(number),
      let named = CalendarMonth(year: context.now.day.year, month: number)
    {
      return named.days
    }
    return CalendarMonth(containing: try context.period(month).first).days
  }

  /// Returns the network's holidays, and those of shown people who have others.
  private func holidays(
    _ source: LeaveSource, _ used: Set<HolidayNames>, in days: ClosedRange<CalendarDay>
  ) throws -> [LeavePage.HolidayOfSome] {
    let common = try source.holidays()
    var all = common.list(in: days).map { LeavePage.HolidayOfSome(holiday: $0, whose: nil) }
    for names in used.sorted(by: { $0.description < $1.description }) {
      all += try source.holidays(names).list(in: days).filter { !common.contains($0.day) }.map {
        LeavePage.HolidayOfSome(holiday: $0, whose: names.description)
      }
    }
    return all.sorted { ($0.holiday.day, $0.whose ?? "") < ($1.holiday.day, $1.whose ?? "") }
  }

  private func zones(_ source: LeaveSource) throws -> [SchoolZone] {
    let card = try source.networkCard()?["school_holidays"]
    let words = school.map { [$0] } ?? card?.texts ?? []
    return try words.flatMap { $0.split { $0 == "," || $0 == " " } }.filter { $0.lowercased() != "zone" }.map
    {
      guard let zone = SchoolZone(name: $0) else { throw Failure(.usage, Words.unknownZone(String($0))) }
      return zone
    }
  }
}

extension LeaveGrid {
  /// Returns the lines of the team, or of everyone who is away, by name.
  init(
    _ source: LeaveSource, days: ClosedRange<CalendarDay>, _ people: [IndexedRecord]?, _ absences: [Absence],
    _ used: inout Set<HolidayNames>
  ) throws {
    self.init(days: days)
    let byPerson = Dictionary(grouping: absences) { $0.person.rawValue }
    var cards = try people ?? Array(source.cards(of: absences).values)
    // People without a card are shown by their handle.
    let known = Set(cards.map(\.key))
    cards += byPerson.keys.filter { !known.contains($0) }.map {
      IndexedRecord(path: "", type: .person, key: $0)
    }
    let named = cards.map { (order: fold($0.title ?? $0.key), card: $0) }
    var backgrounds: [HolidayNames: [Cell]] = [:]
    for (_, card) in named.sorted(by: { ($0.order, $0.card.key) < ($1.order, $1.card.key) }) {
      let names = try source.holidayNames(of: card)
      let background = try backgrounds[names] ?? Self.background(days, source.holidays(names))
      backgrounds[names] = background
      used.insert(names)
      add(card.key, name: card.title ?? card.key, background, absences: byPerson[card.key] ?? [])
    }
  }
}
