import Foundation
import SeededRandom
import Testing

@testable import Sealing

/// Debian's `age`, both ways.
private let hasAge: Bool = {
  let found = (try? run("age", ["--version"]).status) == 0
  if !found { print("SKIPPED: no age (apt-get install age), nothing shows that others read what we seal") }
  return found
}()
private let hasPexpect: Bool = {
  let found = (try? run("python3", ["-c", "import pexpect"]).status) == 0
  if !found { print("SKIPPED: no python3-pexpect to type a passphrase to age with") }
  return found
}()

@Suite(.enabled(if: hasAge)) struct OtherAgeTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "mgrnet-age-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    return file.path
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000], [false, true])
  func whatWeSealAgeOpensAndTheOtherWayRound(_ size: Int, _ armored: Bool) throws {
    defer { try? FileManager.default.removeItem(at: folder) }  // a folder left in /tmp fails no test
    var random = Seeded(state: UInt64(size))
    let plain = random.bytes(size)
    let ours = try random.identity()
    let made = try run("age-keygen", [])
    let theirs = try #require(try IdentityFile.identities(made.output).first)
    #expect(made.errors.contains(theirs.recipient.description), "age computes the same recipient")

    let sealed = try Age.sealed(
      plain, for: .recipients([ours.recipient, theirs.recipient]), armored: armored, using: &random)
    for identity in [ours, theirs] {
      let key = try write("key", Array(IdentityFile.text(identity, created: "now").utf8))
      let opened = try run("age", ["-d", "-i", key], input: sealed)
      #expect(opened.status == 0 && opened.output == plain, "\(opened.errors)")
    }

    let file = try write("plain", plain)
    let arguments = (armored ? ["-a"] : []) + ["-r", ours.recipient.description, "-o", "-", file]
    let other = try run("age", arguments)
    try #require(other.status == 0, "\(other.errors)")
    #expect(try Age.opened(other.output, with: [.identity(theirs), .identity(ours)]) == plain)
  }

  @Test(.enabled(if: hasPexpect)) func aPassphraseOpensBothWays() throws {
    defer { try? FileManager.default.removeItem(at: folder) }  // a folder left in /tmp fails no test
    var random = Seeded(state: 1)
    let passphrase = "été comme hiver"
    let identity = try random.identity()
    let text = Array(IdentityFile.text(identity, created: "now").utf8)

    let ours = try write(
      "ours.age",
      Age.sealed(text, for: .passphrase(try Passphrase(passphrase), workFactor: 12), using: &random))
    let opened = folder.appending(path: "opened").path
    try type(passphrase, 1, ["age", "-d", "-o", opened, ours])
    #expect(Array(try Data(contentsOf: URL(filePath: opened))) == text)

    let plain = try write("identity", text)
    let theirs = folder.appending(path: "theirs.age")
    try type(passphrase, 2, ["age", "-p", "-a", "-o", theirs.path, plain])
    let sealed = Array(try Data(contentsOf: theirs))
    #expect(IdentityFile.isSealed(sealed))
    let read = try IdentityFile.identities(sealed: sealed, try Passphrase(passphrase))
    #expect(read.map(\.recipient) == [identity.recipient])
  }

  /// Types a passphrase as often as age asks for it on its terminal.
  private func type(_ passphrase: String, _ times: Int, _ command: [String]) throws {
    let python = """
      import pexpect, sys
      child = pexpect.spawn(sys.argv[3], sys.argv[4:], timeout=60)
      for _ in range(int(sys.argv[2])):
          child.expect('assphrase.*: ')
          child.sendline(sys.argv[1])
      child.expect(pexpect.EOF)
      child.close()
      sys.exit(child.exitstatus or 0)
      """
    let ran = try run("python3", ["-c", python, passphrase, String(times)] + command)
    #expect(ran.status == 0, "\(ran.errors) \(ran.text)")
  }
}

/// What restores a community where mgrnet is gone: `age`, `sed`, `git`.
@Suite(.enabled(if: hasAge)) struct RecoveryTests {
  @Test func aSegmentIsRestoredWithStandardToolsAlone() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mgrnet-recover-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // a folder left in /tmp fails no test
    let made = try run(
      "bash",
      [
        "-ec",
        """
        git init -q old && cd old && git config user.name A && git config user.email a@example.org
        for n in 1 2 3; do seq $n 2000 > post$n.md; echo >> post$n.md; git add .; git commit -qm "post $n"; done
        git rev-list --objects HEAD | git pack-objects -q --stdout > ../pack
        git rev-parse HEAD
        """,
      ], in: folder)
    try #require(made.status == 0, "\(made.errors)")
    let head = made.text.split(separator: "\n").last.map(String.init) ?? ""
    let pack = Array(try Data(contentsOf: folder.appending(path: "pack")))

    var community = try Community()
    var header = try community.header(pack, from: community.alice, as: "alice")
    (header.heads, header.bases) = ([head], [])
    let sealed = try community.sealed(header, pack, by: community.alice)
    try Data(sealed).write(to: folder.appending(path: "segment.age"))
    let key = community.bob.secretText(device: "bob", created: "now")
    try Data(key.utf8).write(to: folder.appending(path: "bob.key"))

    let restored = try run(
      "bash",
      [
        "-ec",
        """
        git init -q new && cd new
        age -d -i ../bob.key ../segment.age | sed '1,/^$/d' | git index-pack --stdin > /dev/null
        git update-ref refs/heads/main $(age -d -i ../bob.key ../segment.age | sed -n '/^$/q;s/^head: //p')
        git fsck --strict --no-dangling 2>&1 && git rev-parse main && git log --format=%s main
        """,
      ], in: folder)
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(restored.text.contains(head + "\npost 3\npost 2\npost 1\n"), "\(restored.text)")
  }
}
