/// The public keys of one device of a person: one to seal for, and one that checks its signatures.
package struct PublicKeys: Hashable, Sendable {
  package let age: X25519Recipient
  package let sign: VerifyingKey

  package init(age: X25519Recipient, sign: VerifyingKey) {
    self.age = age
    self.sign = sign
  }

  /// Reads the keys as a person's card has them.
  ///
  /// - Throws: `SealingError.key`.
  package init(age: String, sign: String) throws(SealingError) {
    self.init(age: try X25519Recipient(age), sign: try VerifyingKey(sign))
  }

  package var fingerprint: Fingerprint { Fingerprint(of: self) }
}

/// The secret keys of one device. Its text is an identity file that `age -i` reads too; the signing key stands in a
/// comment.
package struct DeviceKey: Sendable {
  package let identity: X25519Identity
  package let signing: SigningKey

  private static let signingMark = "# signing key: "
  private static let limit = 1 << 16

  /// Makes new keys.
  package init<R: RandomNumberGenerator>(using generator: inout R) throws(SealingError) {
    identity = try X25519Identity(using: &generator)
    signing = try SigningKey(using: &generator)
  }

  /// - Throws: `SealingError.key`, which names the wrong line, never its text.
  package init(text: [UInt8]) throws(SealingError) {
    guard text.count <= Self.limit else { throw .key(.tooLong) }
    let identities = try IdentityFile.identities(text)
    guard identities.count == 1 else { throw .key(.severalIdentities) }
    let lines = String(decoding: text, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
    let found = lines.indices.filter { lines[$0].hasPrefix(Self.signingMark) }
    guard found.count == 1 else { throw .key(.noSigningKey) }
    do {
      signing = try SigningKey(String(lines[found[0]].dropFirst(Self.signingMark.count)))
    } catch {
      throw .key(.line(found[0] + 1))
    }
    identity = identities[0]
  }

  /// Opens a device's keys that are sealed with a passphrase.
  package init(sealed bytes: [UInt8], _ passphrase: Passphrase, limits: Limits = Limits()) throws {
    let text = try Age.opened(bytes, with: [.passphrase(passphrase)], limits: limits, atMost: Self.limit)
    try self.init(text: text)
  }

  package var publicKeys: PublicKeys { PublicKeys(age: identity.recipient, sign: signing.verifyingKey) }

  /// - Parameters:
  ///   - device: one line.
  ///   - created: RFC 3339.
  package func secretText(device: String, created: String) -> String {
    """
    # device: \(device)
    # created: \(created)
    # public key: \(identity.recipient)
    # verifying key: \(signing.verifyingKey)
    \(Self.signingMark)\(signing.secretText)
    \(identity.secretText)

    """
  }
}
