import Foundation
import Git
import Records
import Testing

@testable import Store
@testable import Sync

/// How an act that names nobody leaves: on real repositories.
@Suite struct DepartureTests {
  /// Alice has written something without a name; the last push is Bob's.
  private let replicas: Replicas
  private let path: String
  private var alice: Replica { replicas[0] }
  private var bob: Replica { replicas[1] }

  init() throws {
    replicas = try Replicas("alice", "bob")
    path = try replicas[0].post("Is it me?", "My boss is a fool.", anonymous: true)
  }

  private func later(_ replica: Replica, _ seconds: Int64, now: Bool = false) throws -> SyncOutcome {
    let actor = Actor(
      name: replica.actor.name, email: replica.actor.email,
      now: Timestamp(secondsSince1970: replica.actor.now.seconds + seconds, offsetMinutes: 120))
    var options = Synchronisation.Options(transfer: TransferOptions(person: Signature(actor), mayAsk: false))
    options.sendsWaiting = now
    return try Synchronisation(of: replica.network, by: actor, options) { _ in }.run([])
  }

  private func tip() throws -> String {
    try run(replicas.shared, "git", "log", "-1", "--format=%an %ae %ad %cn %ce %cd", "--date=iso", "main")
  }

  @Test func itWaitsInAFileAndGitKnowsNothingOfIt() throws {
    #expect(try alice.network.waiting.all().map(\.path) == [path])
    #expect(try alice.network.snapshot().bytes(at: path) != nil)
    #expect(try alice.status == "")
    #expect(try alice.git("log", "--all", "--format=%an %s").contains("Is it me") == false)
    let objects = try alice.git("cat-file", "--batch-all-objects", "--batch-check").split(separator: "\n")
    for object in objects where object.contains("blob") {
      #expect(try !alice.git("cat-file", "blob", String(object.prefix(40))).contains("fool"))
    }
  }

  @Test func itLeavesAloneOnSomebodyElsesTipWithADayForATime() throws {
    _ = try bob.post("By name")
    try bob.sync()
    let (before, here) = (
      try run(replicas.shared, "git", "rev-parse", "main"), try alice.git("rev-parse", "HEAD")
    )
    let outcome = try later(alice, Network.departureWindow)
    #expect(outcome.departed == ["post: Is it me? (idf)"] && outcome.went.isEmpty)
    #expect(
      try tip()
        == "anonymous anonymous@invalid 2026-09-24 00:00:00 +0000 anonymous anonymous@invalid 2026-09-24 00:00:00 +0000\n"
    )
    #expect(try run(replicas.shared, "git", "rev-parse", "main~1") == before)
    #expect(try run(replicas.shared, "git", "show", "--format=", "--name-only", "main") == path + "\n")
    let file = try run(replicas.shared, "git", "show", "main:" + path)
    #expect(file.contains("created: 2026-09-21T00:00:00+00:00\n") && !file.lowercased().contains("alice"))
    // The clone is as if nobody had been there, and shows the text all the same, until the next exchange brings it.
    #expect(try alice.git("rev-parse", "HEAD") == here && here != before && outcome.came.isEmpty)
    #expect(try alice.network.snapshot().bytes(at: path) != nil)
    #expect(throws: StoreError.cannotUndo(subject: "post: Is it me? (idf)", reason: .hasLeft)) {
      try alice.network.undo(alice.network.waiting.all()[0])
    }
    try alice.sync()
    #expect(try alice.network.waiting.all().isEmpty && alice.read(path) == file)
  }

  @Test func theServerGetsTheCommitAndNothingElse() throws {
    let program = replicas.folder + "/receive"
    try "#!/bin/sh\nexec sh -c 'tee -a \(replicas.folder)/captured | git-receive-pack \"$0\"' \"$1\"\n".write(
      toFile: program, atomically: true, encoding: .utf8)
    #expect(chmod(program, 0o755) == 0)
    try alice.git("config", "remote.origin.receivepack", program)
    _ = try bob.post("By Bob")
    try bob.sync()
    func objects() throws -> Set<Substring> {
      let all = try run(replicas.shared, "git", "cat-file", "--batch-all-objects", "--batch-check")
      return Set(all.split(separator: "\n").map { $0.prefix(40) })
    }
    // Before it leaves, a push by name takes nothing of it along.
    _ = try alice.post("By name")
    try alice.sync()
    let everything = try run(
      replicas.shared, "sh", "-c", "git cat-file --batch-all-objects --batch | tr -d '\\000'")
    #expect(
      everything.contains("By name") && !everything.contains("Is it me") && !everything.contains("fool"))
    try bob.sync()
    _ = try bob.post("By Bob again")
    try bob.sync()
    try FileManager.default.removeItem(atPath: replicas.folder + "/captured")
    let before = try objects()
    #expect(try later(alice, 0, now: true).departed.count == 1)
    let new = try objects().subtracting(before)
    // The commit, the file, and the folders above it: communities, idf, posts, year, month, post, and the root.
    #expect(new.count == 9)
    for object in new {
      let bytes = try run(replicas.shared, "sh", "-c", "git cat-file -p \(object)")
      #expect(!bytes.lowercased().contains("alice"), "\(bytes)")
    }
    // What was said on the way: the branch, and what the two programs can.
    let said = try Data(contentsOf: URL(fileURLWithPath: replicas.folder + "/captured"))
    let start = try #require(said.range(of: Data("PACK".utf8))).lowerBound
    let words = String(decoding: said[..<start], as: UTF8.self)
    #expect(words.contains("refs/heads/main") && !words.lowercased().contains("alice"))
  }

  @Test func itDoesNotGoToWhoeverOneExchangesWithOnce() throws {
    _ = try bob.post("By Bob")
    try bob.sync()
    let actor = Actor(
      name: alice.actor.name, email: alice.actor.email,
      now: Timestamp(secondsSince1970: alice.actor.now.seconds + Network.departureWindow, offsetMinutes: 0))
    let options = Synchronisation.Options(transfer: TransferOptions(person: Signature(actor), mayAsk: false))
    let outcome = try Synchronisation(of: alice.network, by: actor, options) { _ in }.run([bob.path])
    #expect(outcome.departed.isEmpty && outcome.waiting.isEmpty)
    #expect(try alice.network.waiting.all().count == 1)
  }

  @Test func twoClonesMakeTheSameCommitOfTheSameTextAndDay() throws {
    let act = try #require(try alice.network.waiting.all().first)
    let tip = try #require(try alice.network.tip())
    let (morning, evening) = (
      alice.actor.now, Timestamp(secondsSince1970: alice.actor.now.seconds + 3600, offsetMinutes: -300)
    )
    let first = try alice.network.departure(of: act, on: tip, at: morning)
    #expect(try alice.network.departure(of: act, on: tip, at: evening) == first)
  }

  @Test func itNeitherHangsOnOnesOwnPushNorGoesWithAnythingElse() throws {
    _ = try alice.post("By name")
    let first = try later(alice, Network.departureWindow)
    #expect(first.waiting.map(\.obstacle) == [.company] && first.departed.isEmpty)
    #expect(try later(alice, Network.departureWindow).waiting.map(\.obstacle) == [.ownTip])
    #expect(try later(alice, Network.departureWindow, now: true).waiting.map(\.obstacle) == [.ownTip])
    try bob.sync()
    _ = try bob.post("By Bob")
    try bob.sync()
    _ = try alice.post("By name again")
    // What it has to send besides makes the tip its own.
    #expect(try later(alice, Network.departureWindow).departed.isEmpty)
    #expect(try alice.git("ls-tree", "-r", "--name-only", "origin/main").contains(path) == false)
  }

  /// A merge names nobody; pushed by another device of the same person, it is theirs all the same.
  @Test func itDoesNotHangOnAMergeOfAnotherDevice() throws {
    let second = try Replica("alice.2", in: replicas.folder, isFirst: false)
    _ = try bob.post("By Bob")
    try bob.sync()
    try run(
      second.path,
      [
        "GIT_AUTHOR_EMAIL=alice@example.org", "GIT_COMMITTER_DATE=2027-01-01T10:00:00Z", "git", "commit",
        "-q",
        "--allow-empty", "-m", "By hand, later than Bob",
      ])
    try second.sync()
    #expect(try tip().hasPrefix("mgrnet merge@invalid"))
    #expect(try later(alice, Network.departureWindow).waiting.map(\.obstacle) == [.ownTip])
    try run(
      bob.path,
      [
        "GIT_AUTHOR_EMAIL=bob@example.org", "GIT_COMMITTER_DATE=2027-01-02T10:00:00Z", "git", "commit", "-q",
        "--allow-empty", "-m", "By hand, later still",
      ])
    try bob.sync()
    #expect(try tip().hasPrefix("mgrnet merge@invalid"))
    #expect(try later(alice, Network.departureWindow).departed == ["post: Is it me? (idf)"])
  }

  @Test func nowItGoesFirstAndStillAlone() throws {
    _ = try bob.post("By Bob")
    try bob.sync()
    _ = try alice.post("By name")
    let outcome = try later(alice, 0, now: true)
    #expect(outcome.departed == ["post: Is it me? (idf)"])
    let log = try run(replicas.shared, "git", "log", "--format=%an", "main", "--", path)
    #expect(log == "anonymous\n")
    let parents = try run(replicas.shared, "git", "log", "--format=%P", "--author=anonymous@invalid", "main")
    #expect(
      parents.trimmingCharacters(in: .newlines)
        == (try bob.git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)))
  }

  @Test func beforeItsMomentItStays() throws {
    let act = try #require(try alice.network.waiting.all().first)
    _ = try bob.post("By Bob")
    try bob.sync()
    let wait = act.due.seconds - alice.actor.now.seconds
    #expect((0...Network.departureWindow).contains(wait))
    if wait > 0 { #expect(try later(alice, wait - 1).waiting.map(\.obstacle) == [.early]) }
    #expect(try later(alice, wait).departed.count == 1)
  }

  @Test func laterEditsAndAcceptsProveWhoseItIs() throws {
    _ = try bob.post("By Bob")
    try bob.sync()
    _ = try later(alice, 0, now: true)
    try bob.sync()
    let reply = try bob.reply(to: path, "It is not.")
    try bob.sync()
    try alice.sync()
    let tip = try #require(try alice.network.tip())
    let before = try #require(try alice.network.repository.entry(path, in: tip))
    try alice.act { try AnswerAccept(reply: reply).act(by: $0, in: $1) }
    try alice.edit(path, text: "My boss is clever.")
    #expect(try alice.network.waiting.all().map(\.subject) == ["edit: Is it me? (idf)"])
    #expect(try later(alice, 0, now: true).departed.count == 1)
    let file = try run(replicas.shared, "git", "show", "main:" + path)
    let record = try Document(parsing: file)
    #expect(record["accepted"]?.text == RecordPath(reply)?.key && record.prose == "My boss is clever.")
    #expect(AnonymousProof.holds(for: record, at: path, before: before.id))
    #expect(!AnonymousProof.holds(for: record, at: path, before: nil))
    #expect(!AnonymousProof.holds(for: record, at: path + "x", before: before.id))
    var forged = record
    forged.prose = "My boss is a genius."
    #expect(!AnonymousProof.holds(for: forged, at: path, before: before.id))
    // Nobody else has the key.
    try bob.sync()
    #expect(throws: StoreError.anonymousElsewhere(path: path)) { try bob.edit(path, text: "I am Bob.") }
  }

  @Test func whatSomebodyElseChangedMeanwhileBecomesADraft() throws {
    _ = try bob.post("By Bob")
    try bob.sync()
    _ = try later(alice, 0, now: true)
    try bob.sync()
    try alice.sync()
    try alice.edit(path, text: "Changed here.")
    // Somebody takes its text away by plain git, which asks for no right.
    try bob.write(path, bob.read(path).replacingOccurrences(of: "My boss is a fool.", with: ""))
    try bob.git("commit", "-qam", "withdraw")
    try bob.git("push", "-q", "origin", "main")
    let outcome = try later(alice, 0, now: true)
    #expect(outcome.departed.isEmpty && outcome.drafts.count == 1)
    #expect(try String(contentsOfFile: outcome.drafts[0], encoding: .utf8) == "Changed here.\n")
    #expect(try alice.network.waiting.all().isEmpty)
  }

  @Test func nothingByNameTellsOfWhatHasNotLeft() throws {
    let id = try #require(RecordPath(path)?.key)
    #expect(throws: StoreError.waitsStill(id)) { try alice.reply(to: path, "Yes.") }
    #expect(throws: StoreError.waitsStill(id)) { _ = try alice.post("See", "See \(id).") }
    var thanks = MarkSet(target: path)
    thanks.isThanked = true
    let ready = thanks
    #expect(throws: StoreError.waitsStill(id)) { try alice.act { try ready.act(by: $0, in: $1) } }
  }

  @Test func editsBeforeItLeavesAreOneActAndUndoTakesAllBack() throws {
    try alice.edit(path, text: "My boss is wise.")
    let act = try #require(try alice.network.waiting.all().first)
    let record = try Document(parsing: try #require(act.files[0].bytes))
    #expect(
      record.prose == "My boss is wise." && record["edited"] == nil && act.subject == "post: Is it me? (idf)")
    #expect(AnonymousProof.holds(for: record, at: path, before: nil))
    let undone = try alice.network.undo(act)
    #expect(try String(contentsOfFile: undone.drafts[0], encoding: .utf8) == "My boss is wise.\n")
    #expect(try alice.network.waiting.all().isEmpty && alice.network.snapshot().bytes(at: path) == nil)
  }

  @Test func whatIsWithdrawnBeforeItLeavesWasNeverThere() throws {
    let network = try alice.network
    let member = try network.snapshot().member(for: alice.actor, hint: nil)
    let done = try network.perform(by: alice.actor) {
      try RecordEdit(path: path).withdrawal(by: member, in: $0)
    }
    #expect(done.commit == nil && done.waiting == nil && done.subject == "post: Is it me? (idf)")
    #expect(try network.waiting.all().isEmpty && network.snapshot().bytes(at: path) == nil)
    #expect(try network.owners.key(of: RecordPath(path)?.key ?? "") == nil)
    #expect(try network.drafts.names().count == 1)
  }

  @Test func whatNamesNobodyAndWasWrittenByHandWaitsAsWell() throws {
    _ = try alice.network.undo(alice.network.waiting.all()[0])
    let written = path.replacingOccurrences(of: RecordPath(path)?.key ?? "", with: "0123456789ab")
    try alice.write(
      written,
      "---\nid: 0123456789ab\ntitle: By hand\nkind: news\nauthor: anonymous\ncreated: 2026-09-21T15:13:20+02:00\n---\n\nBy hand.\n"
    )
    try alice.git("add", written)
    try alice.write("people/alice.md", alice.read("people/alice.md") + "\nHello.\n")
    let outcome = try alice.sync()
    #expect(outcome.held == ["post: By hand (idf)"] && outcome.committed?.paths == ["people/alice.md"])
    #expect(try alice.status == "" && !FileManager.default.fileExists(atPath: alice.path + "/" + written))
    let record = try #require(try alice.network.snapshot().document(at: written))
    #expect(record["created"]?.text == "2026-09-21T00:00:00+00:00")
    #expect(AnonymousProof.holds(for: record, at: written, before: nil))
    // Once it is there, an edit by hand waits too, and the file is as everybody has it.
    try bob.sync()
    _ = try bob.post("By Bob")
    try bob.sync()
    _ = try later(alice, 0, now: true)
    try alice.sync()
    let file = try alice.read(written)
    try alice.write(written, file + "More.\n")
    #expect(try alice.sync().held == ["edit: By hand (idf)"])
    #expect(try alice.read(written) == file && alice.status == "")
    // An edit by hand and one by command, before it leaves: both are in it.
    var tags = RecordEdit.Changes()
    tags.tags = ["boss"]
    let ready = tags
    try alice.act { try RecordEdit(path: written).act(ready, by: $0, in: $1) }
    try alice.write(written, file + "And more.\n")
    try alice.sync()
    let both = try #require(try alice.network.snapshot().document(at: written))
    #expect(both["tags"]?.texts == ["boss"] && both.prose.contains("And more."))
    // Somebody else's is not theirs to change.
    try bob.sync()
    try bob.write(written, file + "I am Bob.\n")
    #expect(try bob.sync().left.map(\.reason) == [.anonymous])
  }
}
