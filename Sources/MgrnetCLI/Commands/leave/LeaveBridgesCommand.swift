import ArgumentParser
import Planning
import Records
import SearchIndex

struct LeaveBridgesCommand: SpokenDayCommand {
  static var configuration: CommandConfiguration { .words("bridges", Words.leaveBridges) }

  @Argument(help: .words(Words.bridgesYear, value: "year"), completion: .from(.day)) var year: String?
  @Option(help: .words(Words.bridgesHolidays, value: "region")) var holidays: String?
  @Option(help: .words(Words.bridgesMost, value: "count")) var most = 9
  @Option(help: .words(Words.optionLimit, value: "count")) var limit = ItemCount(10)
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let source = try LeaveSource(session)
    let number = try year.map { try context.period($0).first.year } ?? context.now.day.year
    guard (1...60).contains(most) else { throw Failure(.usage, Words.badMost) }
    let bridges = Bridge.best(in: number, taking: most, with: try chosen(source))
    guard !bridges.isEmpty else {
      throw Failure(.nothingFound, Words.noBridges(number), hint: Words.noBridgesHint)
    }
    let rest = Column.field("rest_days", fit: .below) { row, rendering in
      row["rest_days"].oneLine + " " + Words.restDays[rendering.language]
    } paint: { text, _, style in
      style.green(text)
    }
    let ratio = Column.field("ratio", fit: .below) { row, rendering in
      let number = row["ratio"].oneLine
      return "×" + (rendering.language == .french ? number.replacing(".", with: ",") : number)
    } paint: { text, _, style in
      style.bold(text)
    }
    let taken = Column.field("taken_days", fit: .below) { row, rendering in
      guard case .number(let count) = row["taken_days"] else { return "" }
      return Words.daysTaken.counted(count)[rendering.language]
    }
    var printer = try RowPrinter(
      context,
      columns: [
        ratio, LeaveColumns.days("taken_from", "taken_to"), Column.field("taken_to").inPipesOnly, taken, rest,
        LeaveColumns.days("rest_from", "rest_to"), Column.field("rest_to").inPipesOnly, .title,
      ])
    for bridge in bridges.prefix(limit.most ?? .max) { printer.print(OutputRow(bridge, context.language)) }
    printer.finish()
  }

  /// Returns the holidays that were named, else those of the caller's card, else the network's.
  private func chosen(_ source: LeaveSource) throws -> Holidays {
    if let holidays {
      let names = HolidayNames([holidays])
      let snapshot = try source.session.network().snapshot()
      let missing = try names.files.first { try snapshot.bytes(at: RecordPath.holidays($0)) == nil }
      if let unknown = names.unknown.first ?? missing?.rawValue {
        let nearest = nearestNames(
          to: unknown, among: HolidayRegion.allCases.map(\.rawValue) + CountryHolidays.codes)
        throw Failure(
          .usage, Words.unknownHolidays(unknown),
          hint: Words.didYouMean(nearest) ?? Words.noBridgesHint)
      }
      return try source.holidays(names)
    }
    let caller = try unlessRefused { try source.session.member().handle.rawValue }
    return try source.holidays(of: caller.flatMap { try source.index.people([$0])[$0] })
  }
}

extension OutputRow {
  fileprivate init(_ bridge: Bridge, _ language: Language) {
    let first = bridge.taken.first ?? bridge.rest.lowerBound
    let last = bridge.taken.last ?? bridge.rest.upperBound
    self.init(.id, first.description, type: "bridge")
    title =
      Set(bridge.holidays.map { $0.name[language] }).count == bridge.holidays.count
      ? bridge.holidays.map { $0.name[language] }.joined(separator: ", ")
      : bridge.holidays.first?.name[language]
    created = first.description
    more = [
      .init("taken_from", .text(first.description)), .init("taken_to", .text(last.description)),
      .init("taken_days", .number(bridge.taken.count)),
      .init("taken", .texts(bridge.taken.map(\.description))),
      .init("rest_from", .text(bridge.rest.lowerBound.description)),
      .init("rest_to", .text(bridge.rest.upperBound.description)),
      .init("rest_days", .number(bridge.rest.count)),
      .init("ratio", .real((bridge.ratio * 100).rounded() / 100)),
    ]
  }
}
