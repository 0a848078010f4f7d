/// Why a segment is not believed. What is named in it was claimed by somebody unknown unless its signature was good.
package enum SegmentFault: Equatable, Sendable {
  /// The lines before the pack are not as they must be, or too many.
  case badHeader
  /// The file has the name of another segment.
  case otherName(SegmentID)
  case otherCommunity(String)
  /// Signed with a key that no member of that epoch has, or that is another member's.
  case notAMember(sender: String, VerifyingKey)
  /// An epoch that nobody has begun.
  case unknownEpoch(Int)
  /// It says that it is of an epoch that had ended, and nobody had seen it then.
  case lateForEpoch(Int)
  /// The key is a member's, and did not sign this.
  case badSignature
  /// The pack is not the one that was signed, or is cut short.
  case otherPack
  case badPadding
  case tooLarge(bytes: Int, most: Int)
}
