import Crypto
import FoundationEssentials

/// The purpose of a signature, signed along with the text, so that it does not hold for anything else.
package enum SigningPurpose: String, Sendable {
  case segment = "mgrnet segment 1"
  case invitation = "mgrnet invitation 1"
  case anonymous = "mgrnet anonymous v1"

  /// Returns what is signed: the purpose, a zero byte, and the bytes.
  func statement(_ bytes: [UInt8]) -> [UInt8] { Array(rawValue.utf8) + [0] + bytes }
}

/// A secret signing key (Ed25519, RFC 8032), `MGR-SIGN-SECRET-1…`. Only `secretText` reveals it.
package struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
  static let prefix = "mgr-sign-secret-"
  private let key: Curve25519.Signing.PrivateKey
  package let verifyingKey: VerifyingKey

  /// - Throws: `SealingError.key`.
  package init(_ text: String) throws(SealingError) {
    try self.init(bytes: keyBytes(text, prefix: Self.prefix, isUpper: true))
  }

  /// Makes a new key.
  package init<R: RandomNumberGenerator>(using generator: inout R) throws(SealingError) {
    try self.init(bytes: randomBytes(32, using: &generator))
  }

  private init(bytes: [UInt8]) throws(SealingError) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else {  // its only error
      throw .key(.wrongLength)
    }
    self.key = key
    verifyingKey = try VerifyingKey(bytes: Array(key.publicKey.rawRepresentation))
  }

  package var secretText: String {
    Bech32.encoded(prefix: Self.prefix, Array(key.rawRepresentation)).uppercased()
  }
  package var description: String { "signing key of \(verifyingKey)" }
  package var customMirror: Mirror { Mirror(self, children: ["verifyingKey": verifyingKey]) }

  /// Returns the signature, 64 bytes.
  ///
  /// - Throws: what Crypto throws; no case is known.
  package func signature(of bytes: [UInt8], for purpose: SigningPurpose) throws -> [UInt8] {
    try signature(ofStatement: purpose.statement(bytes))
  }

  /// Signs bytes that name their purpose themselves.
  func signature(ofStatement bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }
}

/// A public key that checks signatures, `mgrsign1…`; as ssh has it, `ssh-ed25519 AAAA…`.
package struct VerifyingKey: Hashable, Sendable, CustomStringConvertible {
  static let prefix = "mgrsign"
  /// 32 bytes.
  package let bytes: [UInt8]

  /// - Throws: `SealingError.key`, also for the points of low order, with which one signature fits many texts.
  package init(_ text: String) throws(SealingError) {
    if let key = VerifyingKey(sshText: text) {
      self = key
    } else {
      try self.init(bytes: keyBytes(text, prefix: Self.prefix, isUpper: false))
    }
  }

  init(bytes: [UInt8]) throws(SealingError) {
    guard bytes.count == 32 else { throw .key(.wrongLength) }
    guard !Self.isWeak(bytes) else { throw .key(.weak) }
    self.bytes = bytes
  }

  package var description: String { Bech32.encoded(prefix: Self.prefix, bytes) }

  package func verifies(_ signature: [UInt8], of bytes: [UInt8], for purpose: SigningPurpose) -> Bool {
    verifies(signature, ofStatement: purpose.statement(bytes))
  }

  /// Whether a signature fits bytes that name their purpose themselves.
  func verifies(_ signature: [UInt8], ofStatement bytes: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: self.bytes)  // none fits a bad key
    else { return false }
    return key.isValidSignature(signature, for: bytes)
  }

  /// Whether the key is one of the eight points of low order, or is not written as RFC 8032 §5.1.2 writes a point.
  private static func isWeak(_ bytes: [UInt8]) -> Bool {
    var y = bytes
    y[31] &= 0x7F
    // 2^255 - 19 and what is above it: 0xED…0xFF, then only 0xFF, then 0x7F.
    if y[0] >= 0xED, y[31] == 0x7F, y[1..<31].allSatisfy({ $0 == 0xFF }) { return true }
    // y is 0, 1, or -1; or one of the two of order eight.
    let rest = y[1...].allSatisfy { $0 == 0 }
    if rest, y[0] <= 1 { return true }
    if y[0] == 0xEC, y[31] == 0x7F, y[1..<31].allSatisfy({ $0 == 0xFF }) { return true }
    return orderEight.contains(y)
  }

  private static let orderEight: [[UInt8]] = [
    [
      0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
      0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
      0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
      0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
  ]
}
