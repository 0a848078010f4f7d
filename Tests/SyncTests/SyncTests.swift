import Foundation
import Git
import Records
import Testing

@testable import Sync

@Suite struct SyncTests {
  @Test func whatBothWroteIsThereOnBothSides() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    let bonjour = try alice.post("Bonjour")
    let salut = try bob.post("Salut")
    #expect(try alice.sync().went.first?.traffic.count(.post) == 1)
    let outcome = try bob.sync()
    #expect(outcome.came.count(.post) == 1)
    #expect(outcome.went.first?.traffic.count(.post) == 1)
    try alice.sync()
    #expect(try alice.tree == bob.tree)
    #expect(try alice.read(salut) == bob.read(salut))
    #expect(try bob.read(bonjour) == alice.read(bonjour))
    #expect(try alice.status + bob.status == "")
    try alice.git("fsck", "--strict")
    try bob.git("fsck", "--strict")
    try run(replicas.shared, "git", "fsck", "--strict")
  }

  @Test func thereIsNothingToDoTwice() throws {
    let replicas = try Replicas("alice", "bob")
    try replicas[1].sync()
    try replicas[0].sync()
    let before = try replicas[0].git("rev-parse", "HEAD", "origin/main")
    let outcome = try replicas[0].sync()
    #expect(outcome.came.isEmpty && outcome.went.isEmpty && outcome.failures.isEmpty)
    #expect(try replicas[0].git("rev-parse", "HEAD", "origin/main") == before)
  }

  @Test func oneMergeCommitAtMostHoweverOftenThePushWasLate() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    try alice.sync()
    try bob.sync()
    // Three posts of Alice's lie on the server, under names that nobody asks for: each push meets the next one of them.
    let before = try alice.git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
    for number in 1...3 {
      _ = try alice.post("Alice's \(number)")
      try alice.git("push", "-q", "origin", "HEAD:refs/quick/\(number)")
    }
    let hook = replicas.shared + "/hooks/pre-receive"
    try """
    #!/bin/sh
    # What is quicker is no part of what is being received.
    unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
    next=$(git for-each-ref --count=1 --format='%(refname)' refs/quick)
    [ -z "$next" ] || { git update-ref refs/heads/main "$next" && git update-ref -d "$next"; }
    """.write(toFile: hook, atomically: true, encoding: .utf8)
    #expect(chmod(hook, 0o755) == 0)
    _ = try bob.post("Bob's")
    let outcome = try bob.sync()
    #expect(outcome.failures.isEmpty)
    #expect(outcome.late == 3)
    #expect(
      try bob.git("log", "--merges", "--format=%h", "\(before)..HEAD").split(separator: "\n").count == 1)
    #expect(
      try bob.git("log", "--no-merges", "--format=%h", "\(before)..HEAD").split(separator: "\n").count == 4)
    #expect(try bob.git("rev-parse", "HEAD") == run(replicas.shared, "git", "rev-parse", "main"))
  }

  @Test func aMergeWhosePushFailedIsMadeAgain() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    try alice.sync()
    _ = try alice.post("One")
    try alice.sync()
    _ = try bob.post("Two")
    // It can be read, and not written to.
    let hook = replicas.shared + "/hooks/pre-receive"
    try "#!/bin/sh\necho closed today; exit 1\n".write(toFile: hook, atomically: true, encoding: .utf8)
    #expect(chmod(hook, 0o755) == 0)
    let refused = try bob.sync()
    #expect(refused.failures.count == 1)
    #expect(refused.came.count(.post) == 1, "what came is here all the same")
    try FileManager.default.removeItem(atPath: hook)
    _ = try alice.post("Three")
    try alice.sync()
    try bob.sync()
    try alice.sync()
    #expect(try alice.tree == bob.tree)
    #expect(try bob.git("log", "--merges", "--format=%h").split(separator: "\n").count <= 2)
  }

  @Test func twoWhoChangeOneTextKeepBothTexts() throws {
    let replicas = try Replicas("alice", "alice.2")
    let (alice, second) = (replicas[0], replicas[1])
    let post = try alice.post("Plan", "first line")
    try alice.sync()
    try second.sync()
    try alice.edit(post, text: "One line")
    try second.write(post, second.read(post).replacingOccurrences(of: "first line", with: "Other line"))
    try alice.sync()
    let outcome = try second.sync()
    try alice.sync()
    #expect(outcome.conflicts.count == 1)
    #expect(try alice.tree == second.tree)
    let kept = try #require(outcome.conflicts.first)
    let texts = try alice.read(post) + alice.read(kept)
    #expect(texts.contains("One line") && texts.contains("Other line"))
  }

  @Test func aHistoryThatWasRewrittenIsAnErrorUnlessItIsAccepted() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    let lost = try alice.post("To be kept")
    try alice.sync()
    try bob.sync()
    try run(replicas.shared, "git", "update-ref", "refs/heads/main", "main~1")
    _ = try alice.post("Another")
    let outcome = try bob.sync()
    guard case .sync(.rewritten(let remote, _, _))? = outcome.failures.first?.failure else {
      Issue.record("\(outcome.failures)")
      return
    }
    #expect(remote == "origin")
    #expect(try bob.sync().failures.count == 1, "it is said again, until somebody decides")
    #expect(try bob.sync { $0.acceptsRewritten = true }.failures.isEmpty)
    try alice.sync { $0.acceptsRewritten = true }
    try bob.sync()
    #expect(try alice.tree == bob.tree)
    #expect(FileManager.default.fileExists(atPath: "\(bob.path)/\(lost)"))
  }

  @Test func anotherNetworkIsNotMerged() throws {
    let (mine, theirs) = (try Replicas("alice"), try Replicas("bob"))
    try mine[0].git("remote", "set-url", "origin", theirs.shared)
    try mine[0].git("update-ref", "-d", "refs/remotes/origin/main")
    let failures = try mine[0].sync().failures
    #expect(failures.map(\.failure) == [.sync(.unrelated(remote: "origin"))])
  }

  @Test func aDryRunChangesNothing() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    _ = try alice.post("Coming")
    try alice.sync()
    _ = try bob.post("Going")
    let before = try bob.git("rev-parse", "HEAD") + run(replicas.shared, "git", "rev-parse", "main")
    let outcome = try bob.sync {
      $0.isDryRun = true
      $0.isNaming = true
    }
    #expect(outcome.came.items.contains { $0.title == "Coming" && $0.kind == .new })
    #expect(outcome.went.first?.traffic.items.contains { $0.title == "Going" } ?? false)
    #expect(try bob.git("rev-parse", "HEAD") + run(replicas.shared, "git", "rev-parse", "main") == before)
    #expect(try bob.status == "")
  }

  @Test func oneRemoteThatIsAwayKeepsNobodyFromTheOther() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    try alice.git("remote", "add", "away", replicas.folder + "/nowhere.git")
    _ = try alice.post("Here")
    let outcome = try alice.sync()
    #expect(outcome.failures.map(\.remote) == ["away"])
    #expect(try bob.sync().came.count(.post) == 1)
  }

  @Test func severalRemotesEndWithTheSame() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    try run(replicas.folder, "git", "init", "-q", "--bare", "-b", "main", "second.git")
    try alice.git("remote", "add", "second", "../second.git")
    try alice.sync()
    _ = try bob.post("By the first")
    try bob.sync()
    _ = try alice.post("By alice")
    try alice.sync()
    let (first, second) = (
      try run(replicas.shared, "git", "rev-parse", "main"),
      try run(replicas.folder + "/second.git", "git", "rev-parse", "main")
    )
    #expect(first == second)
    #expect(throws: SyncError.unknownRemote("third", known: ["origin", "second"])) {
      try alice.sync(["third"])
    }
  }

  @Test func gitInTheMiddleOfAMergeIsLeftAlone() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    try alice.git("rev-parse", "HEAD")
    try alice.write(".git/MERGE_HEAD", alice.git("rev-parse", "HEAD"))
    #expect(throws: SyncError.gitIsAtWork("MERGE_HEAD")) { try alice.sync() }
  }

  @Test func aPersonOnPlainGitMergesTheSameWay() throws {
    let replicas = try Replicas("alice", "hand")
    let (alice, hand) = (replicas[0], replicas[1])
    try alice.sync()
    _ = try alice.post("From mgrnet")
    try alice.sync()
    try hand.write("communities/idf/about.txt", "a note\n")
    try hand.git("add", "-A")
    try hand.git("commit", "-qm", "a note by hand")
    try hand.git("pull", "-q", "--no-rebase", "--no-edit")
    try hand.git("push", "-q")
    try alice.sync()
    #expect(try alice.tree == hand.tree)
    #expect(try alice.status == "")
  }
}
