import ArgumentParser
import Meeting
import Records
import Sealing
import Store

struct EventConfirmCommand: Command {
  static var configuration: CommandConfiguration { .words("confirm", Words.eventConfirm) }

  @Argument(help: .words(Words.eventID, value: "id"), completion: .from(.event)) var id: String
  @Argument(help: .words(Words.eventConfirmed, value: "handle"), completion: .from(.handle))
  var people: [String] = []
  @Option(
    name: .customLong("value"), parsing: .unconditionalSingleValue,
    help: .words(Words.eventValue, value: "text"))
  var values: [String] = []
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let event = try WholeEvent(id, in: session)
    let member = try session.author(in: event.shelf)
    guard let free = event.attendance.free else {
      throw Failure(.usage, Words.noSeatsCounted, hint: Words.give("event edit \(id) --seats"))
    }
    let chosen = try people.isEmpty ? next(event, free) : named(event, session)
    if chosen.isEmpty, event.attendance.waiting.isEmpty { throw Failure(.nothingFound, Words.nobodyWaits) }
    guard free > 0 else { throw Failure(.nothingFound, Words.noSeatFree, hint: Words.moreSeats(id)) }
    guard chosen.count <= free else {
      throw Failure(.badData, Words.seatsLeft(free, asked: chosen.count), hint: Words.moreSeats(id))
    }
    let done = try session.perform(by: member, in: event.shelf) {
      try EventAct.confirm(chosen, at: event.place.text, by: member, in: $0)
    }
    try session.report(done, in: event.shelf)
    if !context.options.areForPrograms {
      context.say(Words.gotSeats(chosen.map { event.name($0.rawValue) }))
    }
  }

  private func named(_ event: WholeEvent, _ session: Session) throws -> [Handle] {
    try people.map { text in
      let handle = try session.person(text)
      guard event.attendance.waiting.contains(where: { $0.handle == handle.rawValue }) else {
        let hasSeat = event.attendance.coming.contains { $0.handle == handle.rawValue }
        throw Failure(.badData, hasSeat ? Words.hasSeat(text) : Words.didNotSayYes(text))
      }
      return handle
    }
  }

  /// Who waits and gets the free seats: in the order of their answers, or as they are drawn.
  private func next(_ event: WholeEvent, _ free: Int) throws -> [Handle] {
    var waiting = event.attendance.waiting.compactMap { Handle(rawValue: $0.handle) }
    if let source = event.fields.drawFrom {
      guard !values.isEmpty else {
        throw Failure(.usage, Words.drawNeedsValue(source), hint: Words.give("--value"))
      }
      waiting.sort { $0.rawValue < $1.rawValue }
      waiting = PublicDraw.order(waiting.count, values: values, md5: MD5.hash).map { waiting[$0 - 1] }
    } else if !values.isEmpty {
      throw Failure(.usage, Words.isNotDrawn)
    }
    return Array(waiting.prefix(free))
  }
}
