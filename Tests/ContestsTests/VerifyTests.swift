import Records
import Testing

@testable import Contests

/// Attacks, each on a contest that is right but for it.
@Suite struct VerifyTests {
  /// Bob and Clara have entered; Anna and Dora vote for Clara, Clara for Bob.
  private func game(drawFrom: String? = nil) throws -> Game {
    var game = try Game(drawFrom: drawFrom)
    game.enter("bob", "clara")
    try game.vote("anna", 3)
    try game.vote("dora", 3)
    try game.vote("clara", 2)
    return game
  }

  /// Plays on to the end.
  private func played(_ change: (inout Game) throws -> Void = { _ in }) throws -> Game {
    var game = try game()
    try change(&game)
    game.close()
    game.open()
    return game
  }

  @Test func whoPlaysByTheRulesIsNotNamed() throws {
    var game = try game()
    #expect(game.evidence.outcome.state == .open && game.evidence.irregularities.isEmpty)
    game.close()
    #expect(game.evidence.outcome.state == .sealed && game.evidence.irregularities.isEmpty)
    game.open()
    #expect(game.evidence.irregularities.isEmpty)
    #expect(game.evidence.outcome.winners == ["clara"])
    #expect(game.evidence.outcome.counts.map(\.count) == [1, 2])
    game.evidence.result = try game.evidence.outcome.document()
    #expect(game.evidence.irregularities.isEmpty)
  }

  @Test func whoVotesAnewBeforeTheEndHasOneVote() throws {
    let game = try played { try $0.vote("dora", 2) }
    #expect(game.evidence.outcome.winners == ["bob"])
    #expect(game.evidence.outcome.counts.map(\.count) == [2, 1] && game.evidence.irregularities.isEmpty)
  }

  @Test func aCopiedVoteIsNamedAndDoesNotCount() throws {
    let game = try played { game in
      let dora = try #require(game.evidence.votes["dora"])
      let record = try Document([
        "author": .string("bob"), "commitment": .string(dora.commitment), "sealed": .string(dora.sealed),
      ])
      let copy = Evidence.SealedVote(record, blob: Game.blob("copy"))
      (game.evidence.votes["bob"], game.evidence.hadVotes["bob"]) = (copy, copy)
    }
    #expect(game.evidence.irregularities == [.copied("dora", of: "bob"), .notMatching("bob")])
    #expect(game.evidence.outcome.votes.keys.sorted() == ["anna", "clara", "dora"])
  }

  @Test func aVoteChangedAfterTheEndIsNamedAndTheFrozenOneCounts() throws {
    var game = try played()
    game.evidence.votes["anna"] = try game.sealed([2], by: "anna")
    #expect(
      game.evidence.irregularities == [.voteChanged("anna")] && game.evidence.outcome.winners == ["clara"])
  }

  /// Whatever time it gives itself: the host's tree did not have it.
  @Test func aVoteDatedBackIsLate() throws {
    var game = try played()
    game.evidence.votes["bob"] = try game.sealed([2], by: "bob")
    #expect(game.evidence.irregularities == [.voteLate("bob")] && game.evidence.outcome.votes["bob"] == nil)
  }

  @Test func aVoteOrAnEntryThatTheHostLeavesOutIsNamed() throws {
    var game = try played()
    game.evidence.closing?.votes["dora"] = nil
    game.evidence.closing?.entries["bob"] = nil
    #expect(
      game.evidence.irregularities == [.voteLeftOut("dora"), .entryLeftOut("bob"), .noSuchChoice("clara")])
  }

  @Test func aVoteThatNobodyHasIsMissing() throws {
    var game = try played()
    game.evidence.closing?.votes["bob"] = .init(Game.blob("invented"), commitment: Game.blob("c"))
    #expect(game.evidence.irregularities == [.voteMissing("bob"), .notOpened("bob")])
    let blob = try #require(game.evidence.votes["anna"]).blob
    game = try played()
    game.evidence.closing?.votes["anna"] = .init(blob, commitment: Game.blob("another"))
    #expect(game.evidence.irregularities.contains(.voteMissing("anna")))
    #expect(game.evidence.outcome.votes["anna"] == nil)
  }

  @Test func aTrusteeWhoOpensSomethingElseIsNamed() throws {
    var game = try played()
    let own = Ballot([2], nonce: Array(repeating: 1, count: 32))
    game.evidence.opening?.votes["dora"] = own.text
    game.evidence.opening?.votes["anna"] = nil
    #expect(game.evidence.irregularities == [.notOpened("anna"), .notMatching("dora")])
    #expect(game.evidence.outcome.votes.keys.sorted() == ["clara"])
  }

  @Test func whoVotesForThemselvesOrForNobodyIsNamed() throws {
    let game = try played { game in
      try game.vote("bob", 2)
      try game.vote("anna", 9)
      try game.vote("dora", 1)
    }
    #expect(
      game.evidence.irregularities == [.noSuchChoice("anna"), .forOneself("bob"), .noSuchChoice("dora")])
    #expect(game.evidence.outcome.winners == ["bob"])
  }

  @Test func whoMayNotVoteIsNamedAndDoesNotCount() throws {
    var game = try game()
    game.evidence.contest.voters?.append("eve")
    try game.vote("eve", 3)
    game.evidence.contest.voters?.removeLast()
    game.close()
    game.open()
    #expect(game.evidence.irregularities == [.notAVoter("eve")] && game.evidence.outcome.votes["eve"] == nil)
  }

  @Test func aHostWhoClosesEarlyOrAgainOrChangesTheGameIsNamed() throws {
    var game = try played()
    game.evidence.closing?.created = Game.time(9)
    #expect(game.evidence.irregularities == [.closedEarly])
    game = try played()
    game.evidence.closedAt = Game.time(9)
    game.evidence.isClosedAgain = true
    game.evidence.changedKeys = ["trustee"]
    #expect(game.evidence.irregularities == [.changed(key: "trustee"), .closedEarly, .closedAgain])
  }

  @Test func anEntryChangedOrMadeAfterTheEndIsNamed() throws {
    var game = try played()
    game.evidence.entries["bob"] = Game.blob("a better text")
    game.evidence.entries["dora"] = Game.blob("late")
    #expect(game.evidence.irregularities == [.entryChanged("bob"), .entryLate("dora")])
  }

  @Test func twoVotesAndUnsignedOnesAreNamed() throws {
    var game = try played()
    (game.evidence.doubled, game.evidence.unsigned) = (["anna"], ["dora"])
    #expect(game.evidence.irregularities == [.votedTwice("anna"), .unsigned("dora")])
    #expect(game.evidence.irregularities.allSatisfy { !$0.isBreach })
  }

  // MARK: Draws

  @Test func aTieIsDrawnOnlyFromWhatTwoWitnessesSaw() throws {
    var game = try game(drawFrom: "Saturday's lottery")
    try game.vote("dora", 2)
    try game.vote("clara", 2)
    try game.vote("bob", 3)
    game.close()
    game.open()
    #expect(game.evidence.outcome.state == .awaitsValue && game.evidence.outcome.level == ["bob", "clara"])
    game.witness("anna", "5 12 33")
    game.witness("bob", "5 12 33")
    #expect(game.evidence.outcome.state == .awaitsValue)
    #expect(game.evidence.irregularities == [.witnessIsHost("anna")])
    game.witness("clara", "5 12 33", isAfterClosing: false)
    #expect(game.evidence.outcome.state == .awaitsValue)
    game.evidence.witnesses.removeLast()
    game.witness("clara", "33, 12, 6")
    #expect(game.evidence.irregularities.contains(.witnessesDisagree))
    game.evidence.witnesses.removeLast()
    game.witness("clara", "33, 12, 5")
    #expect(game.evidence.outcome.state == .decided && game.evidence.outcome.winners.count == 1)
    #expect(game.evidence.outcome.drawn.sorted() == ["bob", "clara"])
  }

  /// RFC 3797, section 6: its three sources, its 25 people, and the ten whom it draws.
  @Test func aDrawIsThatOfTheRFC() throws {
    var game = try Game(.draw, drawFrom: "the values of the RFC")
    let names = (1...25).map { $0 < 10 ? "p0\($0)" : "p\($0)" }
    for name in names { game.enter(name) }
    game.close()
    game.witness("bob", "9319 / 2, 5, 12, 8, 10 / 9, 18, 26, 34, 41, 45")
    game.witness("clara", "9319/10 8 12 5 2/45 41 34 26 18 9")
    let drawn = game.evidence.outcome.drawn
    #expect(
      drawn.prefix(10).map { $0.dropFirst() } == ["17", "07", "02", "16", "25", "23", "08", "24", "19", "13"])
    #expect(drawn.sorted() == names && game.evidence.outcome.winners == ["p17"])
    #expect(game.evidence.irregularities.isEmpty)
  }

  // MARK: A quiz

  @Test func theRightAnswersAreThoseThatWereCommittedTo() throws {
    var game = try Game(.quiz)
    let key = QuizKey([2, 3], salt: Array(repeating: 9, count: 32))
    game.evidence.contest.key = key.commitment(contest: Game.id)
    try game.vote("bob", 2, 3)
    try game.vote("clara", 2, 1)
    game.close(key: key)
    game.open()
    #expect(game.evidence.irregularities.isEmpty && game.evidence.outcome.winners == ["bob"])
    #expect(game.evidence.outcome.counts.map(\.count) == [2, 1])
    game.evidence.closing?.key = QuizKey([2, 1], salt: key.salt).text
    #expect(game.evidence.irregularities == [.keyNotMatching] && game.evidence.outcome.winners.isEmpty)
  }

  @Test func whatIsWrittenDownIsWhatIsComputed() throws {
    var game = try played()
    game.evidence.result = try Document(["winners": .strings(["bob"])])
    #expect(game.evidence.irregularities == [.resultDiffers])
  }
}
