import Records
import Sealing
import SeededRandom
import Testing

@testable import Contests

@Suite struct BallotTests {
  /// format.md, "Votes, draws, quizzes": computed once with Python's hashlib.
  @Test func aCommitmentIsWhatTheFormatSays() {
    let ballot = Ballot([2], nonce: Array(repeating: 7, count: 32))
    #expect(ballot.text == "0002 " + String(repeating: "07", count: 32))
    #expect(
      ballot.commitment(contest: "bw07m2ax2r28", handle: "luc.moreau")
        == "bc7203bb7c89ede37941937a516eb3565d445adb32d16f2678ea098bc55a11c2")
    #expect(
      QuizKey([1, 2], salt: Array(repeating: 7, count: 32)).commitment(contest: "bw07m2ax2r28")
        == "a0f68e5c165986e6962802063b6f960d1c640c7b1294eec208b1e966a5b152d1")
  }

  @Test func nobodyGuessesAVoteByItsLength() throws {
    var random = Seeded(state: 1)
    let (key, other) = (try X25519Identity(using: &random), try X25519Identity(using: &random))
    let sealed = try [1, 2, 65_535].map {
      try Ballot([$0], using: &random).sealed(
        for: .init("anna", age: key.recipient.description), using: &random)
    }
    #expect(Set(sealed.map(\.utf8.count)).count == 1 && Set(sealed).count == 3)
    #expect(sealed.map { Ballot(opening: $0, count: 1, with: [key])?.numbers } == [[1], [2], [65_535]])
    #expect(Ballot(opening: sealed[0], count: 2, with: [key]) == nil)
    #expect(Ballot(opening: sealed[0], count: 1, with: [other]) == nil)
    #expect(Ballot(opening: "a vote", count: 1, with: [key]) == nil)
  }

  @Test func whatIsNoVoteIsNone() {
    let nonce = String(repeating: "07", count: 32)
    for text in [
      "", "0001", "0001 07", "00 \(nonce)", "000g \(nonce)", "0001 \(nonce) 1", "00010001 \(nonce)",
    ] {
      #expect(Ballot(text: text, count: 1) == nil, "\(text)")
    }
    #expect(Ballot(text: "00010002 \(nonce)", count: 2)?.numbers == [1, 2])
  }
}
