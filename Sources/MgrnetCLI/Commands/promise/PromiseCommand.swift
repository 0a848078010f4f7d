import ArgumentParser
import Attention
import Planning
import Records
import Store

struct PromiseCommand: Command {
  static var configuration: CommandConfiguration { .words("promise", Words.promise) }

  @Argument(help: .words(Words.promiseID, value: "id"), completion: .from(.post)) var id: String
  @Option(
    parsing: .unconditional, help: .words(Words.promiseBy, value: "day"), completion: .from(.day))
  var by: String?
  @Flag(help: .words(Words.promiseDecline)) var decline = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    if by != nil, decline { throw Failure.contradiction("`--by`", "`--decline`") }
    let session = try Session(context)
    let target = try session.record(session.id(id), as: [.post])
    let shelf = try session.shelf(at: target.text)
    let member = try session.author(in: shelf)
    let day = decline ? nil : try by.map { try context.day($0, .ahead) } ?? usualDay(target, session)
    if let day, day < context.now.day {
      throw Failure(.usage, Words.promiseIsPast(day), hint: Words.give("--by friday"))
    }
    let done = try session.perform(by: member, in: shelf) {
      try PromiseSet(question: target.text, by: day).act(by: member, in: $0)
    }
    try session.report(done, in: shelf)
    if let day { context.say(Words.promisedFor(day, today: context.now.day)) }
  }

  /// The end of the days in which the community promises an answer, counted from today.
  private func usualDay(_ target: RecordPath, _ session: Session) throws -> CalendarDay {
    let gathering = try Gathering(session, only: [])
    let period = try gathering.questions.period(of: target.community?.rawValue) ?? .usual
    return period.end(
      ofQuestionAsked: session.context.now.day, without: try gathering.leave.holidays(of: gathering.card))
  }
}
