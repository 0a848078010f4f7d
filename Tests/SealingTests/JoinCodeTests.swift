import SeededRandom
import Testing

@testable import Sealing

@Suite struct JoinCodeTests {
  private static let name = "00112233445566778899aabbccddeeff"
  private static let places: [JoinCode.Place] = [
    .sealed(name), .remote("ssh://git@git.example.org:2222/~rh/équipe.git"), .remote("/srv/git/rh.git"),
  ]

  private func code(_ place: JoinCode.Place) throws -> JoinCode {
    var random = Seeded(state: 7)
    return try JoinCode(to: place, from: "alice.martin", try SigningKey(using: &random).verifyingKey)
  }

  @Test(arguments: places) func aCodeIsReadAsItWasMade(_ place: JoinCode.Place) throws {
    let code = try code(place)
    let text = code.description
    #expect(text.hasPrefix("mgrjoin1"))
    #expect(try JoinCode(text) == code)
    #expect(try JoinCode(text.uppercased()) == code)
    #expect(try JoinCode(" " + text.prefix(20) + "\n  " + text.dropFirst(20) + "\r\n") == code)
  }

  @Test(arguments: places) func aCodeWithOneOtherLetterIsRefused(_ place: JoinCode.Place) throws {
    let text = Array(try code(place).description.utf8)
    for index in text.indices {
      for letter in "qpzry9x8gf2tvdw0s3jn54khce6mua7lbio1-".utf8 where letter != text[index] {
        var changed = text
        changed[index] = letter
        let fault = refusal { _ = try JoinCode(String(decoding: changed, as: UTF8.self)) }
        #expect(fault != nil, "letter \(index)")
      }
    }
  }

  @Test func aCodeWithALetterLessOrTwoExchangedIsRefused() throws {
    let text = Array(try code(.sealed(Self.name)).description.utf8)
    for index in text.indices {
      var shorter = text
      shorter.remove(at: index)
      #expect(refusal { _ = try JoinCode(String(decoding: shorter, as: UTF8.self)) } != nil)
      guard index + 1 < text.count, text[index] != text[index + 1] else { continue }
      var swapped = text
      swapped.swapAt(index, index + 1)
      #expect(refusal { _ = try JoinCode(String(decoding: swapped, as: UTF8.self)) } != nil)
    }
  }

  @Test func aCodeHoldsNothingThatOpens() throws {
    var random = Seeded(state: 8)
    let key = try DeviceKey(using: &random)
    let code = try JoinCode(to: .sealed(Self.name), from: "alice", key.signing.verifyingKey)
    let decoded = try #require(Bech32.decoded(code.description)).bytes
    #expect(decoded.count == 2 + 32 + 1 + 5 + 16)
    #expect(decoded.dropFirst(2).prefix(32).elementsEqual(key.signing.verifyingKey.bytes))
  }

  @Test(arguments: [
    "https://alice:geheim@git.example.org/rh.git", "ssh://a:b@host/x", "https://:b@host/x",
    "https://a:@host?x",
  ])
  func anAddressWithAPasswordMakesNoCode(_ address: String) {
    #expect(refusal { _ = try code(.remote(address)) } == .joinCode(.password))
  }

  @Test(arguments: [
    "https://git.example.org:8443/rh.git", "ssh://git@host:22/x", "git@host:path/with@sign:x.git",
    "file:///srv/a:b@c.git", "https://host/a:b@c",
  ])
  func anAddressWithoutOneDoes(_ address: String) throws {
    #expect(try JoinCode(code(.remote(address)).description).place == .remote(address))
  }

  @Test func whatIsNoCodeIsSaidToBeWhatItIs() throws {
    var random = Seeded(state: 9)
    let key = try DeviceKey(using: &random)
    let bytes = key.signing.verifyingKey.bytes
    #expect(
      refusal { _ = try JoinCode(key.publicKeys.age.description) } == .joinCode(.otherKind("age")))
    let newer = Bech32.encoded(prefix: "mgrjoin", [2, 0] + bytes + [1, 0x61] + bytes)
    #expect(refusal { _ = try JoinCode(newer) } == .joinCode(.newerVersion(2)))
    let weak = Bech32.encoded(
      prefix: "mgrjoin",
      [1, 0] + [UInt8](repeating: 0, count: 32) + [1, 0x61] + [UInt8](repeating: 1, count: 16))
    #expect(refusal { _ = try JoinCode(weak) } == .key(.weak))
  }

  @Test func bytesThatAreNoCodeAreRefused() throws {
    var random = Seeded(state: 10)
    let bytes = try DeviceKey(using: &random).signing.verifyingKey.bytes
    let address = Array("https://host/x\u{1b}[2J".utf8)
    for content in [
      [], [1], [1, 0], [1, 0] + bytes, [1, 0] + bytes + [0], [1, 0] + bytes + [9, 0x61],
      [1, 0] + bytes + [1, 0x61] + [1, 2, 3], [1, 1] + bytes + [1, 0x61], [1, 7] + bytes + [1, 0x61, 1],
      [1, 1] + bytes + [1, 0x61, 0xFF, 0xFE], [1, 1] + bytes + [1, 0x41, 0x2F],
    ] as [[UInt8]] {
      let text = Bech32.encoded(prefix: "mgrjoin", content)
      #expect(refusal { _ = try JoinCode(text) } == .joinCode(.damaged), "\(content)")
    }
    let text = Bech32.encoded(prefix: "mgrjoin", [1, 1] + bytes + [1, 0x61] + address)
    #expect(refusal { _ = try JoinCode(text) } == .joinCode(.address))
    #expect(refusal { _ = try JoinCode(String(repeating: "q", count: 10_000_000)) } == .joinCode(.damaged))
  }
}
