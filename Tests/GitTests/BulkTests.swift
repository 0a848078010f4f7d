import Foundation
import Testing

@testable import Git

@Suite struct BulkTests {
  @Test func thousandsOfFilesMakeOnePackThatGitAccepts() throws {
    let network = try Shared()
    let first = try network.act([network.put("network.md", "1"), network.put("a/1/x.md", "old")])
    let bulk = try BulkAct(network.repository)
    var changes: [TreeChange] = [.remove("network.md")]
    for number in 0..<3000 {
      let text = "text \(number % 2900) " + String(repeating: "\(number) ", count: number % 50)
      changes.append(.put("a/\(number % 17)/\(number).md", try bulk.writeBlob(Array(text.utf8))))
    }
    let done = try bulk.perform(
      BranchChange(
        branch: "main", parents: [first.commit], changes: changes.shuffled(), author: alice, committer: alice,
        message: "import"), under: network.lock)
    #expect(done.left == [] && done.unfinished == nil)
    #expect(try git(network.path, "fsck", "--strict") == "")
    #expect(try git(network.path, "status", "--porcelain") == "")
    #expect(try git(network.path, "ls-files").split(separator: "\n").count == 3001)
    let pack = try #require(
      try FileManager.default.contentsOfDirectory(atPath: network.path + "/.git/objects/pack")
        .first { $0.hasSuffix(".idx") })
    #expect(try git(network.path, "verify-pack", ".git/objects/pack/" + pack) == "")
  }

  @Test func aBulkActThatIsDroppedLeavesNothing() throws {
    let network = try Shared()
    do {
      let bulk = try BulkAct(network.repository)
      for number in 0..<100 { _ = try bulk.writeBlob(Array("\(number)".utf8)) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: network.path + "/.git/objects/pack") == [])
  }

  @Test func twoProcessesDoNotActAtOnce() throws {
    let network = try Shared()
    #expect(throws: GitError.locked(path: network.lock.folder + "/lock")) {
      try network.repository.lock(waitingMilliseconds: 30)
    }
  }
}
