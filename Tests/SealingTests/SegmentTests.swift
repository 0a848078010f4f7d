import SeededRandom
import Testing

@testable import Sealing

/// A community of Alice and Bob, and Mallory who knows every public key.
struct Community {
  var random = Seeded(state: 9)
  let alice: DeviceKey
  let bob: DeviceKey
  let mallory: DeviceKey
  var rules: SegmentRules

  init() throws {
    alice = try DeviceKey(using: &random)
    bob = try DeviceKey(using: &random)
    mallory = try DeviceKey(using: &random)
    rules = SegmentRules(
      community: "k7m2", epoch: 1, roster: .init(["alice": [alice.publicKeys], "bob": [bob.publicKeys]]))
  }

  mutating func expelBob(vouchedFor segments: [SegmentID]) {
    rules.roster.members["bob"] = nil
    rules.past = [SegmentRules.PastKey(member: "bob", sign: bob.signing.verifyingKey, until: 1)]
    rules.epoch = 2
    for id in segments { rules.vouched[id] = 2 }
  }

  mutating func header(_ pack: [UInt8], from key: DeviceKey, as sender: String) throws -> SegmentHeader {
    SegmentHeader(
      id: SegmentID(using: &random), community: "k7m2", epoch: 1, sender: sender,
      signer: key.signing.verifyingKey, recipients: rules.roster.recipients.map(RecipientMark.init),
      heads: [String(repeating: "a", count: 40)],
      bases: [String(repeating: "c", count: 40), String(repeating: "b", count: 40)],
      after: [SegmentID(using: &random)], covers: [], pack: try PackDigest(of: source(of: pack)))
  }

  mutating func sealed(
    _ header: SegmentHeader, _ pack: [UInt8], by key: DeviceKey, for recipients: [X25519Recipient]? = nil
  ) throws -> [UInt8] {
    let result = Bytes()
    try Segment.seal(
      header, signedWith: key.signing, for: recipients ?? rules.roster.recipients,
      pack: source(of: pack), using: &random
    ) { result.bytes += $0 }
    return result.bytes
  }

  /// What Bob makes of it: the pack, and the refusal.
  func opened(
    _ bytes: [UInt8], named id: SegmentID, by key: DeviceKey? = nil, rules other: SegmentRules? = nil
  ) -> (pack: [UInt8], refused: SealingError?) {
    var pack: [UInt8] = []
    let refused = refusal {
      try Segment.open(
        named: id, with: [.identity((key ?? bob).identity)], rules: other ?? rules, from: source(of: bytes)
      ) { pack += $0 }
    }
    return (pack, refused)
  }
}

final class Bytes {
  var bytes: [UInt8] = []
}

private let pack = Array("PACK and what belongs to it".utf8)

@Suite struct SegmentTests {
  @Test(arguments: [0, 1, 3000, 65_536, 200_000])
  func whatAMemberSealsEveryMemberOpens(_ size: Int) throws {
    var community = try Community()
    let pack = community.random.bytes(size)
    let header = try community.header(pack, from: community.alice, as: "alice")
    let bytes = try community.sealed(header, pack, by: community.alice)
    for key in [community.alice, community.bob] {
      let read = community.opened(bytes, named: header.id, by: key)
      #expect(read.refused == nil && read.pack == pack)
    }
    #expect(community.opened(bytes, named: header.id, by: community.mallory).refused == .noKeyFits)
  }

  @Test func aHeaderHasOneText() throws {
    var community = try Community()
    let header = try community.header(pack, from: community.alice, as: "alice")
    let text = try header.text(signedWith: community.alice.signing)
    #expect(try SegmentHeader.read(text).header == header)
    #expect(header.bases == header.bases.sorted() && header.bases.count == 2)
    let lines = String(decoding: text, as: UTF8.self)
    for (old, new) in [
      ("epoch: 1", "epoch: 01"), ("epoch: 1", "epoch: +1"), ("epoch: 1", "epoch: 0"),
      ("epoch: 1", "epoch:  1"),
      ("sender: alice", "sender: Alice"), ("sender: alice", "sender: "), ("sender: alice", "sender: a b"),
      ("\n\n", "\r\n\r\n"), ("\n\n", "\n \n"), ("\n\n", "\n\n\n"), ("pack: 27", "pack: 027"),
      ("pack: 27", "pack: -7"),
      ("for: ", "for: 0"), ("head: a", "head: A"), ("base: b", "base: d"), ("segment 1", "segment 2"),
      ("mgrsign1", "MGRSIGN1"),
      ("after:", "covers: 00\nafter:"), ("signature: ", "signature: ="), ("id: ", "id: 0"),
      ("head: ", "extra: x\nhead: "),
    ] {
      let changed = lines.replacing(old, with: new, maxReplacements: 1)
      #expect(changed != lines)
      let found = refusal { _ = try SegmentHeader.read(Array(changed.utf8)) }
      #expect(found == .segment(.badHeader), "\(old) → \(new)")
    }
    // Two bases in the other order, one head twice.
    let (b, c) = (String(repeating: "b", count: 40), String(repeating: "c", count: 40))
    let swapped = lines.replacing("base: \(b)\nbase: \(c)", with: "base: \(c)\nbase: \(b)")
    #expect(refusal { _ = try SegmentHeader.read(Array(swapped.utf8)) } == .segment(.badHeader))
    let twice = lines.replacing("base: \(b)\n", with: "base: \(b)\nbase: \(b)\n")
    #expect(refusal { _ = try SegmentHeader.read(Array(twice.utf8)) } == .segment(.badHeader))
  }

  @Test func sizesSayLittle() throws {
    let sizes = (0..<400).map { Segment.paddedCount($0 * 7919) }
    #expect(zip(sizes, (0..<400).map { $0 * 7919 }).allSatisfy { $0 >= $1 })
    #expect(sizes.allSatisfy { $0 % (1 << 20) == 0 || $0.nonzeroBitCount == 1 })
    #expect(Segment.paddedCount(0) == 4096 && Segment.paddedCount(4097) == 8192)
    #expect(Segment.paddedCount(1 << 20) == 1 << 20 && Segment.paddedCount((1 << 20) + 1) == 2 << 20)
    var community = try Community()
    var seen: Set<Int> = []
    for size in [1, 500, 2000, 3000] {
      let pack = community.random.bytes(size)
      let header = try community.header(pack, from: community.alice, as: "alice")
      seen.insert(try community.sealed(header, pack, by: community.alice).count)
    }
    #expect(seen.count == 1, "four posts of different length look the same to the host")
  }

  @Test func theOrderOfRecipientsSaysNothingOfWhoTheyAre() throws {
    let community = try Community()
    let other = SegmentRules.Roster(["zoe": [community.alice.publicKeys], "abel": [community.bob.publicKeys]])
    #expect(other.recipients == community.rules.roster.recipients)
  }
}

/// What somebody does who has the host, or every public key, or once was a member.
@Suite struct SegmentAttacks {
  @Test func aStrangerWhoKnowsThePublicKeysIsNotBelieved() throws {
    var community = try Community()
    // Sealed for the members, in Alice's name, signed with a key of Mallory's own.
    let header = try community.header(pack, from: community.mallory, as: "alice")
    let bytes = try community.sealed(header, pack, by: community.mallory)
    let fault = SegmentFault.notAMember(sender: "alice", community.mallory.signing.verifyingKey)
    let read = community.opened(bytes, named: header.id)
    #expect(read.refused == .segment(fault) && read.pack.isEmpty)

    // With Alice's public key in the header, and a signature of Mallory's.
    let posing = try community.header(pack, from: community.alice, as: "alice")
    let signature = try community.mallory.signing.signature(of: posing.statement, for: .segment)
    let forged = try wrapped(posing, signature, pack, &community)
    #expect(community.opened(forged, named: posing.id).refused == .segment(.badSignature))
    #expect(community.opened(forged, named: posing.id).pack.isEmpty)

    // With a good signature of Alice's from elsewhere.
    let borrowed = try community.alice.signing.signature(of: posing.statement, for: .invitation)
    let reused = try wrapped(posing, borrowed, pack, &community)
    #expect(community.opened(reused, named: posing.id).refused == .segment(.badSignature))
  }

  @Test func aMemberCannotSpeakForAnother() throws {
    var community = try Community()
    let header = try community.header(pack, from: community.bob, as: "alice")
    let bytes = try community.sealed(header, pack, by: community.bob)
    #expect(
      community.opened(bytes, named: header.id, by: community.alice).refused
        == .segment(.notAMember(sender: "alice", community.bob.signing.verifyingKey)))
  }

  @Test func aSegmentUnderAnotherNameOrInAnotherCommunityIsRefused() throws {
    var community = try Community()
    let header = try community.header(pack, from: community.alice, as: "alice")
    let bytes = try community.sealed(header, pack, by: community.alice)
    let other = SegmentID(using: &community.random)
    #expect(community.opened(bytes, named: other).refused == .segment(.otherName(header.id)))
    var elsewhere = community.rules
    elsewhere.community = "q3x9"
    #expect(
      community.opened(bytes, named: header.id, rules: elsewhere).refused == .segment(.otherCommunity("k7m2"))
    )
  }

  @Test func anotherPackUnderAGoodHeaderIsRefused() throws {
    var community = try Community()
    let header = try community.header(pack, from: community.alice, as: "alice")
    let signature = try community.alice.signing.signature(of: header.statement, for: .segment)
    var changed = pack
    changed[5] ^= 1
    for other in [changed, Array(pack.dropLast()), pack + [7]] {
      let bytes = try wrapped(header, signature, other, &community)
      #expect(community.opened(bytes, named: header.id).refused != nil)
    }
    let whole = try wrapped(header, signature, pack, &community)
    #expect(community.opened(whole, named: header.id).refused == nil)
    let hidden = try wrapped(header, signature, pack, &community, padding: 1)
    #expect(community.opened(hidden, named: header.id).refused == .segment(.badPadding))
    let long = try wrapped(header, signature, pack, &community, extra: 4096)
    #expect(community.opened(long, named: header.id).refused == .segment(.badPadding))
  }

  @Test func everyFlippedBitAndEveryCutIsRefused() throws {
    var community = try Community()
    let header = try community.header(pack, from: community.alice, as: "alice")
    let bytes = try community.sealed(header, pack, by: community.alice)
    for index in stride(from: 0, to: bytes.count, by: 3) {
      var changed = bytes
      changed[index] ^= 1 << (index % 8)
      #expect(community.opened(changed, named: header.id).refused != nil, "byte \(index)")
    }
    for count in stride(from: 0, to: bytes.count, by: 13) {
      #expect(community.opened(Array(bytes[..<count]), named: header.id).refused != nil, "cut at \(count)")
    }
    #expect(community.opened(bytes + bytes, named: header.id).refused != nil)
  }

  @Test func whoWasExpelledReadsNothingNewAndWritesNothing() throws {
    var community = try Community()
    let before = try community.header(pack, from: community.bob, as: "bob")
    let old = try community.sealed(before, pack, by: community.bob)
    // Bob leaves: a new epoch begins, whose first segment comes after all that Alice had of him.
    community.expelBob(vouchedFor: [before.id])
    #expect(community.opened(old, named: before.id, by: community.alice).refused == nil)

    var opened = 0
    for _ in 0..<20 {
      var header = try community.header(pack, from: community.alice, as: "alice")
      header.epoch = 2
      let bytes = try community.sealed(header, pack, by: community.alice)
      if community.opened(bytes, named: header.id, by: community.bob).refused == nil { opened += 1 }
      #expect(community.opened(bytes, named: header.id, by: community.alice).refused == nil)
    }
    #expect(opened == 0)

    // Bob writes on, in the new epoch, and as if it were still the old one.
    let stranger = SegmentFault.notAMember(sender: "bob", community.bob.signing.verifyingKey)
    for (epoch, fault) in [(1, .lateForEpoch(1)), (2, stranger), (3, stranger)] as [(Int, SegmentFault)] {
      var header = try community.header(pack, from: community.bob, as: "bob")
      header.epoch = epoch
      let bytes = try community.sealed(header, pack, by: community.bob)
      let read = community.opened(bytes, named: header.id, by: community.alice)
      #expect(read.refused == .segment(fault) && read.pack.isEmpty)
    }
  }

  @Test func whoWasExpelledCannotVouchForOneself() throws {
    var community = try Community()
    let late = try community.header(pack, from: community.bob, as: "bob")
    var first = try community.header(pack, from: community.alice, as: "alice")
    (first.epoch, first.after) = (2, [])
    // A chain of Bob's own, in the new epoch's number, that comes after the late one.
    var own = try community.header(pack, from: community.bob, as: "bob")
    (own.epoch, own.after, own.covers) = (2, [late.id], [late.id])
    community.expelBob(vouchedFor: [])
    let alice = community.alice.signing.verifyingKey
    #expect(SegmentHistory([late, first, own]).vouched { $0.signer == alice }.isEmpty)
    // Nor does Alice in the epoch that had him: she may have read it only later.
    var carol = try community.header(pack, from: community.alice, as: "alice")
    carol.after = [late.id]
    community.rules.vouched = SegmentHistory([late, carol]).vouched { $0.sender == "alice" }
    #expect(community.rules.vouched[late.id] == 1)
    #expect(throws: SealingError.segment(.lateForEpoch(1))) { try community.rules.check(late) }
  }

  @Test func aMemberWhoStayedIsNeverTooLate() throws {
    var community = try Community()
    let concurrent = try community.header(pack, from: community.alice, as: "alice")
    community.expelBob(vouchedFor: [])
    let bytes = try community.sealed(concurrent, pack, by: community.alice)
    #expect(community.opened(bytes, named: concurrent.id, by: community.alice).refused == nil)
  }

  @Test func aKeyThatNobodyAcceptedIsNotBelievedAlone() throws {
    var community = try Community()
    community.rules.pending = .init(["mallory": [community.mallory.publicKeys]])
    let header = try community.header(pack, from: community.mallory, as: "mallory")
    let bytes = try community.sealed(header, pack, by: community.mallory)
    let read = community.opened(bytes, named: header.id)
    let fault = SegmentFault.notAccepted(sender: "mallory", community.mallory.signing.verifyingKey)
    #expect(read.refused == .segment(fault) && read.pack.isEmpty)
    // Alice accepted the key, took the segment in, and built on it.
    community.rules.vouched = [header.id: 1]
    #expect(community.opened(bytes, named: header.id).refused == nil)
  }

  @Test func aKeyThatWasExchangedIsWorthNothingAfterwards() throws {
    var community = try Community()
    let past = SegmentRules.PastKey(member: "bob", sign: community.bob.signing.verifyingKey, until: 1)
    community.rules.past = [past]
    community.rules.roster.members["bob"] = [community.mallory.publicKeys]
    var header = try community.header(pack, from: community.bob, as: "bob")
    header.epoch = 2
    community.rules.vouched = [header.id: 3]
    #expect(
      throws: SealingError.segment(.notAMember(sender: "bob", community.bob.signing.verifyingKey))
    ) { try community.rules.check(header) }
    // Of the epoch in which it was, what somebody built on counts, and nothing else.
    header.epoch = 1
    try community.rules.check(header)
    community.rules.vouched = [:]
    #expect(
      throws: SealingError.segment(.formerKey(sender: "bob", community.bob.signing.verifyingKey))
    ) { try community.rules.check(header) }
  }

  @Test func aBombCostsNothing() throws {
    var community = try Community()
    // A member's header that promises a terabyte is refused before a byte of it is read.
    var header = try community.header(pack, from: community.alice, as: "alice")
    header.pack = PackDigest(count: 1 << 40, digest: header.pack.digest)
    let signature = try community.alice.signing.signature(of: header.statement, for: .segment)
    let promised = try wrapped(header, signature, pack, &community)
    #expect(
      community.opened(promised, named: header.id).refused
        == .segment(.tooLarge(bytes: 1 << 40, most: 1 << 30)))

    // A gigabyte behind a small pack, and one instead of a header: given up after a few chunks.
    let honest = try community.header(pack, from: community.alice, as: "alice")
    let start =
      try honest.text(signedWith: community.alice.signing) + pack
    for content in [start, Array("mgrnet segment 1\n".utf8)] {
      let given = try swallowed(content, named: honest.id, &community)
      #expect(given < 3 << 20, "\(given) bytes were read")
    }
  }

  /// How many bytes of an endless segment that begins so are read before it is refused.
  private func swallowed(_ content: [UInt8], named id: SegmentID, _ community: inout Community) throws -> Int
  {
    let pipe = Bytes()
    var writer = try AgeWriter(
      .recipients([community.bob.publicKeys.age]), using: &community.random
    ) { pipe.bytes += $0 }
    try writer.write(content)
    var given = 0
    let block = [UInt8](repeating: 0x61, count: 1 << 16)
    let refused = refusal {
      try Segment.open(
        named: id, with: [.identity(community.bob.identity)], rules: community.rules,
        from: { most in
          while pipe.bytes.count < most, given < 1 << 30 {
            try writer.write(block)
            given += block.count
          }
          let part = Array(pipe.bytes.prefix(most))
          pipe.bytes.removeFirst(part.count)
          return part
        }, pack: { _ in })
    }
    #expect(refused != nil)
    return given
  }

  /// A segment put together by hand, as somebody would who does not use our code.
  private func wrapped(
    _ header: SegmentHeader, _ signature: [UInt8], _ pack: [UInt8], _ community: inout Community,
    padding: UInt8 = 0, extra: Int = 0
  ) throws -> [UInt8] {
    let text = header.statement + Array("signature: ".utf8) + Base64.encoded(signature) + Array("\n\n".utf8)
    let content = text + pack
    let zeros = Segment.paddedCount(content.count) - content.count + extra
    return try Age.sealed(
      content + [UInt8](repeating: padding, count: zeros),
      for: .recipients(community.rules.roster.recipients), using: &community.random)
  }
}
