import Disk
import Foundation
import Git
import Records
import Testing

@testable import Store

@Suite struct PrivateCommunityTests {
  private let scratch: Scratch
  private let rh: Network
  private let slug: Slug

  init() throws {
    scratch = try Scratch()
    slug = try #require(Slug(rawValue: "rh"))
    rh = try scratch.makePrivate(slug)
  }

  @Test func itIsARepositoryOfItsOwnWithItsCardAndTheCallersAtItsRoot() throws {
    #expect(try rh.repository.head().branch == "private/rh")
    #expect(rh.stateFolder.hasSuffix("/private/rh/.git/mgrnet"))
    #expect(
      try scratch.git("-C", "private/rh", "ls-files").split(separator: "\n") == [
        ".gitattributes", "community.md", "members/alice.md",
      ])
    #expect(try scratch.git("status", "--porcelain").isEmpty)
    let card = try #require(try rh.snapshot().document(at: "private/rh/members/alice.md"))
    #expect(card["name"]?.text == "Alice")
    #expect(Schema.problems(in: card, as: .member, format: 2).isEmpty)
  }

  @Test func itsSnapshotHasItsOwnFilesAndThoseOfTheCommons() throws {
    let snapshot = try rh.snapshot()
    #expect(try snapshot.community(slug)["title"]?.text == "Human resources")
    #expect(try snapshot.community(.idf)["title"]?.text == "IDF")
    #expect(try snapshot.charterRevision() == scratch.network.snapshot().charterRevision())
    #expect(try snapshot.member(for: .alice, hint: nil).handle.rawValue == "alice")
    #expect(try scratch.network.snapshot().bytes(at: "private/rh/community.md") == nil)
  }

  @Test func anActInItTouchesNothingOfTheCommons() throws {
    let tip = try scratch.network.tip()
    let before = try scratch.objects()
    let post = try scratch.privatePost(in: rh, "Who follows Anne?")
    #expect(post.hasPrefix("private/rh/posts/"))
    #expect(try scratch.read(post).contains("Who follows Anne?"))
    let reply = ReplyAdd(post: post, text: "Paul does.")
    let id = scratch.newID()
    _ = try scratch.act(.alice, in: rh) { try reply.act(id, by: $0, in: $1) }
    _ = try scratch.act(.alice, in: rh) {
      try AnswerAccept(reply: RecordPath.reply(id, to: post)).act(by: $0, in: $1)
    }
    var mark = MarkSet(target: post)
    mark.isOutdated = true
    let outdated = mark
    _ = try scratch.act(.alice, in: rh) { try outdated.act(by: $0, in: $1) }
    #expect(try scratch.network.tip() == tip)
    #expect(try scratch.objects() == before)
    #expect(try scratch.git("-C", "private/rh", "status", "--porcelain").isEmpty)
  }

  @Test func whoIsNoMemberDoesNotWriteThere() throws {
    let bob = try rh.snapshot().member(for: .bob, hint: nil)
    #expect(throws: StoreError.notAMember(slug)) { try rh.snapshot().requireCharter(bob) }
    let alice = try rh.snapshot().member(for: .alice, hint: nil)
    try rh.snapshot().requireCharter(alice)
    _ = try scratch.act(.alice, in: rh) {
      try MemberAct(.bob, of: slug).entry(by: $0.handle, on: $0.now.day, in: $1)
    }
    try rh.snapshot().requireCharter(bob)
    #expect(throws: StoreError.alreadyAMember(.bob, slug)) {
      try scratch.act(.alice, in: rh) {
        try MemberAct(.bob, of: slug).entry(by: $0.handle, on: $0.now.day, in: $1)
      }
    }
  }

  @Test func anActThatNamesAPathOfAnotherRepositoryIsRefused() throws {
    let inCommons = Act(subject: "leak", changes: [.put(path: "private/rh/posts/x.md", [0x61])])
    #expect(throws: StoreError.otherRepository(path: "private/rh/posts/x.md")) {
      try scratch.network.perform(by: .alice) { _ in inCommons }
    }
    let inPrivate = Act(subject: "stray", changes: [.put(path: "communities/idf/x.md", [0x61])])
    #expect(throws: StoreError.otherRepository(path: "communities/idf/x.md")) {
      try rh.perform(by: .alice) { _ in inPrivate }
    }
  }

  @Test func undoAndEditsByHandStayInIt() throws {
    let post = try scratch.privatePost(in: rh, "Too early")
    let undone = try rh.undo(by: .alice)
    #expect(undone.drafts.allSatisfy { $0.contains("/private/rh/.git/mgrnet/drafts/") })
    #expect(undone.drafts.count == 1)
    let again = try scratch.privatePost(in: rh, "In time")
    #expect(post != again)
    try scratch.write(again, try scratch.read(again) + "\nBy hand.\n")
    let edits = try UncommittedEdits(in: rh)
    #expect(edits.ready.map(\.path) == [again])
    #expect(try edits.commit(in: rh, by: .alice).done != nil)
    #expect(try UncommittedEdits(in: rh).ready.isEmpty)
    #expect(try UncommittedEdits(in: scratch.network).ready.isEmpty)
  }

  @Test func aSlugThatIsTakenIsRefused() throws {
    #expect(throws: StoreError.communityExists(.idf)) { try scratch.makePrivate(.idf) }
    #expect(throws: (any Error).self) { try scratch.makePrivate(slug) }
    let bare = try Scratch(bare: true)
    #expect(throws: StoreError.privateNeedsWorkTree) { try bare.makePrivate(slug) }
  }

  @Test func oneThatWasLeftHalfMadeIsTaken() throws {
    let other = try #require(Slug(rawValue: "direction"))
    let folder = try scratch.network.folder(of: other)
    // As an earlier version left it, and as this one is killed in the middle.
    for path in [folder + "/.git/objects", RecordPath.folder(of: folder) + "/.direction.making~999999/.git"] {
      try Files.makeFolder(path)
    }
    let made = try scratch.makePrivate(other)
    #expect(try made.tip() != nil)
    #expect(try Files.names(in: RecordPath.folder(of: folder)).sorted() == ["direction", "rh"])
    // One whose HEAD is gone holds what somebody wrote.
    try Files.remove(folder + "/.git/HEAD")
    #expect(throws: (any Error).self) { try scratch.makePrivate(other) }
  }

  @Test func theCheckupKnowsBoth() throws {
    #expect(try scratch.network.checkup([rh]).isEmpty)
    let post = try scratch.privatePost(in: rh, "A title")
    let missing = Act(
      subject: "reply",
      changes: [
        .put(
          path: RecordPath.reply(scratch.newID(), to: post),
          Array(
            "---\nid: 000000000000\nauthor: nobody.known\ncreated: 2026-01-01T00:00:00Z\n---\nText\n".utf8))
      ])
    _ = try rh.perform(by: .alice) { _ in missing }
    let findings = try scratch.network.checkup([rh])
    #expect(findings.count == 2)
    #expect(findings.allSatisfy { $0.path.hasPrefix("private/rh/posts/") })
  }

  @Test func itIsIgnoredAlsoWhereNoFileOfTheNetworkSaysSo() throws {
    let other = try Scratch()
    _ = try other.network.perform(by: .alice) { _ in
      Act(subject: "ignore", changes: [.put(path: ".gitignore", Array("*.tmp\n".utf8))])
    }
    let made = try other.makePrivate(slug)
    _ = try other.privatePost(in: made, "Quiet")
    #expect(try other.git("status", "--porcelain").isEmpty)
    #expect(try other.read(".git/info/exclude").contains("/private/"))
  }
}

extension Scratch {
  func makePrivate(_ slug: Slug) throws -> Network {
    let plan = PrivateCommunityInit(slug, title: "Human resources", .theme("People"))
    let alice = try network.snapshot().member(for: .alice, hint: nil)
    return try Network.createPrivate(plan, by: alice, of: network).network
  }

  func act(_ actor: Actor, in place: Network, _ make: (Member, Snapshot) throws -> Act) throws -> String {
    let member = try place.snapshot().member(for: actor, hint: nil)
    return try place.perform(by: actor) { try make(member, $0) }.paths[0]
  }

  func privatePost(in place: Network, _ title: String) throws -> String {
    let post = PostAdd(community: try #require(place.privateCommunity), title: title, text: "A text.")
    let id = newID()
    return try act(.alice, in: place) { try post.act(id, by: $0, in: $1) }
  }

  /// Every object of the commons.
  func objects() throws -> String {
    try git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
  }
}
