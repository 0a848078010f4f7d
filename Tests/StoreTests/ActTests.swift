import Disk
import Foundation
import Git
import Records
import Testing

@testable import Store

@Suite struct ActTests {
  @Test func eachActIsOneCommitWithTheCallersName() throws {
    let scratch = try Scratch()
    let post = try scratch.post(.alice, "Comment organiser les congés ?")
    _ = try scratch.reply(.bob, to: post, "Au tirage.")
    #expect(
      try scratch.git("log", "-2", "--format=%an <%ae> %s") == """
        Bob <bob@example.org> reply: Comment organiser les congés ? (idf)
        Alice <alice@example.org> post: Comment organiser les congés ? (idf)

        """)
    #expect(try scratch.git("status", "--porcelain") == "")
    #expect(try scratch.git("fsck", "--strict") == "")
  }

  @Test func anEditTouchesOnlyItsOwnLines() throws {
    let scratch = try Scratch()
    let path = try scratch.post(.alice, "A post")
    let file = try scratch.read(path).replacingOccurrences(
      of: "kind: question\n", with: "# by hand\nkind:   'question'   # as ever\nmood: [good, bad]\n")
    try scratch.write(path, file)
    try scratch.git("commit", "-qam", "by hand")
    var changes = RecordEdit.Changes()
    changes.title = "Another title"
    let ready = changes
    try scratch.act(.alice) { try RecordEdit(path: path).act(ready, by: $0, in: $1) }
    #expect(try scratch.git("diff", "--numstat", "HEAD~1").hasPrefix("2\t1\t"))
    #expect(try scratch.read(path).contains("# by hand\nkind:   'question'   # as ever\nmood: [good, bad]\n"))
  }

  @Test func crlfAndAMarkAreReadAndTheRestStays() throws {
    let scratch = try Scratch()
    let path = try scratch.post(.alice, "A post", "One.\n\nTwo.")
    let file = "\u{feff}" + (try scratch.read(path)).replacingOccurrences(of: "\n", with: "\r\n")
    try scratch.write(path, file)
    try scratch.git("-c", "core.autocrlf=false", "commit", "-qam", "by hand")
    var changes = RecordEdit.Changes()
    changes.tags = ["a"]
    let ready = changes
    try scratch.act(.alice) { try RecordEdit(path: path).act(ready, by: $0, in: $1) }
    let written = try scratch.read(path)
    #expect(written.hasPrefix("---\n") && !written.contains("\r"))
    #expect(written.contains("One.\n\nTwo.\n"))
  }

  @Test func onlyTheAuthorChangesARecord() throws {
    let scratch = try Scratch()
    let path = try scratch.post(.alice, "A post")
    #expect(throws: StoreError.notTheAuthor(path: path, author: "alice")) {
      try scratch.act(.bob) { try RecordEdit(path: path).withdrawal(by: $0, in: $1) }
    }
    let hidden = try scratch.post(.alice, "Hidden", anonymous: true)
    try FileManager.default.removeItem(atPath: scratch.network.stateFolder + "/owners")
    #expect(throws: StoreError.anonymousElsewhere(path: hidden)) {
      try scratch.act(.alice) { try RecordEdit(path: hidden).withdrawal(by: $0, in: $1) }
    }
    // An unreadable key says so instead of "written elsewhere".
    try FileManager.default.createDirectory(
      atPath: scratch.network.stateFolder + "/owners/\(RecordPath(hidden)?.key ?? "")",
      withIntermediateDirectories: true)
    #expect(throws: DiskError.self) {
      try scratch.act(.alice) { try RecordEdit(path: hidden).withdrawal(by: $0, in: $1) }
    }
  }

  @Test func aReplyHasNoTitle() throws {
    let scratch = try Scratch()
    let reply = try scratch.reply(.bob, to: try scratch.post(.alice, "A post"), "Yes.")
    var changes = RecordEdit.Changes()
    changes.title = "x"
    let ready = changes
    #expect(throws: StoreError.noSuchField("title", .reply)) {
      try scratch.act(.bob) { try RecordEdit(path: reply).act(ready, by: $0, in: $1) }
    }
  }

  @Test func whatAnEditorMayNotChange() throws {
    let scratch = try Scratch()
    let path = try scratch.post(.alice, "A post")
    var file = try Document(parsing: scratch.read(path))
    try file.set("author", to: .string("bob"))
    let changed = file
    #expect(throws: StoreError.fixedField("author")) {
      try scratch.act(.alice) { try RecordEdit(path: path).act(file: changed, by: $0, in: $1) }
    }
  }

  @Test(arguments: [
    ("", StoreError.titleEmpty), ("  \n", .titleEmpty), ("a\nb", .titleNotOneLine),
    ("a\u{7}", .titleNotOneLine),
    (String(repeating: "é", count: 201), .titleTooLong(characters: 201)),
  ])
  func titlesThatAreRefused(title: String, error: StoreError) throws {
    #expect(throws: error) { try TextRules.title(title) }
  }

  @Test func picturesNeverShareAName() throws {
    let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d]
    let named = try Picture.named([
      Picture(name: "Été 1.PNG", bytes: png), Picture(name: "ete-1.png", bytes: png),
      Picture(name: "post.md", bytes: Array("GIF89a".utf8)),
      Picture(name: "../../x", bytes: [0xff, 0xd8, 0xff]),
    ])
    #expect(named.map(\.name) == ["ete-1.png", "ete-1-2.png", "post.gif", "x.jpg"])
    #expect(throws: StoreError.pictureNotOne("song.webp")) {
      try Picture.named([Picture(name: "song.webp", bytes: Array("RIFF....WAVE".utf8))])
    }
  }

  @Test func marksAddUpInOneFile() throws {
    let scratch = try Scratch()
    let post = try scratch.post(.alice, "A post")
    let reply = try scratch.reply(.alice, to: post, "Yes.")
    let id = try #require(RecordPath(reply)?.key)
    for (tried, story) in [("failed", "Not at first."), ("worked", "Then it did.")] {
      var mark = MarkSet(target: reply)
      (mark.tried, mark.story) = (tried, story)
      let ready = mark
      try scratch.act(.bob) { try ready.act(by: $0, in: $1) }
    }
    let mark = try Document(parsing: scratch.read(RecordPath.mark(by: .bob, on: post)))
    #expect(mark["tried"]?.pairs == [.init(id, .string("worked"))])
    #expect(mark.prose == "Not at first.\n\nThen it did.")
  }

  @Test func nobodyPraisesTheirOwnAnswer() throws {
    let scratch = try Scratch()
    let post = try scratch.post(.alice, "A post")
    let replies = [
      try scratch.reply(.bob, to: post, "Yes.")
    ]
    for reply in replies {
      for own in [\MarkSet.isUseful, \.isOutdated, \.isThanked] {
        var mark = MarkSet(target: reply)
        mark[keyPath: own] = true
        let ready = mark
        if own == \.isUseful {
          #expect(throws: StoreError.ownAnswer(path: reply)) {
            try scratch.act(.bob) { try ready.act(by: $0, in: $1) }
          }
        } else {
          try scratch.act(.bob) { try ready.act(by: $0, in: $1) }
        }
      }
      var tried = MarkSet(target: reply)
      tried.tried = "worked"
      let ready = tried
      #expect(throws: StoreError.ownAnswer(path: reply)) {
        try scratch.act(.bob) { try ready.act(by: $0, in: $1) }
      }
    }
    // What an import brought is somebody else's.
    try scratch.write(
      replies[0], scratch.read(replies[0]).replacing("author: bob\n", with: "author: bob\nby: Zoé\n"))
    try scratch.git("commit", "-qam", "import")
    var mark = MarkSet(target: replies[0])
    mark.isUseful = true
    let ready = mark
    try scratch.act(.bob) { try ready.act(by: $0, in: $1) }
  }

  @Test func onlyWhoAskedAccepts() throws {
    let scratch = try Scratch()
    let post = try scratch.post(.alice, "A post")
    let reply = try scratch.reply(.bob, to: post, "Yes.")
    #expect(throws: StoreError.notTheAsker(path: post, author: "alice")) {
      try scratch.act(.bob) { try AnswerAccept(reply: reply).act(by: $0, in: $1) }
    }
    try scratch.act(.alice) { try AnswerAccept(reply: reply).act(by: $0, in: $1) }
    #expect(try scratch.git("diff", "--numstat", "HEAD~1").hasPrefix("1\t0\t"))
  }

  @Test func aBrokenCardOfAnotherKeepsNobodyFromWriting() throws {
    let scratch = try Scratch()
    try scratch.write("people/aaron.md", "---\nname: [\n---\n")
    try scratch.git("add", "-A")
    try scratch.git("commit", "-qm", "by hand")
    _ = try scratch.post(.bob, "All the same")
  }

  @Test func aBrokenCardOfTheNetworkHasNoLanguageAndADamagedOneFails() throws {
    let scratch = try Scratch()
    let good = try scratch.network.snapshot()
    #expect(try good.networkLanguage() == .english)
    try scratch.write("network.md", "---\nname: [\n---\n")
    try scratch.git("commit", "-qam", "by hand")
    #expect(try scratch.network.snapshot().networkLanguage() == nil)
    let blob = try scratch.git("rev-parse", "HEAD~1:network.md").trimmingCharacters(in: .newlines)
    let object = "\(scratch.path)/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
    try FileManager.default.removeItem(atPath: object)
    #expect(throws: GitError.self) { try good.networkLanguage() }
  }

  @Test func aCharterThatChangedIsAcceptedAnew() throws {
    let scratch = try Scratch()
    try scratch.act(.alice) { _, snapshot in try CharterEdit.act(text: "Be brief.", in: .english, snapshot) }
    let member = try scratch.network.snapshot().member(for: .bob, hint: nil)
    #expect(throws: StoreError.charterNotAccepted(revision: 2, accepted: 1)) {
      try scratch.network.snapshot().requireCharter(member)
    }
  }

  @Test func aFolderWithSomethingInItIsLeftAlone() throws {
    let scratch = try Scratch()
    #expect(throws: StoreError.directoryNotEmpty(scratch.path)) {
      try Network.create(
        at: scratch.path, bare: false, NetworkInit(name: "Again", language: .english), by: .alice)
    }
  }

  @Test func anActOfManyFilesSaysHowFarItIs() throws {
    let scratch = try Scratch()
    let paths = (100..<400).map { "notes/\($0).txt" }
    for (folder, bare) in [("tree", false), ("bare", true)] {
      let network = try Network.create(
        at: "\(scratch.path)/\(folder)", bare: bare, NetworkInit(name: "N", language: .english), by: .alice
      ).network
      var told: [Int] = []
      _ = try network.perform(by: .alice) { done, all in
        told.append(done)
        #expect(all == 300)
      } _: { _ in
        Act(subject: "many", changes: paths.map { .put(path: $0, Array($0.utf8)) })
      }
      #expect(told == told.sorted() && told.first == 0 && told.last == 299)
      // Half of it is kept when the work tree begins to follow.
      #expect(told.contains(150) && told.count == (bare ? 300 : 600))
      _ = try network.perform(by: .alice) { done, all in
        Issue.record("one file needs no bar: \(done) of \(all)")
      } _: { _ in
        Act(subject: "one", changes: [.put(path: "one.txt", [1])])
      }
    }
  }
}
