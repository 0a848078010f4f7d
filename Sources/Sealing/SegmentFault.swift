/// Why a segment is not believed. Unless the signature was good, anybody may have written the names in it.
package enum SegmentFault: Equatable, Sendable {
  /// The header breaks the format or is too long.
  case badHeader
  /// The file has the name of another segment.
  case otherName(SegmentID)
  case otherCommunity(String)
  /// Signed with a key that no member has or had then, or with another member's.
  case notAMember(sender: String, VerifyingKey)
  /// Signed with a key that was replaced or removed in this epoch, and no remaining member builds on the segment.
  case formerKey(sender: String, VerifyingKey)
  /// Signed with a key of the member list that nobody accepted on this machine yet.
  case notAccepted(sender: String, VerifyingKey)
  /// It claims a new epoch that its commits do not begin.
  case unknownEpoch(Int)
  /// It claims an epoch that is over, its signer is no member any more, and no remaining member had it then.
  case lateForEpoch(Int)
  /// The signature does not match the text.
  case badSignature
  /// The pack is not the one that was signed, or is cut short.
  case otherPack
  case badPadding
  case tooLarge(bytes: Int, most: Int)
}
