import SeededRandom

@testable import Sealing

enum SegmentSubject {
  private static let device: DeviceKey = {
    var random = Seeded(state: 3)
    guard let key = try? DeviceKey(using: &random) else { preconditionFailure("no key") }
    return key
  }()

  /// Any bytes as a segment's header, and as what an age file holds: refused, or read as it would be written; believed
  /// never, for nobody signed it.
  @Sendable static func header(_ bytes: [UInt8]) {
    let rules = SegmentRules(community: "x", epoch: 1, roster: .init(["alice": [device.publicKeys]]))
    if let (header, signature) = try? SegmentHeader.read(bytes) {
      let text = header.statement + Array("signature: ".utf8) + Base64.encoded(signature) + [10, 10]
      must(text == bytes, "one header has one text")
      let isSigned = header.signer.verifies(signature, of: header.statement, for: .segment)
      must(!isSigned || (try? rules.check(header)) == nil, "no member signed it")
    }
    // The same, signed: everything that can be read can be written, and comes back.
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    let lines = text.split(separator: "\n").map(String.init)
    let id = SegmentID("00000000000000000000000000000000")
    guard let id, let pack = try? PackDigest(of: source(of: bytes)) else { return }
    let header = SegmentHeader(
      id: id, community: lines.first ?? "x", epoch: lines.count, sender: lines.last ?? "alice",
      signer: device.signing.verifyingKey, recipients: lines.compactMap(RecipientMark.init(text:)),
      heads: lines, bases: lines.reversed(),
      after: lines.compactMap(SegmentID.init), covers: [id], pack: pack)
    if let text = try? header.text(signedWith: device.signing) {
      must((try? SegmentHeader.read(text))?.header == header, "what was written is read")
    }
    if let code = try? JoinCode(text) {
      must((try? JoinCode(code.description)) == code, "a code has one meaning")
    }
  }
}
