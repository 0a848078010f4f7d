import ArgumentParser
import Records
import Store

struct UndoCommand: Command {
  static var configuration: CommandConfiguration { .words("undo", Words.undo) }

  @Argument(help: .words(Words.undoID, value: "id"), completion: .from(.item)) var id: String?
  @Flag(name: [.customLong("yes"), .customShort("y")], help: .words(Words.optionYes)) var yes = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let actor = try session.network().actor(now: context.now)
    let (shelf, act) =
      try id.map { try session.lastAct(of: actor, on: session.id($0).lowercased()) }
      ?? session.lastAct(of: actor)
    // A person sees first what goes; a script has said it.
    if !yes, context.terminal.canAsk {
      let time = Clock.local(Timestamp(secondsSince1970: act.committer.seconds, offsetMinutes: 0))
      guard
        try context.confirm(
          Words.undoQuestion(act.summary, Words.ago(time, now: context.now)), flag: "--yes", usual: true)
      else { throw Failure(.notAllowed, Words.notUndone) }
    }
    let undone = try shelf.network().undo(act.id, by: actor)
    session.report(undone.recovered)
    context.say(Words.undone(undone.subject))
    for draft in undone.drafts { context.hint(Words.draftKept(draft)) }
  }
}
