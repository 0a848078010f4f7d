/// Why a segment is not believed. What is named in it was claimed by somebody unknown unless its signature was good.
package enum SegmentFault: Equatable, Sendable {
  /// The lines before the pack are not as they must be, or too many.
  case badHeader
  /// The file has the name of another segment.
  case otherName(SegmentID)
  case otherCommunity(String)
  /// Signed with a key that no member has or had then, or that is another member's.
  case notAMember(sender: String, VerifyingKey)
  /// Signed with a key that was exchanged or taken off the list in this epoch, and no member who stayed builds on it.
  case formerKey(sender: String, VerifyingKey)
  /// Signed with a key of the member list that nobody has accepted on this machine yet.
  case notAccepted(sender: String, VerifyingKey)
  /// An epoch that its own commits do not begin.
  case unknownEpoch(Int)
  /// It says that it is of an epoch that had ended, by somebody who is no member any more, and no member who stayed had
  /// it then.
  case lateForEpoch(Int)
  /// The key is a member's, and did not sign this.
  case badSignature
  /// The pack is not the one that was signed, or is cut short.
  case otherPack
  case badPadding
  case tooLarge(bytes: Int, most: Int)
}
