import ArgumentParser
import Planning
import Records

/// The options for people and days.
struct LeaveFilter: ParsableArguments {
  @Option(help: .words(Words.leaveTeam, value: "team"), completion: .from(.team)) var team: String?
  @Option(help: .words(Words.leavePerson, value: "handle"), completion: .from(.handle)) var person: String?
  @Option(parsing: .unconditional, help: .words(Words.leaveSince, value: "day"), completion: .from(.day))
  var from: String?
  @Option(parsing: .unconditional, help: .words(Words.leaveUntil, value: "day"), completion: .from(.day))
  var to: String?
  @OptionGroup var place: LeavePlace

  /// - Parameter usual: the days without options; its first day counts if only `--to` is given.
  func days(_ usual: ClosedRange<CalendarDay>, in context: Context) throws -> ClosedRange<CalendarDay> {
    let start = try from.map { try context.period($0) }
    let first = start?.first ?? usual.lowerBound
    let last = try to.map { try context.period($0, from: first, .ahead).last }
    // A week, a month or a year alone means all of it.
    let whole = start.flatMap { $0.unit == .day ? nil : $0.last }
    let end = last ?? whole ?? max(usual.upperBound, first)
    if end < first { throw Failure(.usage, Words.endsBeforeItBegins(first, end)) }
    return first...end
  }
}

/// The option for the community that sees an absence.
struct LeavePlace: ParsableArguments {
  @Option(help: .words(Words.leaveCommunity, value: "community"), completion: .from(.community))
  var community: String?

  func source(_ session: Session) throws -> LeaveSource {
    try LeaveSource(session, in: session.shelf(ofLeaveIn: community))
  }
}
