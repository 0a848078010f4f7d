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
    let id = try id.map { try session.id($0).lowercased() }
    let last = try id == nil ? session.lastActOrNone(of: actor) : nil
    let undone: Undone
    if let waiting = try session.lastWaiting(id, before: last) {
      try confirm(waiting.act.subject, at: waiting.act.since.seconds, context)
      undone = try waiting.shelf.network().undo(waiting.act)
    } else {
      let (shelf, act) = try id.map { try session.lastAct(of: actor, on: $0) } ?? session.lastAct(of: actor)
      try confirm(act.summary, at: act.committer.seconds, context)
      undone = try shelf.network().undo(act.id, by: actor)
    }
    session.report(undone.recovered)
    context.say(Words.undone(undone.subject))
    for draft in undone.drafts { context.hint(Words.draftKept(draft)) }
  }

  /// Shows a person first what goes; a script has said it.
  private func confirm(_ subject: String, at seconds: Int64, _ context: Context) throws {
    guard !yes, context.terminal.canAsk else { return }
    let time = Clock.local(Timestamp(secondsSince1970: seconds, offsetMinutes: 0))
    let question = Words.undoQuestion(subject, Words.ago(time, now: context.now))
    guard try context.confirm(question, flag: "--yes", usual: true) else {
      throw Failure(.notAllowed, Words.notUndone)
    }
  }
}
