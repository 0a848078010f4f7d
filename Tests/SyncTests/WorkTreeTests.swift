import Foundation
import Records
import Store
import Testing

@testable import Git
@testable import Sync

/// What lies in the work tree while the branch moves on.
@Suite struct WorkTreeTests {
  @Test func anEditOfAnotherCommitIsNotCommitted() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    let post = try alice.post("Plan", "One.")
    try alice.edit(post, text: "One.\n\nTwo.")
    try alice.sync()
    try alice.git("checkout", "-q", "--detach", "HEAD~1")
    let mine = try alice.read(post).replacingOccurrences(of: "One.", with: "One, by hand.")
    try alice.write(post, mine)
    let outcome = try alice.sync()
    #expect(outcome.committed == nil)
    #expect(outcome.left.map(\.path) == [post])
    #expect(outcome.left.map(\.reason) == [.notCheckedOut(branch: "main")])
    #expect(try alice.read(post) == mine)
    #expect(try alice.git("show", "main:\(post)").contains("Two."))
  }

  @Test func whatComesWhileAnotherCommitIsCheckedOutIsThereAfterwards() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    try alice.sync()
    let post = try bob.post("Bonjour")
    try bob.sync()
    try alice.git("checkout", "-q", "--detach", "HEAD~1")
    #expect(try alice.sync().came.count(.post) == 1)
    #expect(try alice.status == "")
    try alice.git("checkout", "-q", "main")
    #expect(try alice.read(post).contains("Bonjour"))
  }

  @Test func aBranchThatAnotherWorkTreeHasIsMovedThere() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    try alice.sync()
    let linked = replicas.folder + "/linked"
    try alice.git("checkout", "-q", "--detach")
    try alice.git("worktree", "add", "-q", linked, "main")
    let post = try bob.post("Bonjour")
    try bob.sync()
    #expect(throws: GitError.checkedOut(branch: "main", workTree: linked)) { try alice.sync() }
    let network = try Network(opening: alice.path + "/.git/worktrees/linked")
    let options = Synchronisation.Options(
      transfer: TransferOptions(person: Signature(alice.actor), mayAsk: false))
    let outcome = try Synchronisation(of: network, by: alice.actor, options) { _ in }.run([])
    #expect(outcome.came.count(.post) == 1)
    #expect(FileManager.default.fileExists(atPath: "\(linked)/\(post)"))
    #expect(try run(linked, "git", "status", "--porcelain") == "")
  }

  /// - Parameter change: what is done to the post, by an editor, after `sync` has looked for edits.
  private func edited(_ change: String) throws -> (replicas: Replicas, post: String, outcome: SyncOutcome) {
    let replicas = try Replicas("alice", "alice.2")
    let (alice, second) = (replicas[0], replicas[1])
    let post = try alice.post("Plan", "One.\n\nTwo.\n\nThree.")
    try alice.sync()
    try second.sync()
    try second.write(post, second.read(post).replacingOccurrences(of: "Three.", with: "Three, elsewhere."))
    try second.sync()
    let program = replicas.folder + "/serve"
    try "#!/bin/sh\nsed -i '\(change)' '\(alice.path)/\(post)'\nexec git-upload-pack \"$1\"\n".write(
      toFile: program, atomically: true, encoding: .utf8)
    #expect(chmod(program, 0o755) == 0)
    try alice.git("config", "remote.origin.uploadpack", program)
    let outcome = try alice.sync()
    try alice.git("config", "--unset", "remote.origin.uploadpack")
    return (replicas, post, outcome)
  }

  @Test func whatIsSavedWhileOthersChangeTheSameRecordIsJoined() throws {
    let (replicas, post, outcome) = try edited("s/One/One, here/")
    let alice = replicas[0]
    #expect(outcome.kept == [post])
    #expect(outcome.conflicts == [])
    #expect(try alice.sync().committed != nil)
    for text in ["One, here.", "Three, elsewhere."] {
      #expect(try alice.git("show", "HEAD:\(post)").contains(text))
    }
    #expect(try alice.status == "")
  }

  @Test func whatIsSavedBesideAKilledSyncIsJoined() throws {
    let replicas = try Replicas("alice", "alice.2")
    let (alice, second) = (replicas[0], replicas[1])
    let post = try alice.post("Plan", "One.\n\nTwo.\n\nThree.")
    let other = try alice.post("Other", "Four.")
    try alice.sync()
    try second.sync()
    try second.write(post, second.read(post).replacingOccurrences(of: "Three.", with: "Three, elsewhere."))
    try second.write(other, second.read(other).replacingOccurrences(of: "Four.", with: "Five."))
    try second.sync()
    // As far as a synchronisation comes before it is killed: the branch has moved, the work tree has not.
    try alice.git("fetch", "-q", "origin")
    let repository = try alice.network.repository
    let old = try #require(try repository.tip(of: "main"))
    let new = try #require(
      ObjectID(hex: alice.git("rev-parse", "origin/main").trimmingCharacters(in: .newlines)))
    do {
      let lock = try repository.lock()
      try Journal(branch: "main", old: old, new: new).write(under: lock)
      try repository.move(
        branch: "main", from: old, to: new, by: Signature(alice.actor), reason: "killed", under: lock)
    }
    try alice.write(post, alice.read(post).replacingOccurrences(of: "One.", with: "One, here."))
    let outcome = try alice.sync()
    #expect(outcome.recovered == [.finished(from: old, commit: new, left: [post])])
    #expect(outcome.committed != nil)
    for text in ["One, here.", "Three, elsewhere."] {
      #expect(try alice.git("show", "HEAD:\(post)").contains(text))
    }
    #expect(try alice.read(other).contains("Five."))
    #expect(try alice.status == "")
  }

  @Test func whatCannotBeJoinedIsKeptBeside() throws {
    let (replicas, post, outcome) = try edited("s/Three/Three, here/")
    let alice = replicas[0]
    let kept = try #require(outcome.conflicts.first)
    #expect(try alice.read(kept).contains("Three, elsewhere."))
    #expect(try alice.read(post).contains("Three, here."))
  }

  @Test func anotherBranchIsNotSharedByMistake() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    try alice.git("checkout", "-qb", "side")
    _ = try alice.post("Not yet")
    #expect(
      try alice.sync().failures.map(\.failure)
        == [.sync(.otherBranch(remote: "origin", branch: "side", theirs: "main", isHere: true))])
    #expect(try run(replicas.shared, "git", "branch", "--format=%(refname:short)") == "main\n")
    // A branch that cannot be read is not taken for one that is missing.
    let main = alice.path + "/.git/refs/heads/main"
    let tip = try String(contentsOfFile: main, encoding: .utf8)
    try "damaged\n".write(toFile: main, atomically: true, encoding: .utf8)
    #expect(throws: GitError.self) { try alice.sync() }
    try tip.write(toFile: main, atomically: true, encoding: .utf8)
    try alice.git("push", "-q", "origin", "side")
    _ = try alice.post("Now")
    #expect(try alice.sync().went.first?.traffic.count(.post) == 1)
  }
}
