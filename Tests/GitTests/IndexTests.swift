import Foundation
import SeededRandom
import Testing

@testable import Git

/// A network that mgrnet and a person with plain git change in turn.
final class Shared {
  let scratch = Scratch()
  let repository: Repository
  let lock: RepositoryLock
  var path: String { scratch.path }

  init() throws {
    repository = try Repository.create(at: scratch.path)
    lock = try repository.lock()
  }

  @discardableResult
  func act(_ changes: [TreeChange]) throws -> Performed {
    try repository.perform(
      BranchChange(
        branch: "main", parents: [repository.tip(of: "main")].compactMap(\.self), changes: changes,
        author: alice, committer: alice, message: "act"), under: lock)
  }

  func put(_ path: String, _ text: String) throws -> TreeChange {
    .put(path, try repository.writeBlob(text))
  }

  func write(_ name: String, _ text: String) throws {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// `git write-tree`, which believes the cached tree, against a tree from the same entries without one.
  func cachedTreeIsRight() throws -> Bool {
    let entries = try git(path, "ls-files", "-s", "-z")
    let stages = entries.split(separator: "\0").contains { !$0.contains(" 0\t") }
    if stages { return true }
    let other = path + "/.git/judge-index"
    try? FileManager.default.removeItem(atPath: other)  // missing at the first time
    try git(
      path, "-c", "alias.judge=!GIT_INDEX_FILE=\(other) git update-index -z --index-info", "judge",
      input: entries)
    let right = try git(path, "-c", "alias.judge=!GIT_INDEX_FILE=\(other) git write-tree", "judge")
    return try git(path, "write-tree", "--missing-ok") == right
  }
}

@Suite struct IndexTests {
  @Test func afterAnActTheWorkTreeIsClean() throws {
    let network = try Shared()
    try network.act([network.put("a/b/c.md", "1"), network.put("d.md", "2")])
    #expect(try git(network.path, "status", "--porcelain") == "")
    try network.act([network.put("a/b/c.md", "11"), .remove("d.md"), network.put("a/x.md", "3")])
    #expect(try git(network.path, "status", "--porcelain") == "")
    #expect(try git(network.path, "ls-files") == "a/b/c.md\na/x.md\n")
    #expect(try network.read("a/b/c.md") == "11")
    #expect(try git(network.path, "fsck", "--strict") == "")
    #expect(try git(network.path, "diff-index", "--cached", "HEAD") == "")
  }

  @Test func whatAPersonStagedOrEditedStays() throws {
    let network = try Shared()
    try network.act([network.put("a.md", "1"), network.put("b.md", "1"), network.put("c.md", "1")])
    try network.write("a.md", "edited")
    try network.write("new.md", "staged")
    try git(network.path, "add", "new.md")
    try git(network.path, "rm", "-q", "--cached", "b.md")
    let done = try network.act([
      network.put("a.md", "2"), network.put("b.md", "2"), network.put("c.md", "2"), network.put("e.md", "2"),
    ])
    #expect(done.left == ["a.md", "b.md"])
    #expect(try network.read("a.md") == "edited")
    let status = try git(network.path, "status", "--porcelain", "-uno")
    #expect(status == " M a.md\nD  b.md\nA  new.md\n")
  }

  @Test func aFileThatIsRacilyChangedIsSeenByGit() throws {
    // Written, staged and changed again within one tick of the clock, then the index moves on.
    for round in 0..<20 {
      let network = try Shared()
      try network.write("person.md", "aaaa")
      try git(network.path, "add", "person.md")
      try network.write("person.md", "bbbb")
      try network.act([network.put("ours.md", "\(round)")])
      usleep(1_100_000 / 20)
      try network.act([network.put("ours.md", "\(round)+")])
      #expect(try git(network.path, "status", "--porcelain") == "AM person.md\n")
    }
  }

  @Test func aFileAndAFolderOfOneNameNeverMeetInTheIndex() throws {
    let network = try Shared()
    try network.act([network.put("z.md", "1")])
    try network.write("a", "a person's")
    try network.write("b/c/d.md", "a person's")
    try git(network.path, "add", "a", "b/c/d.md")
    let done = try network.act([
      network.put("a/x.md", "1"), network.put("b/c", "1"), network.put("a.md", "1"),
    ])
    #expect(done.left.sorted() == ["a/x.md", "b/c"])
    #expect(try git(network.path, "ls-files") == "a\na.md\nb/c/d.md\nz.md\n")
    #expect(try network.cachedTreeIsRight())
    try git(network.path, "reset", "-q", "--hard")
    let next = try network.act([.remove("a/x.md"), network.put("a", "now a file"), .remove("a.md")])
    #expect(next.left == [])
    #expect(try git(network.path, "status", "--porcelain", "-uno") == "")
    #expect(try network.cachedTreeIsRight())
  }

  @Test func anIndexOfVersion4IsChangedToo() throws {
    let network = try Shared()
    try network.act([network.put("a/b.md", "1"), network.put("c.md", "1")])
    try git(network.path, "update-index", "--index-version", "4")
    try network.write("c.md", "staged")
    try git(network.path, "add", "c.md")
    let done = try network.act([
      network.put("a/b.md", "2"), network.put("d.md", "2"), network.put("c.md", "2"),
    ])
    #expect(done.unfinished == nil)
    #expect(done.left == ["c.md"])
    #expect(try git(network.path, "status", "--porcelain") == "M  c.md\n")
    #expect(try git(network.path, "ls-files") == "a/b.md\nc.md\nd.md\n")
  }

  /// libgit2 cannot read these: they are named before anything is done.
  @Test(arguments: [GitFeature.splitIndex, .sparseIndex])
  func anIndexThatCannotBeReadIsNamed(_ feature: GitFeature) throws {
    let network = try Shared()
    try network.act([network.put("a/b.md", "1"), network.put("c/d.md", "1"), network.put("c.md", "1")])
    let (there, back): ([String], [String])
    if feature == .splitIndex {
      (there, back) = (["update-index", "--split-index"], ["update-index", "--no-split-index"])
    } else {
      (there, back) = (
        ["sparse-checkout", "set", "--sparse-index", "a"],
        ["sparse-checkout", "reapply", "--no-sparse-index"]
      )
    }
    try git(network.path, there)
    #expect(throws: GitError.unsupported(feature)) { try network.repository.workTreeEdits { _ in true } }
    let before = try git(network.path, "rev-parse", "HEAD")
    #expect(throws: GitError.unsupported(feature)) { try network.act([network.put("a/b.md", "2")]) }
    #expect(try git(network.path, "rev-parse", "HEAD") == before)
    #expect(try network.repository.recover(under: network.lock) == [])
    try git(network.path, back)
    #expect(try network.act([network.put("a/b.md", "2")]).unfinished == nil)
    #expect(try git(network.path, "status", "--porcelain") == "")
    #expect(try network.read("a/b.md") == "2")
  }

  @Test(arguments: 0..<4) func thousandsOfActsLeaveWhatGitWouldLeave(seed: Int) throws {
    let rounds = ProcessInfo.processInfo.environment["MGRNET_ROUNDS"].flatMap { Int($0) } ?? 60
    var random = Seeded(state: UInt64(seed &+ 1) &* 7919 &+ UInt64(rounds))
    let network = try Shared()
    var model: [String: String] = [:]
    let folders = ["", "a/", "a/b/", "a/b/c/", "a.b/", "a-/", "é/", "x/y/z/w/"]
    func name() -> String {
      folders[Int.random(in: 0..<folders.count, using: &random)]
        + ["a", "b", "c.md", "b.md", "é.md", String(repeating: "l", count: 60)].randomElement(using: &random)!
        + (Bool.random(using: &random) ? "" : String(Int.random(in: 0..<40, using: &random)))
    }
    func isFree(_ path: String) -> Bool {
      !model.keys.contains { $0.hasPrefix(path + "/") || path.hasPrefix($0 + "/") }
    }
    for round in 0..<rounds {
      var changes: [String: TreeChange] = [:]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        if Int.random(in: 0..<3, using: &random) == 0,
          let path = model.keys.sorted().randomElement(using: &random)
        {
          guard changes[path] == nil else { continue }
          changes[path] = .remove(path)
          model[path] = nil
        } else {
          let path = name()
          guard changes[path] == nil, isFree(path) else { continue }
          let text = "\(round) \(path) \(Int.random(in: 0..<3, using: &random))"
          changes[path] = try network.put(path, text)
          model[path] = text
        }
      }
      #expect(try network.act(changes.values.shuffled(using: &random)).left == [])
      switch Int.random(in: 0..<8, using: &random) {
      case 0: try git(network.path, "status")
      case 1:
        let path = name()
        if isFree(path), model[path] == nil {
          try network.write(path, "person \(round)")
          try git(network.path, "add", "-A")
          try git(network.path, "commit", "-qm", "person")
          model[path] = "person \(round)"
        }
      case 2: try git(network.path, "gc", "-q")
      case 3: try git(network.path, "update-index", "--index-version", "2")
      case 4: try git(network.path, "read-tree", "HEAD")
      default: break
      }
      #expect(try network.cachedTreeIsRight(), "seed \(seed), round \(round)")
      #expect(try git(network.path, "status", "--porcelain") == "", "seed \(seed), round \(round)")
      if round % 20 == 0 { #expect(try git(network.path, "fsck", "--strict") == "") }
    }
    let files = try git(network.path, "ls-files", "-z").split(separator: "\0").map(String.init)
    #expect(Set(files) == Set(model.keys))
    for (path, text) in model { #expect(try network.read(path) == text) }
  }
}
