import ArgumentParser
import Store

struct EventCancelCommand: Command {
  static var configuration: CommandConfiguration { .words("cancel", Words.eventCancel) }

  @Argument(help: .words(Words.eventID, value: "id"), completion: .from(.event)) var id: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let event = try WholeEvent(id, in: session)
    let member = try session.author(in: event.shelf)
    let done = try session.perform(by: member, in: event.shelf) {
      try EventAct.cancel(at: event.place.text, by: member, in: $0)
    }
    try session.report(done, in: event.shelf)
  }
}
