/// The keys or the passphrase that open a file.
package enum AgeKey: Sendable {
  case identity(X25519Identity)
  case passphrase(Passphrase)
}

/// Opens a file chunk by chunk, in memory that does not grow with it.
///
/// Each chunk that is returned was sealed. Only when `next` returns `nil` is it known that nothing was cut off.
package struct AgeReader {
  package enum Form: Sendable {
    case binary
    case armored
    /// Whichever it is.
    case either
  }

  private var source: BufferedSource
  private var cipher: ChunkCipher
  private var isDone = false
  /// The error after the chunk that was returned last.
  private var fault: PayloadFault?
  /// How many recipients the header names.
  package let recipients: Int

  /// Reads the header and finds the first key that opens it.
  ///
  /// - Throws: `SealingError`, and what the source throws.
  package init(
    _ form: Form = .either, keys: [AgeKey], limits: Limits = Limits(), from source: @escaping ByteSource
  ) throws {
    var bytes = BufferedSource(source)
    let isArmored: Bool
    switch form {
    case .binary: isArmored = false
    case .armored: isArmored = true
    case .either: isArmored = try bytes.peek().map { $0 == 0x2D || Ascii.isBlank($0) } ?? false
    }
    if isArmored {
      var armor = ArmorReader(bytes)
      bytes = BufferedSource { try armor.next($0) }
    }
    let header = try Header(from: &bytes, limits: limits)
    let key = try Self.fileKey(header, keys: keys, limits: limits)
    guard key.authenticates(header) else { throw SealingError.headerChanged }
    let nonce = try bytes.next(ChunkCipher.nonceLength)
    guard nonce.count == ChunkCipher.nonceLength else { throw SealingError.header(.noNonce) }
    self.source = bytes
    cipher = ChunkCipher(key.payloadKey(nonce: nonce))
    recipients = header.stanzas.count
  }

  /// Returns the next chunk, at most 64 KiB, empty only if the whole content is; `nil` after the last.
  package mutating func next() throws -> [UInt8]? {
    if let fault { throw SealingError.payload(fault) }
    guard !isDone else { return nil }
    let sealed = try source.next(ChunkCipher.sealedLength)
    isDone = try source.isAtEnd()
    do { return try cipher.opened(sealed, isLast: isDone) } catch {
      // A full chunk may be right while the file was cut or extended behind it.
      guard sealed.count == ChunkCipher.sealedLength,
        let bytes = try? cipher.opened(sealed, isLast: !isDone)  // the first error is thrown where both fail
      else { throw error }
      fault = isDone ? .endsEarly : .goesOnBehindItsEnd
      return bytes
    }
  }

  private static func fileKey(_ header: Header, keys: [AgeKey], limits: Limits) throws -> FileKey {
    var shares: [X25519.Wrapped] = []
    var typed: [Scrypt.Wrapped] = []
    for stanza in header.stanzas {
      switch stanza.arguments.first {
      case X25519.type: shares.append(try X25519.Wrapped(stanza))
      case Scrypt.type: typed.append(try Scrypt.Wrapped(stanza))
      default: break  // Types that we do not know are for others.
      }
    }
    guard typed.isEmpty || header.stanzas.count == 1 else { throw SealingError.header(.passphraseNotAlone) }
    for key in keys {
      switch key {
      case .identity(let identity):
        for share in shares { if let found = try identity.fileKey(share) { return found } }
      case .passphrase(let passphrase):
        for stanza in typed { if let found = try passphrase.fileKey(stanza, limits: limits) { return found } }
      }
    }
    throw SealingError.noKeyFits
  }
}
