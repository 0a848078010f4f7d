import ArgumentParser
import Contests
import Git
import Records
import Store

struct ContestOpenCommand: Command {
  static var configuration: CommandConfiguration { .words("open", Words.contestOpen) }

  @Argument(help: .words(Words.contestID, value: "id"), completion: .from(.contest)) var id: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let whole = try WholeContest(id, in: session)
    guard let trustee = whole.contest.trustee else { throw Failure(.badData, Words.takesNoSealedVotes) }
    let member = try whole.only(trustee.handle, session)
    guard let closing = whole.closing else {
      throw Failure(.badData, Words.notClosedYet(whole.name(whole.contest.host)))
    }
    let keys = try session.ownIdentities().filter { $0.recipient.description == trustee.age }
    if keys.isEmpty { throw Failure(.notFound, Words.keyIsElsewhere, hint: Words.noOwnKeyHint) }
    let (repository, count) = (try whole.shelf.network().repository, whole.contest.ballot.count)
    var opening = Opening(context.now, [:])
    for (handle, vote) in closing.votes {
      guard let file = try repository.sealedVote(vote.blob),
        let ballot = Ballot(opening: file.sealed, count: count, with: keys)
      else { continue }
      opening.votes[handle] = ballot.text
    }
    try whole.end(opening.document(), as: .opened, by: member, in: session)
    guard !context.options.areForPrograms else { return }
    context.say(Words.openedVotes(opening.votes.count, of: closing.votes.count))
    try ContestNews(session, whole.place).tell()
  }
}

/// How a contest stands after an act.
struct ContestNews {
  let whole: WholeContest
  let context: Context

  init(_ session: Session, _ place: RecordPath) throws {
    (whole, context) = (try WholeContest(at: place, in: session), session.context)
  }

  func tell() {
    let outcome = whole.outcome
    switch outcome.state {
    case .decided:
      context.say(Words.won(outcome.winners.map(whole.name)))
      context.hint(Words.thenSave(whole.place.key))
    case .awaitsValue: context.say(Words.twoMustSee(whole.contest.drawFrom ?? ""))
    case .open, .sealed: return
    }
  }
}

extension Repository {
  /// Returns the vote of a file by its id in git, as `closed.md` has it; `nil` for what is none here.
  func sealedVote(_ blob: String) throws -> Evidence.SealedVote? {
    guard let id = ObjectID(hex: blob), let bytes = try self.blob(id),
      let record = try? Document(parsing: bytes)  // what is no record is no vote
    else { return nil }
    return Evidence.SealedVote(record, blob: blob)
  }
}
