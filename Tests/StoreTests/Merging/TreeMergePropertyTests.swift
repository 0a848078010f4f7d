import Git
import Records
import SeededRandom
import Testing

@testable import Store

/// What holds of every merge of trees, tried with random edits.
@Suite struct TreeMergePropertyTests {
  /// Files, and random things that people do to them with an editor and plain git.
  private struct People {
    var random: Seeded
    let format: Int
    var count = 0

    mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

    mutating func word() -> String {
      count += 1
      return "word\(count)"
    }

    mutating func network() -> [String: String] {
      var files = ["README.md": "readme\n", "network.md": "---\nname: N\nformat: \(format)\n---\n"]
      for person in ["alice", "bob", "carol"] { files["people/\(person).md"] = "---\nname: \(person)\n---\n" }
      for index in 0..<3 {
        let folder = "communities/idf/posts/2026/11/titre-\(id(index))"
        files["\(folder)/post.md"] = record(id(index)) + "\n\(word())\n\n\(word())\n"
        for reply in 0..<roll(3) {
          let name = id(10 * index + reply + 10)
          files["\(folder)/replies/\(name).md"] = record(name) + "\n\(word())\n"
        }
        if roll(2) == 0 { files["\(folder)/photo.png"] = word() }
      }
      files["links/a/site-\(id(90)).md"] = record(id(90))
      return files
    }

    func id(_ number: Int) -> String { "0000000000" + String(number + 100).suffix(2) }
    func record(_ id: String) -> String {
      "---\nid: \(id)\nauthor: alice\ncreated: 2026-11-23T10:00:00Z\ntags: [a]\n---\n"
    }

    mutating func act(_ files: inout [String: String], _ who: String) {
      guard let path = files.keys.sorted().randomElement(using: &random) else { return }
      let threads = files.keys.filter { $0.hasSuffix("/post.md") }.sorted()
      let thread = threads.randomElement(using: &random).map { RecordPath.folder(of: $0) } ?? "lost"
      switch roll(16) {
      case 0, 1: files[path, default: ""] += word() + "\n"
      case 2: files[path] = (files[path] ?? "").replacing("\n---\n", with: "\nkey-\(who): \(word())\n---\n")
      case 3: files[path] = (files[path] ?? "").replacing("tags: [a", with: "tags: [a, \(word())")
      case 4, 5:
        let name = id(50 + roll(40))
        files["\(thread)/replies/\(name).md"] = record(name) + "\n\(word())\n"
      case 6: files["\(thread)/marks/\(who).md"] = "---\nauthor: \(who)\n---\n\n\(word())\n"
      case 7: files[path] = nil
      case 8:
        for other in files.keys where other.hasPrefix(thread + "/") && roll(3) > 0 { files[other] = nil }
      case 9, 10:
        let target =
          "communities/idf/posts/2026/1\(roll(3))/\(["new", "titre", "x-y"][roll(3)])-\(thread.suffix(12))"
        guard thread != "lost", target != thread else { return }
        for (other, text) in files.sorted(by: { $0.key < $1.key }) where other.hasPrefix(thread + "/") {
          files[other] = nil
          files[target + other.dropFirst(thread.count)] = text
        }
      case 11: files["\(thread)/\(["Photo", "photo", "fe\u{301}", "f\u{e9}"][roll(4)]).png"] = word()
      case 12:
        guard files.keys.allSatisfy({ !$0.hasPrefix("notes/") }) else { return }
        files["notes"] = word()
      case 13:
        guard files["notes"] == nil else { return }
        files["notes/\(roll(3))"] = word()
      case 14:
        if let link = files.keys.sorted().first(where: { $0.hasPrefix("links/") }) {
          let text = files.removeValue(forKey: link)
          files["links/\(["a", "b", "c"][roll(3)])/site-\(id(90)).md"] = text
        }
      default: files["communities/\(["IDF", "idf", "est"][roll(3)])/note-\(roll(2)).txt"] = word()
      }
    }
  }

  @Test(arguments: 0..<4) func bothOrdersGiveTheSameTreeAndNoWordIsLost(part: UInt64) throws {
    let trees = try Trees()
    for seed in (part * 100)..<(part * 100 + 100) {
      var people = People(random: Seeded(state: seed), format: 1 + Int(seed % 2))
      let base = people.network()
      var sides = [base, base]
      for (index, who) in ["alice", "bob"].enumerated() {
        for _ in 0...people.roll(6) { people.act(&sides[index], who) }
      }
      let ids = try ([base] + sides).map { try trees.tree($0) }
      let (straight, turned) = try trees.merged(ids[0], ids[1], ids[2])
      let merged = try trees.files(straight)
      if straight != turned {
        let others = try trees.files(turned)
        let paths = Set(merged.keys).union(others.keys).filter { merged[$0] != others[$0] }.sorted()
        Issue.record("seed \(seed): \(paths.map { "\($0): \(merged[$0] ?? "-") | \(others[$0] ?? "-")" })")
      }
      let (same, mine) = (try trees.merged(ids[0], ids[1], ids[1]), try trees.merged(ids[0], ids[1], ids[0]))
      #expect(same == (ids[1], ids[1]), "seed \(seed)")
      #expect(mine == (ids[1], ids[1]), "seed \(seed)")

      func words(_ files: [String: String]) -> Set<String> {
        Set(
          files.values.flatMap { $0.split { !$0.isLetter && !$0.isNumber }.map(String.init) }.filter {
            $0.hasPrefix("word")
          })
      }
      let there = words(merged)
      for side in sides {
        #expect(words(side).subtracting(words(base)).subtracting(there).isEmpty, "seed \(seed)")
      }
      #expect(
        words(base).intersection(words(sides[0])).intersection(words(sides[1])).isSubset(of: there),
        "seed \(seed)")
      // No reply without its post, unless a side deleted the post.
      let posts = Set(merged.keys.filter { $0.hasSuffix("/post.md") }.map { RecordPath.folder(of: $0) })
      for path in merged.keys {
        guard let place = RecordPath(path), place.type == .reply || place.type == .mark else { continue }
        let thread = RecordPath.folder(of: RecordPath.post(ofThreadAt: path))
        if posts.contains(thread) { continue }
        let isThreadThere = sides.allSatisfy { side in
          side.keys.contains { $0.hasSuffix("-\(thread.suffix(12))/post.md") }
        }
        #expect(!isThreadThere, "seed \(seed): \(path)")
      }
      // No two names that some disk takes for one, where no side had them before.
      func clashes(_ files: [String: String]) -> [[String]] {
        Dictionary(grouping: files.keys) { TreePath($0).caseKey }.values.filter { $0.count > 1 }
      }
      if clashes(sides[0]).isEmpty, clashes(sides[1]).isEmpty {
        #expect(clashes(merged).isEmpty, "seed \(seed)")
      }
    }
  }
}
