import Foundation
import SeededRandom
import Testing

@testable import Git

/// Lines and packs as a server writes them.
enum Wire {
  static let flush = Array("0000".utf8)

  static func line(_ bytes: [UInt8]) -> [UInt8] {
    let digits = String(bytes.count + 4, radix: 16)
    return Array((String(repeating: "0", count: 4 - digits.count) + digits).utf8) + bytes
  }
  static func line(_ text: String) -> [UInt8] { line(Array(text.utf8)) }

  /// A pack of entries, each with its kind (3: a file, 7: a difference from another object), made by hand.
  static func pack(_ entries: [(kind: UInt8, base: ObjectID?, bytes: [UInt8])]) throws -> [UInt8] {
    var pack = Array("PACK".utf8) + [0, 0, 0, 2] + big(UInt32(entries.count))
    for entry in entries {
      var size = entry.bytes.count
      var byte = entry.kind << 4 | UInt8(size & 15)
      size >>= 4
      while size > 0 {
        pack.append(byte | 0x80)
        byte = UInt8(size & 0x7f)
        size >>= 7
      }
      pack.append(byte)
      pack += entry.base?.bytes ?? []
      pack += deflated(entry.bytes)
    }
    return try pack + sum(pack)
  }

  /// A zlib stream that stores bytes as they are.
  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt16(bytes.count)
    func little(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xff), UInt8(number >> 8)] }
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes { (a, b) = ((a + UInt32(byte)) % 65_521, (b + (a + UInt32(byte)) % 65_521) % 65_521) }
    return [0x78, 0x01, 0x01] + little(count) + little(~count) + bytes + big(b << 16 | a)
  }

  private static func big(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

  /// SHA-1.
  static func sum(_ bytes: [UInt8]) throws -> [UInt8] {
    let scratch = Scratch()
    try Data(bytes).write(to: URL(fileURLWithPath: scratch.path + "/bytes"))
    let said = try git(scratch.path, "-c", "alias.sum=!sha1sum < \(scratch.path)/bytes", "sum")
    return try #require(ObjectID(hex: said.prefix(40))).bytes
  }
}

/// A file of zeros, and what repeats it, and what repeats that again.
private enum Bomb {
  private static let copies = 1000
  private static let size = 20_000

  static func pack(_ repeats: Int, in folder: String) throws -> [UInt8] {
    let zeros = [UInt8](repeating: 0, count: size)
    // A copy of `size` bytes from the start, and one of 16 MiB less 1.
    let once: [UInt8] = [0xb0, UInt8(size & 0xff), UInt8(size >> 8)]
    let twice: [UInt8] = [0xf0, 0xff, 0xff, 0xff]
    let whole = size * copies
    let first = varint(size) + varint(whole) + repeated(once, copies)
    let second = varint(whole) + varint(0xff_ffff * repeats) + repeated(twice, repeats)
    return try Wire.pack([
      (3, nil, zeros), (7, id(ofZeros: size, in: folder), first), (7, id(ofZeros: whole, in: folder), second),
    ])
  }

  private static func id(ofZeros count: Int, in folder: String) throws -> ObjectID {
    let id = try git(
      folder, "-c", "alias.zeros=!head -c \(count) /dev/zero | git hash-object --stdin", "zeros")
    return try #require(ObjectID(hex: id.prefix(40)))
  }

  private static func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    Array([[UInt8]](repeating: bytes, count: count).joined())
  }

  private static func varint(_ number: Int) -> [UInt8] {
    var (rest, bytes) = (number, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}

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
      _ = try repository.fetch(#require(try repository.remote("origin")), ["main"], options)
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
    return try repository.pushed(
      commit, to: "main", of: #require(try repository.remote("origin")), net.options)
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
      #expect(!left.contains { $0.hasPrefix("tmp_") || $0.hasPrefix("pack_git2") })
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
    // libgit2 1.5 has no limit of time for the ways that are its own: there the person ends it.
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
      let remote = try #require(try repository.remote("origin"))
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
      // libgit2 drops what the report says of it, if the server lives to give one.
      [.failedThere, .cutOff].contains((error as? TransferError)?.problem)
    }
    try broken.heals(commit, broken.net.bare)
  }

  /// A server of ours that says what it is told to say: at first, and once it was asked for something.
  private func answer(_ broken: Broken, _ first: [UInt8], _ then: [UInt8] = [], stays: Bool = true) throws
    -> TransferProblem?
  {
    let folder = broken.net.scratch.path
    for (name, bytes) in [("said-first", first), ("said-then", then)] {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    try git(
      broken.one, "config", "remote.origin.uploadpack",
      "cat \(folder)/said-first; sed -u '/done$/q' >/dev/null; cat \(folder)/said-then; \(stays ? "cat >/dev/null" : "");:"
    )
    let repository = try Repository.open(broken.one)
    var options = broken.net.options
    options.patience = 10
    do {
      _ = try repository.fetch(#require(try repository.remote("origin")), ["main"], options)
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
    let refs = Wire.line("\(commit) refs/heads/main\0side-band-64k ofs-delta thin-pack\n") + Wire.flush
    let nak = Wire.line("NAK\n")
    func band(_ pack: [UInt8]) -> [UInt8] { nak + Wire.line([1] + pack) + Wire.flush }
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
    #expect(try answer(broken, refs, band(lone)) == .incomplete(tree))
    #expect(try answer(broken, refs, band(pack("\(tree)\n"))) == .incomplete(commit))
    // Damaged on the way, cut, far too many, no pack at all, no git at all.
    var damaged = lone
    damaged[lone.count / 2] ^= 1
    #expect(try answer(broken, refs, band(damaged)) == .notGit("pack"))
    #expect(try answer(broken, refs, nak + Wire.line([1] + lone.dropLast(9)), stays: false) == .cutOff)
    var many = Array(lone.dropLast(20))
    many.replaceSubrange(8..<12, with: [255, 255, 255, 255])
    #expect(try answer(broken, refs, band(many + Wire.sum(many))) == .overLimit)
    #expect(try answer(broken, refs, band(Array("hello".utf8))) == .notGit("pack"))
    guard case .notGit = try answer(broken, Array("SSH-2.0 hello\r\n".utf8)) else {
      Issue.record("a greeting of ssh was taken for git's")
      return
    }
    #expect(try answer(broken, Wire.line("ERR access denied: you")) == .notAllowed)
    let evil = Wire.line("\(commit) refs/heads/../../config\0side-band-64k\n") + Wire.flush
    #expect(try answer(broken, evil) == nil)
    #expect(try Net.tip(broken.one, "origin/main") == broken.old)
    try git(broken.one, "fsck", "--strict")
    let left = try FileManager.default.contentsOfDirectory(atPath: broken.one + "/.git/objects/pack")
    #expect(!left.contains { $0.hasPrefix("tmp_") })
    // Kilobytes that unpack to 3 GB, and to 42 GB.
    for repeats in [200, 2500] {
      let bomb = try Bomb.pack(repeats, in: broken.net.scratch.path)
      #expect(bomb.count < 40_000)
      #expect(try answer(broken, refs, band(bomb)) == .overLimit)
    }
    // The whole of it is taken.
    let whole = try pack(git(other, "rev-list", "--objects", "\(broken.old)..main"))
    #expect(try answer(broken, refs, band(whole)) == nil)
    #expect(try Net.tip(broken.one, "origin/main") == commit)
    try git(broken.one, "fsck", "--strict")
  }
}
