import Git
import Store

extension PinnedRoster {
  /// Returns the entries of the branch's member list that nobody has accepted on this machine.
  package static func pendingList(of network: Network) throws -> [MemberList.Entry] {
    guard let tip = try network.tip() else { return [] }
    return try PinnedRoster(in: network.stateFolder).pending(of: MemberList(in: tip, of: network.repository))
  }

  /// Accepts the members and keys that a person was shown, if the branch's member list still has them; not entries that
  /// came meanwhile. From the next synchronisation on, everything is sealed for the new members too.
  ///
  /// - Returns: the entries that are newly accepted.
  @discardableResult
  package static func accept(_ shown: [MemberList.Entry], of network: Network) throws -> [MemberList.Entry] {
    guard let tip = try network.tip() else { throw StoreError.notANetwork }
    var roster = try PinnedRoster(in: network.stateFolder)
    let new = roster.accept(shown, of: try MemberList(in: tip, of: network.repository))
    try roster.save(in: network.stateFolder)
    return new
  }
}
