import Foundation
import Store
import Testing

@testable import Sync

@Suite struct UncommittedEditsTests {
  @Test func validEditsAreCommittedAndOthersAreNamedAndStay() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    let (good, bad, gone) = (try alice.post("Good"), try alice.post("Bad"), try alice.post("Gone"))
    try alice.write(good, alice.read(good) + "\nMore.\n")
    let broken = "---\ntitle: [\n---\n\nText.\n"
    try alice.write(bad, broken)
    try FileManager.default.removeItem(atPath: "\(alice.path)/\(gone)")
    try alice.write("communities/idf/note.md", "A note.\n")
    let outcome = try alice.sync()
    #expect(outcome.committed?.subject == "edit: Good (idf)")
    #expect(outcome.ready == [good])
    #expect(Set(outcome.left.map(\.path)) == [bad, gone, "communities/idf/note.md"])
    #expect(try alice.read(bad) == broken)
    #expect(!FileManager.default.fileExists(atPath: "\(alice.path)/\(gone)"))
    try bob.sync()
    #expect(try bob.read(good).contains("More."))
    #expect(try bob.read(bad).contains("title: Bad"))
    #expect(try alice.git("log", "-1", "--format=%an %s", "--", good) == "alice edit: Good (idf)\n")
  }

  @Test func aNewPostByHandBringsItsPicture() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    let folder = "communities/idf/posts/2026/11/by-hand-0123456789ab"
    try alice.write(
      "\(folder)/post.md",
      "---\nid: 0123456789ab\ntitle: By hand\nkind: news\nauthor: alice\ncreated: 2026-11-23T10:00:00+01:00\n---\n\n![a](a.svg)\n"
    )
    try alice.write("\(folder)/a.svg", "<svg/>")
    let outcome = try alice.sync()
    #expect(outcome.left == [])
    #expect(outcome.committed?.subject == "edit: By hand (idf)")
    try bob.sync()
    #expect(try bob.read("\(folder)/a.svg") == "<svg/>")
    #expect(try alice.status == "")
  }

  @Test func anEditThatIsNotValidIsNeverOverwritten() throws {
    let replicas = try Replicas("alice", "alice.2")
    let (alice, second) = (replicas[0], replicas[1])
    let post = try alice.post("Both")
    try alice.sync()
    try second.sync()
    try alice.edit(post, text: "Elsewhere.")
    try alice.sync()
    let mine = try second.read(post).replacingOccurrences(of: "title: Both", with: "titel: Both")
    try second.write(post, mine)
    #expect(throws: SyncError.self) { try second.sync() }
    #expect(try second.read(post) == mine)
    try second.write(post, mine.replacingOccurrences(of: "titel: Both", with: "title: Both of us"))
    try second.sync()
    #expect(try second.read(post).contains("title: Both of us"))
    #expect(try second.read(post).contains("Elsewhere."))
  }

  @Test func whatIsWrittenOnceCannotBeChangedByHand() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    let post = try alice.post("Mine")
    try alice.write(post, alice.read(post).replacingOccurrences(of: "author: alice", with: "author: bob"))
    #expect(try alice.sync().left.map(\.reason) == [.fixedField("author")])
  }
}
