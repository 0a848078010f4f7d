import Contests
import Records
import Sealing
import SeededRandom
import Testing

/// A contest of four people with Anna as host and Dora as trustee, played by the rules; tests then break one.
struct Game {
  static let id = "7k2m9x4q1abj"
  static let people = ["anna", "bob", "clara", "dora"]
  var random = Seeded(state: 7)
  let key: X25519Identity
  var evidence: Evidence

  init(_ mode: Contest.Mode = .vote, drawFrom: String? = nil) throws {
    key = try X25519Identity(using: &random)
    var contest = Contest(id: Self.id, title: "The best", mode: mode, closes: Self.time(10), host: "anna")
    contest.voters = Self.people
    contest.trustee = .init("dora", age: key.recipient.description)
    contest.drawFrom = drawFrom
    if mode == .quiz { contest.questions = [.init("One?", ["a", "b"]), .init("Two?", ["a", "b", "c"])] }
    evidence = Evidence(contest)
  }

  static func time(_ hour: Int) -> Timestamp {
    Timestamp(secondsSince1970: 1_800_000_000 + Int64(hour) * 3600, offsetMinutes: 60)
  }

  static func blob(_ text: String) -> String { hexadecimal(SHA256Digest.hash(Array(text.utf8))) }

  /// What a vote's file holds.
  mutating func sealed(_ numbers: [Int], by handle: String, as author: String? = nil) throws
    -> Evidence.SealedVote
  {
    let ballot = Ballot(numbers, using: &random)
    let armor = try ballot.sealed(for: try #require(evidence.contest.trustee), using: &random)
    let record = try Document([
      "author": .string(author ?? handle), "created": .string(Self.time(1).description),
      "commitment": .string(ballot.commitment(contest: Self.id, handle: handle)), "sealed": .string(armor),
    ])
    return Evidence.SealedVote(record, blob: Self.blob(record.text))
  }

  mutating func vote(_ handle: String, _ numbers: Int...) throws {
    let vote = try sealed(numbers, by: handle)
    (evidence.votes[handle], evidence.hadVotes[handle]) = (vote, vote)
  }

  mutating func enter(_ handles: String...) {
    for handle in handles {
      evidence.entries[handle] = Self.blob("entry of \(handle)")
      evidence.hadEntries[handle] = evidence.entries[handle]
    }
  }

  mutating func close(key: QuizKey? = nil) {
    var closing = Closing(Self.time(11))
    closing.votes = evidence.hadVotes.mapValues { .init($0.blob, commitment: $0.commitment) }
    closing.entries = evidence.hadEntries
    closing.key = key?.text
    evidence.closing = closing
    evidence.closedAt = closing.created
    for vote in evidence.hadVotes.values { evidence.frozen[vote.blob] = vote }
  }

  mutating func open() {
    let count = evidence.contest.ballot.count
    evidence.opening = Opening(
      Self.time(12),
      evidence.hadVotes.compactMapValues { Ballot(opening: $0.sealed, count: count, with: [key])?.text })
  }

  mutating func witness(_ handle: String, _ value: String, isAfterClosing: Bool = true) {
    evidence.witnesses.append(.init(handle, value, isAfterClosing: isAfterClosing))
  }
}
