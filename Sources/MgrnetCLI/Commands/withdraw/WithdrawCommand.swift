import ArgumentParser
import Records
import Store

struct WithdrawCommand: Command {
  static var configuration: CommandConfiguration { .words("withdraw", Words.withdraw) }

  @Argument(help: .words(Words.editID, value: "id"), completion: .from(.item)) var ids: [String]
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (targets, member) = try session.writable(ids, as: [.post, .reply, .link])
    // All are tried before the first is done.
    for (target, shelf) in targets {
      try RecordEdit(path: target.text).check(by: member, in: shelf.network().snapshot())
    }
    var hasLeft = false
    for (target, shelf) in targets {
      let done = try session.perform(by: member, in: shelf) {
        try RecordEdit(path: target.text).withdrawal(by: member, in: $0)
      }
      try session.report(done, in: shelf)
      hasLeft = hasLeft || done.commit != nil || done.waiting != nil
    }
    if hasLeft { context.hint(Words.withdrawHistory) }
  }
}
