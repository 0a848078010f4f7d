import Crypto
import FoundationEssentials

/// A recipient to seal a file for: a public key of age, `age1…`.
package struct X25519Recipient: Hashable, Sendable, CustomStringConvertible {
  static let prefix = "age"
  /// 32 bytes (RFC 7748).
  package let bytes: [UInt8]

  /// - Throws: `SealingError.key`, also for the points of low order, with which every secret gives zero.
  package init(_ text: String) throws(SealingError) {
    try self.init(bytes: keyBytes(text, prefix: Self.prefix, isUpper: false))
  }

  init(bytes: [UInt8]) throws(SealingError) {
    guard bytes.count == 32 else { throw .key(.wrongLength) }
    // A point of low order gives zero with every secret: any will do to find it out.
    let probe = Curve25519.KeyAgreement.PrivateKey()
    guard X25519.wrappingKey(probe, with: bytes, share: bytes, recipient: bytes) != nil else {
      throw .key(.weak)
    }
    self.bytes = bytes
  }

  fileprivate init(of key: Curve25519.KeyAgreement.PrivateKey) {
    bytes = Array(key.publicKey.rawRepresentation)
  }

  package var description: String { Bech32.encoded(prefix: Self.prefix, bytes) }

  /// Makes a stanza that wraps the key for this recipient.
  func stanza<R: RandomNumberGenerator>(_ key: FileKey, using generator: inout R) throws -> Stanza {
    let secret = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: randomBytes(32, using: &generator))
    let share = Array(secret.publicKey.rawRepresentation)
    guard let wrapping = X25519.wrappingKey(secret, with: bytes, share: share, recipient: bytes) else {
      throw SealingError.key(.weak)
    }
    return Stanza(
      arguments: [X25519.type, String(decoding: Base64.encoded(share), as: UTF8.self)],
      body: try key.wrapped(with: wrapping))
  }
}

/// A secret key of age, `AGE-SECRET-KEY-1…`. Only `secretText` reveals it.
package struct X25519Identity: Sendable, CustomStringConvertible, CustomReflectable {
  static let prefix = "age-secret-key-"
  private let key: Curve25519.KeyAgreement.PrivateKey
  package let recipient: X25519Recipient

  /// - Throws: `SealingError.key`.
  package init(_ text: String) throws(SealingError) {
    try self.init(bytes: keyBytes(text, prefix: Self.prefix, isUpper: true))
  }

  /// Makes a new key.
  package init<R: RandomNumberGenerator>(using generator: inout R) throws(SealingError) {
    try self.init(bytes: randomBytes(32, using: &generator))
  }

  private init(bytes: [UInt8]) throws(SealingError) {
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)  // its only error
    else { throw .key(.wrongLength) }
    self.key = key
    recipient = X25519Recipient(of: key)
  }

  package var secretText: String {
    Bech32.encoded(prefix: Self.prefix, Array(key.rawRepresentation)).uppercased()
  }
  package var description: String { "identity of \(recipient)" }
  package var customMirror: Mirror { Mirror(self, children: ["recipient": recipient]) }

  /// Unwraps the file's key; `nil` if the stanza is for somebody else.
  ///
  /// - Throws: `SealingError.header` if the share is a point of low order.
  func fileKey(_ stanza: X25519.Wrapped) throws(SealingError) -> FileKey? {
    guard
      let wrapping = X25519.wrappingKey(
        key, with: stanza.share, share: stanza.share, recipient: recipient.bytes)
    else { throw .header(.weakShare) }
    return FileKey(stanza.body, with: wrapping)
  }
}

/// The recipient type X25519 of age-encryption.org/v1.
enum X25519 {
  static let type = "X25519"
  private static let info = Array("age-encryption.org/v1/X25519".utf8)

  /// A stanza of this type, checked.
  struct Wrapped: Equatable {
    let share: [UInt8]
    let body: [UInt8]

    init(_ stanza: Stanza) throws(SealingError) {
      guard stanza.arguments.count == 2, let share = Base64.decoded(Array(stanza.arguments[1].utf8)),
        share.count == 32, stanza.body.count == FileKey.wrappedLength
      else { throw .header(.badRecipient(type: X25519.type)) }
      self.share = share
      body = stanza.body
    }
  }

  /// Derives the key that wraps a file's key; `nil` if the shared secret is zero.
  static func wrappingKey(
    _ secret: Curve25519.KeyAgreement.PrivateKey, with point: [UInt8], share: [UInt8], recipient: [UInt8]
  ) -> SymmetricKey? {
    guard let point = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: point),  // its length
      let shared = try? secret.sharedSecretFromKeyAgreement(with: point)  // a point of low order
    else { return nil }
    let isZero = shared.withUnsafeBytes { $0.reduce(0, |) == 0 }
    guard !isZero else { return nil }
    return shared.hkdfDerivedSymmetricKey(
      using: SHA256.self, salt: share + recipient, sharedInfo: info, outputByteCount: 32)
  }
}

/// Reads the 32 bytes of a key in Bech32, in one case, with this prefix.
func keyBytes(_ text: String, prefix: String, isUpper: Bool) throws(SealingError) -> [UInt8] {
  // Keys with 32 bytes have at most 80 letters; what is longer is not even looked at.
  guard text.utf8.count <= 128, let decoded = Bech32.decoded(text) else { throw .key(.notBech32) }
  guard decoded.prefix == prefix, decoded.isUpper == isUpper else { throw .key(.wrongPrefix(decoded.prefix)) }
  guard decoded.bytes.count == 32 else { throw .key(.wrongLength) }
  return decoded.bytes
}
