import SeededRandom
import Testing

@testable import Sealing

@Suite struct TextTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
    ("foobar", "Zm9vYmFy"),
  ])
  func base64IsThatOfRFC4648(_ plain: String, _ text: String) {
    #expect(Base64.encoded(Array(plain.utf8)) == Array(text.utf8))
    #expect(Base64.decoded(Array(text.utf8)) == Array(plain.utf8))
    let pads = String(repeating: "=", count: (4 - text.count % 4) % 4)
    #expect(Base64.encoded(Array(plain.utf8), padded: true) == Array((text + pads).utf8))
    #expect(Base64.decoded(Array((text + pads).utf8), padded: true) == Array(plain.utf8))
  }

  @Test(arguments: ["Zh", "Zm9", "Z", "Zg==", "Zm 8", "Zm8\n", "Zm-_", "Zm8é"])
  func base64ThatIsNotCanonicalIsRefused(_ text: String) {
    #expect(Base64.decoded(Array(text.utf8)) == nil)
  }

  @Test(arguments: ["Zg", "Zg=", "Zh==", "Zg===", "====", "Z===", "Zm8==", "=Zg=", "Zg==Zg=="])
  func base64WithWrongPaddingIsRefused(_ text: String) {
    #expect(Base64.decoded(Array(text.utf8), padded: true) == nil)
  }

  // The valid and invalid strings of BIP 173.
  @Test(arguments: [
    "A12UEL5L", "a12uel5l",
    "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
  ])
  func bech32IsThatOfBIP173(_ text: String) throws {
    let decoded = try #require(Bech32.decoded(text))
    #expect(Bech32.encoded(prefix: decoded.prefix, decoded.bytes) == text.lowercased())
  }

  @Test(arguments: [
    "", "1", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3", "A1G7SGD8", "10a06t8", "1qzzfhee",
    "a12UEL5L", "split1cheo2y9e2w", "split1a2y9w", "\u{7F}1axkwrx",
  ])
  func whatIsNoBech32IsRefused(_ text: String) {
    #expect(Bech32.decoded(text) == nil)
  }

  @Test func keysHaveTheTextOfTheSpecification() throws {
    let identity = try X25519Identity(
      "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")
    #expect(
      identity.recipient.description == "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj")
    #expect(
      identity.secretText == "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")
    #expect(try X25519Recipient(identity.recipient.description) == identity.recipient)
  }

  @Test(arguments: [
    ("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk", KeyFault.notBech32),
    ("AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWJ", .wrongPrefix("age")),
    (
      "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
      .wrongPrefix("age-secret-key-")
    ),
    (Bech32.encoded(prefix: "age", [UInt8](repeating: 7, count: 31)), .wrongLength),
    (Bech32.encoded(prefix: "age", [UInt8](repeating: 0, count: 32)), .weak),
  ])
  func textThatIsNoRecipientIsRefused(_ text: String, _ fault: KeyFault) {
    #expect(refusal { _ = try X25519Recipient(text) } == .key(fault))
  }

  @Test func aMegabyteIsNoRecipient() {
    let text = String(repeating: "a", count: 1 << 20)
    #expect(refusal { _ = try X25519Recipient(text) } == .key(.notBech32))
  }

  @Test func secretsShowThemselvesNowhere() throws {
    var random = Seeded(state: 1)
    let identity = try random.identity()
    let passphrase = try Passphrase("ne le dis pas")
    var dumped = ""
    dump(
      [identity as Any, passphrase, AgeKey.identity(identity), AgeKey.passphrase(passphrase)], to: &dumped)
    let shown =
      "\(identity) \(passphrase) \(String(reflecting: identity)) \(AgeKey.identity(identity))" + dumped
    let digits = "\(Array("ne le dis pas".utf8))".dropFirst().dropLast()
    #expect(!shown.uppercased().contains("AGE-SECRET-KEY") && !shown.contains("ne le dis"))
    #expect(!shown.contains(digits) && shown.contains(identity.recipient.description))
  }

  @Test func anIdentityFileHasCommentsAndSaysWhichLineIsWrong() throws {
    var random = Seeded(state: 1)
    let identities = try [random.identity(), random.identity()]
    let text =
      IdentityFile.text(identities[0], created: "2026-11-23T10:00:00+01:00") + "\r\n"
      + identities[1].secretText + "\r\n"
    let read = try IdentityFile.identities(Array(text.utf8))
    #expect(read.map(\.recipient) == identities.map(\.recipient))
    #expect(refusal { _ = try IdentityFile.identities(Array("# nothing\n".utf8)) } == .key(.noIdentity))
    #expect(
      refusal { _ = try IdentityFile.identities(Array((text + "AGE-SECRET\n").utf8)) } == .key(.line(6)))

    let passphrase = try Passphrase("x")
    let sealed = try Age.sealed(
      Array(text.utf8), for: .passphrase(passphrase, workFactor: 8), armored: true, using: &random)
    #expect(IdentityFile.isSealed(sealed) && !IdentityFile.isSealed(Array(text.utf8)))
    #expect(try IdentityFile.identities(sealed: sealed, passphrase).count == 2)
  }
}
