import Crypto
import FoundationEssentials

/// The first lines of an age file (age-encryption.org/v1, "Header"): its recipients, and a code over all of it made
/// with the file's key.
struct Header: Equatable {
  var stanzas: [Stanza]
  var code: [UInt8]
  /// The part that the code is over: everything up to the `---` of the last line.
  var authenticated: [UInt8]

  private static let version = Array("age-encryption.org/v1".utf8)
  private static let versions = Array("age-encryption.org/".utf8)
  private static let mark = Array("---".utf8)

  init(_ stanzas: [Stanza], key: FileKey) {
    self.stanzas = stanzas
    authenticated = Self.version + [Ascii.lineFeed] + stanzas.flatMap(\.text) + Self.mark
    code = key.code(over: authenticated)
  }

  /// The whole header, with the last line feed.
  var text: [UInt8] { authenticated + [Ascii.space] + Base64.encoded(code) + [Ascii.lineFeed] }

  /// Reads a header; the source then stands at the payload.
  ///
  /// - Throws: `SealingError.header`, and what the source throws.
  init(from source: inout BufferedSource, limits: Limits) throws {
    var lines = Lines(source: source, limits: limits)
    defer { source = lines.source }

    let first = try lines.next(orElse: .notAge)
    guard first == Self.version else {
      guard first.starts(with: Self.versions) else { throw SealingError.header(.notAge) }
      let version = first.dropFirst(Self.versions.count).prefix(32).filter(Ascii.visible.contains)
      throw SealingError.header(.unknownVersion(String(decoding: version, as: UTF8.self)))
    }
    stanzas = []
    var line = try lines.next()
    while !line.starts(with: Self.mark) {
      guard let arguments = Stanza.arguments(line) else { throw SealingError.header(.badStanza) }
      guard stanzas.count < limits.stanzas else { throw SealingError.header(.tooLong) }
      var body: [UInt8] = []
      while true {
        guard let part = Stanza.bodyLine(try lines.next()) else { throw SealingError.header(.badStanza) }
        body += part.bytes
        if part.isLast { break }
      }
      stanzas.append(Stanza(arguments: arguments, body: body))
      line = try lines.next()
    }
    guard !stanzas.isEmpty else { throw SealingError.header(.badStanza) }
    let tail = line.dropFirst(Self.mark.count)
    guard tail.first == Ascii.space, let code = Base64.decoded(tail.dropFirst()), code.count == 32 else {
      throw SealingError.header(.badMAC)
    }
    self.code = code
    authenticated = lines.seen.dropLast(tail.count + 1)
  }

  /// Reads the lines of a header, each with its line feed, within the limits of line and header.
  private struct Lines {
    var source: BufferedSource
    let limits: Limits
    var seen: [UInt8] = []

    init(source: BufferedSource, limits: Limits) {
      self.source = source
      self.limits = limits
    }

    mutating func next(orElse fault: HeaderFault = .tooLong) throws -> [UInt8] {
      guard seen.count < limits.header, let line = try source.line(limit: limits.line) else {
        throw SealingError.header(fault)
      }
      guard line.isEnded else { throw SealingError.header(.endsEarly) }
      seen += line.bytes
      seen.append(Ascii.lineFeed)
      return line.bytes
    }
  }
}

/// The 16 random bytes that a file is sealed with, wrapped for each recipient.
struct FileKey: Sendable {
  static let length = 16
  /// The length of a wrapped key with its tag. Any other is refused before a key is tried.
  static let wrappedLength = length + 16

  private let key: SymmetricKey

  init<R: RandomNumberGenerator>(using generator: inout R) {
    key = SymmetricKey(data: randomBytes(Self.length, using: &generator))
  }

  /// Opens a wrapped key; `nil` if it was wrapped with another.
  init?(_ wrapped: [UInt8], with wrapping: SymmetricKey) {
    guard wrapped.count == Self.wrappedLength,
      let box = try? ChaChaPoly.SealedBox(combined: [UInt8](repeating: 0, count: 12) + wrapped),  // too short
      let bytes = try? ChaChaPoly.open(box, using: wrapping)  // it only fails for another key
    else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// Wraps the key with another. The nonce is zero, since a wrapping key is used once.
  func wrapped(with wrapping: SymmetricKey) throws -> [UInt8] {
    let nonce = try ChaChaPoly.Nonce(data: [UInt8](repeating: 0, count: 12))
    return try key.withUnsafeBytes { bytes in
      Array(try ChaChaPoly.seal(Array(bytes), using: wrapping, nonce: nonce).combined.dropFirst(12))
    }
  }

  private func derived(salt: [UInt8], info: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(inputKeyMaterial: key, salt: salt, info: Array(info.utf8), outputByteCount: 32)
  }

  func code(over header: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: header, using: derived(salt: [], info: "header")))
  }

  /// Whether the code matches the header. Takes the same time wherever they differ.
  func authenticates(_ header: Header) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(
      header.code, authenticating: header.authenticated, using: derived(salt: [], info: "header"))
  }

  func payloadKey(nonce: [UInt8]) -> SymmetricKey { derived(salt: nonce, info: "payload") }
}

func randomBytes<R: RandomNumberGenerator>(_ count: Int, using generator: inout R) -> [UInt8] {
  (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}
