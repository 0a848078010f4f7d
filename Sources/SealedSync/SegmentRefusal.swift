import Git
import Sealing
import Store
import Sync

/// Why a segment of the host was not taken in. It stays on the host; other segments are taken in.
package enum SegmentRefusal: Equatable, Sendable {
  /// The segment is not sealed for this device's key; nothing else is known of it.
  case notForThisKey
  /// The file is no complete age file.
  case damaged
  /// The file differs from the segment that this machine knows by that name.
  case exchanged
  case fault(SegmentFault)
  /// The segment builds on commits or objects that are missing here.
  case incomplete
  /// The pack is invalid, or unpacks to too much.
  case badPack
  /// The pack lacks objects that its header promises.
  case hollow
  /// The history has nothing in common with the community's.
  case unrelated
  /// The segment has files that must not come in.
  case hostile([GuardFinding])

  init(_ error: SealingError) {
    switch error {
    case .noKeyFits: self = .notForThisKey
    case .segment(let fault): self = .fault(fault)
    default: self = .damaged
    }
  }

  /// Returns the segments that the last synchronisation refused, by name.
  package static func known(of network: Network) throws -> [(segment: SegmentID, refusal: SegmentRefusal)] {
    try SealedState(in: network.stateFolder).refused.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value.refusal)
    }
  }
}
