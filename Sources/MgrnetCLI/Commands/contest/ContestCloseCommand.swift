import ArgumentParser
import Contests
import Records
import Sealing
import Store

struct ContestCloseCommand: Command {
  static var configuration: CommandConfiguration { .words("close", Words.contestClose) }

  @Argument(help: .words(Words.contestID, value: "id"), completion: .from(.contest)) var id: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let whole = try WholeContest(id, in: session)
    let contest = whole.contest
    let member = try whole.only(contest.host, session)
    guard whole.closing == nil else { throw Failure(.badData, Words.isClosedAlready) }
    guard contest.closes.seconds <= context.now.seconds else {
      throw Failure(.badData, Words.notYetClosing(Clock.local(contest.closes)))
    }
    var closing = Closing(context.now)
    for (handle, file) in whole.votes where file.isInTime(for: contest) {
      let vote = Evidence.SealedVote(file.record, blob: file.blob.description)
      closing.votes[handle] = .init(vote.blob, commitment: vote.commitment)
    }
    for (handle, file) in whole.entries where file.isInTime(for: contest) {
      closing.entries[handle] = file.blob.description
    }
    if contest.mode == .quiz { closing.key = try key(contest, session).text }
    try whole.end(closing.document(), as: .closed, by: member, in: session)
    if !context.options.areForPrograms {
      context.say(Words.frozen(votes: closing.votes.count, entries: closing.entries.count))
      if let trustee = contest.trustee { context.hint(Words.trusteeOpens(whole.name(trustee.handle), id)) }
    }
  }

  private func key(_ contest: Contest, _ session: Session) throws -> QuizKey {
    let identities = try session.ownIdentities()
    let bytes = try Age.opened(
      Array((contest.sealedKey ?? "").utf8), .armored, with: identities.map { .identity($0) }, atMost: 4096)
    guard let key = QuizKey(text: String(decoding: bytes, as: UTF8.self), count: contest.questions.count),
      key.commitment(contest: contest.id) == contest.key
    else { throw Failure(.badData, Words.finding(.keyNotMatching) { $0 }) }
    return key
  }
}

extension Snapshot.File {
  /// Whether it says that it was made before the contest closed. Whoever dates it back is found by what the host had.
  func isInTime(for contest: Contest) -> Bool {
    record["created"]?.time.map { $0.seconds < contest.closes.seconds } ?? true
  }
}
