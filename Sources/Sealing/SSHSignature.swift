import Crypto
import FoundationEssentials

/// Signatures of commits as git makes them with ssh keys: SSHSIG (PROTOCOL.sshsig of OpenSSH) by Ed25519 over SHA-512,
/// for the namespace `git`.
package enum SSHSignature {
  private static let magic = Array("SSHSIG".utf8)
  private static let version: [UInt8] = [0, 0, 0, 1]
  private static let namespace = Array("git".utf8)
  private static let hash = Array("sha512".utf8)
  private static let beginning = Array("-----BEGIN SSH SIGNATURE-----".utf8)
  private static let end = Array("-----END SSH SIGNATURE-----".utf8)
  /// The letters of a line, as in ssh-keygen.
  private static let width = 70
  /// The limit of an armored signature, in bytes; one by Ed25519 has about 300.
  private static let limit = 4096

  /// Signs bytes. Returns the signature in armor, without a newline at its end, as a commit's header holds it.
  ///
  /// - Throws: what Crypto throws; no case is known.
  package static func armored(over bytes: [UInt8], by key: SigningKey) throws -> String {
    var writer = SSHWriter(bytes: magic + version)
    writer.add(key.verifyingKey.sshBytes)
    for part in [namespace, [], hash] { writer.add(part) }
    var signature = SSHWriter()
    signature.add(VerifyingKey.sshKind)
    signature.add(try key.signature(ofStatement: statement(bytes)))
    writer.add(signature.bytes)
    let letters = Base64.encoded(writer.bytes, padded: true)
    let lines = stride(from: 0, to: letters.count, by: width).map {
      Array(letters[$0..<min(letters.count, $0 + width)])
    }
    return ([beginning] + lines + [end]).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }

  /// Returns the key that signed bytes; `nil` if the text is no such signature, or does not fit the bytes.
  package static func signer(of bytes: [UInt8], _ armored: String) -> VerifyingKey? {
    guard let (key, signature) = parts(of: armored), key.verifies(signature, ofStatement: statement(bytes))
    else { return nil }
    return key
  }

  /// Returns what is signed: the hash of the bytes, with its purpose before it.
  private static func statement(_ bytes: [UInt8]) -> [UInt8] {
    var writer = SSHWriter(bytes: magic)
    for part in [namespace, [], hash, Array(SHA512.hash(data: bytes))] { writer.add(part) }
    return writer.bytes
  }

  private static func parts(of armored: String) -> (key: VerifyingKey, signature: [UInt8])? {
    guard armored.utf8.count <= limit else { return nil }
    let lines = armored.utf8.split(separator: Ascii.lineFeed)
    guard lines.count > 2, lines[0].elementsEqual(beginning), lines[lines.count - 1].elementsEqual(end),
      let bytes = Base64.decoded(Array(lines[1..<(lines.count - 1)].joined()), padded: true),
      bytes.starts(with: magic + version)
    else { return nil }
    var reader = SSHReader(rest: bytes.dropFirst(magic.count + version.count))
    guard let key = reader.next().flatMap({ VerifyingKey(sshBytes: Array($0)) }),
      reader.next() == namespace[...], reader.next() == [], reader.next() == hash[...],
      var signature = reader.next().map({ SSHReader(rest: $0) }), reader.rest.isEmpty,
      signature.next() == VerifyingKey.sshKind[...], let number = signature.next(), signature.rest.isEmpty
    else { return nil }
    return (key, Array(number))
  }
}

/// Public keys as ssh writes them (RFC 8709): `ssh-ed25519 AAAA…`.
extension VerifyingKey {
  fileprivate static let sshKind = Array("ssh-ed25519".utf8)

  fileprivate var sshBytes: [UInt8] {
    var writer = SSHWriter()
    writer.add(Self.sshKind)
    writer.add(bytes)
    return writer.bytes
  }

  fileprivate init?(sshBytes: [UInt8]) {
    var reader = SSHReader(rest: sshBytes[...])
    guard reader.next() == Self.sshKind[...], let bytes = reader.next(), reader.rest.isEmpty else {
      return nil
    }
    try? self.init(bytes: Array(bytes))  // a weak key is none
  }

  /// The key as a line of `authorized_keys` or of git's allowed signers has it, without a comment.
  package var sshText: String {
    String(decoding: Self.sshKind + [Ascii.space] + Base64.encoded(sshBytes, padded: true), as: UTF8.self)
  }

  /// Reads the line of a `.pub` file, with or without a comment; `nil` for keys of other kinds.
  package init?(sshText: String) {
    let words = sshText.utf8.split { Ascii.isBlank($0) }
    guard words.count >= 2, words[0].elementsEqual(Self.sshKind),
      let bytes = Base64.decoded(Array(words[1]), padded: true)
    else { return nil }
    self.init(sshBytes: bytes)
  }
}

/// Writes the strings of ssh's binary formats (RFC 4251 §5): four bytes of length, then the bytes.
private struct SSHWriter {
  var bytes: [UInt8] = []

  mutating func add(_ string: [UInt8]) {
    withUnsafeBytes(of: UInt32(string.count).bigEndian) { bytes += $0 }
    bytes += string
  }
}

/// Reads such strings.
private struct SSHReader {
  var rest: ArraySlice<UInt8>

  /// Returns the next string; `nil` if the bytes end before it does.
  mutating func next() -> ArraySlice<UInt8>? {
    guard rest.count >= 4 else { return nil }
    let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard rest.count - 4 >= count else { return nil }
    defer { rest = rest.dropFirst(4 + count) }
    return rest.dropFirst(4).prefix(count)
  }
}
