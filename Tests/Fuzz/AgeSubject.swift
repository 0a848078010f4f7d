import SeededRandom

@testable import Sealing

enum AgeSubject {
  private static let identity: X25519Identity = {
    var random = Seeded(state: 1)
    guard let identity = try? X25519Identity(using: &random) else { preconditionFailure("no key") }
    return identity
  }()

  /// Any bytes as a file: refused, or a header that is written as it was read.
  @Sendable static func header(_ bytes: [UInt8]) {
    var buffered = BufferedSource(source(of: bytes))
    if let header = try? Header(from: &buffered, limits: Limits()) {
      must(bytes.starts(with: header.text), "a header is written as it was read")
    }
    var limits = Limits()
    limits.workFactor = 1
    guard let passphrase = try? Passphrase("x") else { return }
    for form in [AgeReader.Form.binary, .armored, .either] {
      _ = try? AgeReader(
        form, keys: [.identity(identity), .passphrase(passphrase)], limits: limits, from: source(of: bytes))
    }
  }

  /// A real file, of which some bytes are changed as the input says: refused, or it opens to a beginning of what was
  /// sealed, and to all of it where nothing is said to be wrong.
  ///
  /// Input: two bytes for the content's length, then changes of four bytes each: what to do, where (two), with what.
  @Sendable static func stream(_ bytes: [UInt8]) {
    guard bytes.count >= 2 else { return }
    var random = Seeded(state: 2)
    // Around the end of chunks, where mistakes live.
    let length = max(0, Int(bytes[0] & 3) * ChunkCipher.length + Int(Int8(bitPattern: bytes[1])))
    let plain = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    guard
      var sealed = try? Age.sealed(
        plain, for: .recipients([identity.recipient]), armored: bytes[0] & 4 != 0, using: &random)
    else { return must(false, "everything can be sealed") }
    let original = sealed
    var rest = bytes.dropFirst(2)
    while rest.count >= 4, !sealed.isEmpty {
      let change = Array(rest.prefix(4))
      rest = rest.dropFirst(4)
      // The last 64 KiB are reached by their distance from the end.
      let distance = Int(change[1]) << 8 | Int(change[2])
      let place = change[0] & 8 == 0 ? distance % sealed.count : max(0, sealed.count - 1 - distance)
      switch change[0] & 7 {
      case 0: sealed[place] ^= change[3]
      case 1: sealed[place] = change[3]
      case 2: sealed.remove(at: place)
      case 3: sealed.insert(change[3], at: place)
      case 4: sealed.removeSubrange(place...)
      case 5: sealed.removeSubrange(place..<min(sealed.count, place + Int(change[3]) * 257))
      case 6: sealed += sealed[place..<min(sealed.count, place + Int(change[3]) * 257)]
      default: sealed.append(change[3])
      }
    }
    var opened: [UInt8] = []
    do {
      var reader = try AgeReader(keys: [.identity(identity)], from: source(of: sealed))
      while let chunk = try reader.next() {
        opened += chunk
        must(plain.starts(with: opened), "what comes out was sealed, in its order")
      }
      must(opened == plain, "what ends without an error is whole")
    } catch {
      must(sealed != original, "what nobody changed opens")
      must(error is SealingError, "every refusal has a name")
    }
  }
}
