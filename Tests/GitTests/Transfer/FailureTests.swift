import Foundation
import SeededRandom
import Testing

@testable import Git

/// Two clones by git, the first one pointed elsewhere.
private struct Broken {
  let net: Net
  let one: String
  let old: ObjectID

  init() throws {
    net = try Net()
    one = try net.clone("one")
    old = try Net.tip(one)
  }

  /// What a fetch from there fails with; its words are kept from being empty of the host.
  func problem(_ url: String, patience: Int = 120) throws -> TransferProblem? {
    try git(one, "remote", "set-url", "origin", url)
    let repository = try Repository.open(one)
    var options = net.options
    options.patience = patience
    do {
      _ = try repository.fetch(#require(repository.remote("origin")), ["main"], options)
    } catch let error as TransferError {
      #expect(error.host != nil && error.way != nil && error.remote == "origin")
      #expect(!"\(error)".contains("secret"))
      return error.problem
    }
    return nil
  }

  func push(_ commit: ObjectID, _ url: String) throws -> PushOutcome {
    try git(one, "remote", "set-url", "origin", url)
    let repository = try Repository.open(one)
    return try repository.push(
      commit, to: "main", of: #require(repository.remote("origin")), expecting: old, net.options)
  }

  func bigCommit() throws -> ObjectID {
    var bytes = [UInt8](repeating: 0, count: 2_000_000)
    var random = Seeded(state: 1)
    for place in bytes.indices { bytes[place] = UInt8.random(in: .min ... .max, using: &random) }
    let repository = try Repository.open(one)
    let blob = try repository.writeBlob(bytes)
    return try repository.perform(
      BranchChange(
        branch: "main", parents: [old], changes: [.put("big.bin", blob)], author: alice, committer: alice,
        message: "big"), under: repository.lock()
    ).commit
  }

  /// Both sides are valid, nothing was left lying about, and the same works where the way is whole.
  func heals(_ commit: ObjectID, _ url: String) throws {
    #expect(try Net.tip(net.bare, "main") == old)
    for folder in [net.bare, one + "/.git"] {
      try git(folder, "fsck", "--strict")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder + "/objects/pack")
      #expect(!left.contains { $0.hasPrefix("tmp_pack_mgrnet") })
    }
    #expect(try push(commit, url) == .done)
    #expect(try Net.tip(net.bare, "main") == commit)
  }
}

@Suite struct TransferFailureTests {
  @Test func nobodyThere() throws {
    let broken = try Broken()
    let port = 1  // Nobody serves tcpmux, and no other test gets so low a port.
    for way in ["git", "https", "http"] {
      #expect(try broken.problem("\(way)://127.0.0.1:\(port)/net.git") == .noConnection)
      #expect(try broken.problem("\(way)://nowhere.invalid/net.git") == .unknownHost)
    }
    guard Server.find("ssh") != nil else { return }
    try git(broken.one, "config", "core.sshCommand", "ssh -F /dev/null -o BatchMode=yes")
    #expect(try broken.problem("ssh://127.0.0.1:\(port)/net.git") == .noConnection)
    #expect(try broken.problem("ssh://nowhere.invalid/net.git") == .unknownHost)
    try git(broken.one, "config", "core.sshCommand", "/nowhere/ssh")
    #expect(try broken.problem("ssh://127.0.0.1:\(port)/net.git") == .programMissing("/nowhere/ssh"))
  }

  @Test func oneWhoNeverAnswersIsGivenUp() throws {
    let broken = try Broken()
    let silent = try Cutter(to: nil)
    defer { silent.stop() }
    for way in ["git", "https", "http"] {
      #expect(
        try broken.problem("\(way)://127.0.0.1:\(silent.port)/net.git", patience: 1) == .timedOut(seconds: 1))
    }
    guard Server.find("ssh") != nil else { return }
    try git(broken.one, "config", "core.sshCommand", "ssh -F /dev/null -o BatchMode=yes")
    #expect(
      try broken.problem("ssh://127.0.0.1:\(silent.port)/net.git", patience: 1) == .timedOut(seconds: 1))
  }

  @Test func keysOfSSH() throws {
    let broken = try Broken()
    guard let server = try Server.ssh(broken.net) else { return }
    func problem(_ command: String) throws -> TransferProblem? {
      try git(broken.one, "config", "core.sshCommand", command)
      return try broken.problem(server.url(broken.net.bare))
    }
    #expect(try problem(server.command(key: "mallory")) == .loginRefused)
    #expect(try problem(server.command(known: "nothing")) == .unknownHostKey)
    let other = try String(contentsOfFile: server.folder + "/mallory.pub", encoding: .utf8)
    try Data("[127.0.0.1]:\(server.server.port) \(other)".utf8).write(
      to: URL(fileURLWithPath: server.folder + "/other"))
    #expect(try problem(server.command(known: "other")) == .changedHostKey)
    #expect(try problem(server.command()) == nil)
  }

  @Test func passwordsAndCertificatesOfTheWeb() throws {
    let broken = try Broken()
    guard let server = try Server.web(broken.net) else { return }
    let url = server.url(broken.net.bare)
    guard case .certificate = try broken.problem(url) else {
      Issue.record("an unknown authority was trusted")
      return
    }
    try server.trust(broken.one, password: "wrong")
    #expect(try broken.problem(url) == .loginRefused)
    #expect(try server.asked == ["get", "erase"])
    try git(broken.one, "config", "--replace-all", "credential.helper", "")
    #expect(try broken.problem(url) == .loginMissing)
    #expect(
      try broken.problem(server.url("/x").replacingOccurrences(of: "//", with: "//alice:wrong-secret@"))
        == .loginRefused)
    try server.trust(broken.one)
    #expect(try broken.problem(url) == nil)
    #expect(try server.asked.last == "store")
    // Led to another place once, it stays there.
    #expect(try broken.problem(server.url("/moved" + broken.net.bare)) == nil)
    // In the address itself, as git takes it.
    try git(broken.one, "config", "--replace-all", "credential.helper", "")
    #expect(try broken.problem(url.replacingOccurrences(of: "//", with: "//alice:secret@")) == nil)
  }

  @Test func aServerKilledInTheMiddleOfAPush() throws {
    let broken = try Broken()
    guard let server = try Server.daemon(broken.net) else { return }
    let commit = try broken.bigCommit()
    for bytes in [2000, 500_000] {
      let cutter = try Cutter(to: server.port, up: bytes)
      defer { cutter.stop() }
      #expect {
        try broken.push(commit, "git://127.0.0.1:\(cutter.port)\(broken.net.bare)")
      } throws: { ($0 as? TransferError)?.problem == .cutOff }
    }
    try broken.heals(commit, "git://127.0.0.1:\(server.port)\(broken.net.bare)")
    // And in the middle of a fetch.
    let other = try broken.net.clone("other")
    try git(other, "reset", "-q", "--hard", broken.old.description)
    try git(other, "update-ref", "refs/remotes/origin/main", broken.old.description)
    try git(other, "reflog", "expire", "--expire=now", "--all")
    try git(other, "gc", "-q", "--prune=now")
    let cutter = try Cutter(to: server.port, down: 300_000)
    defer { cutter.stop() }
    for port in [cutter.port, server.port] {
      try git(other, "remote", "set-url", "origin", "git://127.0.0.1:\(port)\(broken.net.bare)")
      let repository = try Repository.open(other)
      let remote = try #require(repository.remote("origin"))
      if port == cutter.port {
        #expect {
          try repository.fetch(remote, ["main"], broken.net.options)
        } throws: { ($0 as? TransferError)?.problem == .cutOff }
        #expect(try repository.knownTip(of: "main", at: remote) == broken.old)
      } else {
        #expect(try repository.fetch(remote, ["main"], broken.net.options).first?.after == commit)
      }
      try git(other, "fsck", "--strict")
      let left = try FileManager.default.contentsOfDirectory(atPath: other + "/.git/objects/pack")
      #expect(!left.contains { $0.hasPrefix("tmp_") })
    }
  }

  @Test func aConnectionOfTheWebThatIsCut() throws {
    let broken = try Broken()
    guard let server = try Server.web(broken.net) else { return }
    try server.trust(broken.one)
    let commit = try broken.bigCommit()
    let cutter = try Cutter(to: server.server.port, up: 500_000)
    defer { cutter.stop() }
    #expect {
      try broken.push(commit, server.url(broken.net.bare, cutter.port))
    } throws: { ($0 as? TransferError)?.problem == .cutOff }
    try broken.heals(commit, server.url(broken.net.bare))
  }

  @Test func aServerWithoutRoom() throws {
    let broken = try Broken()
    guard let programs = Server.find("git-daemon") else { return }
    // No file of over 100 kB, as good as a full disk for the one who writes it.
    let server = try Server.listening(log: broken.net.scratch.path + "/small.log") { port in
      [
        "/bin/sh", "-c",
        "ulimit -f 200; exec \(programs[0]) --listen=127.0.0.1 --port=\(port) --export-all --enable=receive-pack "
          + broken.net.scratch.path,
      ]
    }
    let commit = try broken.bigCommit()
    #expect {
      try broken.push(commit, "git://127.0.0.1:\(server.port)\(broken.net.bare)")
    } throws: { error in
      let error = error as? TransferError
      return error?.problem == .failedThere && error?.said.isEmpty == false
    }
    try broken.heals(commit, broken.net.bare)
  }

  /// A server of ours that says what it is told to say.
  private func answer(_ broken: Broken, _ bytes: [UInt8], stays: Bool = true) throws -> TransferProblem? {
    let folder = broken.net.scratch.path
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/answer"))
    try git(
      broken.one, "config", "remote.origin.uploadpack",
      "cat \(folder)/answer; \(stays ? "cat >/dev/null" : "");:")
    let repository = try Repository.open(broken.one)
    do {
      _ = try repository.fetch(#require(repository.remote("origin")), ["main"], broken.net.options)
    } catch let error as TransferError {
      return error.problem
    }
    return nil
  }

  @Test func aHostileServerIsNotBelieved() throws {
    let broken = try Broken()
    let other = try broken.net.clone("other")
    let commit = try Net.commit(other, "b.md", "b\n")
    let tree = try Net.tip(other, "HEAD^{tree}")
    let refs =
      PacketLine.encode("\(commit) refs/heads/main\0side-band-64k ofs-delta thin-pack\n") + PacketLine.flush
      + PacketLine.encode("NAK\n")
    func band(_ pack: [UInt8]) -> [UInt8] { PacketLine.encode([1] + pack) + PacketLine.flush }
    func pack(_ names: String) throws -> [UInt8] {
      try git(other, "pack-objects", "-q", "../pack", input: names)
      let folder = URL(fileURLWithPath: broken.net.scratch.path)
      let file = try #require(
        FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".pack") })
      defer { try? FileManager.default.removeItem(at: folder.appendingPathComponent(file)) }
      return Array(try Data(contentsOf: folder.appendingPathComponent(file)))
    }
    // A commit whose tree does not come, and a pack of something else.
    let lone = try pack("\(commit)\n")
    #expect(try answer(broken, refs + band(lone)) == .incomplete(tree))
    #expect(try answer(broken, refs + band(pack("\(tree)\n"))) == .incomplete(commit))
    // Damaged on the way, cut, far too many, no pack at all, no git at all.
    var damaged = lone
    damaged[lone.count / 2] ^= 1
    #expect(try answer(broken, refs + band(damaged)) == .notGit("pack"))
    #expect(try answer(broken, refs + PacketLine.encode([1] + lone.dropLast(9)), stays: false) == .cutOff)
    var many = Array(lone.dropLast(20))
    many.replaceSubrange(8..<12, with: [255, 255, 255, 255])
    var digest = Digest()
    digest.add(many)
    #expect(try answer(broken, refs + band(many + digest.finish().bytes)) == .notGit("pack"))
    #expect(try answer(broken, refs + band(Array("hello".utf8))) == .notGit("pack"))
    #expect(try answer(broken, Array("SSH-2.0 hello\r\n".utf8)) == .notGit("SSH-2.0 hello\r\n"))
    #expect(try answer(broken, refs + PacketLine.encode("ERR access denied: you")) == .notAllowed)
    let evil = PacketLine.encode("\(commit) refs/heads/../../config\0side-band-64k\n") + PacketLine.flush
    #expect(try answer(broken, evil) == nil)
    #expect(try Net.tip(broken.one, "origin/main") == broken.old)
    try git(broken.one, "fsck", "--strict")
    let left = try FileManager.default.contentsOfDirectory(atPath: broken.one + "/.git/objects/pack")
    #expect(!left.contains { $0.hasPrefix("tmp_") })
    // The whole of it is taken.
    let whole = try pack(git(other, "rev-list", "--objects", "\(broken.old)..main"))
    #expect(try answer(broken, refs + band(whole)) == nil)
    #expect(try Net.tip(broken.one, "origin/main") == commit)
    try git(broken.one, "fsck", "--strict")
  }
}
