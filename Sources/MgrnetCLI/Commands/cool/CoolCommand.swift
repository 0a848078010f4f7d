import ArgumentParser
import Records
import Store

struct CoolCommand: Command {
  static var configuration: CommandConfiguration { .words("cool", Words.cool) }

  @Argument(help: .words(Words.coolID, value: "id"), completion: .from(.post)) var id: String
  @Option(name: .customLong("for"), help: .words(Words.coolFor, value: "duration")) var length: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    guard let length = DayCount(argument: length), length.days > 0 else {
      throw Failure(.usage, Words.coolForWhat, hint: Words.give("--for 2d"))
    }
    let session = try Session(context)
    let target = try session.record(session.id(id), as: [.post])
    let shelf = try session.shelf(at: target.text)
    let member = try session.author(in: shelf)
    let done = try session.perform(by: member, in: shelf) {
      try Cooling(post: target.text, length: length).act(by: member, in: $0)
    }
    try session.report(done, in: shelf)
  }
}
