import ArgumentParser
import Planning
import Records
import SearchIndex

struct LeaveCheckCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("check", Words.leaveCheck) }

  @OptionGroup var filter: LeaveFilter
  @Option(help: .words(Words.leavePresent, value: "count")) var present: Int?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    if let present, present < 1 { throw Failure(.usage, Words.badPresent) }
    if present != nil, filter.team == nil {
      throw Failure(.usage, Words.presentOfWhom, hint: Words.give("--team"))
    }
    let session = try Session(context)
    let source = try filter.place.source(session)
    let today = context.now.day
    let days = try filter.days(today...today.adding(months: 3), in: context)
    if days.count > 3_700 { throw Failure(.usage, Words.tooManyDays) }
    let people = try source.people(team: filter.team, person: filter.person)
    let everybody = try source.absences(in: days)
    let handles = people.map { Set($0.map(\.key)) }
    let absences = everybody.filter { handles?.contains($0.person.rawValue) ?? true }
    var rows: [OutputRow] = []
    if let present, let people {
      let byPerson = Dictionary(grouping: absences) { $0.person.rawValue }
      let team = try people.compactMap { card in
        try Handle(rawValue: card.key).map {
          Presence.Person($0, holidays: try source.holidays(of: card), absences: byPerson[card.key] ?? [])
        }
      }
      rows += Presence(team).tooFew(present, in: days).map {
        OutputRow($0, wanted: present, context.language)
      }
    }
    let cards = try source.cards(of: absences)
    rows += try Presence.deputiesAway(absences, among: everybody) { person in
      try source.holidays(of: cards[person.rawValue])
    }.map { OutputRow($0, context.language) }
    rows += Presence.overlaps(absences).map { OutputRow(overlap: $0.first, $0.second, context.language) }
    rows.sort { ($0["from"].oneLine, $0.name) < ($1["from"].oneLine, $1.name) }
    guard !rows.isEmpty else { throw Failure(.nothingFound, Words.nothingWrong(days)) }
    var printer = try RowPrinter(
      context,
      columns: [
        LeaveColumns.days("from", "to", fit: .kept, paint: { text, _, style in style.bold(text) }),
        Column.field("to").inPipesOnly, Column.type.inPipesOnly, .field("present").inPipesOnly,
        Column.field("people").inPipesOnly,
        .plainTitle,
      ])
    for row in rows { printer.print(row) }
    printer.finish()
  }
}

extension OutputRow {
  fileprivate init(
    _ kind: String, _ days: ClosedRange<CalendarDay>, _ people: [Handle], _ words: Phrase,
    _ language: Language
  ) {
    self.init(.id, "\(days.lowerBound)", type: kind)
    title = words[language]
    created = days.lowerBound.description
    more = [
      .init("from", .text(days.lowerBound.description)),
      .init("to", .text(days.upperBound.description)),
      .init("people", .texts(people.map(\.rawValue))),
    ]
  }

  fileprivate init(_ found: Presence.TooFew, wanted: Int, _ language: Language) {
    self.init("too_few", found.days, found.away, Words.tooFew(found, wanted), language)
    more.insert(.init("present", .number(found.present)), at: 2)
  }

  fileprivate init(_ found: Presence.DeputyAway, _ language: Language) {
    self.init(
      "deputy_away", found.days, [found.absence.person, found.deputy], Words.deputyAwayLine(found), language)
    more.append(.init("absences", .texts([found.absence.id.rawValue, found.other.id.rawValue])))
  }

  fileprivate init(overlap first: Absence, _ second: Absence, _ language: Language) {
    self.init(
      "overlap", max(first.from, second.from)...min(first.to, second.to), [first.person],
      Words.overlapLine(first, second), language)
    more.append(.init("absences", .texts([first.id.rawValue, second.id.rawValue])))
  }
}
