import SeededRandom
import Testing

@testable import Sealing

private let edge = 64 << 10

@Suite struct AgeTests {
  @Test(arguments: [0, 1, 47, 48, 49, edge - 1, edge, edge + 1, 2 * edge, 2 * edge + 5])
  func whatWasSealedIsOpenedByEachRecipientInBothForms(_ size: Int) throws {
    var random = Seeded(state: 1)
    let plain = random.bytes(size)
    let identities = try (0..<3).map { _ in try random.identity() }
    for armored in [false, true] {
      let sealed = try Age.sealed(
        plain, for: .recipients(identities.map(\.recipient)), armored: armored, using: &random)
      for identity in identities { #expect(try Age.opened(sealed, with: [.identity(identity)]) == plain) }
      let stranger = try random.identity()
      #expect(refusal { _ = try Age.opened(sealed, with: [.identity(stranger)]) } == .noKeyFits)
      #expect(try Age.opened(sealed, with: [.identity(stranger), .identity(identities[2])]) == plain)
    }
  }

  @Test(arguments: [7, 4096, edge, edge + 16, 1 << 20])
  func howTheBytesArriveChangesNothing(_ step: Int) throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    let plain = random.bytes(3 * edge + 17)
    let sealed = Box()
    var writer = try AgeWriter(.recipients([identity.recipient]), using: &random) { sealed.bytes += $0 }
    var rest = plain[...]
    while !rest.isEmpty {
      try writer.write(rest.prefix(step))
      rest = rest.dropFirst(step)
    }
    try writer.finish()
    let whole = source(of: sealed.bytes)
    let slow: ByteSource = { try whole(min($0, step)) }
    let opened = Box()
    try Age.open(with: [.identity(identity)], from: slow) { opened.bytes += $0 }
    #expect(opened.bytes == plain)
  }

  @Test func aPassphraseOpensWhatItSealedAndNoOtherDoes() throws {
    var random = Seeded(state: 1)
    let plain = Array("Bonjour à tous".utf8)
    let sealed = try Age.sealed(
      plain, for: .passphrase(try Passphrase("étoile du nord"), workFactor: 10), using: &random)
    #expect(try Age.opened(sealed, with: [.passphrase(try Passphrase("étoile du nord"))]) == plain)
    let wrong = try Passphrase("étoile du sud")
    #expect(refusal { _ = try Age.opened(sealed, with: [.passphrase(wrong)]) } == .noKeyFits)
    var limits = Limits()
    limits.workFactor = 9
    #expect(
      refusal { _ = try Age.opened(sealed, with: [.passphrase(wrong)], limits: limits) }
        == .header(.workFactorTooHigh(logN: 10, maximum: 9)))
    #expect(refusal { _ = try Passphrase("") } == .key(.emptyPassphrase))
  }

  @Test func everyByteThatIsChangedIsNoticed() throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    let plain = Array("Les congés d'été".utf8)
    let sealed = try Age.sealed(plain, for: .recipients([identity.recipient]), using: &random)
    for index in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[index] ^= 1 << bit
        let found = refusal { _ = try Age.opened(changed, .binary, with: [.identity(identity)]) }
        #expect(found != nil, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test func armorThatIsChangedIsRefusedOrStandsForTheSame() throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    let plain = Array("Les congés d'été".utf8)
    let sealed = try Age.sealed(plain, for: .recipients([identity.recipient]), armored: true, using: &random)
    var same = 0
    for index in sealed.indices {
      for value in [sealed[index] ^ 1, sealed[index] ^ 0x20, 0x0A, 0x0D, 0x20, 0x3D, 0xFF]
      where value != sealed[index] {
        var changed = sealed
        changed[index] = value
        guard let opened = try? Age.opened(changed, .armored, with: [.identity(identity)]) else { continue }
        #expect(opened == plain, "byte \(index) as \(value)")
        same += 1
      }
    }
    // A carriage return ends the last line as well.
    #expect(same == 1)
  }

  @Test func everyFileThatIsCutShortOrExtendedIsRefused() throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    let sealed = try Age.sealed(
      random.bytes(2 * edge), for: .recipients([identity.recipient]), using: &random)
    let cuts = Array(0..<400) + Array(stride(from: 400, to: sealed.count, by: 997)) + [sealed.count - 1]
    for cut in cuts {
      #expect(
        refusal { _ = try Age.opened(Array(sealed[..<cut]), .binary, with: [.identity(identity)]) } != nil)
    }
    for extra in [1, 16, 17, edge + 16] {
      let longer = sealed + random.bytes(extra)
      #expect(
        refusal { _ = try Age.opened(longer, with: [.identity(identity)]) } == .payload(.goesOnBehindItsEnd))
    }
    let shorter = Array(sealed.dropLast(edge + 16))
    #expect(refusal { _ = try Age.opened(shorter, with: [.identity(identity)]) } == .payload(.endsEarly))
  }

  @Test func chunksThatChangePlacesAreRefused() throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    let sealed = try Age.sealed(
      random.bytes(3 * edge), for: .recipients([identity.recipient]), using: &random)
    let start = sealed.count - 3 * (edge + 16)
    let chunks = (0..<3).map { Array(sealed[(start + $0 * (edge + 16))...].prefix(edge + 16)) }
    let moved = sealed[..<start] + chunks[1] + chunks[0] + chunks[2]
    #expect(refusal { _ = try Age.opened(Array(moved), with: [.identity(identity)]) } == .payload(.chunk(0)))
    let dropped = sealed[..<start] + chunks[0] + chunks[2]
    #expect(
      refusal { _ = try Age.opened(Array(dropped), with: [.identity(identity)]) } == .payload(.chunk(1)))
  }

  @Test(arguments: ["a", "-> a\n\n", "-> X25519 " + String(repeating: "A", count: 9000), " \n"])
  func aHeaderWithoutEndIsGivenUp(_ line: String) throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    let pattern = Array(line.utf8)
    for start in [
      "age-encryption.org/v1\n", "-----BEGIN AGE ENCRYPTED FILE-----\n", " ", "x", "age-encryption.org/",
    ] {
      var given = 0
      let endless: ByteSource = { most in
        defer { given += most }
        return given == 0 ? Array(start.utf8) : (0..<most).map { pattern[$0 % pattern.count] }
      }
      #expect(refusal { _ = try AgeReader(keys: [.identity(identity)], from: endless) } != nil)
      #expect(given < 3 << 20, "after \(start)")
    }
  }

  @Test func nobodyIsNoRecipient() {
    var random = Seeded(state: 1)
    #expect(
      refusal { _ = try Age.sealed([], for: .recipients([]), using: &random) } == .recipients(count: 0))
  }

  @Test func moreThanWasAskedForIsNotKept() throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    let sealed = try Age.sealed(random.bytes(5000), for: .recipients([identity.recipient]), using: &random)
    #expect(
      refusal { _ = try Age.opened(sealed, with: [.identity(identity)], atMost: 4999) } == .key(.tooLong))
  }
}

private final class Box {
  var bytes: [UInt8] = []
}
