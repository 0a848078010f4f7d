import Foundation
import SeededRandom
import Testing

@testable import Git

@Suite struct RecoveryTests {
  @Test func anActKilledAfterTheBranchMovedIsFinished() throws {
    let network = try Shared()
    try network.act([network.put("a.md", "1"), network.put("b/c.md", "1")])
    let old = try network.repository.tip(of: "main")
    let blob = try network.repository.writeBlob("2")
    let written = try network.repository.writeCommit(
      [.put("a.md", blob), .remove("b/c.md"), .put("d/e.md", blob)], parents: [old].compactMap(\.self),
      author: alice, committer: alice, message: "killed")
    // As far as the act comes before it is killed: the journal, the branch, one file, a lock file.
    try Journal(branch: "main", old: old, new: written.commit).write(under: network.lock)
    try network.repository.move(
      branch: "main", from: old, to: written.commit, by: alice, reason: "killed", under: network.lock)
    try network.write("a.md", "2")
    try leaveLock("index", network)
    let found = try network.repository.recover(under: network.lock)
    #expect(found == [.unlocked("index"), .finished(from: old, commit: written.commit, left: [])])
    #expect(try git(network.path, "status", "--porcelain") == "")
    #expect(try network.read("d/e.md") == "2")
    #expect(try network.repository.recover(under: network.lock) == [])
  }

  @Test func anActKilledBeforeTheBranchMovedIsForgotten() throws {
    let network = try Shared()
    let first = try network.act([network.put("a.md", "1")])
    try Journal(branch: "main", old: first.commit, new: .emptyTree).write(under: network.lock)
    try leaveLock("refs/heads/main", network)
    let found = try network.repository.recover(under: network.lock)
    #expect(found == [.unlocked("refs/heads/main"), .dropped])
    #expect(try network.act([network.put("a.md", "2")]).unfinished == nil)
    #expect(try git(network.path, "status", "--porcelain") == "")
  }

  @Test func aLockThatGitHoldsIsNotTouched() throws {
    let network = try Shared()
    try network.act([network.put("a.md", "1")])
    try network.write(".git/index.lock", "")
    #expect(try network.repository.recover(under: network.lock) == [])
    #expect(throws: GitError.locked(path: network.path + "/.git/index.lock")) {
      try network.act([.remove("a.md")])
    }
    #expect(try network.read("a.md") == "1")
    try FileManager.default.removeItem(atPath: network.path + "/.git/index.lock")
    #expect(try network.act([.remove("a.md")]).left == [])
  }

  /// A lock as a killed mgrnet leaves it: linked in git's place and in mgrnet's own.
  private func leaveLock(_ target: String, _ network: Shared) throws {
    let own = network.lock.folder + "/lock=" + target.replacingOccurrences(of: "/", with: "%2F")
    try Data("half".utf8).write(to: URL(fileURLWithPath: own))
    #expect(link(own, network.path + "/.git/" + target + ".lock") == 0)
  }

  @Test func killedAtAnyMomentTheNextActFindsAValidRepository() throws {
    let scratch = Scratch()
    let path = scratch.path
    let repository = try Repository.create(at: path)
    var random = Seeded(state: 11)
    for round in 0..<25 {
      let before = try repository.tip(of: "main")
      // This very program, running the test below and nothing else.
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = ["--testing-library", "swift-testing", "--filter", "actsWithoutEnd"]
      process.environment = ProcessInfo.processInfo.environment.merging(["MGRNET_ENDLESS": path]) { $1 }
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      while process.isRunning, try repository.tip(of: "main") == before { usleep(1000) }
      try #require(process.isRunning)
      usleep(UInt32.random(in: 0...30_000, using: &random))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(try git(path, "fsck", "--strict", "--no-dangling") == "", "round \(round)")
      let lock = try repository.lock()
      _ = try repository.recover(under: lock)
      #expect(try git(path, "status", "--porcelain") == "", "round \(round)")
      let tip = try repository.tip(of: "main")
      let blob = try repository.writeBlob("after \(round)")
      let done = try repository.perform(
        BranchChange(
          branch: "main", parents: [tip].compactMap(\.self), changes: [.put("f/0.md", blob)], author: alice,
          committer: alice, message: "after"), under: lock)
      #expect(done.left == [] && done.unfinished == nil)
    }
    #expect(try git(path, "status", "--porcelain") == "")
  }

  /// The victim of the test above.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["MGRNET_ENDLESS"] != nil))
  func actsWithoutEnd() throws {
    let path = try #require(ProcessInfo.processInfo.environment["MGRNET_ENDLESS"])
    let repository = try Repository.open(path)
    let lock = try repository.lock()
    for number in 0... {
      let blob = try repository.writeBlob("\(number) \(getpid())")
      let changes = (0..<10).map { TreeChange.put("f/\(number % 7 * 10 + $0).md", blob) }
      _ = try repository.perform(
        BranchChange(
          branch: "main", parents: [repository.tip(of: "main")].compactMap(\.self), changes: changes,
          author: alice, committer: alice, message: "\(number)"), under: lock)
    }
  }
}
