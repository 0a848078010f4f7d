import ArgumentParser
import Records
import Store

/// What somebody says to an invitation, as the command takes it.
enum EventAnswer: String, SpokenValue { case yes, maybe, no }

struct EventAnswerCommand: Command {
  static var configuration: CommandConfiguration { .words("answer", Words.eventAnswer) }

  @Argument(help: .words(Words.eventID, value: "id"), completion: .from(.event)) var id: String
  @Argument(help: .words(Words.eventSays, value: "answer")) var answer: EventAnswer
  @Flag(help: .words(Words.eventUnlisted)) var unlisted = false
  @Flag(help: .words(Words.eventListed)) var listed = false
  @Option(
    name: [.customShort("m"), .long], parsing: .unconditional, help: .words(Words.eventNote, value: "text"))
  var message: String?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    if listed, unlisted { throw Failure.contradiction("`--listed`", "`--unlisted`") }
    let session = try Session(context)
    let event = try WholeEvent(id, in: session)
    let member = try session.author(in: event.shelf)
    let note = try message.map { try session.valid(Array($0.utf8)) }
    let isListed: Bool? = listed ? true : unlisted ? false : nil
    let done = try session.perform(by: member, in: event.shelf) {
      try RsvpAct.answer(
        answer.rawValue, isListed: isListed, note: note, to: event.place.text, by: member, in: $0)
    }
    try session.report(done, in: event.shelf)
    guard answer != .no, !context.options.areForPrograms else { return }
    let now = try WholeEvent(at: event.place, in: session)
    if answer == .yes, now.attendance.waiting.contains(where: { $0.handle == member.handle.rawValue }) {
      context.say(Words.waitsForSeat)
    }
    if unlisted { context.hint(Words.unlistedIsACourtesy) }
    let (starts, ends) = (event.fields.starts, event.fields.ends)
    try EventConflicts(session, member.handle).tell(starts, ends, besides: event.place.key)
  }
}
