import ArgumentParser
import Records
import Store

struct WithdrawCommand: Command {
  static var configuration: CommandConfiguration { .words("withdraw", Words.withdraw) }

  @Argument(help: .words(Words.editID, value: "id"), completion: .from(.item)) var ids: [String]
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let targets = try session.records(ids, as: [.post, .reply, .link])
    let shelves = try targets.map { try session.shelf(at: $0.text) }
    for shelf in shelves { _ = try session.author(in: shelf) }
    let member = try session.member()
    // All are tried before the first is done.
    for (target, shelf) in zip(targets, shelves) {
      try RecordEdit(path: target.text).check(by: member, in: shelf.network().snapshot())
    }
    var hasLeft = false
    for (target, shelf) in zip(targets, shelves) {
      let done = try session.perform(by: member, in: shelf) {
        try RecordEdit(path: target.text).withdrawal(by: member, in: $0)
      }
      try session.report(done, in: shelf)
      hasLeft = hasLeft || done.commit != nil || done.waiting != nil
    }
    if hasLeft { context.hint(Words.withdrawHistory) }
  }
}
