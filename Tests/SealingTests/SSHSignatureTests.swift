import Foundation
import SeededRandom
import Testing

@testable import Sealing

/// A folder with a key of ssh-keygen's, and the list of who may sign, as `-Y verify` wants it.
private struct SSHFolder {
  let folder: URL
  var privateKey: URL { folder.appending(path: "key") }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "mgrnet-ssh-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let made = try run(
      "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "alice", "-f", privateKey.path()])
    #expect(made.status == 0, "\(made.errors)")
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }  // a folder left in /tmp fails no test

  func publicLine() throws -> String {
    try String(contentsOf: privateKey.appendingPathExtension("pub"), encoding: .utf8)
  }

  func signed(_ text: [UInt8], namespace: String = "git", hash: String = "sha512") throws -> String {
    let made = try run(
      "ssh-keygen", ["-Y", "sign", "-n", namespace, "-O", "hashalg=\(hash)", "-f", privateKey.path()],
      input: text)
    #expect(made.status == 0, "\(made.errors)")
    return made.text
  }

  /// Whether ssh-keygen takes a signature for one by this key.
  func verifies(_ signature: String, of text: [UInt8], by key: VerifyingKey) throws -> Bool {
    let (signers, file) = (folder.appending(path: "signers"), folder.appending(path: "signature"))
    try Data("alice@example.org namespaces=\"git\" \(key.sshText)\n".utf8).write(to: signers)
    try Data((signature + "\n").utf8).write(to: file)
    return try run(
      "ssh-keygen",
      ["-Y", "verify", "-f", signers.path(), "-I", "alice@example.org", "-n", "git", "-s", file.path()],
      input: text
    ).status == 0
  }
}

@Suite struct SSHSignatureTests {
  private let text = Array("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nBonjour, été\n".utf8)

  @Test func sshKeygenVerifiesWhatWasSignedHere() throws {
    let ssh = try SSHFolder()
    defer { ssh.remove() }
    var random = Seeded(state: 7)
    let (key, other) = (try SigningKey(using: &random), try SigningKey(using: &random))
    for count in [0, 1, 100_000] {
      let text = random.bytes(count)
      let signature = try SSHSignature.armored(over: text, by: key)
      #expect(try ssh.verifies(signature, of: text, by: key.verifyingKey))
      #expect(try !ssh.verifies(signature, of: text + [1], by: key.verifyingKey))
      #expect(try !ssh.verifies(signature, of: text, by: other.verifyingKey))
      #expect(SSHSignature.signer(of: text, signature) == key.verifyingKey)
    }
  }

  @Test func whatSSHKeygenSignedIsVerifiedHere() throws {
    let ssh = try SSHFolder()
    defer { ssh.remove() }
    let key = try #require(VerifyingKey(sshText: ssh.publicLine()))
    #expect(try SSHSignature.signer(of: text, ssh.signed(text)) == key)
    #expect(try SSHSignature.signer(of: text + [0], ssh.signed(text)) == nil)
    #expect(try SSHSignature.signer(of: text, ssh.signed(text, namespace: "file")) == nil)
    #expect(try SSHSignature.signer(of: text, ssh.signed(text, hash: "sha256")) == nil)
  }

  @Test func aKeyIsWrittenAsSSHDoes() throws {
    let ssh = try SSHFolder()
    defer { ssh.remove() }
    let line = try ssh.publicLine()
    let key = try #require(VerifyingKey(sshText: line))
    #expect(key.sshText + " alice\n" == line)
    #expect(VerifyingKey(sshText: key.sshText) == key)
    #expect(try VerifyingKey(key.description) == key)
    for wrong in [
      "", "ssh-ed25519", "ssh-ed25519 !", "ssh-rsa " + key.sshText.dropFirst(12),
      String(key.sshText.dropLast()),
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
      #expect(VerifyingKey(sshText: wrong) == nil, "\(wrong)")
    }
  }

  @Test func noBitOfASignatureMayChange() throws {
    var random = Seeded(state: 3)
    let key = try SigningKey(using: &random)
    let signature = try SSHSignature.armored(over: text, by: key)
    let lines = signature.split(separator: "\n").map(String.init)
    let bytes = try #require(Base64.decoded(Array(lines.dropFirst().dropLast().joined().utf8), padded: true))
    for bit in 0..<(bytes.count * 8) {
      var changed = bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      let letters = String(decoding: Base64.encoded(changed, padded: true), as: UTF8.self)
      let armored = [lines[0], letters, lines[lines.count - 1]].joined(separator: "\n")
      #expect(SSHSignature.signer(of: text, armored) == nil, "bit \(bit)")
    }
    for count in 0..<bytes.count {
      let letters = String(decoding: Base64.encoded(bytes.prefix(count), padded: true), as: UTF8.self)
      #expect(
        SSHSignature.signer(of: text, [lines[0], letters, lines[lines.count - 1]].joined(separator: "\n"))
          == nil)
    }
    for armored in [
      "", lines[0], signature + "x", "x" + signature, lines.dropLast().joined(separator: "\n"),
      signature + String(repeating: "\n", count: 5000),
    ] {
      #expect(SSHSignature.signer(of: text, armored) == nil, "\(armored.prefix(40))")
    }
  }
}
