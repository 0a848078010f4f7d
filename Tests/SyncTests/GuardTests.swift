import Foundation
import Git
import Store
import Testing

@testable import Sync

/// A commit made by plain git plumbing, of which git's own checks know nothing, pushed to the shared repository.
private func push(_ replicas: Replicas, _ entries: [(mode: String, path: String, content: String)]) throws {
  let bare = replicas.shared
  let index = replicas.folder + "/hostile-index"
  try run(bare, ["env", "GIT_INDEX_FILE=\(index)", "git", "read-tree", "main"])
  for entry in entries {
    let id = try run(bare, ["git", "hash-object", "-w", "--stdin"], input: entry.content)
      .trimmingCharacters(in: .newlines)
    try run(
      bare, ["env", "GIT_INDEX_FILE=\(index)", "git", "update-index", "--index-info"],
      input: "\(entry.mode) \(id)\t\(entry.path)\n")
  }
  let tree = try run(bare, ["env", "GIT_INDEX_FILE=\(index)", "git", "write-tree"]).trimmingCharacters(
    in: .newlines)
  let commit = try run(bare, "git", "commit-tree", "-p", "main", "-m", "hostile", tree).trimmingCharacters(
    in: .newlines)
  try run(bare, "git", "update-ref", "refs/heads/main", commit)
}

extension Replica {
  /// What of the only remote `sync` refuses to let in.
  func refused() throws -> [GuardFinding] {
    let failures = try sync().failures.map(\.failure)
    guard case .sync(.hostile("origin", let findings))? = failures.first, failures.count == 1 else {
      Issue.record("\(failures)")
      return []
    }
    return findings
  }
}

@Suite struct GuardTests {
  @Test(arguments: [
    ("120000", "people/on.md", "down/../alice.md"),
    ("100644", "private/team/posts/x.md", "secret"), ("120000", "people/link.md", "/etc/passwd"),
    ("100644", "private", "a file"), ("120000", "Private", "people"), ("160000", "people/repository", "x"),
    ("120000", "people/up.md", "../../../etc/passwd"), ("120000", "hooks", ".git/hooks"),
    ("100644", "people/Alice.md", "x"), ("100644", "Communities/idf/community.md", "x"),
    ("100644", "network.md", "---\nname: Test\nformat: 99\n---\n"),
  ])
  func whatIsHostileIsRefusedAndNamed(mode: String, path: String, content: String) throws {
    let replicas = try Replicas("alice")
    try push(replicas, [(mode, path, content)])
    let before = try replicas[0].git("rev-parse", "HEAD")
    #expect(try replicas[0].refused().map(\.path) == [path])
    #expect(try replicas[0].git("rev-parse", "HEAD") == before)
    #expect(try replicas[0].status == "")
    #expect(try replicas[0].network.tip() != nil)
  }

  /// Some kilobytes that are a hundred million files to whoever walks them.
  @Test func foldersWithoutEndAreRefusedAtOnce() throws {
    let replicas = try Replicas("alice")
    let bare = replicas.shared
    func made(_ tree: String) throws -> String {
      try run(bare, ["git", "mktree"], input: tree).trimmingCharacters(in: .newlines)
    }
    let card = try run(bare, "git", "rev-parse", "main:network.md").trimmingCharacters(in: .newlines)
    var tree = try made((0..<10).map { "100644 blob \(card)\tf\($0)\n" }.joined())
    for _ in 0..<8 { tree = try made((0..<10).map { "040000 tree \(tree)\td\($0)\n" }.joined()) }
    let root = try made(run(bare, "git", "ls-tree", "main") + "040000 tree \(tree)\tlinks\n")
    let commit = try run(bare, "git", "commit-tree", "-p", "main", "-m", "bomb", root)
    try run(bare, "git", "update-ref", "refs/heads/main", commit.trimmingCharacters(in: .newlines))
    let before = try replicas[0].git("rev-parse", "HEAD")
    let refused = try replicas[0].refused()
    #expect(refused.map(\.problem) == [.endlessTree])
    #expect(refused.first?.path.hasPrefix("links/") == true)
    #expect(try replicas[0].git("rev-parse", "HEAD") == before)
    #expect(try replicas[0].status == "")
  }

  @Test func aFileTooLargeIsRefusedByTheLimitThatIsSet() throws {
    let replicas = try Replicas("alice")
    try replicas[0].git("config", "mgrnet.maxRecordSize", "1000")
    try push(replicas, [("100644", "people/large.md", String(repeating: "x", count: 1001))])
    #expect(
      try replicas[0].refused() == [
        .init(path: "people/large.md", problem: .tooLarge(bytes: 1001, limit: 1000))
      ])
    try replicas[0].git("config", "mgrnet.maxRecordSize", "2000")
    #expect(try replicas[0].sync().failures.isEmpty)
  }

  @Test func whatMustNotLeaveDoesNot() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    try alice.write("private/team/note.md", "secret")
    try alice.git("add", "-f", "private/team/note.md")
    try alice.git("commit", "-qm", "by mistake")
    #expect(
      throws: SyncError.guarded([GuardFinding(path: "private/team/note.md", problem: .privatePath)])
    ) { try alice.sync() }
    #expect(
      try run(replicas.shared, "git", "ls-tree", "-r", "--name-only", "main").contains("private/") == false)
  }

  /// Many file systems compose what others take apart.
  @Test func twoWaysToComposeANameAreOneFile() throws {
    let replicas = try Replicas("alice")
    let names = ["people/\u{e9}.md", "people/e\u{301}.md"]
    try push(replicas, names.map { ("100644", $0, "x") })
    let findings = try replicas[0].refused()
    #expect(findings.count == 2)
    for (path, other) in zip(names, names.reversed()) {
      #expect(findings.contains { $0.path.utf8.elementsEqual(path.utf8) && $0.problem.isTwin(of: other) })
    }
  }

  @Test func aLinkWithinTheNetworkIsHarmless() throws {
    let replicas = try Replicas("alice")
    try push(
      replicas,
      [("120000", "people/also.md", "alice.md"), ("120000", "people/far/away.md", "../../people/alice.md")])
    #expect(try replicas[0].sync().failures.isEmpty)
    #expect(try run(replicas[0].path, "readlink", "people/also.md") == "alice.md\n")
    #expect(try run(replicas[0].path, "readlink", "people/far/away.md") == "../../people/alice.md\n")
    #expect(try replicas[0].status == "")
  }

  /// Trees that git itself would not write, by hand.
  @Test(arguments: [
    [".."], ["a/b.md"], [".git"], [".GIT "], ["git~1"], [".g\u{200c}it"], ["x\u{1b}[2J"],
    ["a.md", "a.md"],
    ["b.md", "a.md"],
  ])
  func namesThatLeadElsewhereAreRefused(names: [String]) throws {
    let replicas = try Replicas("alice")
    let shared = try Repository.open(replicas.shared)
    let blob = try shared.writeBlob("x\n")
    let people = names.flatMap { Array("100644 \($0)\0".utf8) + blob.bytes }
    let tip = try #require(try shared.tip(of: "main"))
    var root: [UInt8] = []
    for entry in try shared.list(in: tip) {
      let mode = entry.mode == .directory ? "40000" : "100644"
      let id = entry.name == "people" ? try shared.writeTreeForTests(people) : entry.id
      root += Array("\(mode) \(entry.name)\0".utf8) + id.bytes
    }
    let tree = try shared.writeTreeForTests(root)
    let commit = try run(
      replicas.shared, "git", "commit-tree", "-p", "main", "-m", "hostile", tree.description)
    try run(replicas.shared, "git", "update-ref", "refs/heads/main", commit.trimmingCharacters(in: .newlines))
    let before = try replicas[0].git("rev-parse", "HEAD")
    #expect(try replicas[0].refused().contains { $0.path.hasPrefix("people/") && $0.problem == .unsafePath })
    #expect(try replicas[0].git("rev-parse", "HEAD") == before)
    #expect(try replicas[0].status == "")
  }

  @Test func theNetworksCardStays() throws {
    let replicas = try Replicas("alice")
    let plain = replicas.folder + "/plain"
    try run(replicas.folder, "git", "clone", "-q", "shared.git", "plain")
    try run(plain, "git", "rm", "-q", "network.md")
    try run(plain, "git", "commit", "-qm", "gone")
    try run(plain, "git", "push", "-q")
    // Whoever had no right to take it away stops nobody: it is put back.
    let outcome = try replicas[0].sync()
    #expect(outcome.failures.isEmpty && outcome.disputed.map(\.path) == ["network.md"])
    #expect(try run(replicas.shared, "git", "show", "main:network.md").contains("name: Test"))
  }

  @Test func whatWasTakenOutAgainDoesNotLeaveEither() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    try alice.write("private/team/note.md", "secret")
    try alice.write("large.txt", String(repeating: "x", count: 20_001))
    try alice.git("config", "mgrnet.maxRecordSize", "20000")
    try alice.git("add", "-f", "private/team/note.md", "large.txt")
    try alice.git("commit", "-qm", "by mistake")
    let mistake = ObjectID(hex: try alice.git("rev-parse", "HEAD").prefix(40))
    try alice.git("rm", "-qr", "--cached", "private", "large.txt")
    try alice.git("commit", "-qm", "and back")
    _ = try alice.post("Later")
    #expect(
      throws: SyncError.guarded([
        .init(path: "large.txt", problem: .tooLarge(bytes: 20_001, limit: 20_000), commit: mistake),
        .init(path: "private/team/note.md", problem: .privatePath, commit: mistake),
      ])
    ) { try alice.sync() }
    // What others have in their history keeps nobody from going on.
    try alice.git("push", "-q", "origin", "main")
    try run(replicas.folder, "git", "init", "-q", "--bare", "-b", "main", "second.git")
    try alice.git("remote", "add", "second", "../second.git")
    #expect(try alice.sync().failures.isEmpty)
  }

  /// It cannot be made unsaid; who changes it, or takes it away, must not be stopped by it.
  @Test func aPrivatePathThatEverybodyHasKeepsNobody() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    try push(replicas, [("100644", "private/team/note.md", "secret")])
    for person in [alice, bob] { try person.git("pull", "-q", "origin", "main") }
    try alice.write("private/team/note.md", "nothing")
    try alice.git("commit", "-qam", "as little as there can be")
    for person in [alice, bob] { #expect(try person.sync().failures.isEmpty) }
    #expect(try bob.read("private/team/note.md") == "nothing")
  }

  @Test func aHostileRemoteKeepsNobodyFromTheOthers() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    let other = try Replicas("carol")
    try push(replicas, [("100644", "private/x.md", "x")])
    try run(replicas.folder, "git", "init", "-q", "--bare", "-b", "main", "second.git")
    for person in [alice, bob] {
      try person.git("remote", "add", "second", "../second.git")
      try person.git("remote", "add", "third", other.shared)
    }
    let post = try alice.post("By the second")
    for person in [alice, bob] {
      let failures = try person.sync().failures
      #expect(failures.map(\.remote) == ["origin", "third"])
      guard case .sync(.hostile)? = failures.first?.failure else {
        Issue.record("\(failures)")
        continue
      }
      #expect(failures.last?.failure == .sync(.unrelated(remote: "third")))
    }
    #expect(try bob.read(post).contains("By the second"))
    #expect(try run(other.shared, "git", "log", "--format=%s", "main").contains("By the second") == false)
  }
}

extension GuardFinding.Problem {
  fileprivate func isTwin(of path: String) -> Bool {
    guard case .differsByCase(let also) = self else { return false }
    return also.utf8.elementsEqual(path.utf8)
  }
}

extension Repository {
  /// A tree of whatever bytes.
  fileprivate func writeTreeForTests(_ bytes: [UInt8]) throws -> ObjectID {
    let command = ["git", "hash-object", "-w", "--literally", "-t", "tree"]
    let file = gitDirectory + "/literal"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    let id = try run(gitDirectory, command + [file])
    return try #require(ObjectID(hex: id.prefix(40)))
  }
}
