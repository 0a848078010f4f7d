import Git
import Store

extension PinnedRoster {
  /// What the branch's member list has that nobody accepted on this machine yet.
  package static func pendingList(of network: Network) throws -> [MemberList.Entry] {
    guard let tip = try network.tip() else { return [] }
    return try PinnedRoster(in: network.stateFolder).pending(
      of: MemberList(in: tip, of: network.repository))
  }

  /// Takes the members and keys that a person looked at, as far as the branch's member list has them, and nothing that
  /// came meanwhile; from the next synchronisation on, all is sealed for them too.
  ///
  /// - Returns: those that are new.
  @discardableResult
  package static func accept(_ shown: [MemberList.Entry], of network: Network) throws -> [MemberList.Entry] {
    guard let tip = try network.tip() else { throw StoreError.notANetwork }
    var roster = try PinnedRoster(in: network.stateFolder)
    let new = roster.accept(shown, of: try MemberList(in: tip, of: network.repository))
    try roster.save(in: network.stateFolder)
    return new
  }
}
