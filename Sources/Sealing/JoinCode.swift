/// A code that an inviter gives to a new member of a private community, `mgrjoin1…`: where the community is, and
/// whose signature to believe there.
///
/// Bech32 over a version, the kind of place, the inviter's verifying key, the length of the handle, the handle, and
/// the place up to the end. One changed letter makes it invalid. It holds no secret and no name of the community:
/// only the keys of members open it.
package struct JoinCode: Hashable, Sendable, CustomStringConvertible {
  package enum Place: Hashable, Sendable {
    /// A sealed branch of the commons' remote, by its random name of 32 hexadecimal digits in lower case.
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

  /// - Throws: `SealingError.joinCode` if a part cannot stand in a code.
  package init(to place: Place, from inviter: String, _ key: VerifyingKey) throws(SealingError) {
    guard isName(inviter) else { throw .joinCode(.damaged) }
    switch place {
    case .sealed(let name): guard isHexadecimal(name, digits: [32]) else { throw .joinCode(.damaged) }
    case .remote(let address): try Self.check(address)
    }
    (self.place, self.inviter, self.key) = (place, inviter, key)
  }

  /// Reads a code, also in upper case, and with spaces or line ends in it, as mail brings them.
  ///
  /// - Throws: `SealingError.joinCode`, and `.key` for an invalid key.
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

  /// - Throws: `SealingError.joinCode` for an address that cannot stand in a code, such as one with a password.
  package static func check(_ address: String) throws(SealingError) {
    guard !address.isEmpty, address.utf8.count <= longestAddress,
      address.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    else { throw .joinCode(.address) }
    if hasPassword(address) { throw .joinCode(.password) }
  }

  /// Whether an address `scheme://user:secret@host/…` holds a password.
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
  /// Another Bech32 text, such as a key; its prefix.
  case otherKind(String)
  case newerVersion(Int)
  /// The address is empty, too long, or has control characters.
  case address
  /// The address holds a password, which a code would hand to everybody who sees it.
  case password
}
