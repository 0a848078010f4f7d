import Foundation
import Testing

@testable import Git

@Suite struct ReadingTests {
  /// A history made by git itself: three commits on one file, a merge, packed and loose objects.
  func history() throws -> (Scratch, Repository) {
    let scratch = Scratch()
    let path = scratch.path
    try git(path, "init", "-q", "-b", "main")
    for (number, name) in ["a.md", "b/c.md", "a.md", "d.md", "a.md"].enumerated() {
      try FileManager.default.createDirectory(atPath: path + "/b", withIntermediateDirectories: true)
      try Data("\(number)\n".utf8).write(to: URL(fileURLWithPath: path + "/" + name))
      try git(path, "add", "-A")
      try git(
        path, "commit", "-qm", "change \(number)\n\nwhy\n", "--date", "@\(1_700_000_000 + number) +0100")
      if number == 2 { try git(path, "gc", "-q") }
    }
    try git(path, "checkout", "-qb", "side", "HEAD~2")
    try Data("side\n".utf8).write(to: URL(fileURLWithPath: path + "/b/side.md"))
    try git(path, "add", "-A")
    try git(path, "commit", "-qm", "side")
    try git(path, "checkout", "-q", "main")
    try git(path, "merge", "-q", "--no-edit", "side")
    return (scratch, try Repository.open(path))
  }

  @Test func filesAreReadAsGitReadsThem() throws {
    let (scratch, repository) = try history()
    let head = try repository.head()
    #expect(head.branch == "main")
    #expect(try git(scratch.path, "rev-parse", "HEAD") == "\(try #require(head.tip))\n")
    let tip = try #require(head.tip)
    #expect(try repository.blob(at: "a.md", in: tip) == Array("4\n".utf8))
    #expect(try repository.blob(at: "b", in: tip) == nil)
    #expect(try repository.blob(at: "nothing/here", in: tip) == nil)
    #expect(try repository.list("b", in: tip).map(\.name) == ["c.md", "side.md"])
    var files = ""
    try repository.walk(tip) { path, blob in files += "\(blob.id) \(path)\n" }
    #expect(try git(scratch.path, "ls-tree", "-r", "--format=%(objectname) %(path)", "HEAD") == files)
    var below: [String] = []
    try repository.walk(tip, under: "b") { path, _ in below.append(path) }
    #expect(below == ["b/c.md", "b/side.md"])
  }

  @Test func historyIsWhatGitLogSays() throws {
    let (scratch, repository) = try history()
    let tip = try #require(try repository.head().tip)
    for path in ["a.md", "b", "b/side.md", "d.md", "missing"] {
      let said = try git(scratch.path, "log", "--format=%H %s", "--", path)
      let found = try repository.log(path, from: tip).map { "\($0.id) \($0.summary)\n" }.joined()
      #expect(found == said, "\(path)")
    }
    let newest = try #require(try repository.log("a.md", from: tip, limit: 1).first)
    #expect(newest.summary == "change 4")
    #expect(newest.body == "why")
    #expect(newest.author.seconds == 1_700_000_004)
    #expect(newest.author.offsetMinutes == 60)
  }

  @Test func changesAreWhatGitDiffSays() throws {
    let (scratch, repository) = try history()
    let commits = try git(scratch.path, "rev-list", "HEAD").split(separator: "\n").map(String.init)
    for one in commits {
      for other in commits {
        let said = try git(scratch.path, "diff", "--name-only", "--no-renames", one, other)
        var found = ""
        try repository.changes(from: ObjectID(hex: one), to: #require(ObjectID(hex: other))) {
          found += $0.path + "\n"
        }
        #expect(found == said)
      }
    }
  }

  /// Read in part at first, then whole, then again from what is remembered.
  @Test func anEntryOfALargeFolderIsFound() throws {
    let scratch = Scratch()
    let path = scratch.path
    try git(path, "init", "-q", "--bare")
    let blob = try git(path, "hash-object", "-w", "--stdin", input: "x").prefix(40)
    let names = (0..<4_000).map { "name-\(10_000 + $0 * 2).md" }
    let lines = names.map { "100644 blob \(blob)\t\($0)\n" }.joined()
    let folder = try git(path, "mktree", input: lines).prefix(40)
    let root = try git(path, "mktree", input: "040000 tree \(folder)\tpeople\n").prefix(40)
    let commit = try git(path, "commit-tree", "-m", "many", String(root)).prefix(40)
    try git(path, "update-ref", "refs/heads/main", String(commit))
    try git(path, "repack", "-adfq")
    let tip = try #require(ObjectID(hex: commit))
    for name in [names[0], names[777], names[3_999], "name-10001.md", "a", "z", "name-1"] {
      let repository = try Repository.open(path)
      #expect(try repository.size(of: #require(ObjectID(hex: folder))) ?? 0 > 1 << 16)
      for _ in 0..<3 {
        let found = try repository.entry("people/" + name, in: tip)
        #expect((found?.id.description).map { $0[...] } == (names.contains(name) ? blob : nil))
      }
    }
  }

  @Test func aBranchIsFoundWhereverGitKeepsIt() throws {
    let (scratch, repository) = try history()
    let tip = try #require(try repository.head().tip)
    let path = scratch.path
    try git(path, "pack-refs", "--all")
    #expect(try Discovered.at(path)?.head() == Head(branch: "main", tip: tip))
    #expect(try repository.tip(of: "mai") == nil)
    try git(path, "worktree", "add", "-q", "-b", "other/x", path + "/../\(tip)")
    defer { try? FileManager.default.removeItem(atPath: path + "/../\(tip)") }  // beside the scratch folder
    let found = try #require(try Discovered.discover(from: path + "/../\(tip)/b"))
    #expect(try found.head() == Head(branch: "other/x", tip: tip))
    let inside = try #require(try Discovered.discover(from: path + "/b"))
    #expect(inside.workTree == inside.gitDirectory.dropLast(5).description)
    try git(path, "checkout", "-q", "--detach")
    #expect(try Discovered.at(path)?.head() == Head(branch: nil, tip: tip))
    #expect(try Discovered.discover(from: "/") == nil)
  }

  @Test func settingsAreRead() throws {
    let (scratch, repository) = try history()
    defer { withExtendedLifetime(scratch) {} }
    #expect(try repository.configString("mgrnet.nothing") == nil)
    try repository.setConfig("mgrnet.language", "fr")
    #expect(try repository.configString("mgrnet.language") == "fr")
    #expect(try repository.configBool("core.bare") == false)
    try repository.setConfig("mgrnet.language", nil)
    #expect(try repository.configString("mgrnet.language") == nil)
  }

  @Test func whatIsNoRepositoryIsSaid() throws {
    let scratch = Scratch()
    #expect(throws: GitError.notARepository(path: scratch.path)) { try Repository.open(scratch.path) }
    _ = try Repository.create(at: scratch.path + "/x")
    #expect(throws: GitError.exists(path: scratch.path + "/x")) {
      try Repository.create(at: scratch.path + "/x")
    }
  }
}
