import Disk
import Foundation
import Testing

@testable import Git

/// A repository with a line of commits, each with a file more in one folder.
private struct Line {
  let scratch = Scratch()
  let repository: Repository
  private(set) var commits: [ObjectID] = []

  init(_ count: Int, files: Int = 1) throws {
    repository = try Repository.create(at: scratch.path + "/line", bare: true)
    for number in 0..<count { try add(number, files: files) }
  }

  private mutating func add(_ number: Int, files: Int) throws {
    let changes = try (0..<files).map {
      TreeChange.put("posts/\(number)-\($0).md", try repository.writeBlob("post \(number) \($0)\n"))
    }
    let commit = try repository.writeCommit(
      changes, parents: commits.last.map { [$0] } ?? [], author: alice, committer: alice,
      message: "post \(number)\n"
    ).commit
    try repository.move(
      branch: "main", from: commits.last, to: commit, by: alice, reason: "test", under: repository.lock())
    commits.append(commit)
  }

  /// The pack of some of the commits.
  func pack(_ commits: Set<ObjectID>) throws -> (bytes: [UInt8], content: PackContent) {
    let file = try NewFile(scratch.path + "/pack")
    let content = try repository.writePack(of: commits, to: file)
    return (try #require(try Files.read(file.path)), content)
  }

  func other(_ name: String) throws -> Repository {
    try Repository.create(at: scratch.path + "/" + name, bare: true)
  }
}

private func take(
  _ bytes: [UInt8], into repository: Repository, _ wanted: [ObjectID], _ limits: PackLimits = PackLimits()
) throws -> IncomingPack {
  let pack = try IncomingPack(into: repository, limits)
  for start in stride(from: 0, to: bytes.count, by: 5000) {
    try pack.add(Array(bytes[start..<min(bytes.count, start + 5000)]))
  }
  try pack.finish(wanted)
  return pack
}

@Suite struct PackFileTests {
  @Test(arguments: [1, 400]) func aPackStandsAlone(_ files: Int) throws {
    let line = try Line(6, files: files)
    // Folders are differences from one another, and none is from what is not in the pack.
    let (bytes, content) = try line.pack(Set(line.commits[2...]))
    let read = try take(bytes, into: line.repository, []).content
    #expect(read == content)
    let empty = try line.other("empty")
    try Files.replace(empty.gitDirectory + "/objects/pack/x.pack", with: bytes)
    try git(empty.gitDirectory, "index-pack", "objects/pack/x.pack")
    let listed = try git(empty.gitDirectory, "verify-pack", "-v", "objects/pack/x.idx")
    if files > 1 { #expect(listed.contains("chain length = 1"), "nothing was written as a difference") }
    #expect(try git(empty.gitDirectory, "cat-file", "-t", line.commits[5].description) == "commit\n")
    #expect(try !empty.has(line.commits[1]))
  }

  @Test func historiesThatGoBackAndForthArePackedWhole() throws {
    let line = try Line(1)
    var commits = line.commits
    // The same two folders in turns: neither may be a difference from the other in a circle.
    let (one, two) = (try line.repository.writeBlob("1"), try line.repository.writeBlob("2"))
    for number in 0..<6 {
      commits.append(
        try line.repository.writeCommit(
          [.put("posts/0-0.md", number % 2 == 0 ? one : two)], parents: [commits[number]], author: alice,
          committer: alice, message: "turn\n"
        ).commit)
    }
    for start in 0..<6 {
      let (bytes, _) = try line.pack(Set(commits[start...]))
      let empty = try line.other("empty\(start)")
      try Files.replace(empty.gitDirectory + "/objects/pack/x.pack", with: bytes)
      try git(empty.gitDirectory, "index-pack", "objects/pack/x.pack")
    }
  }

  @Test(arguments: [1, 60]) func whatIsTakenInIsWhole(_ files: Int) throws {
    let line = try Line(5, files: files)
    let (first, later) = (Set(line.commits[..<3]), Set(line.commits[3...]))
    let other = try line.other("other")
    let tip = line.commits[4]
    // The later one builds on what is not there.
    #expect(throws: TransferProblem.self) { try take(line.pack(later).bytes, into: other, [tip]) }
    #expect(try !other.has(tip))
    #expect(try take(line.pack(first).bytes, into: other, [line.commits[2]]).held(first))
    let pack = try take(line.pack(later).bytes, into: other, [tip])
    #expect(try pack.held(later))
    #expect(try !pack.held(Set(line.commits)), "what was there before was not in the pack")
    try git(other.gitDirectory, "update-ref", "refs/heads/main", tip.description)
    try git(other.gitDirectory, "fsck", "--strict")
  }

  @Test func whatIsDamagedLeavesNothing() throws {
    let line = try Line(3)
    let (bytes, _) = try line.pack(Set(line.commits))
    let other = try line.other("other")
    for count in [0, 3, 20, bytes.count / 2, bytes.count - 1] {
      #expect(throws: TransferProblem.self) {
        try take(Array(bytes[..<count]), into: other, [line.commits[2]])
      }
    }
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var changed = bytes
      changed[place] ^= 4
      #expect(throws: TransferProblem.self) { try take(changed, into: other, [line.commits[2]]) }
    }
    #expect(try !other.has(line.commits[0]))
    #expect(try Files.names(in: other.gitDirectory + "/objects/pack").isEmpty)
    // A head that is no commit, and one that never came.
    let blob = try line.repository.writeBlob("post 0 0\n")
    #expect(throws: TransferProblem.self) { try take(bytes, into: other, [blob]) }
    let nothing = try #require(ObjectID(hex: String(repeating: "7", count: 40)))
    #expect(throws: TransferProblem.self) { try take(bytes, into: other, [nothing]) }
  }

  /// Two files of which each is written as a difference from the other: with one of them here, both can be made.
  @Test func aCircleIsNotTakenInWhereOneOfItIsHere() throws {
    let line = try Line(1)
    let (one, two) = (Array("one, and more\n".utf8), Array("two, and more\n".utf8))
    let ids = try [one, two].map { try line.repository.writeBlob($0) }
    // A difference from the other one that holds all of itself: sizes, then one insertion.
    func delta(_ bytes: [UInt8]) -> [UInt8] {
      [UInt8(bytes.count), UInt8(bytes.count), UInt8(bytes.count)] + bytes
    }
    let circle = try Wire.pack([(7, ids[1], delta(one)), (7, ids[0], delta(two))])
    // The same file, whole and as a difference from another one: libgit2's indexer would go round for ever.
    let twice = try Wire.pack([(3, nil, one), (3, nil, two), (7, ids[0], delta(two))])
    for (bytes, isHere) in [(circle, false), (circle, true), (twice, false), (twice, true)] {
      let other = try line.other("other-\(bytes.count)-\(isHere)")
      if isHere { _ = try other.writeBlob(one) }
      #expect(throws: TransferProblem.self) { try take(bytes, into: other, []) }
      #expect(try Files.names(in: other.gitDirectory + "/objects/pack").isEmpty)
    }
  }

  @Test func whatUnpacksToTooMuchIsGivenUp() throws {
    let line = try Line(1)
    let path = line.scratch.path + "/zeros"
    try Files.replace(path, with: [UInt8](repeating: 0, count: 30 << 20))
    let blob = try line.repository.writeBlob(fileAt: path)
    let commit = try line.repository.writeCommit(
      [.put("zeros", blob)], parents: line.commits, author: alice, committer: alice, message: "bomb\n"
    ).commit
    let (bytes, _) = try line.pack([commit, line.commits[0]])
    #expect(bytes.count < 100_000)
    var limits = PackLimits()
    limits.object = 20 << 20
    #expect(throws: TransferProblem.notGit("pack")) {
      try take(bytes, into: line.other("one"), [commit], limits)
    }
    limits = PackLimits()
    limits.total = 20 << 20
    #expect(throws: TransferProblem.notGit("pack")) {
      try take(bytes, into: line.other("two"), [commit], limits)
    }
    limits.total = 40 << 20
    let other = try line.other("three")
    _ = try take(bytes, into: other, [commit], limits)
    try git(other.gitDirectory, "fsck", commit.description)
  }

  @Test(arguments: [false, true]) func largeFilesGoThrough(_ isDense: Bool) throws {
    let line = try Line(2)
    var state: UInt64 = 7
    let content = (0..<(5 << 20)).map { place -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return isDense ? UInt8(truncatingIfNeeded: state >> 33) : UInt8(place % 251)
    }
    let path = line.scratch.path + "/large"
    try Files.replace(path, with: content)
    let blob = try line.repository.writeBlob(fileAt: path)
    #expect(blob == ObjectID(ofBlob: content))
    let folder = line.repository.gitDirectory
    #expect(try git(folder, "cat-file", "-s", blob.description) == "\(content.count)\n")
    try git(folder, "fsck")
    func read(_ repository: Repository) throws -> [UInt8] { try #require(try repository.blob(blob)) }
    #expect(try read(line.repository) == content)
    let commit = try line.repository.writeCommit(
      [.put("large", blob)], parents: [line.commits[1]], author: alice, committer: alice, message: "large\n"
    ).commit
    // As a pack, and as a file among few objects of a folder of this machine.
    let packed = try line.other("packed")
    _ = try take(line.pack(Set(line.commits + [commit])).bytes, into: packed, [commit])
    #expect(try read(packed) == content)
    try git(packed.gitDirectory, "fsck", commit.description)
    let there = try line.other("there")
    let remote = try line.repository.remote(at: there.gitDirectory, named: "there")
    let options = TransferOptions(person: alice, mayAsk: false)
    #expect(try line.repository.pushed(commit, to: "main", of: remote, options) == .done)
    #expect(try read(there) == content)
    // Through git's own program, there and back.
    try git(folder, "update-ref", "refs/heads/main", commit.description)
    try git(line.scratch.path, "clone", "-q", "--bare", "file://" + folder, "cloned.git")
    let back = try line.other("back")
    let source = try back.remote(at: "file://" + line.scratch.path + "/cloned.git", named: "source")
    try git(line.scratch.path + "/cloned.git", "config", "uploadpack.hideRefs", "refs/hidden")
    #expect(try back.fetch(source, ["main"], options).first?.after == commit)
    #expect(try read(back) == content)
  }
}
