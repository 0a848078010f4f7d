import Foundation
import SeededRandom
import Testing

@testable import Git

@Suite struct ObjectTests {
  /// Every object of a packed history with long chains of differences, against `git cat-file`.
  @Test func everyObjectIsReadAsGitReadsIt() throws {
    let scratch = Scratch()
    let path = scratch.path
    try git(path, "init", "-q", "-b", "main")
    var lines = (0..<400).map { "line \($0) of a text that is long enough to be worth a difference" }
    for round in 0..<40 {
      lines[round * 7 % 400] += " changed \(round)"
      lines.insert("new \(round)", at: round * 13 % 400)
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path + "/text.md"))
      try Data("\(round)".utf8).write(to: URL(fileURLWithPath: path + "/\(round).md"))
      try git(path, "add", "-A")
      try git(path, "commit", "-qm", "\(round)")
      if round == 20 { try git(path, "repack", "-adq", "--depth=50", "--window=50") }
      if round == 30 { try git(path, "-c", "repack.useDeltaBaseOffset=false", "repack", "-dq", "--depth=50") }
    }
    try Data().write(to: URL(fileURLWithPath: path + "/empty"))
    try git(path, "add", "-A")
    try git(path, "tag", "-m", "annotated", "v1")
    let repository = try Repository.open(path)
    let objects = try git(
      path, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
    var count = 0
    for line in objects.split(separator: "\n") {
      let id = try #require(ObjectID(hex: line.prefix(40)))
      let size = Int(try git(path, "cat-file", "-s", id.description).dropLast())
      #expect(try repository.size(of: id) == size)
      switch line.dropFirst(41) {
      case "blob": #expect(try repository.blob(id).map { ObjectID(ofBlob: $0) } == id)
      case "commit": #expect(try repository.commit(id).id == id)
      case "tree":
        #expect(try git(path, "mktree", input: git(path, "ls-tree", id.description)).hasPrefix("\(id)"))
      default: #expect(try repository.content(of: id) == repository.head().tip)
      }
      count += 1
    }
    #expect(count > 160)
    #expect(try repository.blob(ObjectID.zero) == nil)
  }

  @Test func anObjectWrittenIsTheOneThatGitWrites() throws {
    let scratch = Scratch()
    try git(scratch.path, "init", "-q")
    let repository = try Repository.open(scratch.path)
    for text in ["", "x", String(repeating: "été ", count: 30_000)] {
      let id = try repository.writeBlob(text)
      #expect(try git(scratch.path, "hash-object", "--stdin", input: text) == "\(id)\n")
      #expect(try git(scratch.path, "cat-file", "blob", id.description) == text)
      #expect(try repository.writeBlob(text) == id)
      #expect(try repository.blob(id) == Array(text.utf8))
    }
    #expect(try git(scratch.path, "fsck", "--strict", "--no-dangling") == "")
  }

  @Test func whatGitPacksMeanwhileIsStillFound() throws {
    let network = try Shared()
    let first = try network.act([network.put("a.md", "1")])
    let other = try Repository.open(network.path)
    try git(network.path, "gc", "-q")
    #expect(try other.blob(at: "a.md", in: first.commit) == Array("1".utf8))
  }

  @Test func aBorrowedStoreIsRead() throws {
    let network = try Shared()
    let first = try network.act([network.put("a.md", "1")])
    let scratch = Scratch()
    try git(scratch.path, "clone", "-q", "--shared", network.path, "copy")
    let copy = try Repository.open(scratch.path + "/copy")
    #expect(try copy.blob(at: "a.md", in: first.commit) == Array("1".utf8))
  }

  /// Anything but such errors, a trap above all, fails the test.
  private func readAll(_ ids: [ObjectID], _ path: String) throws {
    let repository = try Repository.open(path)
    for id in ids {
      do throws(GitError) {
        _ = try repository.blob(id)
        _ = try repository.root(of: id)
        _ = try repository.list(in: id)
      } catch {}
    }
  }

  @Test func damagedObjectsAreErrorsAndNothingElse() throws {
    let network = try Shared()
    let texts = (0..<30).map { number in "\(number)" + String(repeating: "text \(number) ", count: number * 9)
    }
    try network.act(texts.enumerated().map { try network.put("f/\($0.offset).md", $0.element) })
    try git(network.path, "repack", "-adq")
    let folder = network.path + "/.git/objects/pack/"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    var random = Seeded(state: 3)
    let ids = try git(network.path, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
      .split(separator: "\n").compactMap { ObjectID(hex: $0) }
    for name in names where name.hasSuffix(".pack") || name.hasSuffix(".idx") {
      let whole = try Data(contentsOf: URL(fileURLWithPath: folder + name))
      for _ in 0..<150 {
        var damaged = whole
        for _ in 0..<Int.random(in: 1...20, using: &random) {
          damaged[Int.random(in: 8..<damaged.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        if Bool.random(using: &random) {
          damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random))
        }
        try FileManager.default.removeItem(atPath: folder + name)
        try damaged.write(to: URL(fileURLWithPath: folder + name))
        try readAll(ids, network.path)
      }
      try FileManager.default.removeItem(atPath: folder + name)
      try whole.write(to: URL(fileURLWithPath: folder + name))
    }
    #expect(try git(network.path, "fsck", "--strict") == "")
  }
}
