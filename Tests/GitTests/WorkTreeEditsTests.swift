import Foundation
import SeededRandom
import Testing

@testable import Git

/// What git itself says, as `path kind`, sorted.
private func byGit(_ folder: String) throws -> [String] {
  try git(folder, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    .split(separator: "\0").compactMap { line in
      // The first letter is about what is staged.
      let kinds: [Character: String] = [
        "?": "new", "D": "missing", "U": "unmerged", "M": "changed", "T": "changed",
      ]
      return kinds[line.dropFirst().first ?? " "].map { "\(line.dropFirst(3)) \($0)" }
    }.sorted()
}

private func byUs(_ folder: String) throws -> [String] {
  try Repository.open(folder).workTreeEdits { _ in true }.map { "\($0.path) \($0.kind)" }.sorted()
}

@Test(arguments: UInt64(0)..<4) func editsInTheWorkTreeAreThoseThatGitSees(seed: UInt64) throws {
  let scratch = Scratch()
  let folder = scratch.path
  try git(folder, "init", "-q")
  var random = Seeded(state: seed)
  func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: "\(folder)/\(path)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }
  let names = ["a", "a.b", "a/b", "a/b.md", "a-c/d", "a=/x", "é/œ", "b/c/d/e/f", "b/c/d/e", "z"]
  var paths = Set<String>()
  for round in 0..<12 {
    for _ in 0..<8 {
      let path =
        names[Int.random(in: 0..<names.count, using: &random)] + "\(Int.random(in: 0..<4, using: &random))"
      if Bool.random(using: &random) {
        try write(path, "\(Int.random(in: 0..<5, using: &random))")
        paths.insert(path)
      } else if paths.remove(path) != nil {
        try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
      }
    }
    let (first, expected) = (try byUs(folder), try byGit(folder))
    #expect(first == expected, "round \(round)")
    // A second look knows of the first one, and finds the same.
    let again = try byUs(folder)
    #expect(again == expected, "round \(round), again")
    if round % 3 == 2 { try git(folder, "add", "-A") }
  }
}

@Test func whatComesAfterALookIsSeenByTheNext() throws {
  let scratch = Scratch()
  let folder = scratch.path
  try git(folder, "init", "-q")
  func write(_ path: String) throws {
    let url = URL(fileURLWithPath: "\(folder)/\(path)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try path.write(to: url, atomically: false, encoding: .utf8)
  }
  for number in 0..<40 { try write("posts/\(number)/post.md") }
  try git(folder, "add", "-A")
  try git(folder, "commit", "-qm", "posts")
  try write("new/empty/x")
  #expect(try byUs(folder) == byGit(folder))
  #expect(try byUs(folder) == byGit(folder))
  // In a folder that the index knows, in a new one, below one that was new before, and in place of a folder.
  for path in ["posts/7/reply.md", "posts/x/post.md", "new/empty/later", "new/y"] { try write(path) }
  #expect(try byUs(folder) == byGit(folder))
  // A file leaves the index, and stays where it is.
  try git(folder, "rm", "-q", "--cached", "posts/9/post.md")
  #expect(try byUs(folder) == byGit(folder))
  try FileManager.default.removeItem(atPath: "\(folder)/posts/12")
  try FileManager.default.createSymbolicLink(
    atPath: "\(folder)/posts/12", withDestinationPath: "11")
  #expect(try byUs(folder).contains("posts/12/post.md missing"))
}

@Test func aNewFolderBelowAKnownOneIsSeenByEachLook() throws {
  let scratch = Scratch()
  let folder = scratch.path
  try git(folder, "init", "-q")
  try FileManager.default.createDirectory(
    atPath: "\(folder)/posts/known/new/newer", withIntermediateDirectories: true)
  try "x".write(toFile: "\(folder)/posts/known/post.md", atomically: false, encoding: .utf8)
  try git(folder, "add", "-A")
  try "y".write(toFile: "\(folder)/posts/known/new/newer/post.md", atomically: false, encoding: .utf8)
  // Until all of it is older than the next look by the clock of files.
  usleep(30_000)
  for _ in 0..<3 { #expect(try byUs(folder) == ["posts/known/new/newer/post.md new"]) }
}

@Test func modesLinksAndNestedRepositoriesAreSeenAsGitSeesThem() throws {
  let scratch = Scratch()
  let folder = scratch.path
  try git(folder, "init", "-q")
  for name in ["run", "same"] {
    try "x".write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }
  try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "same")
  try git(folder, "add", "-A")
  #expect(chmod("\(folder)/run", 0o755) == 0)
  try FileManager.default.removeItem(atPath: "\(folder)/link")
  try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "run")
  try git(folder, "init", "-q", "private/secret")
  try "s".write(toFile: "\(folder)/private/secret/file", atomically: true, encoding: .utf8)
  let found = try byUs(folder)
  #expect(found == ["link changed", "run changed"])
  #expect(try byGit(folder) == ["link changed", "private/secret/ new", "run changed"])
}

@Test func aFileChangedInTheSameMomentAsTheIndexIsSeen() throws {
  let scratch = Scratch()
  let folder = scratch.path
  try git(folder, "init", "-q")
  for round in 0..<20 {
    try "a\(round % 10)".write(toFile: "\(folder)/f", atomically: false, encoding: .utf8)
    try git(folder, "add", "-A")
    // Same size, and perhaps the same time.
    try "b\(round % 10)".write(toFile: "\(folder)/f", atomically: false, encoding: .utf8)
    #expect(try byUs(folder) == ["f changed"])
  }
}
