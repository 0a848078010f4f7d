import Git
import Testing

@testable import Store

@Suite struct TreeMergeTests {
  static let thread = "communities/idf/posts/2026/11/conges-7k2m9x4q1abc"
  static let moved = "communities/idf/posts/2026/12/les-conges-7k2m9x4q1abc"
  static let base = [
    "\(thread)/post.md": "---\nid: 7k2m9x4q1abc\ntitle: Congés\n---\n\nBonjour.\n",
    "\(thread)/replies/aaaaaaaaaaaa.md": "---\nid: aaaaaaaaaaaa\n---\n\nOui.\n",
    "\(thread)/photo.png": "PNG", "README.md": "Read me.\n", "people/alice.md": "---\nname: Alice\n---\n",
  ]

  /// Merges changes to the base, and expects the same from both sides.
  private func merge(
    base: [String: String] = base, _ one: (inout [String: String]) -> Void,
    _ other: (inout [String: String]) -> Void
  ) throws -> [String: String] {
    let trees = try Trees()
    var (mine, yours) = (base, base)
    one(&mine)
    other(&yours)
    let (straight, turned) = try trees.merged(trees.tree(base), trees.tree(mine), trees.tree(yours))
    let files = try trees.files(straight)
    let others = try trees.files(turned)
    #expect(straight == turned, "\(files.keys.sorted()) \(others.keys.sorted())")
    return files
  }

  private func move(_ files: inout [String: String], _ folder: String, to other: String) {
    for (path, text) in files where path.hasPrefix(folder + "/") {
      files[path] = nil
      files[other + path.dropFirst(folder.count)] = text
    }
  }

  @Test func filesOfOneSideAreTaken() throws {
    let merged = try merge({ $0["links/a/b-bbbbbbbbbbbb.md"] = "b" }, { $0["people/alice.md"] = nil })
    #expect(merged["links/a/b-bbbbbbbbbbbb.md"] == "b")
    #expect(merged["people/alice.md"] == nil)
  }

  @Test func aChangeStaysWhereTheOtherSideDeleted() throws {
    let merged = try merge({ $0["people/alice.md"] = nil }, { $0["people/alice.md"] = "---\nname: A\n---\n" })
    #expect(merged["people/alice.md"] == "---\nname: A\n---\n")
  }

  @Test func aReplyFollowsAThreadThatWasMoved() throws {
    let merged = try merge(
      { files in
        move(&files, Self.thread, to: Self.moved)
        files["\(Self.moved)/marks/alice.md"] = "---\nauthor: alice\n---\n"
      },
      { files in
        files["\(Self.thread)/replies/bbbbbbbbbbbb.md"] = "new"
        files["\(Self.thread)/post.md"]?.replace("Bonjour", with: "Bonsoir")
        files["\(Self.thread)/replies/aaaaaaaaaaaa.md"] = nil
        files["\(Self.thread)/marks/bob.md"] = "---\nauthor: bob\n---\n"
      })
    #expect(!merged.keys.contains { $0.hasPrefix(Self.thread) })
    #expect(merged["\(Self.moved)/replies/bbbbbbbbbbbb.md"] == "new")
    #expect(merged["\(Self.moved)/replies/aaaaaaaaaaaa.md"] == nil)
    #expect(merged["\(Self.moved)/post.md"]?.contains("Bonsoir") == true)
    #expect(merged["\(Self.moved)/photo.png"] == "PNG")
    #expect(merged.keys.filter { $0.contains("/marks/") }.count == 2)
  }

  @Test func aThreadThatBothMovedEndsInOnePlace() throws {
    let third = "communities/idf/posts/2026/11/vacances-7k2m9x4q1abc"
    let merged = try merge(
      { files in move(&files, Self.thread, to: Self.moved) },
      { files in
        move(&files, Self.thread, to: third)
        files["\(third)/replies/bbbbbbbbbbbb.md"] = "new"
      })
    let folders = Set(merged.keys.filter { $0.hasPrefix("communities") }.map { $0.split(separator: "/")[5] })
    #expect(folders.count == 1)
    #expect(merged.count == Self.base.count + 1)
  }

  @Test func aRecordOfItsOwnIsKnownByItsID() throws {
    let base = ["links/a/site-7k2m9x4q1abc.md": "---\nid: 7k2m9x4q1abc\ntags: [a]\n---\n"]
    let merged = try merge(
      base: base,
      { files in
        files["links/b/le-site-7k2m9x4q1abc.md"] = files.removeValue(forKey: "links/a/site-7k2m9x4q1abc.md")
      },
      { $0["links/a/site-7k2m9x4q1abc.md"]?.replace("[a]", with: "[a, b]") })
    #expect(merged == ["links/b/le-site-7k2m9x4q1abc.md": "---\nid: 7k2m9x4q1abc\ntags: [a, b]\n---\n"])
  }

  @Test func aThreadInAnOddFolderIsKnownByTheIDInIt() throws {
    let odd = "communities/idf/posts/2026/11/conges"
    let merged = try merge(
      { files in move(&files, Self.thread, to: odd) },
      { $0["\(Self.thread)/replies/bbbbbbbbbbbb.md"] = "new" })
    #expect(merged["\(odd)/replies/bbbbbbbbbbbb.md"] == "new")
  }

  @Test func aThreadThatBothAddedUnderTwoNamesIsOne() throws {
    let card = "---\nid: 7k2m9x4q1abc\ncreated: 2026-11-23T10:00:00+01:00\nauthor: alice\n---\n\nBonjour.\n"
    let merged = try merge(
      base: [:],
      { files in
        files["\(Self.thread)/post.md"] = card
        files["\(Self.thread)/replies/aaaaaaaaaaaa.md"] = "a"
      },
      { files in
        files["\(Self.moved)/post.md"] = card
        files["\(Self.moved)/replies/bbbbbbbbbbbb.md"] = "b"
      })
    #expect(Set(merged.keys.map { $0.split(separator: "/")[5] }).count == 1)
    #expect(merged.count == 3)
    // An id that somebody invented again is another post's.
    let two = try merge(
      base: [:], { $0["\(Self.thread)/post.md"] = card },
      { $0["\(Self.moved)/post.md"] = card.replacing("alice", with: "eve") })
    #expect(two.count == 2)
  }

  @Test func version2JoinsNothingByItsID() throws {
    let card = "---\nid: 7k2m9x4q1abc\ncreated: 2026-11-23T10:00:00+01:00\nauthor: alice\n---\n\nBonjour.\n"
    let merged = try merge(
      base: ["network.md": "---\nname: N\nformat: 2\n---\n"],
      { files in
        files["\(Self.thread)/post.md"] = card
        files["\(Self.thread)/replies/aaaaaaaaaaaa.md"] = "a"
      },
      { files in
        files["\(Self.moved)/post.md"] = card
        files["\(Self.moved)/replies/bbbbbbbbbbbb.md"] = "b"
      })
    #expect(merged.count == 5)
  }

  /// The base decides: who has taken the upgrade in and who has not merge alike.
  @Test func onlyWhatBuildsOnTheUpgradeMergesByIt() throws {
    let path = "leave/2027/anna-2027-05-03-7k2m9x4q1abc.md"
    let absence = "---\nid: 7k2m9x4q1abc\nperson: anna\nfrom: 2027-05-03\nto: 2027-05-07\n---\n"
    func merged(_ format: Int) throws -> [String: String] {
      try merge(
        base: ["network.md": "---\nname: N\nformat: \(format)\n---\n", path: absence],
        { files in
          files["network.md"] = "---\nname: N\nformat: 2\n---\n"
          files[path] = absence.replacing("from: 2027-05-03", with: "from: 2027-05-06")
        }, { $0[path] = absence.replacing("to: 2027-05-07", with: "to: 2027-05-04") })
    }
    #expect(try merged(1)[path]?.contains("from: 2027-05-06\nto: 2027-05-04") == true)
    #expect(try merged(1).count == 2)
    #expect(try merged(2).count == 3)
  }

  @Test func whatIsNoRecordStaysOnBothSides() throws {
    let merged = try merge(
      { $0["\(Self.thread)/photo.png"] = "ONE" }, { $0["\(Self.thread)/photo.png"] = "TWO" })
    let kept = merged.filter { $0.key.contains("photo.") }
    #expect(Set(kept.values) == ["ONE", "TWO"])
    #expect(kept.keys.contains { $0.contains("/photo.conflict-") && $0.hasSuffix(".png") })
    let added = try merge({ $0["x/new.txt"] = "1" }, { $0["x/new.txt"] = "2" })
    #expect(Set(added.filter { $0.key.hasPrefix("x/") }.values) == ["1", "2"])
  }

  @Test func aBodyThatDoesNotMergeIsKeptBeside() throws {
    let path = "\(Self.thread)/replies/aaaaaaaaaaaa.md"
    let merged = try merge(
      { $0[path]?.replace("Oui", with: "Non") }, { $0[path]?.replace("Oui", with: "Bof") })
    let kept = merged.filter { $0.key.contains(".conflict-") }
    #expect(kept.count == 1)
    #expect(kept.keys.first?.hasPrefix("\(Self.thread)/replies/aaaaaaaaaaaa.conflict-") == true)
    #expect(Set([merged[path] ?? "", kept.values.first ?? ""].map { $0.contains("Non") }) == [true, false])
  }

  @Test func aFileAndAFolderOfOneNameAreBothThere() throws {
    let merged = try merge({ $0["notes"] = "file" }, { $0["notes/a.txt"] = "inside" })
    #expect(merged["notes/a.txt"] == "inside")
    #expect(merged.contains { $0.key.hasPrefix("notes.conflict-") && $0.value == "file" })
    let turned = try merge(
      base: ["a/b": "1", "a/c": "2"],
      { files in
        files = ["a": "file"]
      }, { $0["a/b"] = "changed" })
    #expect(turned["a/b"] == "changed")
    #expect(turned["a/c"] == nil)
    #expect(turned.contains { $0.key.hasPrefix("a.conflict-") && $0.value == "file" })
  }

  @Test func namesThatDifferByCaseOnlyDoNotMeet() throws {
    let merged = try merge({ $0["x/Photo.png"] = "1" }, { $0["x/photo.png"] = "2" })
    #expect(merged["x/photo.png"] == "2")
    #expect(merged.contains { $0.key.hasPrefix("x/Photo.conflict-") && $0.value == "1" })
    let folders = try merge({ $0["communities/PACA/a.md"] = "1" }, { $0["communities/paca/b.md"] = "2" })
    #expect(folders["communities/paca/a.md"] == "1")
    #expect(folders["communities/paca/b.md"] == "2")
    #expect(!folders.keys.contains { $0.contains("PACA") })
  }

  @Test func composedAndDecomposedNamesAreOne() throws {
    let trees = try Trees()
    let base = try trees.tree(["a": "1"])
    let one = try trees.tree(["a": "1", "\u{e9}.png": "same"])
    let other = try trees.tree(["a": "1", "e\u{301}.png": "same", "b": "2"])
    let (straight, turned) = try trees.merged(base, one, other)
    #expect(straight == turned)
    let expected = try trees.tree(["a": "1", "b": "2", "\u{e9}.png": "same"])
    #expect(straight == expected)
  }

  @Test func oneSidesTreeIsTakenAsItIs() throws {
    let trees = try Trees()
    let base = try trees.tree(Self.base)
    let odd = try trees.tree(["X": "1", "x": "2", "a/b": "3"])
    for one in [base, odd] {
      let merged = try trees.merged(base, one, odd)
      #expect(merged == (odd, odd))
    }
  }
}
