import Git
import Sealing
import Sync

/// What came of a sealed exchange.
package struct SealedOutcome {
  /// As with any remote: what came and went, what failed, edits, conflicts. Nothing came in where it names a failure of
  /// the transfer before anything was fetched.
  package var sync = SyncOutcome()
  /// Members and keys that wait for a person (`community members SLUG --accept`): nothing is sealed for them.
  package var pending: [MemberList.Entry] = []
  /// Members and keys that the list does not have any more: nothing more is sealed for them.
  package var dropped: [MemberList.Entry] = []
  package var epoch = 1
  /// Segments on the host that were not taken in, by name; new are those of which no earlier synchronisation told.
  package var refused: [(segment: SegmentID, refusal: SegmentRefusal, isNew: Bool)] = []
  /// Segments that the host had and does not have any more, though nobody holds their commits: it dropped them, or went
  /// back in time. What this machine has of them is put back.
  package var rolledBack: [SegmentID] = []
  /// Segments that others built on and that this machine never saw: the host dropped them, or never had them.
  package var missing: [SegmentID] = []
  /// Whether the branch's history on the host does not contain what it had before.
  package var isRewritten = false
  /// Segments that somebody took away although the one that should hold their commits does not; they are put back.
  package var coveredFalsely: [(segment: SegmentID, by: String)] = []
  /// Segments that were put back as they were.
  package var restored: [SegmentID] = []
  /// Why what is here was not sealed, though everything came in.
  package var unsealed: SealedError?
  /// The new segment; `nil` where there was nothing to seal.
  package var sealed: SegmentID?
  /// How many segments were sealed anew for keys that they were not for.
  package var resealed = 0
  /// How many segments became one.
  package var compacted = 0
  /// How many segments there are now.
  package var segments = 0

  package init() {}

  /// What one look at the host showed; a second one, after a late push, adds to it.
  mutating func note(_ intake: SegmentIntake, _ changes: SegmentChanges, _ list: MemberList) {
    for entry in intake.dropped where !dropped.contains(entry) { dropped.append(entry) }
    pending = intake.roster.pending(of: list)
    epoch = intake.roster.epoch
    refused = intake.refused.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value, !intake.wasTold(of: $0.key))
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

/// Why a community cannot be exchanged sealed.
package enum SealedError: Error, Equatable {
  /// The community has no sealed branch: see `community share --sealed`.
  case notSealed
  /// The commons has no remote of that name any more.
  case unknownRemote(String)
  /// Nobody accepted the member list on this machine yet.
  case nothingAccepted
  /// The key of this device is in no member's card, or is not any more: who was expelled seals nothing.
  case keyNotInList(VerifyingKey)
  /// The host has no such branch.
  case noSuchBranch
  /// No segment is sealed for this device's key and signed with the key that the join code names: whoever invited has to
  /// synchronise first.
  case notInvitedYet(refused: Int)
  /// The community's card does not say what it is called.
  case noSlug
}
