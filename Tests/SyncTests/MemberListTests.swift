import Sealing
import SeededRandom
import Testing

@testable import SealedSync
@testable import Sync

@Suite struct MemberListTests {
  /// A card that a member fills with keys would have everybody seal for each of them.
  @Test func noMoreKeysOfOneCardAreReadThanAnybodyHas() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    var random = Seeded(state: 1)
    let keys = try (0..<70).map { _ in try DeviceKey(using: &random).publicKeys }
    let lines = keys.map { "  - {device: laptop, age: \($0.age), sign: \($0.sign)}\n" }.joined()
    try alice.git("switch", "-qc", "members")
    try alice.write("members/alice.md", "---\nkeys:\n\(lines)---\n")
    try alice.write("members/bob.md", "---\nkeys: [{device: phone, age: none, sign: none}, text]\n---\n")
    try alice.write("members/carol.md", "no card\n")
    try alice.git("add", "-A")
    try alice.git("commit", "-qm", "many keys")
    let tip = try #require(try alice.network.repository.tip(of: "members"))
    let list = try MemberList(in: tip, of: alice.network.repository)
    #expect(list.entries.map(\.keys) == Array(keys.prefix(64)))
    #expect(list.epoch == 1)
  }
}
