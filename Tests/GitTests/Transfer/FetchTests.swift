import Foundation
import Testing

@testable import Git

/// A clone with its only remote.
private struct Clone {
  let path: String
  let repository: Repository
  let remote: Remote

  init(_ net: Net, _ name: String, _ configure: (String) throws -> Void = { _ in }) throws {
    path = try net.clone(name)
    try configure(path)
    repository = try Repository.open(path)
    remote = try #require(try repository.remote("origin"))
  }

  /// How many objects it has in packs and beside them.
  func objects() throws -> Int {
    let counts = try git(path, "count-objects", "-v").split(separator: "\n").map { $0.split(separator: ": ") }
    return counts.filter { ["count", "in-pack"].contains($0[0]) }.reduce(0) { $0 + (Int($1[1]) ?? 0) }
  }
}

@Suite struct FetchTests {
  /// libgit2 names 256 commits that are here and stops, whatever the server says: behind 300 posts that wait it would
  /// bring the whole network anew.
  @Test func whatWaitsHereDoesNotBringTheWholeNetworkAnew() throws {
    let net = try Net()
    let first = try Clone(net, "busy")
    _ = try first.repository.post(50, on: Net.tip(first.path))
    try git(first.path, "push", "-q", "origin", "main")
    let waiting = try Clone(net, "waiting")
    _ = try waiting.repository.post(300, on: Net.tip(waiting.path))
    try git(first.path, "reset", "-q", "--hard")
    let new = try Net.commit(first.path, "new.md", "new\n")
    try git(first.path, "push", "-q", "origin", "main")
    let before = try waiting.objects()
    let tips = try waiting.repository.fetch(waiting.remote, ["main"], net.options)
    #expect(tips.first?.after == new)
    #expect(try waiting.objects() - before == 3, "a commit, its folder and its file")
    try git(waiting.path, "fsck", "--strict")
  }

  /// Each fetch leaves a pack, and libgit2 takes none away.
  @Test func manySmallPacksAreJoinedUnlessTheSettingsSayNo() throws {
    let net = try Net()
    let one = try Clone(net, "one")
    let two = try Clone(net, "two") { try git($0, "config", "gc.autoPackLimit", "3") }
    let three = try Clone(net, "three") { try git($0, "config", "gc.auto", "0") }
    func packs(_ clone: Clone) throws -> Int {
      let names = try FileManager.default.contentsOfDirectory(atPath: clone.path + "/.git/objects/pack")
      return names.count { $0.hasSuffix(".pack") }
    }
    let start = try packs(three)
    let unreachable = try String(git(two.path, "hash-object", "-w", "--stdin", input: "kept").prefix(40))
    for number in 1...6 {
      _ = try Net.commit(one.path, "\(number).md", "text \(number)\n")
      try git(one.path, "push", "-q", "origin", "main")
      for clone in [two, three] { _ = try clone.repository.fetch(clone.remote, ["main"], net.options) }
    }
    #expect(try packs(three) == start + 6)
    #expect(try packs(two) <= 4)
    #expect(try git(two.path, "cat-file", "-p", unreachable) == "kept", "no object goes")
    try git(two.path, "fsck", "--strict")
  }

  @Test func aMirrorThatLagsIsNoRewrittenHistory() throws {
    let net = try Net()
    try git(net.scratch.path, "clone", "-q", "--bare", net.bare, "main.git")
    let one = try Clone(net, "one") {
      try git($0, "remote", "set-url", "--push", "origin", net.scratch.path + "/main.git")
    }
    let old = try Net.tip(one.path)
    for name in ["a", "b"] {
      let tip = try Net.commit(one.path, "\(name).md", name)
      let seen = try #require(try one.repository.fetch(one.remote, ["main"], net.options).first)
      #expect(seen.after == old && !seen.isRewritten && seen.isLagging == (name == "b"))
      #expect(try one.repository.pushed(tip, to: "main", of: one.remote, net.options) == .done)
      #expect(try Net.tip(net.scratch.path + "/main.git", "main") == tip)
      #expect(try Net.tip(one.path, "origin/main") == tip)
    }
    // Where it is written to, a history that was rewritten is one.
    try git(one.path, "config", "--unset", "remote.origin.pushurl")
    let remote = try #require(try Repository.open(one.path).remote("origin"))
    #expect(try one.repository.fetch(remote, ["main"], net.options).first?.isRewritten == true)
  }

  @Test func whatIsWrittenToSeveralPlacesReachesEach() throws {
    let net = try Net()
    let places = ["one.git", "two.git"].map { net.scratch.path + "/" + $0 }
    for place in places { try git(net.scratch.path, "clone", "-q", "--bare", net.bare, place) }
    let clone = try Clone(net, "clone") {
      for place in places { try git($0, "remote", "set-url", "--push", "--add", "origin", place) }
    }
    let tip = try Net.commit(clone.path, "new.md", "new\n")
    let outcomes = try clone.repository.push(tip, to: "main", of: clone.remote, net.options)
    #expect(outcomes.map(\.outcome) == [.done, .done])
    for place in places { #expect(try Net.tip(place, "main") == tip) }
    #expect(try Net.tip(net.bare, "main") != tip)
  }

  /// What git keeps beside the objects to be faster, or to show a history other than it is.
  @Test func aCommitGraphAndReplacementsMakeNoDifference() throws {
    let net = try Net()
    let clone = try Clone(net, "clone") { path in
      for number in 0..<5 { try Net.commit(path, "\(number).md", "\(number)") }
      try git(path, "commit-graph", "write", "--reachable")
      try git(path, "replace", "--graft", "HEAD~1")
    }
    let repository = clone.repository
    let tip = try Net.tip(clone.path)
    #expect(try repository.commits(from: [tip], without: []).count == 6)
    #expect(try repository.pushed(tip, to: "main", of: clone.remote, net.options) == .done)
    try git(net.bare, "fsck", "--strict")
    #expect(try git(net.bare, "rev-list", "--count", "main") == "6\n")
    // The whole history comes as well, whatever is replaced here.
    let other = try Clone(net, "other")
    let new = try Net.commit(other.path, "new.md", "new\n")
    try git(other.path, "push", "-q", "origin", "main")
    #expect(try repository.fetch(clone.remote, ["main"], net.options).first?.after == new)
    #expect(try repository.isAncestor(tip, of: new))
  }
}
