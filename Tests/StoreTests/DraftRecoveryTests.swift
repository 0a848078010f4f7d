import Foundation
import Git
import Testing

@testable import Store

@Suite struct DraftRecoveryTests {
  /// A process that is no more.
  private func deadProcess() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }

  private func leave(_ text: String, by process: Int32, _ scratch: Scratch) throws -> String {
    try scratch.network.drafts.prepare()
    let file = scratch.network.drafts.folder + "/post-idf~\(process).md"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  @Test func theTextOfAKilledCommandIsKeptAndNamed() throws {
    let scratch = try Scratch()
    let file = try leave("Typed for an hour.\n", by: deadProcess(), scratch)
    let kept = try scratch.network.recoverDrafts()
    #expect(kept == [scratch.network.drafts.folder + "/post-idf.md"])
    #expect(try String(contentsOfFile: kept[0], encoding: .utf8) == "Typed for an hour.\n")
    #expect(!FileManager.default.fileExists(atPath: file))
    #expect(try scratch.network.recoverDrafts() == [])
  }

  @Test func aTextThatWasCommittedIsForgotten() throws {
    let scratch = try Scratch()
    _ = try scratch.post(.alice, "A post", "Typed for an hour.")
    let file = try leave("\nTyped for an hour.\n\n", by: deadProcess(), scratch)
    #expect(try scratch.network.recoverDrafts() == [])
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func aTextThatGotPicturesIsForgottenAndOneThatGotMoreWordsIsNot() throws {
    let scratch = try Scratch()
    _ = try scratch.post(.alice, "A post", "Yes.\n\n![a chart](chart.png)\n\n![](b.png)")
    _ = try scratch.post(.alice, "Another", "No, thank you.")
    for (text, isKept) in [("Yes.", false), ("No", true)] {
      _ = try leave(text, by: deadProcess(), scratch)
      #expect(try scratch.network.recoverDrafts().isEmpty != isKept, "\(text)")
    }
  }

  /// What others wrote, in the same words, is not what was typed here.
  @Test func aTextThatSomebodyElseCommittedIsKept() throws {
    let scratch = try Scratch()
    _ = try scratch.post(.alice, "A post", "Thank you.")
    try FileManager.default.removeItem(atPath: scratch.network.acts.file)
    _ = try leave("Thank you.\n", by: deadProcess(), scratch)
    #expect(try scratch.network.recoverDrafts().count == 1)
  }

  /// `edit` has the whole file typed.
  @Test func anEditIsForgottenOnceAllOfItWasCommitted() throws {
    let scratch = try Scratch()
    let path = "people/alice.md"
    let before = try scratch.read(path)
    let edited = before.replacing("\n---\n", with: "\nteam: Ventes\n---\n")
    _ = try leave(edited, by: deadProcess(), scratch)
    #expect(try scratch.network.recoverDrafts().count == 1)
    try scratch.write(path, edited)
    #expect(try UncommittedEdits(in: scratch.network).commit(in: scratch.network, by: .alice).done != nil)
    _ = try leave(edited, by: deadProcess(), scratch)
    #expect(try scratch.network.recoverDrafts() == [])
  }

  @Test func theTextOfALivingCommandIsLeftAlone() throws {
    let scratch = try Scratch()
    let file = try leave("Being typed.\n", by: ProcessInfo.processInfo.processIdentifier, scratch)
    #expect(try scratch.network.recoverDrafts() == [])
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test func anActIsWrittenDownBeforeTheBranchMoves() throws {
    let scratch = try Scratch()
    let path = try scratch.post(.bob, "A post")
    let tip = try #require(try scratch.network.tip())
    #expect(try scratch.network.acts.lines().last == .init(commit: tip, paths: [path]))
  }
}
