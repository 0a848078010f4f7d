import Git
import Store
import Testing

@testable import Disclosure
@testable import Sync

@Suite struct LeakTests {
  private static let names = {
    var names = PrivateNames()
    names.add(slug: "plan-social")
    names.add(title: "Qui part en mars ?")
    names.add(id: "a85jkddkfqaw")
    return names
  }()

  private func sync(_ replica: Replica, isDryRun: Bool = false, _ names: PrivateNames = names) throws {
    var options = Synchronisation.Options(
      transfer: TransferOptions(person: Signature(replica.actor), mayAsk: false))
    options.isDryRun = isDryRun
    _ = try Synchronisation(of: replica.network, by: replica.actor, options, without: { names }) { _ in }.run(
      [])
  }

  private func leaks(_ replica: Replica, isDryRun: Bool = false) throws -> [Leak] {
    do {
      try sync(replica, isDryRun: isDryRun)
    } catch SyncError.leaking(let leaks) {
      return leaks
    }
    return []
  }

  /// By plain git, as `mgrnet` would not.
  private func commit(_ replica: Replica, _ path: String, _ text: String, _ message: String = "a file") throws
  {
    try replica.write(path, text)
    try replica.git("add", "-A")
    try replica.git("commit", "-qm", message)
  }

  private func shared(_ replicas: Replicas) throws -> String {
    try run(replicas.shared, "git", "rev-parse", "main")
  }

  @Test func whatIsPrivateDoesNotLeave() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    let before = try shared(replicas)
    let post = try alice.post("Bonjour", "Une ligne.\n\nVoir « Qui part\nen mars ? ».")
    let expected = Leak(place: .file(path: post, line: 12), kind: .title, name: "Qui part en mars ?")
    let lines = try alice.read(post).split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("Qui part") }) + 1
    #expect(
      try leaks(alice) == [
        Leak(place: .file(path: post, line: line), kind: expected.kind, name: expected.name)
      ])
    #expect(try leaks(alice, isDryRun: true).count == 1)
    #expect(try shared(replicas) == before)
    // Nothing that must not be said: everything leaves.
    try sync(alice, PrivateNames())
    #expect(try shared(replicas) != before)
  }

  @Test func whatIsPublicAlreadyKeepsNobody() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    let post = try alice.post("Plan social", "Public long ago.")
    try alice.sync()
    // Bob's private community has the same title: what came in is not his to answer for, nor a line that was there.
    try bob.sync()
    try bob.reply(to: post, "A reply.")
    try sync(bob)
    try alice.sync()
    try alice.edit(post, text: "Public long ago, as it was.")
    try sync(alice)
  }

  @Test func pathsAndMessagesCountToo() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    try commit(alice, "people/plan-social.txt", "x", "about a85jkddkfqaw")
    let commit = try #require(try alice.network.tip())
    #expect(
      Set(try leaks(alice)) == [
        Leak(place: .path("people/plan-social.txt"), kind: .slug, name: "plan-social"),
        Leak(place: .message(commit), kind: .id, name: "a85jkddkfqaw"),
      ])
  }

  @Test func whatALaterCommitTookOutWouldStillLeave() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    let post = try alice.post("Bonjour", "Le plan social.")
    let commit = try #require(try alice.network.tip())
    try alice.edit(post, text: "Rien.")
    let found = try leaks(alice)
    guard case .earlier(commit, post, _)? = found.first?.place, found.count == 1 else {
      Issue.record("\(found)")
      return
    }
  }

  @Test func aMergeDoesNotAnswerForTheOtherSide() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    _ = try bob.post("Plan social", "By Bob, who knows of nothing.")
    try bob.sync()
    _ = try alice.post("Bonjour", "By Alice.")
    #expect(try leaks(alice) == [])
    #expect(try alice.git("log", "-1", "--format=%s").hasPrefix("merge"))
  }

  @Test func aMergeOfThreeAnswersForNoneOfItsSides() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    _ = try bob.post("Plan social", "By Bob, who knows of nothing.")
    try bob.sync()
    try alice.git("switch", "-qc", "side")
    try commit(alice, "people/side.txt", "x")
    try alice.git("switch", "-q", "main")
    try commit(alice, "people/here.txt", "x")
    try alice.git("fetch", "-q")
    try alice.git("merge", "-q", "--no-edit", "origin/main", "side")
    #expect(try alice.git("log", "-1", "--format=%p").split(separator: " ").count == 3)
    #expect(try leaks(alice) == [])
  }

  /// A zero byte far from the start makes no picture of a text.
  @Test func aTextThatEndsInZerosIsRead() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    try commit(alice, "people/x.txt", "plan-social\n" + String(repeating: "x", count: 9_000) + "\u{0}")
    #expect(
      try leaks(alice) == [
        Leak(place: .file(path: "people/x.txt", line: 1), kind: .slug, name: "plan-social")
      ])
  }

  @Test func picturesAreNotRead() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    try commit(alice, "people/x.png", "\u{0}plan-social")
    #expect(try leaks(alice) == [])
  }

  @Test func tagsAreNotSentWhateverGitIsSetTo() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    for (name, value) in [("push.followTags", "true"), ("remote.origin.push", "refs/tags/*:refs/tags/*")] {
      try alice.git("config", name, value)
    }
    _ = try alice.post("Bonjour")
    try alice.git("tag", "-a", "plan-social", "-m", "Qui part en mars ?")
    #expect(try leaks(alice).isEmpty)
    #expect(try run(replicas.shared, "git", "for-each-ref", "--format=%(refname)") == "refs/heads/main\n")
  }
}
