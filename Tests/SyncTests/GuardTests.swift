import Foundation
import Git
import Records
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

@Suite struct GuardTests {
  @Test(arguments: [
    ("100644", "private/team/posts/x.md", "secret"), ("120000", "people/link.md", "/etc/passwd"),
    ("120000", "people/up.md", "../../../etc/passwd"), ("120000", "hooks", ".git/hooks"),
    ("100644", "people/Alice.md", "x"), ("100644", "Communities/idf/community.md", "x"),
    ("100644", "network.md", "---\nname: Test\nformat: 99\n---\n"),
  ])
  func whatIsHostileIsRefusedAndNamed(mode: String, path: String, content: String) throws {
    let replicas = try Replicas("alice")
    try push(replicas, [(mode, path, content)])
    let before = try replicas[0].git("rev-parse", "HEAD")
    let error = try #require(throws: SyncError.self) { try replicas[0].sync() }
    guard case .hostile("origin", let findings) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(findings.map(\.path) == [path])
    #expect(try replicas[0].git("rev-parse", "HEAD") == before)
    #expect(try replicas[0].status == "")
    #expect(try replicas[0].network.tip() != nil)
  }

  @Test func aFileTooLargeIsRefusedByTheLimitThatIsSet() throws {
    let replicas = try Replicas("alice")
    try replicas[0].git("config", "mgrnet.maxRecordSize", "1000")
    try push(replicas, [("100644", "people/large.md", String(repeating: "x", count: 1001))])
    #expect(throws: SyncError.self) { try replicas[0].sync() }
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

  @Test func aLinkWithinTheNetworkIsHarmless() throws {
    let replicas = try Replicas("alice")
    try push(replicas, [("120000", "people/also.md", "alice.md")])
    #expect(try replicas[0].sync().failures.isEmpty)
  }
}
