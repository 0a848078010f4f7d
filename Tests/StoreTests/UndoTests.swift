import Foundation
import Git
import Records
import Testing

@testable import Store

@Suite struct UndoTests {
  @Test func theActAtTheTipIsTakenOffTheBranchAndItsTextIsKept() throws {
    let scratch = try Scratch()
    let before = try scratch.network.tip()
    let path = try scratch.post(.alice, "A slip", "Not meant.")
    let undone = try scratch.network.undo(by: .alice)
    #expect(undone.subject == "post: A slip (idf)")
    #expect(try scratch.network.tip() == before)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/" + path))
    #expect(try undone.drafts.map { try String(contentsOfFile: $0, encoding: .utf8) } == ["Not meant.\n"])
    #expect(try scratch.git("status", "--porcelain") == "")
    #expect(try scratch.git("fsck", "--strict", "--no-dangling") == "")
  }

  @Test func aChangeIsTakenBackToWhatStoodBefore() throws {
    let scratch = try Scratch()
    let path = try scratch.post(.alice, "A post", "One.")
    let before = try scratch.read(path)
    var changes = RecordEdit.Changes()
    changes.text = "Two."
    let ready = changes
    try scratch.act(.alice) { try RecordEdit(path: path).act(ready, by: $0, in: $1) }
    #expect(try scratch.read(path) != before)
    _ = try scratch.network.undo(by: .alice)
    #expect(try scratch.read(path) == before)
  }

  @Test func twoDraftsOfTheSameNameAreBothKept() throws {
    let scratch = try Scratch()
    let first = try scratch.network.drafts.keep("one", as: "post-idf")
    let second = try scratch.network.drafts.keep("two", as: "post-idf")
    #expect(first != second)
    #expect(try String(contentsOfFile: first, encoding: .utf8) == "one")
    #expect(try String(contentsOfFile: second, encoding: .utf8) == "two")
  }

  @Test func onlyTheCallersOwnActIsTakenBack() throws {
    let scratch = try Scratch()
    let mine = try scratch.post(.alice, "Mine")
    let theirs = try scratch.post(.bob, "Theirs")
    #expect(try scratch.network.undo(by: .alice).subject == "post: Mine (idf)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/" + mine))
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/" + theirs))
  }

  @Test func belowTheCommitsOfOthersACommitDoesTheReverse() throws {
    let scratch = try Scratch()
    let post = try scratch.post(.alice, "A post")
    let reply = try scratch.reply(.bob, to: post, "Wrong thread.")
    _ = try scratch.post(.alice, "Another")
    let before = try scratch.subjects
    _ = try scratch.network.undo(by: .bob)
    #expect(try scratch.subjects == ["undo: reply: A post (idf)"] + before)
    #expect(try scratch.git("log", "-1", "--format=%an") == "Bob\n")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/" + reply))
    #expect(try scratch.git("status", "--porcelain") == "")
  }

  @Test func whatAnotherHasChangedSinceStays() throws {
    let scratch = try Scratch()
    let post = try scratch.post(.alice, "A post")
    try scratch.write(post, try scratch.read(post) + "By hand.\n")
    #expect(throws: StoreError.uncommittedEdit(path: post)) { try scratch.network.undo(by: .alice) }
    try scratch.git("commit", "-qam", "by hand")
    #expect(throws: StoreError.cannotUndo(subject: "post: A post (idf)", reason: .changedSince)) {
      try scratch.network.undo(by: .alice)
    }
    #expect(try scratch.read(post).hasSuffix("By hand.\n"))
  }

  @Test func whatHasLeftTheMachineStays() throws {
    let scratch = try Scratch()
    _ = try scratch.post(.alice, "Sent")
    try scratch.git("clone", "-q", "--bare", ".", scratch.path + "/.git/elsewhere")
    try scratch.git("remote", "add", "origin", scratch.path + "/.git/elsewhere")
    try scratch.git("fetch", "-q", "origin")
    #expect(throws: StoreError.cannotUndo(subject: "post: Sent (idf)", reason: .hasLeft)) {
      try scratch.network.undo(by: .alice)
    }
    _ = try scratch.post(.alice, "Not sent")
    #expect(try scratch.network.undo(by: .alice).subject == "post: Not sent (idf)")
  }

  @Test func whatIsNoLongerOnTheBranchIsPassedOver() throws {
    let scratch = try Scratch()
    _ = try scratch.post(.alice, "First")
    _ = try scratch.post(.alice, "Second")
    try scratch.git("reset", "-q", "--hard", "HEAD~1")
    #expect(try scratch.network.undo(by: .alice).subject == "post: First (idf)")
  }

  @Test func whatGitMadeAnewIsNotPassedOver() throws {
    let scratch = try Scratch()
    _ = try scratch.post(.alice, "First")
    _ = try scratch.post(.alice, "Second")
    try scratch.git("commit", "-q", "--amend", "-m", "Second, amended")
    #expect(throws: StoreError.cannotUndo(subject: "Second, amended", reason: .rewritten)) {
      try scratch.network.undo(by: .alice)
    }
    #expect(throws: StoreError.cannotUndo(subject: "Second, amended", reason: .rewritten)) {
      try scratch.network.lastAct(of: .alice)
    }
  }

  @Test func aChosenActIsTakenBackFromUnderLaterOnes() throws {
    let scratch = try Scratch()
    let first = try scratch.post(.alice, "First")
    let second = try scratch.post(.alice, "Second")
    let key = try #require(RecordPath(first)?.key)
    let acts = try scratch.network.lastActs(of: .alice, on: String(key.prefix(6)))
    #expect(acts.keys.sorted() == [key])
    #expect(try scratch.network.lastActs(of: .bob, on: key).isEmpty)
    #expect(try scratch.network.lastActs(of: .alice, on: String(key.prefix(3))).isEmpty)
    let act = try #require(acts[key])
    #expect(try scratch.network.undo(act.id, by: .alice).subject == "post: First (idf)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/" + first))
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/" + second))
    #expect(throws: StoreError.self) { try scratch.network.undo(act.id, by: .alice) }
  }

  @Test func aPostWithAnswersAndACommunityWithPostsStay() throws {
    let scratch = try Scratch()
    let post = try scratch.post(.alice, "A post")
    let reply = try scratch.reply(.bob, to: post, "An answer.")
    let key = try #require(RecordPath(post)?.key)
    for (key, subject) in [(key, "post: A post (idf)"), ("idf", "community: IDF (idf)")] {
      let act = try #require(try scratch.network.lastActs(of: .alice, on: key)[key])
      #expect(throws: StoreError.cannotUndo(subject: subject, reason: .builtUpon)) {
        try scratch.network.undo(act.id, by: .alice)
      }
    }
    var mark = MarkSet(target: reply)
    mark.isUseful = true
    let ready = mark
    try scratch.act(.alice) { try ready.act(by: $0, in: $1) }
    let answer = try #require(RecordPath(reply)?.key)
    let act = try #require(try scratch.network.lastActs(of: .alice, on: answer)[answer])
    #expect(try scratch.network.undo(act.id, by: .alice).subject == "mark: A post (idf)")
    #expect(try scratch.network.lastActs(of: .alice, on: answer).isEmpty)
  }

  @Test func thereIsNothingToUndoForWhoDidNothing() throws {
    let scratch = try Scratch()
    let eve = Actor(name: "Eve", email: "eve@example.org", now: Actor.now)
    #expect(throws: StoreError.nothingToUndo) { try scratch.network.undo(by: eve) }
  }

  @Test func inABareNetworkAsWell() throws {
    let scratch = try Scratch(bare: true)
    let before = try scratch.network.tip()
    _ = try scratch.post(.alice, "A slip")
    _ = try scratch.network.undo(by: .alice)
    #expect(try scratch.network.tip() == before)
  }
}
