import ArgumentParser
import Records
import Store

struct EventMetCommand: Command {
  static var configuration: CommandConfiguration { .words("met", Words.eventMet) }

  @Argument(help: .words(Words.eventID, value: "id"), completion: .from(.event)) var id: String
  @Argument(help: .words(Words.eventMetWhom, value: "handle"), completion: .from(.handle))
  var people: [String]
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let event = try WholeEvent(id, in: session)
    let member = try session.author(in: event.shelf)
    let met = try people.map(session.person)
    if met.contains(member.handle) { throw Failure(.usage, Words.metOneself) }
    let done = try session.perform(by: member, in: event.shelf) {
      try RsvpAct.met(met, at: event.place.text, by: member, in: $0)
    }
    try session.report(done, in: event.shelf)
  }
}
