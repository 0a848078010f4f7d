import Git
import Records
import Store

extension PinnedRoster {
  /// Takes one member's keys as the member list has them, and nobody else's that wait.
  package static func accept(_ handle: Handle, of network: Network) throws {
    guard let tip = try network.tip() else { throw StoreError.notANetwork }
    let list = try MemberList(in: tip, of: network.repository)
    var roster = try PinnedRoster(in: network.stateFolder)
    let accepted = list.entries.filter { entry in
      entry.member == handle.rawValue
        || roster.entries.contains { $0.member == entry.member && $0.keys == entry.keys }
    }
    roster.accept(MemberList(entries: accepted, epoch: list.epoch))
    try roster.save(in: network.stateFolder)
  }
}
