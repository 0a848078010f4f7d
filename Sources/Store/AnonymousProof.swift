import Disk
import Git
import Records
import Sealing

/// The proof that a version of an anonymous record comes from who holds its one-time key: R8.
package enum AnonymousProof {
  /// Returns what is signed, behind the purpose `mgrnet anonymous v1` and a zero byte: the path, the blob of the version
  /// before (`-` for none), each on a line, and the file without its `proof`.
  ///
  /// - Parameter path: from the repository's root.
  private static func statement(_ record: Document, _ path: String, _ before: ObjectID?) throws -> [UInt8] {
    var unsigned = record
    try unsigned.set("proof", to: nil)
    return Array("\(path)\n\(before?.description ?? "-")\n\(unsigned.text)".utf8)
  }

  /// Whether a record's `proof` holds for the key that it names as its `owner`.
  package static func holds(for record: Document, at path: String, before: ObjectID?) -> Bool {
    guard let owner = record["owner"]?.text,
      let key = try? VerifyingKey(owner),  // what is no key proves nothing
      let proof = record["proof"]?.text.flatMap({ Base64.decoded(Array($0.utf8), padded: false) }),
      let signed = try? statement(record, path, before)  // what cannot be written anew has no proof
    else { return false }
    return key.verifies(proof, of: signed, for: .anonymous)
  }

  /// Returns the record with its owner and its proof.
  static func signed(_ record: Document, at path: String, before: ObjectID?, by key: SigningKey) throws
    -> Document
  {
    var record = record
    try record.set("owner", to: .string(key.verifyingKey.description))
    let proof = try key.signature(of: statement(record, path, before), for: .anonymous)
    try record.set(
      "proof", to: .string(String(decoding: Base64.encoded(proof, padded: false), as: UTF8.self)))
    return record
  }
}

/// The one-time keys of the anonymous records that were written on this machine, each in a file of
/// `<git directory>/mgrnet/owners` with the record's id as its name. They never leave it.
struct OneTimeKeys: Sendable {
  let folder: String

  func key(of id: String) throws -> SigningKey? {
    try Files.read("\(folder)/\(id)").map { try SigningKey(String(decoding: $0, as: UTF8.self).trimmed) }
  }

  func make(for id: String) throws -> SigningKey {
    // Keys never come from `MGRNET_SEED`.
    var random = SystemRandomNumberGenerator()
    let key = try SigningKey(using: &random)
    try Files.makeFolder(folder, permissions: 0o700)
    try Files.replace("\(folder)/\(id)", with: Array((key.secretText + "\n").utf8), isSynced: true)
    return key
  }

  func forget(_ id: String) throws { try Files.remove("\(folder)/\(id)") }
}
