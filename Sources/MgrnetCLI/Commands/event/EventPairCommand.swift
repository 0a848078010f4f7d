import ArgumentParser
import Meeting
import Records
import SearchIndex
import Store

struct EventPairCommand: Command {
  static var configuration: CommandConfiguration { .words("pair", Words.eventPair) }

  @Argument(help: .words(Words.eventID, value: "id"), completion: .from(.event)) var id: String
  @Flag(help: .words(Words.eventPairAgain)) var again = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let event = try WholeEvent(id, in: session)
    let member = try session.author(in: event.shelf)
    guard event.groups.isEmpty || again else { return try print(event.groups, event, context) }
    let groups = try groups(event, session)
    guard !groups.isEmpty else { throw Failure(.nothingFound, Words.tooFewToPair) }
    guard event.host == member.handle.rawValue else {
      try print(groups, event, context)
      return context.hint(Words.hostFreezes(event.name(event.host)))
    }
    let handles = groups.map { $0.compactMap(Handle.init(rawValue:)) }
    let done = try session.perform(by: member, in: event.shelf) {
      try EventAct.group(handles, at: event.place.text, by: member, in: $0)
    }
    try session.report(done, in: event.shelf)
    if !context.options.areForPrograms { try print(groups, event, context) }
  }

  private func groups(_ event: WholeEvent, _ session: Session) throws -> [[String]] {
    let coming = event.attendance.coming.map(\.handle)
    let cards = try session.index().people(coming)
    let meetings = try Meetings(in: session, besides: event.place.key)
    let acquaintances = try Acquaintances(of: event.host, in: event, session)
    let threads = try coming.map { Set(try acquaintances.writings(of: $0).map(\.thread)) }
    let people = coming.enumerated().map { place, handle in
      let talked = zip(coming, threads).filter { $0 != handle && !$1.isDisjoint(with: threads[place]) }
      return Pairing.Person(
        handle, region: cards[handle]?["region"]?.text, met: meetings.all(of: handle),
        talked: Set(talked.map(\.0)))
    }
    return Pairing.groups(of: people, seed: FNV1a.hash(event.place.key.utf8))
  }

  private func print(_ groups: [[String]], _ event: WholeEvent, _ context: Context) throws {
    guard !context.options.areForPrograms else {
      var printer = try RowPrinter(context)
      for group in groups {
        var row = OutputRow(.id, event.place.key, type: RecordType.event.rawValue)
        row.title = event.fields.title
        row.more = [.init("group", .texts(group))]
        printer.print(row)
      }
      return printer.finish()
    }
    for group in groups {
      if context.terminal.output {
        context.output.line("\(Words.all(of: group.map(event.name))[context.language])")
      } else {
        context.output.line(data: group.joined(separator: "\t"))
      }
    }
  }
}
