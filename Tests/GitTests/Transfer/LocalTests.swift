import Foundation
import Testing

@testable import Git

/// A bare repository with one commit, and clones of it made by git.
struct Net {
  let scratch = Scratch()
  var bare: String { scratch.path + "/net.git" }
  let options = TransferOptions(person: alice, patience: 120, mayAsk: false)

  init() throws {
    try git(scratch.path, "init", "-q", "--bare", "-b", "main", "net.git")
    let first = try clone("first")
    try Net.commit(first, "a.md", "one\n")
    try git(first, "push", "-q", "origin", "main")
  }

  func clone(_ name: String) throws -> String {
    try git(scratch.path, "clone", "-q", bare, name)
    return scratch.path + "/" + name
  }

  @discardableResult
  static func commit(_ folder: String, _ path: String, _ text: String) throws -> ObjectID {
    let file = URL(fileURLWithPath: folder + "/" + path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    try git(folder, "add", "-A")
    try git(folder, "commit", "-q", "-m", "add \(path)")
    return try tip(folder)
  }

  static func tip(_ folder: String, _ ref: String = "HEAD") throws -> ObjectID {
    let text = try git(folder, "rev-parse", ref).trimmingCharacters(in: .whitespacesAndNewlines)
    return try #require(ObjectID(hex: text))
  }
}

extension Repository {
  /// As `push`, for a remote with one address.
  func pushed(_ commit: ObjectID, to branch: String, of remote: Remote, _ options: TransferOptions) throws
    -> PushOutcome
  {
    let outcomes = try push(commit, to: branch, of: remote, options)
    try #require(outcomes.count == 1)
    return outcomes[0].outcome
  }
}

@Suite struct LocalTransferTests {
  @Test func aFetchBringsTheCommitsAndNotesWhereTheBranchIs() throws {
    let net = try Net()
    let (one, two) = (try net.clone("one"), try net.clone("two"))
    let old = try Net.tip(one)
    for number in 0..<3 { try Net.commit(one, "posts/2026/11/\(number).md", "post \(number)\n") }
    try git(one, "push", "-q", "origin", "main")
    let new = try Net.tip(one)

    let repository = try Repository.open(two)
    let remote = try #require(try repository.remote("origin"))
    let tips = try repository.fetch(remote, ["main", "nowhere"], net.options)
    #expect(tips[0] == FetchedTip(branch: "main", before: old, after: new, isRewritten: false))
    #expect(tips[1] == FetchedTip(branch: "nowhere", before: nil, after: nil, isRewritten: false))
    #expect(try Net.tip(two, "refs/remotes/origin/main") == new)
    #expect(try Net.tip(two) == old)
    #expect(try git(two, "reflog", "show", "refs/remotes/origin/main").contains("fetch origin: fast-forward"))
    try git(two, "fsck", "--strict")
    let again = try repository.fetch(remote, ["main"], net.options)
    #expect(again[0] == FetchedTip(branch: "main", before: new, after: new, isRewritten: false))
  }

  @Test func aPushMovesTheBranchOnlyFromWhereItWasSeen() throws {
    let net = try Net()
    let (one, two) = (try net.clone("one"), try net.clone("two"))
    let mine = try Net.commit(one, "one.md", "1\n")
    let theirs = try Net.commit(two, "two.md", "2\n")
    let repository = try Repository.open(one)
    let remote = try #require(try repository.remote("origin"))
    #expect(try repository.pushed(mine, to: "main", of: remote, net.options) == .done)
    #expect(try Net.tip(net.bare, "main") == mine)
    #expect(try Net.tip(one, "origin/main") == mine)
    #expect(try repository.pushed(mine, to: "main", of: remote, net.options) == .there)
    let other = try Repository.open(two)
    let late = try other.pushed(
      theirs, to: "main", of: #require(try other.remote("origin")), net.options)
    #expect(late == .late(found: mine))
    #expect(try Net.tip(net.bare, "main") == mine)
    try git(net.bare, "fsck", "--strict")
  }

  @Test func manyCommitsGoAsAPack() throws {
    let net = try Net()
    let (one, two) = (try net.clone("one"), try net.clone("two"))
    let repository = try Repository.open(one)
    _ = try repository.post(60, on: Net.tip(one))
    let remote = try #require(try repository.remote("origin"))
    #expect(try repository.pushed(Net.tip(one), to: "main", of: remote, net.options) == .done)
    let other = try Repository.open(two)
    _ = try other.fetch(#require(try other.remote("origin")), ["main"], net.options)
    for folder in [net.bare, two] {
      try git(folder, "fsck", "--strict")
      #expect(try git(folder, "count-objects", "-v").contains("packs: 1"))
    }
  }

  /// A folder that returns to what it was: neither of its states may be a difference from the other in a circle, which
  /// nobody could read again.
  @Test(arguments: [false, true]) func historiesThatGoBackAndForthAreWhole(_ isByGitsOwnServer: Bool) throws {
    let net = try Net()
    let one = try net.clone("one")
    for number in 0..<20 { try Net.commit(one, "posts/2026/\(number).md", "post \(number)\n") }
    try git(one, "push", "-q", "origin", "main")
    let two = try net.clone("two")
    for turn in 0..<40 {
      try Net.commit(one, "posts/2026/7.md", turn.isMultiple(of: 2) ? "other\n" : "post 7\n")
      try Net.commit(one, "notes/\(turn).md", "\(turn)\n")
    }
    if isByGitsOwnServer {
      for folder in [one, two] {
        try git(folder, "config", "remote.origin.uploadpack", "git-upload-pack")
        try git(folder, "config", "remote.origin.receivepack", "git-receive-pack")
      }
    }
    let (repository, other) = (try Repository.open(one), try Repository.open(two))
    let new = try Net.tip(one)
    let remote = try #require(try repository.remote("origin"))
    #expect(try repository.pushed(new, to: "main", of: remote, net.options) == .done)
    _ = try other.fetch(#require(try other.remote("origin")), ["main"], net.options)
    for folder in [net.bare, two] {
      let packs = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".idx") }
      for pack in packs { try git(folder, "verify-pack", pack) }
      try git(folder, "fsck", "--strict")
    }
  }

  @Test func theFirstPushGoesIntoAnEmptyRemote() throws {
    let net = try Net()
    let one = try net.clone("one")
    try git(net.scratch.path, "init", "-q", "--bare", "-b", "main", "empty.git")
    let repository = try Repository.open(one)
    try repository.addRemote("empty", url: net.scratch.path + "/empty.git")
    let remote = try #require(try repository.remote("empty"))
    #expect(try repository.remoteTips(remote, net.options) == RemoteTips())
    #expect(try repository.pushed(Net.tip(one), to: "main", of: remote, net.options) == .done)
    #expect(try repository.remoteTips(remote, net.options).branches == ["main": Net.tip(one)])
    #expect(try repository.remoteTips(remote, net.options).head == "main")
    try git(one, "fetch", "empty")
  }

  @Test func aRewrittenHistoryIsToldAndNotTaken() throws {
    let net = try Net()
    let (one, two) = (try net.clone("one"), try net.clone("two"))
    let old = try Net.tip(two)
    try git(one, "commit", "-q", "--amend", "-m", "another past")
    try git(one, "push", "-q", "--force", "origin", "main")
    let new = try Net.tip(one)
    let repository = try Repository.open(two)
    let remote = try #require(try repository.remote("origin"))
    let told = FetchedTip(branch: "main", before: old, after: new, isRewritten: true)
    for _ in 0..<2 { #expect(try repository.fetch(remote, ["main"], net.options) == [told]) }
    #expect(try Net.tip(two, "origin/main") == old)
    #expect(try repository.fetch(remote, ["main"], acceptsRewritten: true, net.options) == [told])
    #expect(try Net.tip(two, "origin/main") == new)
  }

  @Test func aLargeFirstPushSendsWhatIsPackedAsItIs() throws {
    let net = try Net()
    let one = try net.clone("one")
    var tip = try Repository.open(one).post(180, on: Net.tip(one))
    try git(one, "repack", "-adq")
    let repository = try Repository.open(one)
    tip = try repository.post(30, from: 180, on: tip)
    for settings in [[], ["config", "receive.autogc", "false"]] {
      let path = net.scratch.path + "/empty\(settings.count).git"
      try git(net.scratch.path, "init", "-q", "--bare", "-b", "main", path)
      // Once by the files, once by git's own server.
      if !settings.isEmpty { try git(path, settings[0], settings[1], settings[2]) }
      let remote = try repository.remote(at: path, named: "new")
      #expect(try repository.pushed(tip, to: "main", of: remote, net.options) == .done)
      try git(path, "fsck", "--strict")
      #expect(try git(path, "rev-list", "--objects", "main") == git(one, "rev-list", "--objects", "main"))
      #expect(try git(path, "count-objects").hasPrefix("0 objects"))
    }
  }

  @Test func whatAKilledFetchLeftIsRemovedByTheNext() throws {
    let net = try Net()
    let (one, two) = (try net.clone("one"), try net.clone("two"))
    let repository = try Repository.open(one)
    _ = try repository.post(60, on: Net.tip(one))
    try git(one, "push", "-q", "origin", "main")
    let folder = two + "/.git/objects/pack"
    // No process has this number: it is over the system's limit.
    let remains = two + "/.git/mgrnet/incoming_99999999_5/pack"
    try FileManager.default.createDirectory(atPath: remains, withIntermediateDirectories: true)
    try Data("half".utf8).write(to: URL(fileURLWithPath: remains + "/pack_git2_x"))
    let other = try Repository.open(two)
    _ = try other.fetch(#require(try other.remote("origin")), ["main"], net.options)
    #expect(try FileManager.default.contentsOfDirectory(atPath: two + "/.git/mgrnet") == ["lock"])
    let packs = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(packs.filter { $0.hasSuffix(".idx") }.count == 1)
  }

  @Test func aRemotesGuardSeesWhatIsPushedFromTheSameMachine() throws {
    let net = try Net()
    let one = try net.clone("one")
    let hook = net.bare + "/hooks/pre-receive"
    let script =
      "#!/bin/sh\nread old new ref\ngit ls-tree -r --name-only $new | grep -q ^private/ && exit 1\nexit 0\n"
    try Data(script.utf8).write(to: URL(fileURLWithPath: hook))
    chmod(hook, 0o755)
    let repository = try Repository.open(one)
    let remote = try #require(try repository.remote("origin"))
    let good = try Net.commit(one, "good.md", "good\n")
    #expect(try repository.pushed(good, to: "main", of: remote, net.options) == .done)
    let bad = try Net.commit(one, "private/x.md", "secret\n")
    let outcome = try repository.pushed(bad, to: "main", of: remote, net.options)
    guard case .refused = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try Net.tip(net.bare, "main") == good)
  }

  @Test func whatGitLeftHalfFetchedIsFetchedAgain() throws {
    let net = try Net()
    let (one, two) = (try net.clone("one"), try net.clone("two"))
    let commit = try Net.commit(one, "posts/new.md", "new\n")
    try git(one, "push", "-q", "origin", "main")
    // The commit and its tree without the rest.
    for name in ["HEAD", "HEAD^{tree}"] {
      let id = try git(one, "rev-parse", name).trimmingCharacters(in: .whitespacesAndNewlines)
      let (from, to) = (one + "/.git/objects/", two + "/.git/objects/")
      let path = id.prefix(2) + "/" + id.dropFirst(2)
      try FileManager.default.createDirectory(
        atPath: to + id.prefix(2), withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: from + path, toPath: to + path)
    }
    let repository = try Repository.open(two)
    let remote = try #require(try repository.remote("origin"))
    #expect(try repository.fetch(remote, ["main"], net.options).first?.after == commit)
    try git(two, "fsck", "--strict")
    #expect(try git(two, "show", "origin/main:posts/new.md") == "new\n")
  }
}
