import Testing

@testable import Git

@Suite struct CommitTests {
  let scratch = Scratch()

  @Test func aFirstCommitIsWhatGitReads() throws {
    let repository = try Repository.create(at: scratch.path + "/a/b", bare: true, initialBranch: "main")
    let lock = try repository.lock()
    let blob = try repository.writeBlob("Bonjour\n")
    let written = try repository.writeCommit(
      [.put("communities/idf/posts/été.md", blob), .put("network.md", blob)], parents: [], author: alice,
      committer: alice, message: "init: un réseau")
    try repository.move(
      branch: "main", from: nil, to: written.commit, by: alice, reason: "commit: init", under: lock)
    #expect(try git(repository.gitDirectory, "fsck", "--strict") == "")
    #expect(
      try git(repository.gitDirectory, "log", "--format=%an <%ae> %ad|%s", "--date=raw", "main")
        == "alice <alice@example.org> 1790000000 +0200|init: un réseau\n")
    #expect(
      try git(repository.gitDirectory, "show", "main:communities/idf/posts/été.md") == "Bonjour\n")
    #expect(try repository.head() == Head(branch: "main", tip: written.commit))
    #expect(try repository.blob(at: "network.md", in: written.commit) == Array("Bonjour\n".utf8))
  }

  @Test func aBranchThatMovedIsNotMovedAgain() throws {
    let repository = try Repository.create(at: scratch.path, bare: true)
    let lock = try repository.lock()
    let one = try repository.writeCommit([], parents: [], author: alice, committer: alice, message: "1")
    let two = try repository.writeCommit(
      [], parents: [one.commit], author: alice, committer: alice, message: "2")
    try repository.move(branch: "main", from: nil, to: one.commit, by: alice, reason: "1", under: lock)
    try repository.move(branch: "main", from: one.commit, to: two.commit, by: alice, reason: "2", under: lock)
    #expect(throws: GitError.moved(branch: "main", expected: one.commit, found: two.commit)) {
      try repository.move(
        branch: "main", from: one.commit, to: one.commit, by: alice, reason: "3", under: lock)
    }
  }
}
