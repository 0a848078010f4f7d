/// Who can open a file.
package enum AgeLock: Sendable {
  /// Each of these keys alone opens it. That somebody can read it does not tell who wrote it.
  case recipients([X25519Recipient])
  /// - Parameter workFactor: the binary logarithm of scrypt's N; 2 to the power of it plus 10 bytes of memory. `age` writes 18.
  case passphrase(Passphrase, workFactor: Int = 18)
}

/// Seals bytes piece by piece, in memory that does not grow: `write` as often as needed, then `finish`.
package struct AgeWriter {
  private let sink: ByteSink
  private var cipher: ChunkCipher
  private var armor: ArmorWriter?
  private var waiting: [UInt8] = []

  /// Writes the header.
  ///
  /// - Throws: `SealingError.recipients` for none or more than 8,000, and what the sink throws.
  package init<R: RandomNumberGenerator>(
    _ lock: AgeLock, armored: Bool = false, using generator: inout R, to sink: @escaping ByteSink
  ) throws {
    let key = FileKey(using: &generator)
    var stanzas: [Stanza] = []
    switch lock {
    case .recipients(let recipients):
      guard (1...8000).contains(recipients.count) else {
        throw SealingError.recipients(count: recipients.count)
      }
      for recipient in recipients { stanzas.append(try recipient.stanza(key, using: &generator)) }
    case .passphrase(let passphrase, let workFactor):
      stanzas = [try passphrase.stanza(key, workFactor: workFactor, using: &generator)]
    }
    let nonce = randomBytes(ChunkCipher.nonceLength, using: &generator)
    self.sink = sink
    cipher = ChunkCipher(key.payloadKey(nonce: nonce))
    armor = armored ? ArmorWriter() : nil
    try pass(Header(stanzas, key: key).text + nonce)
  }

  package mutating func write(_ bytes: ArraySlice<UInt8>) throws {
    var rest = bytes
    // The last chunk is another one: a full one waits until more has come.
    while waiting.count + rest.count > ChunkCipher.length {
      if waiting.isEmpty {
        try pass(try cipher.sealed(rest.prefix(ChunkCipher.length), isLast: false))
        rest = rest.dropFirst(ChunkCipher.length)
      } else {
        let part = rest.prefix(ChunkCipher.length - waiting.count)
        waiting += part
        rest = rest.dropFirst(part.count)
        try pass(try cipher.sealed(waiting[...], isLast: false))
        waiting.removeAll(keepingCapacity: true)
      }
    }
    waiting += rest
  }

  package mutating func write(_ bytes: [UInt8]) throws { try write(bytes[...]) }

  /// Writes the last chunk. Without it every reader refuses the file.
  package mutating func finish() throws {
    try pass(try cipher.sealed(waiting[...], isLast: true))
    waiting = []
    if let last = armor?.end() { try sink(last) }
  }

  private mutating func pass(_ bytes: [UInt8]) throws { try sink(armor?.lines(bytes) ?? bytes) }
}
