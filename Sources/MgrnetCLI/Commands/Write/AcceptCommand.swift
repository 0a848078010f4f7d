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
    context.say(Phrase(verbatim: harmless(done.subject)))
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
    let written = try session.text(source, dash: nil).map {
      WrittenText(text: $0, draft: try session.network().drafts.keep($0, as: "mark"))
    }
    for target in targets {
      var mark = MarkSet(target: target.text)
      (mark.isUseful, mark.isThanked, mark.isOutdated) = (useful, thanks, outdated)
      mark.tried = tried?.rawValue
      mark.story = written?.text
      let act = mark
      let done = try session.keeping(
        written ?? WrittenText(text: "", draft: try session.network().drafts.keep("", as: "mark"))
      ) {
        try session.perform(by: member) { try act.act(by: member, in: $0) }
      }
      context.say(Phrase(verbatim: harmless(done.subject)))
    }
  }
}
