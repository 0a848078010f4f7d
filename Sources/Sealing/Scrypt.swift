import Crypto
import CryptoExtras
import FoundationEssentials

/// A passphrase that opens a file; never empty, never shown.
package struct Passphrase: Sendable, CustomStringConvertible, CustomReflectable {
  fileprivate let bytes: [UInt8]

  /// - Throws: `SealingError.key(.emptyPassphrase)`.
  package init(_ text: String) throws(SealingError) {
    bytes = Array(text.utf8)
    if bytes.isEmpty { throw .key(.emptyPassphrase) }
  }

  package var description: String { "passphrase" }
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// Makes a stanza that wraps the key with the passphrase.
  func stanza<R: RandomNumberGenerator>(
    _ key: FileKey, workFactor: Int, using generator: inout R
  ) throws -> Stanza {
    let salt = randomBytes(Scrypt.saltLength, using: &generator)
    return Stanza(
      arguments: [
        Scrypt.type, String(decoding: Base64.encoded(salt), as: UTF8.self), String(workFactor),
      ],
      body: try key.wrapped(with: try Scrypt.wrappingKey(self, salt: salt, logN: workFactor)))
  }

  /// Unwraps the file's key; `nil` if the passphrase is another.
  func fileKey(_ stanza: Scrypt.Wrapped, limits: Limits) throws(SealingError) -> FileKey? {
    guard stanza.logN <= limits.workFactor else {
      throw .header(.workFactorTooHigh(logN: stanza.logN, maximum: limits.workFactor))
    }
    return FileKey(stanza.body, with: try Scrypt.wrappingKey(self, salt: stanza.salt, logN: stanza.logN))
  }
}

/// The recipient type scrypt of age-encryption.org/v1.
enum Scrypt {
  static let type = "scrypt"
  static let saltLength = 16
  private static let info = Array("age-encryption.org/v1/scrypt".utf8)

  /// A stanza of this type, checked.
  struct Wrapped: Equatable {
    let salt: [UInt8]
    let logN: Int
    let body: [UInt8]

    init(_ stanza: Stanza) throws(SealingError) {
      guard stanza.arguments.count == 3, let salt = Base64.decoded(Array(stanza.arguments[1].utf8)),
        salt.count == saltLength, let logN = Wrapped.workFactor(stanza.arguments[2]),
        stanza.body.count == FileKey.wrappedLength
      else { throw .header(.badRecipient(type: Scrypt.type)) }
      self.salt = salt
      self.logN = logN
      body = stanza.body
    }

    /// Reads decimal digits without a leading zero. More than two digits count as 99.
    private static func workFactor(_ text: String) -> Int? {
      let digits = text.utf8
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.first != 0x30 else { return nil }
      return digits.count > 2 ? 99 : Int(text)
    }
  }

  /// Derives the key that wraps a file's key: N = 2^logN, r = 8, p = 1 (RFC 7914).
  static func wrappingKey(_ passphrase: Passphrase, salt: [UInt8], logN: Int) throws(SealingError)
    -> SymmetricKey
  {
    guard (1...30).contains(logN),
      let key = try? KDF.Scrypt.deriveKey(  // it only fails for lack of memory
        from: passphrase.bytes, salt: info + salt, outputByteCount: 32, rounds: 1 << logN, blockSize: 8,
        parallelism: 1)
    else { throw .header(.workFactorTooHigh(logN: logN, maximum: 30)) }
    return key
  }
}
