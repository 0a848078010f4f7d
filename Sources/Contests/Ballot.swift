import Sealing

/// A vote in the clear: which choices, from 1, one a question; and a number used once, so that nobody guesses it.
///
/// Its bytes have the same length whatever it says: two for each number (big-endian), then 32 of the nonce.
package struct Ballot: Hashable, Sendable {
  package static let nonceLength = 32

  package let numbers: [Int]
  package let nonce: [UInt8]

  package init(_ numbers: [Int], nonce: [UInt8]) { (self.numbers, self.nonce) = (numbers, nonce) }

  package init<R: RandomNumberGenerator>(_ numbers: [Int], using generator: inout R) {
    self.init(
      numbers, nonce: (0..<Self.nonceLength).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  /// Reads the bytes of a vote with that number of choices; `nil` for another length.
  package init?(_ bytes: [UInt8], count: Int) {
    guard bytes.count == 2 * count + Self.nonceLength else { return nil }
    let choices = (0..<count).map { Int(bytes[2 * $0]) << 8 | Int(bytes[2 * $0 + 1]) }
    self.init(choices, nonce: Array(bytes.suffix(Self.nonceLength)))
  }

  private var choice: [UInt8] { numbers.flatMap { Commitment.big($0, bytes: 2) } }
  var bytes: [UInt8] { choice + nonce }

  /// Returns what binds this vote to one person and one contest.
  package func commitment(contest: String, handle: String) -> String {
    Commitment.hash(["mgrnet vote v1", contest, handle].map { Array($0.utf8) } + [choice, nonce])
  }

  /// Returns the vote as age armor for the trustee's key.
  ///
  /// - Throws: `SealingError` where the key is none.
  package func sealed<R: RandomNumberGenerator>(for trustee: Contest.Trustee, using generator: inout R) throws
    -> String
  {
    let key = try X25519Recipient(trustee.age)
    return String(
      decoding: try Age.sealed(bytes, for: .recipients([key]), armored: true, using: &generator),
      as: UTF8.self)
  }

  /// Opens a sealed vote; `nil` for what holds none, or is for another key.
  package init?(opening armor: String, count: Int, with keys: [X25519Identity]) {
    guard
      let bytes = try? Age.opened(  // whoever votes may write anything there: what does not open is no vote
        Array(armor.utf8), .armored, with: keys.map { .identity($0) }, atMost: 2 * count + Self.nonceLength)
    else { return nil }
    self.init(bytes, count: count)
  }
}

extension Ballot {
  /// As `opened.md` has it: the choices and the nonce, in hexadecimal digits.
  package var text: String { hexadecimal(choice) + " " + hexadecimal(nonce) }

  package init?(text: String, count: Int) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let choice = Commitment.bytes(hex: String(parts[0])),
      let nonce = Commitment.bytes(hex: String(parts[1]))
    else { return nil }
    self.init(choice + nonce, count: count)
  }
}
