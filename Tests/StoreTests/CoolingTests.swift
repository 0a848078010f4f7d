import Foundation
import Records
import Testing

@testable import Store

/// A thread that takes a rest, and texts that their author sleeps over.
@Suite struct CoolingTests {
  private let scratch: Scratch
  private let post: String

  init() throws {
    scratch = try Scratch()
    post = try scratch.post(.bob, "A hot one")
  }

  private func later(_ actor: Actor, _ seconds: Int64) -> Actor {
    Actor(
      name: actor.name, email: actor.email,
      now: Timestamp(secondsSince1970: Actor.now.seconds + seconds, offsetMinutes: 120))
  }

  private func cool(_ actor: Actor) throws {
    let length = try #require(DayCount("2d"))
    let post = post
    try scratch.act(actor) { try Cooling(post: post, length: length).act(by: $0, in: $1) }
  }

  @Test func repliesWaitUntilItsEndAndGoThen() throws {
    try cool(.alice)  // a steward, who made the community
    #expect(try scratch.read(post).contains("cool_until: 2026-09-23T16:13:20+02:00\n"))
    let tip = try scratch.network.tip()
    let reply = try scratch.reply(.bob, to: post, "No!")
    let act = try #require(try scratch.network.waiting.all().first)
    #expect(act.reason == .cooling && act.due.seconds == Actor.now.seconds + 2 * 86_400)
    #expect(try scratch.network.tip() == tip && scratch.network.snapshot().bytes(at: reply) != nil)
    #expect(try scratch.network.release(by: later(.bob, 2 * 86_400 - 1)).subjects == [])
    #expect(try scratch.network.release(by: later(.bob, 2 * 86_400)).subjects == ["reply: A hot one (idf)"])
    #expect(try scratch.git("log", "-1", "--format=%an %s") == "Bob reply: A hot one (idf)\n")
    #expect(try scratch.read(reply).contains("No!") && scratch.network.waiting.all().isEmpty)
    // Afterwards, replies go at once.
    let id = scratch.newID()
    let ready = ReplyAdd(post: post, text: "Yes.")
    _ = try scratch.network.perform(by: later(.alice, 3 * 86_400)) {
      try ready.act(id, by: $0.member(for: later(.alice, 3 * 86_400), hint: nil), in: $0)
    }
    #expect(try scratch.network.waiting.all().isEmpty)
  }

  @Test func aRestThatIsProlongedAndRepliesByHandWaitAsWell() throws {
    try cool(.alice)
    let reply = try scratch.reply(.bob, to: post, "No!")
    let (post, length) = (post, try #require(DayCount("5d")))
    try scratch.act(.alice) { try Cooling(post: post, length: length).act(by: $0, in: $1) }
    #expect(try scratch.network.release(by: later(.bob, 3 * 86_400)).subjects == [])
    let byHand = reply.replacingOccurrences(of: RecordPath(reply)?.key ?? "", with: "0123456789ab")
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/" + RecordPath.folder(of: byHand), withIntermediateDirectories: true)
    try scratch.write(
      byHand, "---\nid: 0123456789ab\nauthor: bob\ncreated: 2026-09-21T16:13:20+02:00\n---\n\nNever!\n")
    let outcome = try UncommittedEdits(in: scratch.network).commit(in: scratch.network, by: .bob)
    #expect(outcome.done == nil && outcome.waiting.map(\.path) == [byHand])
    #expect(try scratch.git("status", "--porcelain") == "")
    #expect(try scratch.network.release(by: later(.bob, 5 * 86_400)).subjects.count == 2)
    #expect(try scratch.read(byHand).contains("Never!") && scratch.read(reply).contains("No!"))
  }

  @Test func onlyItsAuthorAndStewardsGiveItARest() throws {
    try cool(.bob)
    let other = try scratch.post(.alice, "Alice's")
    let length = try #require(DayCount("2d"))
    #expect(throws: StoreError.notTheAuthor(path: other, author: "alice")) {
      try scratch.act(.bob) { try Cooling(post: other, length: length).act(by: $0, in: $1) }
    }
  }

  @Test func undoTakesBackWhatWaitsAndAKillLosesNothing() throws {
    try cool(.alice)
    _ = try scratch.reply(.bob, to: post, "No!")
    let act = try #require(try scratch.network.waiting.all().first)
    let undone = try scratch.network.undo(act)
    #expect(try String(contentsOfFile: undone.drafts[0], encoding: .utf8) == "No!\n")
    let again = try scratch.reply(.bob, to: post, "No, no!")
    let file = try #require(try scratch.network.waiting.all().first)
    _ = try scratch.network.release(by: later(.bob, 2 * 86_400))
    // Killed between the commit and the end of the waiting.
    try scratch.network.waiting.put(file)
    let tip = try scratch.network.tip()
    #expect(try scratch.network.release(by: later(.bob, 2 * 86_400)).subjects == [])
    #expect(try scratch.network.tip() == tip && scratch.network.waiting.all().isEmpty)
    #expect(try scratch.read(again).contains("No, no!"))
  }

  @Test func delayedTextsWaitAsLongAsTheirAuthorWants() throws {
    try scratch.git("config", "mgrnet.delay", "30m")
    let post = try scratch.post(.alice, "Hasty")
    #expect(try scratch.network.waiting.all().map(\.reason) == [.delay])
    // What is changed before it goes is the same act.
    var changes = RecordEdit.Changes()
    changes.title = "Calm"
    let ready = changes
    try scratch.act(.alice) { try RecordEdit(path: post).act(ready, by: $0, in: $1) }
    #expect(try scratch.network.waiting.all().map(\.subject) == ["post: Calm (idf)"])
    #expect(try scratch.network.release(by: later(.alice, 1799)).subjects.isEmpty)
    #expect(try scratch.network.release(by: later(.alice, 1800)).subjects == ["post: Calm (idf)"])
    try scratch.git("config", "mgrnet.delay", "soon")
    #expect(throws: StoreError.badDelay("soon")) { try scratch.post(.alice, "Never") }
    // Other acts go at once.
    try scratch.act(.alice) { try RecordEdit(path: post).withdrawal(by: $0, in: $1) }
    #expect(try scratch.network.waiting.all().isEmpty)
  }
}
