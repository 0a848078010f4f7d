import ArgumentParser
import Planning
import Records
import SearchIndex

struct EventExportCommand: Command {
  static var configuration: CommandConfiguration { .words("export", Words.eventExport) }

  @Argument(help: .words(Words.eventExportID, value: "id"), completion: .from(.event)) var id: String?
  @Option(
    name: [.customShort("o"), .long], help: .words(Words.eventOutput, value: "file"), completion: .file())
  var output: String?
  @Flag(help: .words(Words.planForce)) var force = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let events = try chosen(session)
    guard !events.isEmpty else { throw Failure(.nothingFound, Words.noEvents) }
    let network = try session.network()
    let tip = try network.tip().map { try network.repository.commit($0).committer.seconds }
    let stamp = Timestamp(secondsSince1970: tip ?? context.now.seconds, offsetMinutes: 0)
    let zone = try LeaveSource(session).zone()
    let text = CalendarWriter(name: Words.eventsTitle[context.language], stamp: stamp, zone: zone)
      .text(events.map { CalendarEvent($0, in: zone) })
    guard let output else { return context.output.write(text) }
    try OutputFile.write(Array(text.utf8), to: output, replacing: force)
    context.say(Words.eventsWritten(events.count, output))
  }

  /// The event that was named, else all that the caller goes to, or may.
  private func chosen(_ session: Session) throws -> [WholeEvent] {
    if let id { return [try WholeEvent(id, in: session)] }
    let me = try session.member().handle.rawValue
    return try session.list(ListFilter([.event])).sorted { $0.key < $1.key }.compactMap { record in
      guard let place = RecordPath(record.path), record["starts"]?.time != nil, record["ends"]?.time != nil
      else { return nil }
      let event = try WholeEvent(at: place, in: session)
      let answer = event.answers[me]?["answer"]?.text
      return event.host == me || answer == "yes" || answer == "maybe" ? event : nil
    }
  }
}

extension CalendarEvent {
  /// Makes the entry of an event, on the network's clock; in UTC where it names none.
  init(_ event: WholeEvent, in zone: ZoneRules?) {
    self.init(
      uid: "\(event.place.key)@mgrnet", summary: event.fields.title,
      start: CalendarMoment(event.fields.starts, in: zone), end: CalendarMoment(event.fields.ends, in: zone))
    details = event.fields.text
    sequence = event.record["sequence"]?.integer ?? 0
    status = event.isCancelled ? .cancelled : .confirmed
    if let place = event.fields.place { more.append(.init("LOCATION", place)) }
  }
}
