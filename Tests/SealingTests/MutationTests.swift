import Foundation
import SeededRandom
import Testing

@testable import Sealing

/// Files of other people's making: nothing that is read may stop the program, and what opens is what was sealed.
///
/// `MGRNET_MUTATIONS` is how many of each; the seed is fixed, so that what is found once is found again.
@Suite struct MutationTests {
  private let count =
    ProcessInfo.processInfo.environment["MGRNET_MUTATIONS"].flatMap { Int($0) } ?? 3000

  @Test func changedFilesAreRefusedOrOpenToTheSame() throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    let other = try random.identity()
    let plain = random.bytes(100)
    for armored in [false, true] {
      let sealed = try Age.sealed(
        plain, for: .recipients([other.recipient, identity.recipient]), armored: armored, using: &random)
      var refused = 0
      for _ in 0..<count {
        let changed = mutated(sealed, using: &random)
        // Which error it is does not matter here.
        guard let opened = try? Age.opened(changed, with: [.identity(identity)]) else {
          refused += 1
          continue
        }
        #expect(opened == plain)
      }
      #expect(refused > count / 2)
    }
  }

  @Test func changedHeadersOfSegmentsAreRefused() throws {
    var community = try Community()
    let pack = Array("PACK".utf8)
    let header = try community.header(pack, from: community.alice, as: "alice")
    let text = try header.text(signedWith: community.alice.signing)
    for _ in 0..<count {
      let changed = mutated(text, using: &community.random)
      guard changed != text, let read = try? SegmentHeader.read(changed) else { continue }
      // It may be a header, but not one that anybody signed.
      let (header, signature) = read
      #expect(!header.signer.verifies(signature, of: header.statement, for: .segment))
    }
  }

  @Test func changedKeysAreRefusedOrTheSame() throws {
    var random = Seeded(state: 3)
    let key = try DeviceKey(using: &random)
    let text = Array(key.secretText(device: "d", created: "now").utf8)
    let prefixes = ["age", "mgrsign"]
    for index in 0..<count {
      let changed = mutated(text, using: &random)
      _ = try? DeviceKey(text: changed)  // must come back
      let bech = Array([key.publicKeys.age.description, key.publicKeys.sign.description][index % 2].utf8)
      let word = mutated(bech, using: &random)
      guard word != bech, let decoded = Bech32.decoded(String(decoding: word, as: UTF8.self)) else {
        continue
      }
      // Four changed letters are always found (BIP 173); more are missed once in a billion.
      #expect(!prefixes.contains(decoded.prefix) || decoded.bytes.count != 32 || word.count != bech.count)
    }
  }

  @Test func noiseIsRefused() throws {
    var random = Seeded(state: 4)
    let identity = try random.identity()
    for length in 0..<600 {
      let noise = random.bytes(length)
      for start in [
        "", "age-encryption.org/v1\n", "age-encryption.org/v1\n-> X25519 ",
        "-----BEGIN AGE ENCRYPTED FILE-----\n",
      ] {
        let bytes = Array(start.utf8) + noise
        #expect(refusal { _ = try Age.opened(bytes, with: [.identity(identity)]) } != nil)
      }
      #expect(refusal { _ = try SegmentHeader.read(Array("mgrnet segment 1\n".utf8) + noise) } != nil)
    }
  }

  /// One to three changes: a bit, a byte, a piece gone, a piece twice, a piece elsewhere.
  private func mutated(_ bytes: [UInt8], using random: inout Seeded) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...3, using: &random) where !result.isEmpty {
      let at = Int.random(in: result.indices, using: &random)
      let end = min(result.count, at + Int.random(in: 1...20, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: result[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1:
        result[at] = [0x0A, 0x0D, 0x20, 0x2D, 0x3D, 0x3E, 0x00, 0xFF].randomElement(using: &random) ?? 0
      case 2: result.removeSubrange(at..<end)
      case 3: result.insert(contentsOf: result[at..<end], at: at)
      case 4:
        let piece = Array(result[at..<end])
        result.removeSubrange(at..<end)
        result.insert(contentsOf: piece, at: Int.random(in: 0...result.count, using: &random))
      default: result.removeSubrange(at...)
      }
    }
    return result
  }
}
