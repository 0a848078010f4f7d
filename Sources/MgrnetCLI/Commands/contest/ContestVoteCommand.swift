import ArgumentParser
import Contests
import Records
import Store

struct ContestVoteCommand: Command {
  static var configuration: CommandConfiguration { .words("vote", Words.contestVote) }

  @Argument(help: .words(Words.contestID, value: "id"), completion: .from(.contest)) var id: String
  @Argument(help: .words(Words.contestVoteChoice, value: "answer")) var choices: [String] = []
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let whole = try WholeContest(id, in: session)
    let contest = whole.contest
    let member = try session.author(in: whole.shelf)
    guard contest.mode != .draw else { throw Failure(.badData, Words.isDrawn, hint: Words.thenEnter(id)) }
    guard !whole.isOver(at: context.now) else { throw Failure(.badData, Words.contestIsOver) }
    guard contest.voters?.contains(member.handle.rawValue) == true, let trustee = contest.trustee else {
      throw Failure(.notAllowed, contest.trustee == nil ? Words.takesNoSealedVotes : Words.notOneOfTheVoters)
    }
    let numbers = try contest.isOfEntries ? [entrant(whole)] : given(contest.ballot)
    if contest.isOfEntries, contest.ballot[0][numbers[0] - 1] == member.handle.rawValue {
      throw Failure(.notAllowed, Words.notForOneself)
    }
    // Keys never come from `MGRNET_SEED`.
    var random = SystemRandomNumberGenerator()
    let ballot = Ballot(numbers, using: &random)
    let commitment = ballot.commitment(contest: contest.id, handle: member.handle.rawValue)
    let sealed = try ballot.sealed(for: trustee, using: &random)
    let done = try session.perform(by: member, in: whole.shelf) {
      try ContestAct.vote(commitment, sealed: sealed, at: whole.place.text, by: member, in: $0)
    }
    try session.report(done, in: whole.shelf)
    if !context.options.areForPrograms {
      context.say(Words.isSealed(whole.name(trustee.handle), Clock.local(contest.closes)))
    }
  }

  private func given(_ ballot: [[String]]) throws -> [Int] {
    guard choices.count == ballot.count else {
      throw Failure(.usage, Words.oneChoiceEach(ballot.count), hint: ballot.first.map(Words.choicesAre))
    }
    return try zip(choices, ballot).map { try BallotChoice.number($0, in: $1) }
  }

  /// Returns the number of whom the vote is for: of those who entered.
  private func entrant(_ whole: WholeContest) throws -> Int {
    let voters = whole.contest.voters ?? []
    let entrants = whole.entries.keys.filter(voters.contains).sorted()
    guard choices.count == 1 else {
      throw Failure(.usage, Words.oneChoiceEach(1), hint: Words.choicesAre(entrants))
    }
    let chosen = try BallotChoice.number(choices[0], in: entrants, names: entrants.map(whole.name))
    return (voters.firstIndex(of: entrants[chosen - 1]) ?? 0) + 1
  }
}
