import Foundation
import Git
import SeededRandom
import Store
import Testing

@testable import Sync

/// A plain `git merge` with the merge driver gives the tree that `sync` gives, file by file.
@Suite struct PlainGitTests {
  /// A repository with a few records, and what two people do to them on two branches.
  private struct Case {
    let folder: String
    var random: Seeded
    private var count = 0

    init(seed: UInt64) throws {
      folder = FileManager.default.temporaryDirectory.path + "/plain-\(seed)-\(UUID().uuidString.prefix(8))"
      random = Seeded(state: seed)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try run(folder, "git", "init", "-q", "-b", "main")
      try run(folder, "git", "config", "merge.mgrnet.driver", "'\(binary)' merge-driver %O %A %B %P %L")
      try write(".gitattributes", String(decoding: MergeDriver.attributes.bytes, as: UTF8.self))
      try write("README.md", "Read me.\n")
      for person in ["alice", "bob", "carol"] {
        try write(
          "people/\(person).md", "---\nname: \(person)\nskills: [a, b]\nphone: 1\n---\n\nOne.\n\nTwo.\n")
      }
      try commit(at: 1_790_000_000)
    }

    mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

    func write(_ path: String, _ text: String) throws {
      let url = URL(fileURLWithPath: "\(folder)/\(path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }

    func commit(at seconds: Int) throws {
      try run(folder, "git", "add", "-A")
      try run(
        folder, "GIT_COMMITTER_DATE=\(seconds) +0000", "git", "commit", "-q", "--allow-empty", "-m",
        "\(seconds)")
    }

    mutating func change(_ who: String) throws {
      count += 1
      let path = ["people/alice.md", "people/bob.md", "people/carol.md", "people/new.md", "README.md"][
        roll(5)]
      var text =
        (try? String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)) ?? "---\nname: new\n---\n"
      switch roll(6) {
      case 0: text = text.replacing("phone: 1", with: "phone: \(who)\(count)  # mine")
      case 1: text = text.replacing("[a, b", with: "[a, b, \(who)\(count)")
      case 2: text = text.replacing("name:", with: "x-\(who): \(count)\nname:")
      case 3: text = text.replacing("Two.", with: "\(who) \(count).")
      case 4: text = text.replacing("One.", with: "\(who) \(count).\n\nOne.")
      default: text += "\n\(who) \(count)\n"
      }
      try write(path, text)
    }
  }

  @Test(arguments: UInt64(0)..<12) func gitMergesWhatSyncMerges(seed: UInt64) throws {
    var example = try Case(seed: seed)
    let folder = example.folder
    // A folder that stays behind in /tmp harms no test.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try run(folder, "git", "branch", "other")
    for branch in ["main", "other"] {
      try run(folder, "git", "checkout", "-q", branch)
      for _ in 0...example.roll(3) {
        for _ in 0...example.roll(3) { try example.change(branch) }
        try example.commit(at: 1_790_000_000 + example.roll(50))
      }
    }
    let repository = try Repository.open(folder)
    let tips = try ["main", "other"].map { try #require(try repository.tip(of: $0)) }
    let merged = try repository.merge(tips[0], tips[1])
    let expected = try repository.writeTree(merged.changes, on: tips[0])
    for (ours, theirs) in [("main", "other"), ("other", "main")] {
      try run(folder, "git", "checkout", "-q", "-B", "try", ours)
      do { try run(folder, "git", "merge", "-q", "--no-edit", theirs) } catch is CommandFailed {
        // Where both wrote one line git has to stop; to abort it leaves nothing behind.
        #expect(!merged.kept.isEmpty)
        try run(folder, "git", "merge", "--abort")
        #expect(try run(folder, "git", "status", "--porcelain") == "", "seed \(seed)")
        continue
      }
      let tree = try run(folder, "git", "rev-parse", "HEAD:").trimmingCharacters(in: .newlines)
      let difference = try run(folder, "git", "diff", "--stat", expected.description, tree)
      #expect(tree == expected.description, "seed \(seed): \(ours) \(difference)")
    }
  }
}
