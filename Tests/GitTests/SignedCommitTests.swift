import Disk
import Foundation
import Sealing
import Testing

@testable import Git

@Suite struct SignedCommitTests {
  private let network: Shared
  private let key: SigningKey

  init() throws {
    network = try Shared()
    var random = SystemRandomNumberGenerator()
    key = try SigningKey(using: &random)
    let signers = network.path + "/.git/signers"
    try Files.replace(
      signers, with: Array("alice@example.org namespaces=\"git\" \(key.verifyingKey.sshText)\n".utf8))
    for (name, value) in [("gpg.format", "ssh"), ("gpg.ssh.allowedSignersFile", signers)] {
      try git(network.path, "config", name, value)
    }
  }

  private func act(_ message: String = "post: Été") throws -> BranchChange {
    BranchChange(
      branch: "main", parents: try network.repository.tip(of: "main").map { [$0] } ?? [],
      changes: [.put("a.md", try network.repository.writeBlob(message))], author: alice, committer: alice,
      message: message)
  }

  private func sign(_ content: [UInt8]) throws -> String? { try SSHSignature.armored(over: content, by: key) }

  private func signer(of commit: ObjectID) throws -> VerifyingKey? {
    try network.repository.signedCommit(commit).flatMap { SSHSignature.signer(of: $0.content, $0.signature) }
  }

  @Test func gitVerifiesWhatWasSignedHere() throws {
    let first = try network.repository.perform(act("init"), under: network.lock, signer: sign)
    let second = try network.repository.perform(act(), under: network.lock, signer: sign)
    for done in [first, second] {
      try git(network.path, "verify-commit", "\(done.commit)")
      #expect(try signer(of: done.commit) == key.verifyingKey)
    }
    #expect(try git(network.path, "log", "-1", "--format=%G?|%s", "\(second.commit)") == "G|post: Été\n")
    #expect(try git(network.path, "fsck", "--strict") == "")
    #expect(try git(network.path, "status", "--porcelain") == "")
    #expect(try network.repository.commit(second.commit).author == alice)
  }

  @Test func aSignedBulkActIsVerifiedToo() throws {
    let bulk = try BulkAct(network.repository)
    var act = try act("import: 2")
    act.changes = [.put("b.md", try bulk.writeBlob(Array("b".utf8)))]
    let done = try bulk.perform(act, under: network.lock, signer: sign)
    try git(network.path, "verify-commit", "\(done.commit)")
    #expect(try signer(of: done.commit) == key.verifyingKey)
  }

  @Test func whatGitSignedIsVerifiedHere() throws {
    let file = network.path + "/.git/alice"
    let made = Process()
    made.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    made.arguments = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file]
    try made.run()
    made.waitUntilExit()
    try git(network.path, "config", "user.signingKey", file)
    try git(network.path, "commit", "-S", "--allow-empty", "-m", "par git\n\ngpgsig x\n y")
    let own = try #require(VerifyingKey(sshText: String(contentsOfFile: file + ".pub", encoding: .utf8)))
    let tip = try #require(try network.repository.tip(of: "main"))
    #expect(try signer(of: tip) == own)
  }

  @Test func whoDoesNotSignLeavesTheCommitAsItIs() throws {
    let change = try act()
    let written = try network.repository.write(change, signer: { _ in nil })
    #expect(try network.repository.write(change, signer: nil) == written)
    #expect(try network.repository.signedCommit(written.commit) == nil)
  }

  @Test func aSignatureInAMessageIsNone() throws {
    let change = try act()
    let signed = try network.repository.write(change, signer: sign)
    let text = try #require(try network.repository.signedCommit(signed.commit))
    // The same bytes, with the header below the message.
    let header = "gpgsig " + text.signature.replacingOccurrences(of: "\n", with: "\n ") + "\n"
    let forged = String(decoding: text.content, as: UTF8.self) + header
    let id = try git(network.path, "hash-object", "-w", "-t", "commit", "--stdin", input: forged)
    let commit = try #require(ObjectID(hex: id.dropLast()))
    #expect(try network.repository.signedCommit(commit) == nil)
  }

  @Test func noOtherCommitHasTheSignature() throws {
    let signed = try network.repository.write(act(), signer: sign)
    let raw = try git(network.path, "cat-file", "commit", "\(signed.commit)")
    #expect(try signer(of: signed.commit) == key.verifyingKey)
    for (old, new) in [
      ("Été", "Ete"), ("alice <alice", "alice <alicf"), ("+0200", "+0100"),
      ("tree ", "parent \(signed.commit)\ntree "),
      ("gpgsig", "gpgsig-sha256"),
    ] {
      let changed = raw.replacingOccurrences(of: old, with: new)
      #expect(changed != raw)
      let id = try git(
        network.path, "hash-object", "--literally", "-w", "-t", "commit", "--stdin", input: changed)
      let commit = try #require(ObjectID(hex: id.dropLast()))
      // What is no commit at all has no signer either.
      #expect((try? signer(of: commit)).flatMap(\.self) == nil, "\(new)")
    }
  }

  @Test func aSignerThatRefusesLeavesNothing() throws {
    struct Refusal: Error {}
    let before = try network.repository.tip(of: "main")
    let change = try act()
    #expect(throws: Refusal.self) {
      try network.repository.perform(change, under: network.lock, signer: { _ in throw Refusal() })
    }
    #expect(try network.repository.tip(of: "main") == before)
    #expect(try git(network.path, "status", "--porcelain") == "")
  }
}
