import Git
import Records
import Sealing
import Store

/// Joins a private community from its sealed branch: a new repository from the one segment that holds its whole history,
/// sealed by whoever invited. All else comes with the next synchronisation.
package struct SealedJoining {
  package let slug: Slug
  package let name: SealedName
  /// The key of whoever invited, from the join code: nobody else is believed before there is a member list.
  package let inviter: VerifyingKey
  /// Of the commons.
  package let remote: String

  package init(_ slug: Slug, name: SealedName, inviter: VerifyingKey, remote: String) {
    (self.slug, self.name, self.inviter, self.remote) = (slug, name, inviter, remote)
  }

  package struct Joined {
    package let network: Network
    /// The members, as whoever invited has them; all of them are accepted by joining.
    package let members: MemberList
  }

  /// - Throws: `SealedError`, `StoreError.communityExists` and the like, `SyncError.hostile`, `TransferError`,
  ///   `TransferProblem`, `GitError`. Where it fails, what was made is gone.
  package func join(in commons: Network, with key: DeviceKey, _ options: TransferOptions) throws -> Joined {
    guard let remote = commons.repository.remoteForElsewhere(remote) else {
      throw SealedError.unknownRemote(self.remote)
    }
    guard let workTree = commons.repository.workTree else { throw StoreError.privateNeedsWorkTree }
    let folder = try CloneFolder("\(workTree)/\(RecordPath.folder(of: slug, isPrivate: true))")
    let network = try Network.makePrivate(slug, of: commons)
    do {
      return try fill(network, from: SealedBranch(name, at: remote, in: network.stateFolder), key, options)
    } catch {
      folder.remove()
      throw error
    }
  }

  private func fill(
    _ network: Network, from branch: SealedBranch, _ key: DeviceKey, _ options: TransferOptions
  ) throws -> Joined {
    guard let tip = try branch.fetch(options)?.after else { throw SealedError.noSuchBranch }
    let (header, blob) = try invitation(branch.segments(in: tip), branch, key)
    let heads = header.heads.compactMap { ObjectID(hex: $0) }
    guard heads.count == 1 else { throw SealedError.notInvitedYet(refused: 1) }
    let members = PublicKeys(age: key.publicKeys.age, sign: inviter)
    let rules = SegmentRules(
      community: name.description, epoch: header.epoch, roster: .init([header.sender: [members]]))
    let pack = try IncomingPack(into: network.repository, SegmentIntake.limits(header, network))
    try Segment.open(
      named: header.id, with: [.identity(key.identity)], rules: rules, from: branch.source(of: blob)
    ) { try pack.add($0) }
    try pack.finish(heads, options.progress)
    let findings = try Guard(network.repository, sizeLimit: network.sizeLimit).findings(
      from: nil, to: heads[0])
    if !findings.isEmpty { throw SyncError.hostile(remote: branch.remote.name, findings) }
    let list = try MemberList(in: heads[0], of: network.repository)
    guard list.member(signing: inviter) == header.sender else { throw SealedError.keyNotInList(inviter) }

    var roster = PinnedRoster()
    roster.accept(list)
    try roster.save(in: network.stateFolder)
    var state = SealedState()
    state.live[header.id] = SealedState.Known(header: header, blob: blob)
    state.tips = heads
    try state.save(in: network.stateFolder)
    try SealedSettings(name: name, remote: remote).save(in: network.repository)
    try network.repository.begin(network.branch, at: heads[0], reason: "join", options)
    return Joined(network: network, members: list)
  }

  /// The last segment of the whole history that whoever invited sealed for this key.
  private func invitation(_ files: [SegmentID: ObjectID], _ branch: SealedBranch, _ key: DeviceKey) throws
    -> (
      SegmentHeader, ObjectID
    )
  {
    var headers: [SegmentHeader] = []
    for (id, blob) in files {
      let reader: SegmentReader
      do {
        reader = try SegmentReader(named: id, with: [.identity(key.identity)], from: branch.source(of: blob))
      } catch is SealingError {
        continue
      }
      if reader.header.signer == inviter, reader.header.community == name.description {
        headers.append(reader.header)
      }
    }
    // In the order of epochs, and within one each after those that it comes after.
    let ordered = SegmentHistory(headers).ordered.filter(\.bases.isEmpty)
    let latest = ordered.map(\.epoch).max()
    guard let header = ordered.last(where: { $0.epoch == latest }), let blob = files[header.id] else {
      throw SealedError.notInvitedYet(refused: files.count)
    }
    return (header, blob)
  }
}

extension SealedSettings {
  /// Has a private community leave this machine sealed from now on, under a new random name, by a remote of the commons.
  /// The member list of now is accepted: who shares it made it.
  ///
  /// - Returns: the settings that are there already, where there are any.
  /// - Throws: `SealedError.unknownRemote`.
  package static func share<R: RandomNumberGenerator>(
    _ network: Network, by remote: String, of commons: Network, using generator: inout R
  ) throws -> SealedSettings {
    if let settings = try SealedSettings(of: network.repository) { return settings }
    guard commons.repository.remote(remote) != nil else { throw SealedError.unknownRemote(remote) }
    let settings = SealedSettings(name: SealedName(using: &generator), remote: remote)
    _ = try PinnedRoster.acceptList(of: network)
    try settings.save(in: network.repository)
    return settings
  }
}

extension PinnedRoster {
  /// Takes the member list that the branch has, after a person looked at it: what waited is sealed for from the next
  /// synchronisation on.
  ///
  /// - Returns: what is new.
  package static func acceptList(of network: Network) throws -> [MemberList.Entry] {
    guard let tip = try network.tip() else { throw StoreError.notANetwork }
    var roster = try PinnedRoster(in: network.stateFolder)
    let new = roster.accept(try MemberList(in: tip, of: network.repository))
    try roster.save(in: network.stateFolder)
    return new
  }

  /// What the branch's member list has that nobody accepted on this machine yet.
  package static func pendingList(of network: Network) throws -> [MemberList.Entry] {
    guard let tip = try network.tip() else { return [] }
    return try PinnedRoster(in: network.stateFolder).pending(
      of: MemberList(in: tip, of: network.repository))
  }
}
