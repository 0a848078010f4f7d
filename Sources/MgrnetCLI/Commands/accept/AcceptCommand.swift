import ArgumentParser
import Records
import Store

struct AcceptCommand: Command {
  static var configuration: CommandConfiguration { .words("accept", Words.accept) }

  @Argument(help: .words(Words.acceptReply, value: "id"), completion: .from(.reply)) var reply: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let target = try session.record(session.id(reply), as: [.reply])
    let shelf = try session.shelf(at: target.text)
    let member = try session.author(in: shelf)
    let done = try session.perform(by: member, in: shelf) {
      try AnswerAccept(reply: target.text).act(by: member, in: $0)
    }
    try session.report(done, in: shelf)
  }
}
