import ArgumentParser
import Planning
import Records
import SearchIndex

/// Whose leave, and of which days.
struct LeaveFilter: ParsableArguments {
  @Option(help: .words(Words.leaveTeam, value: "team"), completion: .from(.team)) var team: String?
  @Option(help: .words(Words.leavePerson, value: "handle"), completion: .from(.handle)) var person:
    String?
  @Option(
    parsing: .unconditional, help: .words(Words.leaveSince, value: "day"), completion: .from(.day))
  var from: String?
  @Option(
    parsing: .unconditional, help: .words(Words.leaveUntil, value: "day"), completion: .from(.day))
  var to: String?
  @OptionGroup var place: LeavePlace

  /// - Parameter usual: where nothing is said; its first day counts where only `--to` is.
  func days(_ usual: ClosedRange<CalendarDay>, in context: Context) throws -> ClosedRange<
    CalendarDay
  > {
    let start = try from.map { try context.period($0) }
    let first = start?.first ?? usual.lowerBound
    let last = try to.map { try context.period($0, from: first, .ahead).last }
    // Of a week, a month or a year alone: all of it.
    let whole = start.flatMap { $0.unit == .day ? nil : $0.last }
    let end = last ?? whole ?? max(usual.upperBound, first)
    if end < first { throw Failure(.usage, Words.endsBeforeItBegins(first, end)) }
    return first...end
  }
}

/// Who is told of an absence.
struct LeavePlace: ParsableArguments {
  @Option(help: .words(Words.leaveCommunity, value: "community"), completion: .from(.community))
  var community: String?

  func source(_ session: Session) throws -> LeaveSource {
    try LeaveSource(session, in: session.shelf(ofLeaveIn: community))
  }
}

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
    let absences = try source.absences(in: days, of: people)
    guard !absences.isEmpty else { throw Failure(.nothingFound, Words.nobodyAway) }
    var printer = try RowPrinter(context, ids: ids, columns: LeaveColumns.all)
    let rows = try LeaveRows(source, absences, forPeople: printer.isForPeople)
    for absence in absences { printer.print(try rows.row(absence)) }
    printer.finish()
  }
}

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
    for holiday in try source.holidays().list(in: day...day) {
      context.say(Words.holidayLine(holiday))
    }
    guard !absences.isEmpty else { throw Failure(.nothingFound, Words.nobodyAway(on: day)) }
    var printer = try RowPrinter(context, ids: ids, columns: LeaveColumns.who)
    let rows = try LeaveRows(source, absences, forPeople: printer.isForPeople)
    for absence in absences {
      var row = try rows.row(absence)
      let halves = absence.away(on: day)
      row.more.append(.init("away", .text(halves.name)))
      let back = try rows.back(absence)
      row.more.append(.init("back", .optional(back?.description)))
      printer.print(row)
    }
    printer.finish()
  }
}

extension HalfDays {
  /// For scripts: `day`, `morning`, `afternoon`.
  var name: String { self == .whole ? "day" : self == .morning ? "morning" : "afternoon" }
}

/// Rows of absences, with what their people's cards say.
struct LeaveRows {
  private let source: LeaveSource
  private let cards: [String: IndexedRecord]
  private let prefixes: [String: Int]

  init(_ source: LeaveSource, _ absences: [Absence], forPeople: Bool) throws {
    self.source = source
    cards = try source.cards(of: absences)
    prefixes = forPeople ? try source.session.uniquePrefixes(of: absences.map(\.id.rawValue)) : [:]
  }

  func row(_ absence: Absence) throws -> Row {
    let id = absence.id.rawValue
    let record = try source.record(absence.id)
    var row =
      record.map { Row($0, uniquePrefix: prefixes[id] ?? 0) }
      ?? Row(.id, id, type: RecordType.absence.rawValue)
    let card = cards[absence.person.rawValue]
    row.title = card?.title
    let holidays = try source.holidays(of: card)
    let range = absence.from...min(absence.to, absence.from.advanced(by: 3_660))
    let halves = absence.workingHalfDays(in: range, without: holidays)
    row.more.append(.init("days", .real(Double(halves) / 2)))
    return row
  }

  /// The first working day, or half of one, on which the person is there again.
  func back(_ absence: Absence) throws -> CalendarDay? {
    let holidays = try source.holidays(of: cards[absence.person.rawValue])
    let first = absence.endsNoon ? absence.to : absence.to.advanced(by: 1)
    return first.workingDayOrNext(without: holidays)
  }
}

enum LeaveColumns {
  static let person = Column(
    shrinks: true, shown: { row, _ in row.title ?? row.author ?? "" },
    plain: { $0.author ?? "" }, paint: { text, _, style in style.bold(text) })
  static let from = day("from", "starts")
  static let to = day("to", "ends")
  static let days = Column(
    alignment: .right,
    shown: { row, rendering in
      guard case .real(let count) = row["days"] else { return "" }
      return Words.halves(Int(count * 2))[rendering.language]
    }, plain: { $0["days"].oneLine })
  static let status = Column(
    shown: { row, rendering in
      row["status"] == .text("planned") ? Words.leavePlanned[rendering.language] : ""
    }, plain: { $0["status"].oneLine }, paint: { text, _, style in style.yellow(text) })
  static let deputy = Column(
    shown: { row, _ in row["deputy"] == .none ? "" : "→ " + row["deputy"].oneLine },
    plain: { $0["deputy"].oneLine }, paint: { text, _, style in style.dim(text) })
  static let away = Column(
    shown: { row, rendering in Words.halfDays(row["away"].oneLine)[rendering.language] },
    plain: { $0["away"].oneLine })
  static let back = Column(
    shown: { row, rendering in
      guard let day = CalendarDay(row["back"].oneLine) else { return "" }
      return Words.backOn(day)[rendering.language]
    }, plain: { $0["back"].oneLine })

  static let all: [Column] = [
    .key, person, from, to, days, deputy, status, Column.field("starts").inPipesOnly,
    Column.field("ends").inPipesOnly,
  ]
  static let who: [Column] = [.key, person, away, back, deputy, status]

  /// With `noon` where it is a half day; the year only where it is another.
  private static func day(_ name: String, _ half: String) -> Column {
    Column(
      shown: { row, rendering in
        guard let day = CalendarDay(row[name].oneLine) else { return row[name].oneLine }
        let year = day.year == rendering.now.day.year ? "" : " \(day.year)"
        let noon = row[half] == .text("noon") ? " " + Words.noon[rendering.language] : ""
        return day.written(in: rendering.language, .short) + year + noon
      }, plain: { $0[name].oneLine })
  }
}
