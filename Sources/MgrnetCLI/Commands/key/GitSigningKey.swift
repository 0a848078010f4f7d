import Disk
import Git
@preconcurrency import Glibc
import Sealing

/// The ssh key by which git signs commits (`gpg.format = ssh`, `user.signingKey`), if it is one of Ed25519.
///
/// It signs by `ssh-keygen`, as in git, which also knows the keys of an agent and asks for passphrases.
struct GitSigningKey {
  let key: VerifyingKey
  /// The setting: a file, or the public key itself.
  let name: String
  private let isText: Bool
  private let program: String

  /// - Parameter setting: reads one of git's settings.
  /// - Returns: `nil` if git signs with no such key.
  init?(in environment: Environment, _ setting: (String) throws -> String?) throws {
    guard try setting("gpg.format") == "ssh", var name = try setting("user.signingkey"), !name.isEmpty else {
      return nil
    }
    program = try setting("gpg.ssh.program") ?? "ssh-keygen"
    isText = name.hasPrefix("key::") || name.hasPrefix("ssh-")
    if isText {
      if name.hasPrefix("key::") { name.removeFirst("key::".count) }
    } else if name.hasPrefix("~/"), let home = environment.nonEmpty("HOME") {
      name = home + name.dropFirst()
    }
    self.name = name
    var line = name
    if !isText {
      guard let bytes = try Files.read(name.hasSuffix(".pub") ? name : name + ".pub") else { return nil }
      line = String(decoding: bytes, as: UTF8.self)
    }
    guard let key = VerifyingKey(sshText: line) else { return nil }
    self.key = key
  }

  /// Signs a commit's bytes.
  ///
  /// - Throws: ``Failure`` (77) if the program does not, perhaps because nobody gave it the passphrase.
  func signature(of content: [UInt8], in context: Context) throws -> String {
    var template = Array(((context.environment.nonEmpty("TMPDIR") ?? "/tmp") + "/mgrnet-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
      throw Failure(.cannotWrite, Words.cannotWriteFile("/tmp", systemMessage()))
    }
    let folder = String(cString: made)
    let (file, keyFile) = (folder + "/commit", isText ? folder + "/key.pub" : name)
    defer {
      // What stays in the folder for temporary files harms nobody.
      for path in [file, file + ".sig", file + ".err", folder + "/key.pub"] { unlink(path) }
      rmdir(folder)
    }
    try Files.replace(file, with: content)
    if isText { try Files.replace(keyFile, with: Array((name + "\n").utf8)) }
    // A key that stands in the settings is an agent's.
    let words = [file, program, "-Y", "sign", "-n", "git", "-f", keyFile] + (isText ? ["-U"] : []) + [file]
    let child = Child(
      shell: #"out=$1; shift; exec "$@" 2> "$out.err""#, words: words, environment: context.environment)
    let status = child?.wait()
    if status == 0, let bytes = try Files.read(file + ".sig") {
      let signature = String(decoding: bytes.reversed().drop { $0 == 0x0A }.reversed(), as: UTF8.self)
      if SSHSignature.signer(of: content, signature) == key { return signature }
    }
    let said = try Files.read(file + ".err") ?? []
    let reason = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline).last ?? ""
    throw Failure(
      .notAllowed, Words.cannotSign(program: program, String(reason)),
      hint: Words.addToAgent(isText ? nil : name))
  }
}
