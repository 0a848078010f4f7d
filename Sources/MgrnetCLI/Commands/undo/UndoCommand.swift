import ArgumentParser
import Records
import Store

struct UndoCommand: Command {
  static var configuration: CommandConfiguration { .words("undo", Words.undo) }
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let actor = try session.network().actor(now: context.now)
    let undone = try session.shelf(ofLastActOf: actor).network().undo(by: actor)
    session.report(undone.recovered)
    context.say(Words.undone(undone.subject))
    for draft in undone.drafts { context.hint(Words.draftKept(draft)) }
  }
}
