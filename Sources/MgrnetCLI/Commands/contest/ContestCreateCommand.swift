import ArgumentParser
import Contests
import Records
import Sealing
import Store

/// How a contest ends, as the command takes it: also in French.
enum ContestMode: String, ExpressibleByArgument, CaseIterable {
  case vote, draw, quiz

  init?(argument: String) {
    switch argument.lowercased() {
    case "vote": self = .vote
    case "draw", "tirage": self = .draw
    case "quiz": self = .quiz
    default: return nil
    }
  }

  var mode: Contest.Mode {
    switch self {
    case .vote: .vote
    case .draw: .draw
    case .quiz: .quiz
    }
  }
}

struct ContestCreateCommand: Command {
  static var configuration: CommandConfiguration { .words("create", Words.contestCreate) }

  @Option(name: [.customShort("t"), .long], help: .words(Words.eventTitle, value: "title")) var title: String?
  @Option(help: .words(Words.contestMode, value: "mode")) var mode: ContestMode = .vote
  @Option(help: .words(Words.contestCloses, value: "when")) var closes: String?
  @Option(parsing: .unconditional, help: .words(Words.contestPrize, value: "text")) var prize: String?
  @Option(help: .words(Words.contestMinutes, value: "number")) var minutes: Int?
  @Option(
    name: .customLong("choice"), parsing: .unconditionalSingleValue,
    help: .words(Words.contestChoice, value: "text"))
  var choices: [String] = []
  @Option(
    name: .customLong("question"), parsing: .unconditionalSingleValue,
    help: .words(Words.contestQuestion, value: "text"))
  var questions: [String] = []
  @Option(
    name: .customLong("answer"), parsing: .unconditionalSingleValue,
    help: .words(Words.contestAnswer, value: "answer"))
  var answers: [String] = []
  @Option(help: .words(Words.contestTrustee, value: "handle"), completion: .from(.handle)) var trustee:
    String?
  @Option(parsing: .unconditional, help: .words(Words.contestDrawFrom, value: "text")) var drawFrom: String?
  @Option(help: .words(Words.contestCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @Argument(help: .words(Words.argumentDash, value: "dash")) var dash: String?
  @OptionGroup var source: TextOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.author(in: session.commons)
    let shelf =
      try community.map { try session.shelf(of: Session.slug(session.community(named: $0))) }
      ?? session.commons
    // In the commons, a contest is for everybody: communities have none of their own.
    if community != nil, !shelf.isPrivate { throw Failure(.usage, Words.contestOfNoCommunity) }
    try session.admit(member, to: shelf)
    try check()
    let title = try title ?? context.ask(Words.askTitle, flag: "--title")
    let closes = try session.moment(closes ?? context.ask(Words.askCloses, flag: "--closes"))
    guard closes.seconds > context.now.seconds else { throw Failure(.usage, Words.closesInThePast) }
    var contest = Contest(
      id: session.newID().rawValue, title: title, mode: mode.mode, closes: closes,
      host: member.handle.rawValue)
    contest.prize = prize
    contest.minutes = minutes
    contest.choices = choices.map(\.trimmed)
    contest.drawFrom = drawFrom
    contest.text = try session.text(source, dash: dash) ?? ""
    if mode != .draw {
      let snapshot = try shelf.network().snapshot()
      contest.voters = try snapshot.participants(on: context.now.day).map(\.rawValue)
      contest.trustee = try keeper(session)
    }
    if mode == .quiz { try set(&contest, in: session) }
    let ready = try contest.document()
    let done = try session.perform(by: member, in: shelf) {
      try ContestAct.create(ready, in: $0.privateFolder, by: member, in: $0)
    }
    try session.report(done, new: contest.id, in: shelf)
    guard !context.options.areForPrograms else { return }
    context.say(Words.closesAt(Clock.local(closes)))
    if contest.trustee?.handle == contest.host { context.warn(Words.hostIsTrustee) }
  }

  private func check() throws {
    if mode != .vote, !choices.isEmpty { throw Failure.contradiction("`--choice`", "`--mode \(mode)`") }
    if mode != .quiz, !questions.isEmpty { throw Failure.contradiction("`--question`", "`--mode \(mode)`") }
    if mode == .draw, trustee != nil { throw Failure.contradiction("`--trustee`", "`--mode draw`") }
    if choices.count == 1 { throw Failure(.usage, Words.oneChoiceIsNone) }
    if mode == .quiz, questions.isEmpty { throw Failure(.usage, Words.quizNeedsQuestions) }
    guard questions.count == answers.count else { throw Failure(.usage, Words.answerEach) }
    if mode == .draw, drawFrom == nil { throw Failure(.usage, Words.drawNeedsSource) }
  }

  /// Who opens the votes, with the newest of their keys.
  private func keeper(_ session: Session) throws -> Contest.Trustee {
    let text = try trustee ?? session.context.ask(Words.askTrustee, flag: "--trustee")
    let handle = try session.indexed(text, as: [.person]).key
    guard let key = try session.keys(toSealFor: handle).last else {
      throw Failure(
        .notFound, Words.noKeyToSealFor(try Session.handle(handle)), hint: Words.noKeyToSealForHint)
    }
    return Contest.Trustee(handle, age: key.description)
  }

  /// Sets the questions of a quiz, and commits to the answers: sealed for the host, so that they are not lost.
  private func set(_ contest: inout Contest, in session: Session) throws {
    contest.questions = try questions.map { text in
      let parts = text.split(separator: "|").map { String($0).trimmed }
      guard parts.count > 2 else { throw Failure(.usage, Words.questionForm(text)) }
      return Contest.Question(parts[0], Array(parts.dropFirst()))
    }
    let right = try zip(answers, contest.questions).map { try BallotChoice.number($0, in: $1.choices) }
    // Keys never come from `MGRNET_SEED`.
    var random = SystemRandomNumberGenerator()
    let key = QuizKey(right, salt: Ballot(right, using: &random).nonce)
    contest.key = key.commitment(contest: contest.id)
    contest.sealedKey = String(
      decoding: try Age.sealed(
        Array(key.text.utf8), for: .recipients(session.keys(toSealFor: contest.host)), armored: true,
        using: &random), as: UTF8.self)
  }
}
