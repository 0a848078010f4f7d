import Crypto
import FoundationEssentials

/// A device's two public keys as ten words, to compare on the phone.
///
/// The words are 80 bits of a SHA-256: whoever wants other keys with the same words must try about 2^80, and a
/// 256th of that for each word that the two skip. They protect against a card that was changed on its way, not
/// against somebody who imitates a voice.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  package static let bits = 80
  package let bytes: [UInt8]

  init(of keys: PublicKeys) {
    let input = Array("mgrnet fingerprint 1".utf8) + [0] + keys.age.bytes + keys.sign.bytes
    bytes = Array(SHA256.hash(data: input).prefix(Self.bits / 8))
  }

  package var words: [String] { bytes.map { Self.list[Int($0)] } }

  /// The words in two groups of five.
  package var lines: [String] { [words.prefix(5), words.dropFirst(5)].map { $0.joined(separator: " ") } }

  /// `album camp … tarot - zinc …`
  package var description: String { lines.joined(separator: " - ") }

  /// Whether somebody typed these words, in whichever case, and with any signs between them.
  package func matches(_ typed: String) -> Bool {
    typed.lowercased().split { !$0.isLetter }.map(String.init) == words
  }
}
