/// What an inviter reads out or sends to who joins a private community, `mgrjoin1…`: where it is, and whose word to
/// believe there. It holds no secret: who has no key among the members opens nothing with it.
///
/// Bech32 over a version, the kind of place, the inviter's verifying key, the length of the handle, the handle, and the
/// place up to the end. A code with one letter changed is no code, and nobody's slug is in it.
package struct JoinCode: Hashable, Sendable, CustomStringConvertible {
  package enum Place: Hashable, Sendable {
    /// A sealed branch of the commons' remote: its random name, 32 hexadecimal digits in lower case.
    case sealed(String)
    /// The address of a repository of its own.
    case remote(String)
  }

  package let place: Place
  package let inviter: String
  package let key: VerifyingKey

  static let prefix = "mgrjoin"
  private static let version: UInt8 = 1
  private static let sealedKind: UInt8 = 0
  private static let remoteKind: UInt8 = 1
  private static let longestAddress = 1024

  /// - Throws: `SealingError.joinCode` where a part of it cannot stand in a code.
  package init(to place: Place, from inviter: String, _ key: VerifyingKey) throws(SealingError) {
    guard isName(inviter) else { throw .joinCode(.damaged) }
    switch place {
    case .sealed(let name): guard isHexadecimal(name, digits: [32]) else { throw .joinCode(.damaged) }
    case .remote(let address): try Self.check(address)
    }
    (self.place, self.inviter, self.key) = (place, inviter, key)
  }

  /// Reads a code; in upper case as well, and with spaces or line ends in it, as letters bring them.
  ///
  /// - Throws: `SealingError.joinCode`, and `.key` for a key that is none.
  package init(_ text: String) throws(SealingError) {
    let letters = text.utf8.filter { !Ascii.isBlank($0) }
    guard letters.count <= 2 * Self.longestAddress + 256,
      let decoded = Bech32.decoded(String(decoding: letters, as: UTF8.self))
    else { throw .joinCode(.damaged) }
    guard decoded.prefix == Self.prefix else { throw .joinCode(.otherKind(decoded.prefix)) }
    var rest = decoded.bytes[...]
    guard let version = rest.popFirst() else { throw .joinCode(.damaged) }
    guard version == Self.version else { throw .joinCode(.newerVersion(Int(version))) }
    guard let kind = rest.popFirst(), rest.count > 33 else { throw .joinCode(.damaged) }
    let key = try VerifyingKey(bytes: Array(rest.prefix(32)))
    rest = rest.dropFirst(32)
    let length = Int(rest.removeFirst())
    guard rest.count > length, let inviter = String(validating: rest.prefix(length), as: UTF8.self) else {
      throw .joinCode(.damaged)
    }
    rest = rest.dropFirst(length)
    switch kind {
    case Self.sealedKind: try self.init(to: .sealed(hexadecimal(Array(rest))), from: inviter, key)
    case Self.remoteKind:
      guard let address = String(validating: rest, as: UTF8.self) else { throw .joinCode(.damaged) }
      try self.init(to: .remote(address), from: inviter, key)
    default: throw .joinCode(.damaged)
    }
  }

  package var description: String {
    let place: (kind: UInt8, bytes: [UInt8]) =
      switch place {
      case .sealed(let name): (Self.sealedKind, bytes(hexadecimal: name))
      case .remote(let address): (Self.remoteKind, Array(address.utf8))
      }
    let handle = Array(inviter.utf8)
    return Bech32.encoded(
      prefix: Self.prefix,
      [Self.version, place.kind] + key.bytes + [UInt8(handle.count)] + handle + place.bytes)
  }

  /// - Throws: `SealingError.joinCode` for an address that cannot stand in a code, for one with a password above all.
  package static func check(_ address: String) throws(SealingError) {
    guard !address.isEmpty, address.utf8.count <= longestAddress,
      address.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    else { throw .joinCode(.address) }
    if hasPassword(address) { throw .joinCode(.password) }
  }

  /// Whether an address `scheme://user:secret@host/…` names a secret.
  private static func hasPassword(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    let mark = Array("://".utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: mark) else {
      return false
    }
    let authority = bytes[(colon + 3)...].prefix { !"/?#".utf8.contains($0) }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return false }
    return authority[..<at].contains(UInt8(ascii: ":"))
  }
}

/// Why a text is no join code, or why none can be made.
package enum JoinCodeFault: Equatable, Sendable {
  /// A letter is missing, changed or too many.
  case damaged
  /// Something else in the same alphabet, such as a key: what stands before its separator.
  case otherKind(String)
  case newerVersion(Int)
  /// The address is empty, too long, or has control characters.
  case address
  /// The address holds a password, which a code would hand to everybody who sees it.
  case password
}
