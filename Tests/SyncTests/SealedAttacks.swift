import Foundation
import Git
import Sealing
import SeededRandom
import Store
import Testing

@testable import SealedSync
@testable import Sync

/// What somebody does who has the host, or may push there, and knows every public key.
@Suite struct SealedAttacks {
  /// Alice and Bob, and one post of Alice's that both have.
  private func pair(_ names: [String] = ["alice", "bob"]) throws -> SealedReplicas {
    let people = try SealedReplicas(names)
    _ = try people[0].post("Known")
    try people[0].sync()
    for person in people.people { try person.sync() }
    return people
  }

  @Test func whatAStrangerForgesIsRefusedAndTheRestComesIn() throws {
    let people = try pair()
    let (alice, bob) = (people[0], people[1])
    var random = Seeded(state: 1)
    let mallory = try DeviceKey(using: &random)
    var forger = try Forger(in: people.replicas.folder)
    let commit = try forger.commit(["posts/2026/10/evil-0123456789ab/post.md": "evil"])
    let plan = Forger.Plan(sender: "alice", heads: [commit], pack: try forger.pack([commit]))
    let forged = try forger.seal(plan, of: people.name, by: mallory, for: people.recipients)
    try people.host.put(forged.id, forged.bytes)
    // And what is no segment at all.
    let noise = SegmentID(using: &random).description
    try people.host.put(noise, Array("not an age file".utf8))
    let empty = SegmentID(using: &random).description
    try people.host.put(empty, [])
    let honest = try alice.post("Honest")
    try alice.sync()
    let before = try bob.git("rev-list", "--all", "--count")
    for isNew in [true, false] {
      let outcome = try bob.sync()
      #expect(outcome.refused.allSatisfy { $0.isNew == isNew })
      let refused = Dictionary(outcome.refused.map { ($0.segment.description, $0.refusal) }) { one, _ in one }
      #expect(refused.count == 3)
      #expect(refused[forged.id] == .fault(.notAMember(sender: "alice", mallory.publicKeys.sign)))
      #expect(refused[noise] == .damaged && refused[empty] == .damaged)
    }
    #expect(bob.has(honest))
    #expect(try !bob.network.repository.has(commit), "nothing of it was unpacked")
    #expect(try Int(bob.git("rev-list", "--all", "--count").dropLast()) == (Int(before.dropLast()) ?? 0) + 1)
    // They stay on the host, and keep nobody from sealing.
    _ = try bob.post("Another")
    #expect(try bob.sync().sealed != nil)
    #expect(try people.host.segments.contains(forged.id))
  }

  @Test func aSegmentUnderAnotherNameOrOfAnotherCommunityIsRefused() throws {
    let (people, others) = (try pair(), try SealedReplicas(["zoe"]))
    let (alice, bob) = (people[0], people[1])
    _ = try alice.post("Twice?")
    try alice.sync()
    let segment = try #require(try people.host.segments.first { try bob.isNew($0) })
    var random = Seeded(state: 2)
    let copy = SegmentID(using: &random).description
    try people.host.put(copy, try people.host.read(segment))
    // Alice seals for Bob in another community of hers: the host brings it here.
    var forger = try Forger(in: people.replicas.folder)
    let commit = try forger.commit(["posts/x": "x"])
    let plan = Forger.Plan(sender: "alice", heads: [commit], pack: try forger.pack([commit]))
    let foreign = try forger.seal(plan, of: others.name, by: alice.key, for: people.recipients)
    try people.host.put(foreign.id, foreign.bytes)
    let refused = try bob.sync().refused
    #expect(refused.count == 2)
    #expect(refused.contains { $0.refusal == .fault(.otherName(SegmentID(segment)!)) })
    #expect(refused.contains { $0.refusal == .fault(.otherCommunity(others.name.description)) })
    #expect(try bob.tree == alice.tree)
  }

  @Test func whatIsReplayedChangesNothing() throws {
    let people = try SealedReplicas(["alice", "bob", "carol"], members: 2)
    let (alice, bob) = (people[0], people[1])
    _ = try alice.post("Old")
    try alice.sync()
    try bob.sync()
    let old = try people.host.segments.map { ($0, try people.host.read($0)) }
    try alice.invite(people[2])
    try alice.sync()
    try bob.sync()
    try bob.accept()
    #expect(try people.host.segments.count == 1)
    let (before, tip) = (try bob.tree, try bob.tip)
    for (id, bytes) in old { try people.host.put(id, bytes) }
    let outcome = try bob.sync()
    #expect(outcome.refused.isEmpty && outcome.sync.came.isEmpty && outcome.sealed == nil)
    #expect(try bob.tree == before && bob.tip == tip)
    try people.join(people[2])
    #expect(try people[2].tree == before)
  }

  @Test func whatTheHostDropsIsNamedAndPutBack() throws {
    let people = try pair(["alice", "bob", "carol"])
    let (alice, bob, carol) = (people[0], people[1], people[2])
    let post = try alice.post("Dropped")
    try alice.sync()
    let dropped = try #require(try people.host.segments.first { try bob.isNew($0) })
    try people.host.put(dropped, nil)
    // Who never saw it, and has nothing that comes after it, cannot know.
    #expect(try bob.sync().missing.isEmpty)
    // What comes after it says so.
    let outcome = try alice.sync()
    #expect(outcome.rolledBack.map(\.description) == [dropped])
    #expect(outcome.restored.map(\.description) == [dropped])
    #expect(try alice.sync().rolledBack.isEmpty)
    try bob.sync()
    #expect(bob.has(post))

    _ = try alice.post("On top")
    let second = try #require(try alice.sync().sealed)
    let third = try #require(
      try {
        _ = try alice.post("At last")
        return try alice.sync().sealed
      }())
    try people.host.put(second.description, nil)
    let named = try carol.sync()
    #expect(named.missing == [second])
    #expect(named.refused.map(\.segment) == [third] && named.refused.map(\.refusal) == [.incomplete])
    try alice.sync()
    let healed = try carol.sync()
    #expect(healed.missing.isEmpty && healed.refused.isEmpty)
    #expect(try carol.tree == alice.tree)
  }

  @Test func aHostThatGoesBackInTimeIsNoticed() throws {
    let people = try pair()
    let (alice, bob) = (people[0], people[1])
    let before = try people.host.tip
    let posts = try (0..<3).map { number in
      let post = try alice.post("Gone \(number)")
      try alice.sync()
      return post
    }
    try people.host.move(to: before)
    let outcome = try alice.sync()
    #expect(outcome.isRewritten)
    #expect(outcome.rolledBack.count == 3 && outcome.restored.count == 3)
    #expect(
      try run(people.replicas.shared, "git", "merge-base", "--is-ancestor", before, people.name.branch) == "")
    try bob.sync()
    for post in posts { #expect(bob.has(post)) }
    // A branch that is gone altogether, and one whose history was written anew.
    try run(people.replicas.shared, "git", "update-ref", "-d", "refs/heads/\(people.name.branch)")
    let gone = try bob.sync()
    #expect(gone.isRewritten && !gone.restored.isEmpty)
    #expect(try !alice.sync().sync.came.items.contains { $0.kind == .removed })
    let tree = try run(people.replicas.shared, "git", "rev-parse", "\(before)^{tree}").trimmingCharacters(
      in: .newlines)
    let orphan = try run(people.replicas.shared, "git", "commit-tree", tree, "-m", "segments")
    try people.host.move(to: orphan.trimmingCharacters(in: .newlines))
    #expect(try alice.sync().isRewritten)
    var fresh = try bob.sync()
    try bob.forget()
    fresh = try bob.sync()
    #expect(fresh.rolledBack.isEmpty && fresh.refused.isEmpty)
    #expect(try alice.tree == bob.tree)
  }

  @Test func whatTheHostChangesIsNotOpenedAndPutBack() throws {
    for change in 0..<3 {
      let people = try pair()
      let (alice, bob) = (people[0], people[1])
      let post = try alice.post("Changed")
      let id = try #require(try alice.sync().sealed)
      var bytes = try people.host.read(id.description)
      switch change {
      case 0: bytes[bytes.count / 2] ^= 0x10
      case 1: bytes.removeLast(bytes.count / 3)
      default: bytes += bytes
      }
      try people.host.put(id.description, bytes)
      #expect(try bob.sync().refused.map(\.refusal) == [.damaged])
      #expect(!bob.has(post))
      let outcome = try alice.sync()
      #expect(outcome.refused.map(\.refusal) == [.exchanged])
      #expect(outcome.rolledBack == [id] && outcome.restored == [id])
      #expect(try bob.sync().refused.isEmpty)
      #expect(bob.has(post))
    }
  }
}

extension SealedReplica {
  /// Whether a segment is one that this machine has not taken in.
  func isNew(_ segment: String) throws -> Bool {
    let state = try SealedState(in: network.stateFolder)
    return SegmentID(segment).map { state.live[$0] == nil && !state.gone.contains($0) } ?? true
  }
}
