import Foundation
import Git
import Judging
import Records
import Store
import Testing

@testable import Sync

/// R10: what has no right, at those who made it, at the door, and at those to whom it comes.
@Suite struct TakingBackTests {
  private let replicas: Replicas
  private let alice: Replica
  private let bob: Replica
  private let post: String

  init() throws {
    replicas = try Replicas("alice", "bob")
    (alice, bob) = (replicas[0], replicas[1])
    post = try alice.post("Leave", "By Alice.")
    try alice.sync()
    try bob.sync()
  }

  private func twist(_ file: String = "By Alice.", _ text: String = "Twisted.") throws {
    try bob.write(post, bob.read(post).replacingOccurrences(of: file, with: text))
    try bob.git("commit", "-qam", "twisted")
  }

  private var shared: String { get throws { try run(replicas.shared, "git", "log", "-p", "main") } }

  @Test func r10WhatHasNoRightIsNotSentAndIsKeptAsADraft() throws {
    let own = try bob.post("Before", "First of Bob.")
    try twist()
    let later = try bob.post("After", "Second of Bob.")
    let outcome = try bob.sync()
    #expect(outcome.failures.isEmpty && outcome.tookBack.map(\.disputed.path) == [post])
    let draft = try #require(outcome.tookBack.first?.draft)
    #expect(try String(contentsOfFile: draft, encoding: .utf8).contains("Twisted."))
    #expect(try bob.read(post).contains("By Alice.") && bob.status == "")
    #expect(try !shared.contains("Twisted."))
    try alice.sync()
    #expect(try alice.read(own).contains("First of Bob.") && alice.read(later).contains("Second of Bob."))
    // Once, and no more.
    #expect(try bob.sync().tookBack.isEmpty)
  }

  @Test func r10ADryRunTakesNothingBack() throws {
    try twist()
    let tip = try bob.git("rev-parse", "HEAD")
    let outcome = try bob.sync { $0.isDryRun = true }
    #expect(outcome.tookBack.map(\.disputed.path) == [post] && outcome.tookBack[0].draft == nil)
    #expect(try bob.git("rev-parse", "HEAD") == tip && bob.network.drafts.names().isEmpty)
  }

  @Test func r10WhatOthersHaveIsRestored() throws {
    try twist()
    try bob.git("push", "-q", "origin", "main")
    let came = try alice.sync()
    #expect(came.failures.isEmpty && came.disputed.map(\.path) == [post])
    #expect(came.disputed.first?.verdict.committer == "bob")
    // It keeps nobody from going on.
    _ = try alice.post("More", "All the same.")
    #expect(try alice.sync().failures.isEmpty)
    #expect(try bob.sync().tookBack.map(\.disputed.path) == [post])
    try alice.sync()
    #expect(try alice.read(post).contains("By Alice."))
    let (network, tip) = (try alice.network, try #require(try alice.network.tip()))
    #expect(try network.judgement().disputes(in: tip, of: network.repository).isEmpty)
  }

  @Test func r10FromAnotherRemoteItIsNamedAndStaysOutside() throws {
    try run(replicas.folder, "git", "clone", "-q", "--bare", "shared.git", "other.git")
    try twist()
    try bob.git("push", "-q", "../other.git", "main")
    try alice.git("remote", "add", "other", "../other.git")
    for _ in 0..<2 {
      let failures = try alice.sync().failures
      #expect(failures.map(\.remote) == ["other"])
      guard case .sync(.withoutRight("other", let disputed))? = failures.first?.failure else {
        Issue.record("\(failures)")
        continue
      }
      #expect(disputed.map(\.path) == [post])
    }
    #expect(try alice.read(post).contains("By Alice."))
  }

  @Test func r10TheGuardTakesOnlyWhatIsTakenBack() throws {
    try run(replicas.folder, binary, "-C", "shared.git", "guard", "install", "-q")
    try twist()
    let refused = try #require(throws: CommandFailed.self) { try bob.git("push", "-q", "origin", "main") }
    #expect(refused.description.contains("changed by bob, not by its author (R2)"))
    try twist("Twisted.", "By Alice.")
    try bob.git("push", "-q", "origin", "main")
    #expect(try alice.sync().failures.isEmpty)
    #expect(try alice.read(post).contains("By Alice."))
  }

  @Test func r10AThreadThatWasMovedWithoutRightStaysTogether() throws {
    let folder = RecordPath.folder(of: post)
    let moved = folder.replacingOccurrences(of: "leave-", with: "moved-")
    try bob.git("mv", folder, moved)
    try bob.git("commit", "-qm", "moved")
    let reply = try bob.reply(to: moved + "/post.md", "An answer.")
    #expect(reply.hasPrefix(moved))
    try bob.sync()
    try alice.sync()
    #expect(try alice.read(folder + reply.dropFirst(moved.count)).contains("An answer."))
    #expect(try alice.network.checkup().filter { $0.severity == .error } == [])
  }

  @Test func r10AThreadThatWasMovedAboutWithoutRightStaysTogether() throws {
    let folder = RecordPath.folder(of: post)
    let answer = try bob.reply(to: post, "Before.")
    let (once, twice) = (
      folder.replacingOccurrences(of: "leave-", with: "once-"),
      folder.replacingOccurrences(of: "leave-", with: "twice-")
    )
    for (from, to) in [(folder, once), (once, twice), (twice, once), (once, twice)] {
      try bob.git("mv", from, to)
      try bob.git("commit", "-qm", "moved")
    }
    let reply = try bob.reply(to: twice + "/post.md", "After.")
    try bob.sync()
    try alice.sync()
    #expect(try alice.read(post).contains("By Alice.") && alice.read(answer).contains("Before."))
    #expect(try alice.read(folder + reply.dropFirst(twice.count)).contains("After."))
    #expect(try alice.network.checkup().filter { $0.severity == .error } == [])
  }

  @Test func r10AThreadThatWasTornApartComesTogetherAgain() throws {
    let (moved, copied) = (try bob.reply(to: post, "Moved."), try bob.reply(to: post, "Copied."))
    func stray(_ path: String) -> String { path.replacingOccurrences(of: "leave-", with: "stray-") }
    try bob.write(stray(copied), bob.read(copied) + "And changed.\n")
    try bob.git("mv", moved, stray(moved))
    try bob.git("add", "-A")
    try bob.git("commit", "-qm", "torn")
    try twist()
    try bob.git("push", "-q", "origin", "main")
    try alice.sync()
    try bob.sync()
    for replica in [alice, bob] {
      #expect(try replica.read(moved).contains("Moved.") && !replica.read(copied).contains("And changed."))
      let files = try replica.git("ls-files").split(separator: "\n").map(String.init)
      let kept = try #require(files.first { ConflictName.original(of: $0) == copied })
      #expect(try replica.read(kept).contains("And changed."))
      #expect(try replica.git("ls-files", RecordPath.folder(of: RecordPath.folder(of: stray(moved)))) == "")
    }
    let (network, tip) = (try alice.network, try #require(try alice.network.tip()))
    #expect(try network.judgement().disputes(in: tip, of: network.repository).allSatisfy { $0.path == post })
  }
}
