/// Why something sealed could not be opened, or could not be sealed; the words for it are made where it is shown.
///
/// The cases of a file follow the sections of age-encryption.org/v1, and its published test vectors tell exactly
/// these apart.
package enum SealingError: Error, Equatable, Sendable {
  /// The header, or the nonce behind it, is not as the format wants it.
  case header(HeaderFault)
  /// The header was opened with a key, but is not the one that was sealed.
  case headerChanged
  /// None of the keys opens the file.
  case noKeyFits
  /// The text around the file is not as the format wants it.
  case armor(ArmorFault)
  /// What follows the header was changed, cut or extended.
  case payload(PayloadFault)
  /// A key, written as text, that cannot be read.
  case key(KeyFault)
  /// A piece of a private community's history that is not believed.
  case segment(SegmentFault)
  /// A text that should invite to a private community.
  case joinCode(JoinCodeFault)
  /// Nobody to seal for, or more than a reader accepts.
  case recipients(count: Int)
}

package enum HeaderFault: Equatable, Sendable {
  case notAge
  case unknownVersion(String)
  case endsEarly
  /// More than ``Limits`` allows.
  case tooLong
  case badStanza
  case badMAC
  case badRecipient(type: String)
  /// A passphrase stands beside another recipient: whoever sealed it does not prove to know the passphrase.
  case passphraseNotAlone
  case workFactorTooHigh(logN: Int, maximum: Int)
  case weakShare
  case noNonce
}

package enum ArmorFault: Equatable, Sendable {
  case noBeginning
  case noEnd
  case badLine
  case textAfterEnd
}

package enum PayloadFault: Equatable, Sendable {
  /// The chunk, counted from 0, does not open with the file's key: it was changed, cut or moved.
  case chunk(UInt64)
  /// The file ends in the middle, or right behind the header.
  case endsEarly
  case goesOnBehindItsEnd
  case emptyLastChunk
}

package enum KeyFault: Equatable, Sendable {
  case notBech32
  /// A key of another kind: what stands before its separator.
  case wrongPrefix(String)
  case wrongLength
  /// A point that every secret maps to the same value.
  case weak
  /// A line of an identity file, counted from 1.
  case line(Int)
  case noIdentity
  case severalIdentities
  case noSigningKey
  case tooLong
  case emptyPassphrase
}

/// How much of other people's input is read before it is refused.
package struct Limits: Equatable, Sendable {
  /// Bytes of a header, all stanzas included: about 8,000 recipients.
  package var header = 1 << 20
  package var stanzas = 8192
  /// Bytes of one line of the header; the longest of the specification has 1,500.
  package var line = 8192
  /// The memory that a passphrase may cost is 2 to the power of this plus 10 bytes: 1 GiB at 20. `age` writes 18.
  package var workFactor = 20
  package init() {}
}
