import Foundation
import Git
import Records
import Sealing
import SeededRandom
import Store
import Testing

@testable import SealedSync
@testable import Sync

/// What a member does who is hostile, was expelled, or is not accepted yet.
@Suite struct SealedMemberAttacks {
  @Test func aKeyThatWasSwappedInTheCommonsChangesNothing() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let (alice, bob) = (people[0], people[1])
    var random = Seeded(state: 3)
    let mallory = try DeviceKey(using: &random)
    // Whoever can write to the commons can write any card.
    let card = "people/\(try bob.handle).md"
    let text = try alice.replica.read(card)
      .replacingOccurrences(of: "\(bob.key.publicKeys.age)", with: "\(mallory.publicKeys.age)")
      .replacingOccurrences(of: "\(bob.key.publicKeys.sign)", with: "\(mallory.publicKeys.sign)")
    try alice.replica.write(card, text)
    try alice.replica.sync()
    #expect(try alice.replica.read(card).contains("\(mallory.publicKeys.age)"))
    _ = try alice.post("For Bob alone")
    let outcome = try alice.sync()
    #expect(outcome.pending.isEmpty && outcome.sealed != nil)
    #expect(try people.host.opened(by: mallory, inside: people.replicas.folder) == 0)
    #expect(try bob.sync().sync.came.count(.post) == 1)
  }

  @Test func aKeyThatAMemberSwapsIsNotTaken() throws {
    let people = try SealedReplicas(["alice", "bob", "carol"])
    let (alice, bob, carol) = (people[0], people[1], people[2])
    var random = Seeded(state: 4)
    let mallory = try DeviceKey(using: &random)
    // Carol puts another key in the place of Bob's, in the community itself. Her own program would not send that.
    let (handle, card) = (try bob.handle, try carol.git("show", "HEAD:members/bob.md"))
    let swapped = card.replacing("\(bob.key.publicKeys.age)", with: "\(mallory.publicKeys.age)")
      .replacing("\(bob.key.publicKeys.sign)", with: "\(mallory.publicKeys.sign)")
    #expect(swapped != card)
    var forger = try Forger(in: people.replicas.folder, knowing: carol.path)
    func put(_ path: String, _ text: String, on tip: ObjectID, as sender: String, by key: DeviceKey) throws
      -> ObjectID
    {
      let commit = try forger.commit([path: text], on: [tip])
      let plan = Forger.Plan(sender: sender, heads: [commit], bases: [tip], pack: try forger.pack([commit]))
      let forged = try forger.seal(plan, of: people.name, by: key, for: people.recipients)
      try people.host.put(forged.id, forged.bytes)
      return commit
    }
    let tip = try #require(ObjectID(hex: carol.tip))
    _ = try put("members/bob.md", swapped, on: tip, as: carol.handle.rawValue, by: carol.key)
    let outcome = try alice.sync()
    #expect(outcome.pending.isEmpty && outcome.dropped.isEmpty)
    #expect(outcome.sync.disputed.map(\.path) == ["members/bob.md"])
    _ = try alice.post("Not for Mallory")
    try alice.sync()
    // Nothing of it opens with the new key, and nothing that it signs comes in.
    let before = try alice.tree
    #expect(try people.host.opened(by: mallory, inside: people.replicas.folder) == 0)
    _ = try put("posts/2026/10/x-0123456789ab/post.md", "x", on: tip, as: handle.rawValue, by: mallory)
    #expect(
      try alice.sync().refused.map(\.refusal) == [
        .fault(.notAccepted(sender: handle.rawValue, mallory.publicKeys.sign))
      ])
    #expect(try alice.tree == before)
    #expect(try bob.sync().sync.came.count(.post) == 1)
  }

  @Test func whoJoinsAcceptsOnlyThoseForWhomTheInviterSeals() throws {
    let people = try SealedReplicas(["alice", "bob", "carol"], members: 2)
    let (alice, bob, carol) = (people[0], people[1], people[2])
    try alice.expel(bob)
    try alice.sync()
    // A change of Bob's own card that met the expulsion brings the card back; nobody accepted it again.
    let (handle, day) = (try bob.handle, alice.replica.actor.now.day)
    try alice.act { try MemberAct(handle, of: .rh).entry(by: $0.handle, on: day, in: $1) }
    try alice.invite(carol)
    try alice.sync()
    try people.join(carol)
    #expect(try PinnedRoster.pendingList(of: carol.network).map(\.keys) == [bob.key.publicKeys])
    let known = Set(try people.host.segments)
    _ = try carol.post("Not for Bob")
    try carol.sync()
    let new = Set(try people.host.segments).subtracting(known)
    #expect(!new.isEmpty)
    #expect(try people.host.opened(by: bob.key, inside: people.replicas.folder, among: new) == 0)
    #expect(try alice.sync().sync.came.count(.post) == 1)
  }

  @Test func whatCameWhileAPersonLookedIsNotAccepted() throws {
    let people = try SealedReplicas(["alice", "bob", "carol"], members: 2)
    let (alice, bob, carol) = (people[0], people[1], people[2])
    let (handle, day) = (try carol.handle, alice.replica.actor.now.day)
    let shown = try PinnedRoster.pendingList(of: bob.network)
    try alice.act { try MemberAct(handle, of: .rh).entry(by: $0.handle, on: day, in: $1) }
    try alice.sync()
    try bob.sync()
    #expect(try PinnedRoster.accept(shown, of: bob.network).isEmpty)
    #expect(try PinnedRoster.pendingList(of: bob.network).map(\.keys) == [carol.key.publicKeys])
  }

  @Test func whoWasExpelledOpensNothingNewAndAddsNothing() throws {
    let people = try SealedReplicas(["alice", "bob", "carol", "dave"], members: 3)
    let (alice, bob, carol, dave) = (people[0], people[1], people[2], people[3])
    // Bob's last words that Carol had, and those that nobody had when he went.
    let heard = try bob.post("Heard")
    try bob.sync()
    try carol.sync()
    let known = Set(try people.host.segments)
    try alice.expel(bob)
    #expect(try alice.sync().dropped.map(\.member) == ["bob"])
    // Carol was writing at the same time, in the epoch that had Bob: hers is not lost.
    let concurrent = try carol.post("Concurrent")
    try carol.sync()
    for number in 0..<3 {
      _ = try (number % 2 == 0 ? alice : carol).post("Without Bob \(number)")
      try (number % 2 == 0 ? alice : carol).sync()
    }
    try carol.sync()
    #expect(alice.has(heard) && alice.has(concurrent))
    #expect(try alice.tree == carol.tree)
    let new = Set(try people.host.segments).subtracting(known)
    #expect(new.count >= 4)
    // His key opens the segment that says that he is out, and nothing that comes after.
    #expect(try people.host.opened(by: bob.key, inside: people.replicas.folder, among: new) == 1)
    #expect(try people.host.opened(by: carol.key, inside: people.replicas.folder, among: new) == new.count)

    // He writes on as if he were still in, with a segment of the old epoch, and with one of the new.
    var forger = try Forger(in: people.replicas.folder, knowing: bob.path)
    let tip = try #require(ObjectID(hex: bob.tip))
    let others = [alice.key.publicKeys.age, carol.key.publicKeys.age]
    var ids: [String] = []
    for epoch in 1...3 {
      let commit = try forger.commit(["posts/2026/10/late-0123456789a\(epoch)/post.md": "late"], on: [tip])
      let plan = Forger.Plan(
        epoch: epoch, sender: "bob", heads: [commit], bases: [tip], after: ids, covers: [],
        pack: try forger.pack([commit]))
      let forged = try forger.seal(plan, of: people.name, by: bob.key, for: others)
      try people.host.put(forged.id, forged.bytes)
      ids.append(forged.id)
    }
    for person in [alice, carol] {
      let before = try person.tree
      let refused = try person.sync().refused
      #expect(refused.allSatisfy { $0.isNew })
      #expect(
        ids.map { id in refused.first { $0.segment.description == id }?.refusal } == [
          .fault(.lateForEpoch(1)), .fault(.notAMember(sender: "bob", bob.key.publicKeys.sign)),
          .fault(.notAMember(sender: "bob", bob.key.publicKeys.sign)),
        ])
      #expect(try person.tree == before)
      // They lie there for ever: a person is told of them once, but can ask.
      let again = try person.sync().refused
      #expect(again.count == refused.count && !again.contains { $0.isNew })
      #expect(try SegmentRefusal.known(of: person.network).map(\.refusal) == again.map(\.refusal))
    }
    // A list that grew has them judged anew, which is no news either; what is put in their place is.
    try alice.invite(dave)
    try alice.sync()
    let judged = try carol.sync().refused.filter { ids.contains($0.segment.description) }
    #expect(judged.count == 3 && judged.count { $0.isNew } == 0)
    try people.host.put(ids[0], [1])
    #expect(try carol.sync().refused.filter { $0.isNew }.map(\.segment.description) == [ids[0]])
    // And he himself learns of it, and what he says stays with him.
    let before = (bob: try bob.tip, alice: try alice.tree)
    _ = try bob.post("To nobody")
    let outcome = try bob.sync()
    #expect(outcome.refused.contains { $0.refusal == .notForThisKey })
    #expect(outcome.unsealed == .keyNotInList(bob.key.publicKeys.sign) && outcome.sealed == nil)
    #expect(try bob.has(heard) && !bob.has(concurrent) && !bob.network.snapshot().hasMember(bob.handle))
    let commit = try #require(ObjectID(hex: before.bob))
    let now = try #require(try bob.network.tip())
    let expulsions = try bob.network.expulsions(since: commit, to: now)
    #expect(expulsions.map(\.member.rawValue) == ["bob"] && expulsions.map(\.by) == ["alice"])
    _ = try alice.sync()
    #expect(try alice.tree == before.alice)
  }

  @Test func eachOfTwoWhoGoLearnsOfTheirOwnLeaveAlone() throws {
    let people = try SealedReplicas(["alice", "bob", "carol", "dave"])
    let (alice, bob, carol, dave) = (people[0], people[1], people[2], people[3])
    let known = Set(try people.host.segments)
    try alice.expel(bob)
    let between = try alice.post("Between")
    try alice.expel(carol)
    let after = try alice.post("After")
    #expect(Set(try alice.sync().dropped.map(\.member)) == ["bob", "carol"])
    let new = Set(try people.host.segments).subtracting(known)
    #expect(new.count == 3)
    for (person, count) in [(bob, 1), (carol, 2), (dave, 3)] {
      let opened = try people.host.opened(by: person.key, inside: people.replicas.folder, among: new)
      #expect(opened == count)
      _ = try person.sync()
    }
    #expect(!bob.has(between) && carol.has(between) && !carol.has(after) && dave.has(after))
    #expect(try dave.tree == alice.tree)
    #expect(try alice.sync().refused.isEmpty && dave.sync().refused.isEmpty)
  }

  /// Bob's last words with a key that he lost: Carol had them, and builds on them, though Alice had heard of the loss.
  @Test func whatALostKeySignedIsNotLost() throws {
    let people = try SealedReplicas(["alice", "bob", "carol"])
    let (alice, bob, carol) = (people[0], people[1], people[2])
    let heard = try bob.post("Heard")
    try bob.sync()
    try carol.sync()
    let lost = bob.key
    var random = Seeded(state: 6)
    bob.key = try DeviceKey(using: &random)
    bob.replica.signing = bob.key.signing
    // Who lost their keys asks a steward.
    let (handle, keys) = (try bob.handle, bob.key.publicKeys)
    try alice.replica.act {
      try PersonAct(handle).setKeys(of: .laptop, age: "\(keys.age)", sign: "\(keys.sign)", in: $1)
    }
    for _ in 0..<2 { for person in [alice, bob] { try person.replica.sync() } }
    try alice.invite(bob)
    let former = SegmentRefusal.fault(.formerKey(sender: "bob", lost.publicKeys.sign))
    for _ in 0..<2 { #expect(try alice.sync().refused.map(\.refusal) == [former]) }
    #expect(!alice.has(heard))
    let answer = try carol.post("Answer")
    try carol.sync()
    #expect(try alice.sync().refused.isEmpty && alice.has(heard) && alice.has(answer))
    // Whoever found the key reads nothing new with it, and nobody builds on what it signs from now on.
    let known = Set(try people.host.segments)
    _ = try alice.post("Not for the finder")
    try alice.sync()
    let new = Set(try people.host.segments).subtracting(known)
    #expect(try people.host.opened(by: lost, inside: people.replicas.folder, among: new) == 0)
    var forger = try Forger(in: people.replicas.folder, knowing: carol.path)
    let tip = try #require(ObjectID(hex: carol.tip))
    let commit = try forger.commit(["posts/2026/10/x-0123456789ab/post.md": "x"], on: [tip])
    let plan = Forger.Plan(sender: "bob", heads: [commit], bases: [tip], pack: try forger.pack([commit]))
    let forged = try forger.seal(plan, of: people.name, by: lost, for: people.recipients)
    try people.host.put(forged.id, forged.bytes)
    #expect(try alice.sync().refused.map(\.refusal) == [former])
  }

  @Test func aNumberBeginsNoEpoch() throws {
    let people = try SealedReplicas(["alice", "bob"])
    var forger = try Forger(in: people.replicas.folder, knowing: people[1].path)
    let tip = try #require(ObjectID(hex: people[1].tip))
    let commit = try forger.commit(["posts/2026/10/x-0123456789ab/post.md": "x"], on: [tip])
    let plan = Forger.Plan(
      epoch: 9, sender: "bob", heads: [commit], bases: [tip], pack: try forger.pack([commit]))
    let forged = try forger.seal(plan, of: people.name, by: people[1].key, for: people.recipients)
    try people.host.put(forged.id, forged.bytes)
    let outcome = try people[0].sync()
    #expect(outcome.refused.map(\.refusal) == [.fault(.unknownEpoch(9))])
    #expect(outcome.epoch == 1)
  }

  @Test func anEpochThatNoSegmentCanSayIsNone() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let (alice, bob) = (people[0], people[1])
    let card = alice.path + "/community.md"
    let text = try String(contentsOfFile: card, encoding: .utf8)
    try text.replacing("\ntitle:", with: "\nepoch: 4000000000\ntitle:").write(
      toFile: card, atomically: true, encoding: .utf8)
    for person in [alice, bob, alice] {
      _ = try person.post("As before")
      let outcome = try person.sync()
      #expect(outcome.sealed != nil && outcome.unsealed == nil && outcome.epoch == 1)
    }
    try bob.sync()
    #expect(try alice.tree == bob.tree && bob.git("show", "HEAD:community.md").contains("4000000000"))
  }

  @Test(arguments: 0..<3) func whoCoversFalselyTakesNothingAway(_ lie: Int) throws {
    let people = try SealedReplicas(["alice", "bob", "carol"], members: 2)
    let (alice, bob, carol) = (people[0], people[1], people[2])
    let post = try alice.post("To be kept")
    let victim = try #require(try alice.sync().sealed)
    try bob.sync()
    var forger = try Forger(in: people.replicas.folder, knowing: bob.path)
    let tip = try #require(ObjectID(hex: bob.tip))
    let before = try #require(ObjectID(hex: bob.git("rev-parse", "HEAD~1").trimmingCharacters(in: .newlines)))
    let plan: Forger.Plan
    switch lie {
    case 0:  // It builds on something else.
      let commit = try forger.commit(["note.txt": "x"], on: [before])
      plan = .init(
        sender: "bob", heads: [commit], bases: [before], covers: [victim.description],
        pack: try forger.pack([commit]))
    case 1:  // It builds on what it says that it covers, and does not hold it.
      let commit = try forger.commit(["note.txt": "x"], on: [tip])
      plan = .init(
        sender: "bob", heads: [commit], bases: [tip], covers: [victim.description],
        pack: try forger.pack([commit]))
    default:  // It says that it holds it.
      let commit = try forger.commit(["note.txt": "x"], on: [tip])
      plan = .init(
        sender: "bob", heads: [commit], bases: [before], covers: [victim.description],
        pack: try forger.pack([commit]))
    }
    let forged = try forger.seal(plan, of: people.name, by: bob.key, for: people.recipients)
    try people.host.put(forged.id, forged.bytes)
    try people.host.put(victim.description, nil)
    let outcome = try alice.sync()
    if lie < 2 {
      #expect(
        outcome.coveredFalsely.map(\.segment) == [victim] && outcome.coveredFalsely.map(\.by) == ["bob"])
    } else {
      #expect(outcome.refused.map(\.refusal) == [.hollow])
      #expect(outcome.rolledBack == [victim])
    }
    #expect(outcome.restored == [victim])
    #expect(try people.host.segments.contains(victim.description))
    try alice.invite(carol)
    let again = try alice.sync()
    #expect(again.coveredFalsely.isEmpty && again.restored.isEmpty)
    try people.join(carol)
    #expect(carol.has(post))
  }

  @Test func whatMustNotComeInIsRefusedWithAllThatBuildsOnIt() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let (alice, bob) = (people[0], people[1])
    var forger = try Forger(in: people.replicas.folder, knowing: bob.path)
    let tip = try #require(ObjectID(hex: bob.tip))
    let hostile = try forger.commit(["private/x/y.md": "x"], on: [tip])
    let next = try forger.commit(["fine.txt": "x"], on: [hostile])
    for (commit, base) in [(hostile, tip), (next, hostile)] {
      let plan = Forger.Plan(sender: "bob", heads: [commit], bases: [base], pack: try forger.pack([commit]))
      let forged = try forger.seal(plan, of: people.name, by: bob.key, for: people.recipients)
      try people.host.put(forged.id, forged.bytes)
    }
    // A history of its own has no business here either, be it of a community.
    let other = try forger.commit(["posts/x": "x", "community.md": "---\ntitle: X\n---\n"])
    let plan = Forger.Plan(sender: "bob", heads: [other], pack: try forger.pack([other]))
    let forged = try forger.seal(plan, of: people.name, by: bob.key, for: people.recipients)
    try people.host.put(forged.id, forged.bytes)
    let honest = try bob.post("Honest")
    try bob.sync()
    let outcome = try alice.sync()
    #expect(outcome.refused.count == 3)
    #expect(outcome.refused.count { if case .hostile = $0.refusal { true } else { false } } == 2)
    #expect(outcome.refused.contains { $0.segment.description == forged.id && $0.refusal == .unrelated })
    #expect(alice.has(honest))
    #expect(!alice.has("private/rh/fine.txt"))
    let again = try alice.sync().refused
    #expect(again.count == 3 && !again.contains { $0.isNew })
  }
}

extension SealedHost {
  /// How many of the segments the program `age` opens with a key.
  func opened(by key: DeviceKey, inside folder: String, among some: Set<String>? = nil) throws -> Int {
    let place = folder + "/opening-\(UUID().uuidString.prefix(6))"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try key.secretText(device: "laptop", created: "now").write(
      toFile: place + "/key", atomically: true, encoding: .utf8)
    var count = 0
    for segment in try segments where some?.contains(segment) ?? true {
      try Data(try read(segment)).write(to: URL(fileURLWithPath: place + "/file"))
      let said = try run(place, "sh", "-c", "age -d -i key file > /dev/null 2>&1 && echo opened || true")
      if said == "opened\n" { count += 1 }
    }
    return count
  }
}
