import Git
import Sealing
import Sync

/// The result of a sealed synchronisation.
package struct SealedOutcome {
  /// As with any remote: what came and went, failures, edits, conflicts. If the fetch failed, nothing came in.
  package var sync = SyncOutcome()
  /// Members and keys that wait for a person's acceptance (`community members SLUG --accept`); nothing is sealed for them.
  package var pending: [MemberList.Entry] = []
  /// Members and keys that the list lost; nothing more is sealed for them.
  package var dropped: [MemberList.Entry] = []
  package var epoch = 1
  /// Segments on the host that were refused, by name. `isNew`: no earlier synchronisation reported the refusal.
  package var refused: [(segment: SegmentID, refusal: SegmentRefusal, isNew: Bool)] = []
  /// Segments that the host lost, although no other segment has their commits: the host dropped them, or was rolled back.
  /// This machine puts back what it has of them.
  package var rolledBack: [SegmentID] = []
  /// Segments that other segments build on, but that this machine never saw: the host dropped them, or never had them.
  package var missing: [SegmentID] = []
  /// Whether the branch's history on the host does not contain its last known tip.
  package var isRewritten = false
  /// Segments that a member replaced by one that lacks their commits; they are put back.
  package var coveredFalsely: [(segment: SegmentID, by: String)] = []
  /// Segments that were put back as they were.
  package var restored: [SegmentID] = []
  /// Why nothing was sealed, although everything came in.
  package var unsealed: SealedError?
  /// The new segment; `nil` if there was nothing to seal.
  package var sealed: SegmentID?
  /// The number of segments that were sealed anew for new keys.
  package var resealed = 0
  /// The number of segments that were joined into one.
  package var compacted = 0
  /// The number of segments now.
  package var segments = 0

  package init() {}

  /// Adds what one try found; there are more tries if a push comes late.
  mutating func note(_ intake: SegmentIntake, _ changes: SegmentChanges, _ list: MemberList) {
    for entry in intake.dropped where !dropped.contains(entry) { dropped.append(entry) }
    pending = intake.roster.pending(of: list)
    epoch = intake.roster.epoch
    refused = intake.refused.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value, !intake.wasReported($0.key))
    }
    for id in changes.rolledBack where !rolledBack.contains(id) { rolledBack.append(id) }
    for id in changes.restored.keys.sorted() where !restored.contains(id) { restored.append(id) }
    for (id, thief) in changes.coveredFalsely where !coveredFalsely.contains(where: { $0.segment == id }) {
      coveredFalsely.append((id, thief))
    }
    missing = changes.missing
    resealed = changes.resealed
    compacted = changes.compacted
  }
}

/// Why a community cannot be synchronised sealed.
package enum SealedError: Error, Equatable {
  /// The community has no sealed branch: see `community share --sealed`.
  case notSealed
  /// The commons no longer has this remote.
  case unknownRemote(String)
  /// Nobody has accepted the member list on this machine.
  case nothingAccepted
  /// No member's card has this device's key, perhaps because the member was expelled.
  case keyNotInList(VerifyingKey)
  /// The host has no such branch.
  case noSuchBranch
  /// No segment is sealed for this device's key and signed with the inviter's key: the inviter must synchronise first.
  case notInvitedYet(refused: Int)
  /// The community's card has no name.
  case noSlug
}
