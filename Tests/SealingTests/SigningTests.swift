import Crypto
import SeededRandom
import Testing

@testable import Sealing

@Suite struct SigningTests {
  // RFC 8032 §7.1, tests 1 to 3: the secret, the public key.
  @Test(arguments: [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    ),
  ])
  func aPublicKeyIsThatOfRFC8032(_ secret: String, _ expected: String) throws {
    let text = Bech32.encoded(prefix: "mgr-sign-secret-", hex(secret)).uppercased()
    let key = try SigningKey(text)
    #expect(key.verifyingKey.bytes == hex(expected))
    #expect(key.secretText == text)
    #expect(try VerifyingKey(key.verifyingKey.description) == key.verifyingKey)
  }

  @Test func aSignatureIsWorthNothingForAnythingElse() throws {
    var random = Seeded(state: 1)
    let key = try SigningKey(using: &random)
    let other = try SigningKey(using: &random)
    let text = Array("Bonjour".utf8)
    let signature = try key.signature(of: text, for: .segment)
    #expect(key.verifyingKey.verifies(signature, of: text, for: .segment))
    #expect(!key.verifyingKey.verifies(signature, of: text, for: .invitation))
    #expect(!other.verifyingKey.verifies(signature, of: text, for: .segment))
    #expect(!key.verifyingKey.verifies(signature, of: text + [0], for: .segment))
    #expect(!key.verifyingKey.verifies([], of: text, for: .segment))
    for bit in 0..<512 {
      var changed = signature
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(!key.verifyingKey.verifies(changed, of: text, for: .segment), "bit \(bit)")
    }
  }

  @Test func aSignatureHasOneSpelling() throws {
    var random = Seeded(state: 1)
    let key = try SigningKey(using: &random)
    var signature = try key.signature(of: [1], for: .segment)
    // The same number plus the group's order (RFC 8032 §5.1.7 refuses it).
    let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
    var carry = 0
    for index in 0..<32 {
      let sum = Int(signature[32 + index]) + Int(order[index]) + carry
      signature[32 + index] = UInt8(sum & 0xFF)
      carry = sum >> 8
    }
    #expect(!key.verifyingKey.verifies(signature, of: [1], for: .segment))
  }

  @Test(arguments: [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  ])
  func aKeyOfLowOrderIsRefused(_ bytes: String) {
    #expect(refusal { _ = try VerifyingKey(Bech32.encoded(prefix: "mgrsign", hex(bytes))) } == .key(.weak))
  }

  /// Shows that the keys above are worth refusing: one signature fits every text under them.
  @Test func aKeyOfLowOrderWouldVerifyWhatNobodySigned() throws {
    let neutral = hex("0100000000000000000000000000000000000000000000000000000000000000")
    let key = try Curve25519.Signing.PublicKey(rawRepresentation: neutral)
    let forged = neutral + [UInt8](repeating: 0, count: 32)
    #expect(key.isValidSignature(forged, for: Array("anything".utf8)))
  }

  @Test func keysOfAnotherKindAreNotTaken() throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    #expect(
      refusal { _ = try VerifyingKey(identity.recipient.description) } == .key(.wrongPrefix("age")))
    #expect(
      refusal { _ = try SigningKey(identity.secretText) } == .key(.wrongPrefix("age-secret-key-")))
  }
}

@Suite struct DeviceKeyTests {
  @Test func itsTextIsReadBackAndIsAnIdentityFileOfAge() throws {
    var random = Seeded(state: 1)
    let key = try DeviceKey(using: &random)
    let text = Array(key.secretText(device: "portable", created: "2026-11-23T10:00:00+01:00").utf8)
    #expect(try DeviceKey(text: text).publicKeys == key.publicKeys)
    #expect(try IdentityFile.identities(text).map(\.recipient) == [key.identity.recipient])

    let passphrase = try Passphrase("un mot")
    let sealed = try Age.sealed(text, for: .passphrase(passphrase, workFactor: 8), using: &random)
    #expect(try DeviceKey(sealed: sealed, passphrase).publicKeys == key.publicKeys)
  }

  @Test func whatIsMissingInItsTextIsNamedWithoutTheSecret() throws {
    var random = Seeded(state: 1)
    let key = try DeviceKey(using: &random)
    let lines = key.secretText(device: "d", created: "now").split(separator: "\n").map(String.init)
    func refused(_ lines: [String]) -> SealingError? {
      refusal { _ = try DeviceKey(text: Array(lines.joined(separator: "\n").utf8)) }
    }
    #expect(refused(lines) == nil)
    #expect(refused(Array(lines.dropLast())) == .key(.noIdentity))
    #expect(refused(lines.filter { !$0.hasPrefix("# signing") }) == .key(.noSigningKey))
    #expect(refused(lines + [lines[4]]) == .key(.noSigningKey))
    #expect(refused(lines + [lines[5]]) == .key(.severalIdentities))
    #expect(refused(lines.map { $0.replacing("SECRET-1", with: "SECRET-1Q") }) == .key(.line(5)))
    var shown = ""
    dump(key, to: &shown)
    #expect(!shown.uppercased().contains("SECRET"))
  }

  @Test func aFingerprintIsTenWordsThatChangeWithEachKey() throws {
    var random = Seeded(state: 1)
    let keys = try (0..<50).map { _ in try DeviceKey(using: &random).publicKeys }
    #expect(Set(keys.map(\.fingerprint)).count == 50)
    #expect(keys.allSatisfy { $0.fingerprint.words.count == 10 })
    let mixed = PublicKeys(age: keys[0].age, sign: keys[1].sign)
    #expect(mixed.fingerprint != keys[0].fingerprint && mixed.fingerprint != keys[1].fingerprint)
    // Whoever wrote it down must find it again in every later version.
    let heard = "rapport style sardine quartz stock - bouquet hamster valise western soprano"
    #expect(keys[0].fingerprint.description == heard)
    #expect(keys[0].fingerprint.matches(keys[0].fingerprint.description.uppercased() + "."))
    #expect(!keys[0].fingerprint.matches(keys[1].fingerprint.description))
    #expect(!keys[0].fingerprint.matches(keys[0].fingerprint.words.dropLast().joined(separator: " ")))
  }

  @Test func theWordsAreHardToConfuse() {
    let words = Fingerprint.list
    #expect(words.count == 256 && Set(words.map { $0.prefix(4) }).count == 256)
    #expect(words == words.sorted())
    for (index, word) in words.enumerated() {
      for other in words[..<index] { #expect(distance(word, other) >= 3, "\(word) \(other)") }
    }
    #expect(words.allSatisfy { (4...8).contains($0.count) && $0.allSatisfy { ("a"..."z").contains($0) } })
  }
}

/// Insertions, deletions, changes and swaps that make one word of the other.
private func distance(_ one: String, _ other: String) -> Int {
  let (left, right) = (Array(one.utf8), Array(other.utf8))
  var rows = [Array(0...right.count)]
  for i in left.indices {
    var row = [i + 1]
    for j in right.indices {
      var best = min(rows[i][j + 1], row[j]) + 1
      best = min(best, rows[i][j] + (left[i] == right[j] ? 0 : 1))
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        best = min(best, rows[i - 1][j - 1] + 1)
      }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[left.count][right.count]
}

private func hex(_ text: String) -> [UInt8] {
  let digits = Array(text)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0 }
}
