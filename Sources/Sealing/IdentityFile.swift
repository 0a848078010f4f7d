/// A file of identities, as `age-keygen` writes it: one on a line, with empty lines and comments between them.
package enum IdentityFile {
  /// The limit of a file, in bytes.
  static let limit = 1 << 20

  /// Reads the identities of a text, in its order; at least one.
  ///
  /// - Throws: `SealingError.key`, which names a wrong line by its number, never by its text.
  package static func identities(_ bytes: [UInt8]) throws(SealingError) -> [X25519Identity] {
    guard bytes.count <= limit else { throw .key(.tooLong) }
    var found: [X25519Identity] = []
    let lines = bytes.split(separator: Ascii.lineFeed, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let text = line.last == Ascii.carriageReturn ? line.dropLast() : line
      if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
      do { found.append(try X25519Identity(String(decoding: text, as: UTF8.self))) } catch {
        throw .key(.line(number + 1))
      }
    }
    guard !found.isEmpty else { throw .key(.noIdentity) }
    return found
  }

  /// Whether the bytes are an age file, in armor or not, and no identities in clear.
  package static func isSealed(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "age-encryption.org/".utf8) || bytes.starts(with: Armor.beginning)
  }

  /// Reads the identities of a file that is sealed with a passphrase.
  package static func identities(sealed bytes: [UInt8], _ passphrase: Passphrase, limits: Limits = Limits())
    throws -> [X25519Identity]
  { try identities(try Age.opened(bytes, with: [.passphrase(passphrase)], limits: limits, atMost: limit)) }

  /// Returns the text of a file with one identity, as `age-keygen` writes it.
  ///
  /// - Parameter created: RFC 3339.
  package static func text(_ identity: X25519Identity, created: String) -> String {
    "# created: \(created)\n# public key: \(identity.recipient)\n\(identity.secretText)\n"
  }
}
