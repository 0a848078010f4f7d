import Foundation
import Testing

@testable import Git

/// A work tree, changed by plain git and looked at by us.
private struct Staging {
  let scratch = Scratch()
  var folder: String { scratch.path }

  init() throws {
    try git(folder, "init", "-q", "-b", "main")
    for path in ["a", "b", "c", "d", "é"] { try write(path, path) }
    try git(folder, "add", "-A")
    try git(folder, "commit", "-qm", "first")
  }

  func write(_ path: String, _ text: String) throws {
    try text.write(toFile: "\(folder)/\(path)", atomically: true, encoding: .utf8)
  }

  func stage(_ path: String, _ text: String) throws {
    try write(path, text)
    try git(folder, "add", path)
  }

  func look() throws -> [WorkTreeEdit] {
    let repository = try Repository.open(folder)
    return try repository.workTreeEdits(against: repository.head().tip) { $0 != "other" }
  }

  func found() throws -> [String] { try look().map { "\($0.path) \($0.kind)" }.sorted() }

  /// Lets the branch move on as a push from elsewhere does: neither index nor work tree follow.
  func moveOn(_ path: String, _ text: String) throws {
    let elsewhere = Scratch()
    try git(elsewhere.path, "clone", "-q", folder, ".")
    try text.write(toFile: "\(elsewhere.path)/\(path)", atomically: true, encoding: .utf8)
    try git(elsewhere.path, "add", "-A")
    try git(elsewhere.path, "commit", "-qm", "elsewhere")
    try git(folder, "config", "receive.denyCurrentBranch", "ignore")
    try git(elsewhere.path, "push", "-q", "origin", "main")
  }
}

@Suite struct StagedPathsTests {
  private let staging: Staging
  private var folder: String { staging.folder }

  init() throws { staging = try Staging() }

  @Test(arguments: ["--index-version=2", "--index-version=4"])
  func whatIsStagedIsAnEditAndWhatLeftTheIndexIsNamed(kind: String) throws {
    try git(folder, "update-index", kind)
    #expect(try staging.found() == [])
    try staging.write("a", "staged")
    try staging.write("new", "staged")
    try staging.write("other", "not asked for")
    try git(folder, "add", "-A")
    try git(folder, "rm", "-q", "b")
    try staging.write("c", "only edited")
    try staging.stage("d", "staged")
    try staging.write("d", "and edited again")
    for _ in 0..<2 {
      #expect(try staging.found() == ["a changed", "b staged", "c changed", "d changed", "new changed"])
    }
    #expect(try staging.look().filter(\.isSuperseding).map(\.path) == ["d"])
    try git(folder, "commit", "-qm", "second")
    #expect(try staging.found() == ["c changed", "d changed"])
    #expect(try staging.look().filter(\.isSuperseding).isEmpty)
    // A merge that waits to be ended is git's own.
    try git(folder, "checkout", "-qf", "-b", "side", "HEAD~1")
    try staging.stage("e", "e")
    try git(folder, "commit", "-qm", "side")
    try git(folder, "checkout", "-q", "main")
    try git(folder, "merge", "-q", "--no-commit", "side")
    #expect(try staging.found() == [])
    try git(folder, "merge", "--abort")
    #expect(try staging.found() == [])
  }

  /// To commit what the index has would take back what came.
  @Test(arguments: [true, false]) func anIndexThatIsBehindIsNamed(wasLookedAt: Bool) throws {
    if wasLookedAt { #expect(try staging.found() == []) }
    try staging.moveOn("a", "from elsewhere")
    try staging.moveOn("new", "from elsewhere")
    #expect(try staging.found() == ["a staged", "new staged"])
    // What was edited was written on the old text.
    try staging.write("a", "a, edited")
    try staging.stage("b", "b, edited")
    for _ in 0..<2 { #expect(try staging.found() == ["a staged", "b changed", "new staged"]) }
    try git(folder, "reset", "-q", "--hard")
    #expect(try staging.found() == [])
  }

  @Test func aBranchThatWasMovedBackIsNotMovedOnAgain() throws {
    try staging.stage("a", "second")
    try git(folder, "commit", "-qm", "second")
    #expect(try staging.found() == [])
    try git(folder, "reset", "-q", "--soft", "HEAD~1")
    #expect(try staging.found() == ["a staged"])
  }

  @Test func anOldTextThatAPersonBroughtBackIsAnEditWhereTheIndexWasKnown() throws {
    try staging.stage("a", "second")
    try git(folder, "commit", "-qm", "second")
    try git(folder, "checkout", "-q", "HEAD~1", "--", "a")
    // It may as well be an index that is behind.
    #expect(try staging.found() == ["a staged"])
    try git(folder, "reset", "-q", "--hard")
    #expect(try staging.found() == [])
    try staging.stage("b", "third")
    try git(folder, "commit", "-qm", "third")
    try git(folder, "checkout", "-q", "HEAD~2", "--", "a")
    #expect(try staging.found() == ["a changed"])
  }

  /// A look's note holds for one commit, however the index is.
  @Test func aBranchThatMovesWhileTheIndexStaysIsNoticed() throws {
    let repository = try Repository.open(folder)
    let lock = try repository.lock()
    #expect(try staging.found() == [])
    _ = try repository.perform(
      BranchChange(
        branch: "main", parents: [#require(try repository.tip(of: "main"))],
        changes: [.put("c", try repository.writeBlob(Array("by us".utf8)))], author: alice, committer: alice,
        message: "by us\n"), under: lock)
    #expect(try staging.found() == [])
    try staging.moveOn("a", "from elsewhere")
    #expect(try staging.found() == ["a staged"])
  }

  @Test func whatWasStagedAndEditedAgainLeavesTheIndexWhereTheCommitHasIt() throws {
    try staging.stage("d", "staged")
    try staging.write("d", "and edited again")
    try staging.stage("new", "staged")
    try staging.write("new", "and edited again")
    let repository = try Repository.open(folder)
    let tip = try #require(try repository.tip(of: "main"))
    try repository.unstage(
      staging.look().filter(\.isSuperseding).map(\.path), to: tip, under: repository.lock())
    #expect(try git(folder, "status", "--porcelain") == " M d\n?? new\n")
    #expect(try String(contentsOfFile: folder + "/d", encoding: .utf8) == "and edited again")
  }

  /// Git with `index.skipHash` writes zeros for the sum: then any index looks like the last one.
  @Test func anIndexWithoutASumIsNamed() throws {
    let path = folder + "/.git/index"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try (bytes.dropLast(20) + Data(count: 20)).write(to: URL(fileURLWithPath: path))
    #expect(throws: GitError.unsupported(.indexWithoutSum)) { try staging.found() }
  }
}
