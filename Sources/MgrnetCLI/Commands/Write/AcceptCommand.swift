import ArgumentParser
import Records
import Store

struct AcceptCommand: Command {
  static var configuration: CommandConfiguration { .words("accept", Words.accept) }

  @Argument(help: .words(Words.acceptReply, value: "id"), completion: .from(.reply))
  var reply: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let target = try session.record(reply, as: [.reply])
    let member = try session.author()
    let done = try session.perform(by: member) {
      try AnswerAccept(reply: target.text).act(by: member, in: $0)
    }
    try session.report(done)
  }
}

struct MarkCommand: Command {
  static var configuration: CommandConfiguration { .words("mark", Words.mark) }

  enum Outcome: String, ExpressibleByArgument, CaseIterable { case worked, mixed, failed }

  @Argument(help: .words(Words.markID, value: "id"), completion: .from(.item))
  var ids: [String]
  @Flag(name: .customLong("useful"), help: .words(Words.markUseful))
  var useful = false
  @Option(name: .customLong("tried"), help: .words(Words.markTried, value: "outcome"))
  var tried: Outcome?
  @Flag(name: .customLong("thanks"), help: .words(Words.markThanks))
  var thanks = false
  @Flag(name: .customLong("outdated"), help: .words(Words.markOutdated))
  var outdated = false
  @OptionGroup var source: TextOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let targets = try session.records(ids, as: [.post, .reply])
    let member = try session.author()
    guard useful || tried != nil || thanks || outdated || source.isGiven else {
      throw Failure(
        .usage, Words.markNothing,
        hint: Words.give(oneOf: ["--useful", "--tried", "--thanks", "--outdated", "-m"]))
    }
    let written =
      source.isGiven
      ? try session.written(source, dash: nil, start: "", name: "mark") : WrittenText(text: "", draft: nil)
    for target in targets {
      let act = mark(target, written.text)
      do {
        let done = try session.keeping(written) {
          try session.perform(by: member) { try act.act(by: member, in: $0) }
        }
        try session.report(done)
      } catch StoreError.nothingChanged where targets.count > 1 {
        context.say(Words.markedBefore(target.key))
      }
    }
  }

  private func mark(_ target: RecordPath, _ story: String) -> MarkSet {
    var mark = MarkSet(target: target.text)
    (mark.isUseful, mark.isThanked, mark.isOutdated) = (useful, thanks, outdated)
    mark.tried = tried?.rawValue
    mark.story = story
    return mark
  }
}
