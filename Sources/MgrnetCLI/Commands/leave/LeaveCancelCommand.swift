import ArgumentParser
import Records
import Store

struct LeaveCancelCommand: Command {
  static var configuration: CommandConfiguration { .words("cancel", Words.leaveCancel) }

  @Argument(help: .words(Words.leaveIDs, value: "id"), completion: .from(.absence)) var ids: [String]
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let targets = try session.records(ids, as: [.absence])
    let shelves = try session.shelves().filter { shelf in
      targets.contains { RecordPath.privateCommunity(of: $0.text) == shelf.community }
    }
    for shelf in shelves { _ = try session.author(in: shelf) }
    let member = try session.member()
    for shelf in shelves {
      let own = targets.map(\.text).filter { RecordPath.privateCommunity(of: $0) == shelf.community }
      let done = try session.perform(by: member, in: shelf) {
        try LeaveAct.cancel(at: own, by: member, in: $0)
      }
      context.say(Words.done(done.subject))
    }
  }
}
