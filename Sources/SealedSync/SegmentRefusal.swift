import Git
import Sealing
import Store
import Sync

/// Why a segment that lies on the host was not taken in. It stays there, and keeps no other from being taken in.
package enum SegmentRefusal: Equatable, Sendable {
  /// Not sealed for the key of this device; nothing else is known of it.
  case notForThisKey
  /// No whole age file: changed, cut, or never one.
  case damaged
  /// Under the name of a segment that this machine knows lies something else.
  case exchanged
  case fault(SegmentFault)
  /// What it brings builds on something that is not here.
  case incomplete
  /// Its pack is none, or unpacks to too much.
  case badPack
  /// Its header says that it holds more than it does.
  case hollow
  /// Its history has nothing in common with the community's.
  case unrelated
  /// What it brings must not come in.
  case hostile([GuardFinding])

  init(_ error: SealingError) {
    switch error {
    case .noKeyFits: self = .notForThisKey
    case .segment(let fault): self = .fault(fault)
    default: self = .damaged
    }
  }

  /// What lies on the host of a sealed community and was not taken in, as the last synchronisation left it; by name.
  package static func known(of network: Network) throws -> [(segment: SegmentID, refusal: SegmentRefusal)] {
    try SealedState(in: network.stateFolder).refused.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value.refusal)
    }
  }
}
