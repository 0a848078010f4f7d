/// Why sealing or opening failed.
///
/// The cases for files follow the sections of age-encryption.org/v1; its published test vectors distinguish exactly
/// these.
package enum SealingError: Error, Equatable, Sendable {
  /// The header, or the nonce after it, breaks the format.
  case header(HeaderFault)
  /// A key opens the header, but its code does not match: the header was changed.
  case headerChanged
  /// None of the keys opens the file.
  case noKeyFits
  /// The armor breaks the format.
  case armor(ArmorFault)
  /// The payload was changed, cut or extended.
  case payload(PayloadFault)
  /// A key in text form cannot be read.
  case key(KeyFault)
  /// A segment of a private community is not believed.
  case segment(SegmentFault)
  /// A join code cannot be read or made.
  case joinCode(JoinCodeFault)
  /// There are no recipients, or more than a reader accepts.
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
  /// A passphrase stands beside another recipient, so that the sealer need not know the passphrase.
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
  /// The file ends in the middle, or right after the header.
  case endsEarly
  case goesOnBehindItsEnd
  case emptyLastChunk
}

package enum KeyFault: Equatable, Sendable {
  case notBech32
  /// A key of another kind; the prefix that it has.
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

/// Limits on other people's input; more is refused.
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
