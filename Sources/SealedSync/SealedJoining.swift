import Disk
import Git
import Records
import Sealing
import Store
import Sync

/// Joins a private community from its sealed branch: makes a repository with the history up to the inviter's last
/// segment. The next synchronisation fetches the rest.
package struct SealedJoining {
  /// The community's name here; `nil` for the name on its card.
  package let slug: Slug?
  package let name: SealedName
  /// The inviter's key, from the join code: nobody else is believed before there is a member list.
  package let inviter: VerifyingKey
  /// A remote of the commons.
  package let remote: String

  package init(_ slug: Slug?, name: SealedName, inviter: VerifyingKey, remote: String) {
    (self.slug, self.name, self.inviter, self.remote) = (slug, name, inviter, remote)
  }

  package struct Joined {
    package let network: Network
    /// The members of the community. Joining accepts those for whom the inviter seals.
    package let members: MemberList
  }

  /// Joins the community.
  ///
  /// - Throws: `SealedError`, `StoreError.communityExists` and the like, `SyncError.hostile`, `TransferError`,
  ///   `TransferProblem`, `GitError`. Everything made is then removed.
  package func join(in commons: Network, with key: DeviceKey, _ options: TransferOptions) throws -> Joined {
    guard let remote = try commons.repository.remoteForElsewhere(remote) else {
      throw SealedError.unknownRemote(self.remote)
    }
    // The community's name is sealed, so it has a temporary one until the card is open.
    guard let temporary = Slug(rawValue: "joining-" + name.description.prefix(12)) else {
      throw SealedError.noSlug
    }
    if let slug { _ = try commons.folderForPrivate(slug) }
    let made = try FolderInMaking(for: commons.folderForPrivate(temporary))
    defer { made.remove() }
    var network = try Network.unplaced(temporary, at: made.path, of: commons)
    let branch = try SealedBranch(name, at: remote, in: network.stateFolder)
    let (head, list) = try fill(network, from: branch, key, options)
    let final = try slug ?? self.slug(on: network, at: head)
    try Files.replace(
      made.path + "/.git/HEAD", with: Array("ref: refs/heads/\(Network.branch(of: final))\n".utf8),
      permissions: 0o644)
    network = try Network.unplaced(final, at: made.path, of: commons)
    try network.repository.begin(network.branch, at: head, reason: "join", options)
    let (placed, _) = try Network.makePrivate(final, of: commons) { try Files.moveFolder(made.path, to: $0) }
    return Joined(network: placed, members: list)
  }

  /// Fetches the history up to the inviter's last segment, and writes the roster, state and settings.
  private func fill(
    _ network: Network, from branch: SealedBranch, _ key: DeviceKey, _ options: TransferOptions
  ) throws -> (head: ObjectID, members: MemberList) {
    guard let tip = try branch.fetch(options)?.after else { throw SealedError.noSuchBranch }
    let files = try branch.segments(in: tip)
    let readable = try headers(files, branch, key)
    // The inviter's last segment of the latest epoch. Its head is a hash of everything before it, so earlier segments need
    // not be believed by themselves.
    let own = readable.ordered.filter { $0.signer == inviter }
    guard let anchor = own.last(where: { $0.epoch == own.map(\.epoch).max() }), let blob = files[anchor.id]
    else { throw SealedError.notInvitedYet(refused: files.count) }
    let work = try take(
      anchor.bases.isEmpty ? [anchor] : readable.ordered, anchor, files, network, branch, key, options)
    let repository = network.repository
    let head = try ends(of: anchor, in: repository)
    let findings = try Guard(network).findings(from: nil, to: head)
    if !findings.isEmpty { throw SyncError.hostile(remote: branch.remote.title, findings) }
    let list = try MemberList(in: head, of: repository)
    guard list.member(signing: inviter) == anchor.sender else { throw SealedError.keyNotInList(inviter) }

    // The inviter seals for the members whom they accepted.
    let accepted = list.entries.filter { anchor.recipients.contains(RecipientMark($0.keys.age)) }
    var roster = PinnedRoster()
    roster.accept(accepted, of: list)
    try roster.save(in: network.stateFolder)
    var state = SealedState()
    state.live[anchor.id] = SealedState.Known(header: anchor, blob: blob, work: work)
    state.tips = [head]
    try state.save(in: network.stateFolder)
    try SealedSettings(name: name, remote: remote).save(in: repository)
    return (head, list)
  }

  /// Returns the name on the community's card.
  ///
  /// - Throws: `SealedError.noSlug`.
  private func slug(on network: Network, at head: ObjectID) throws -> Slug {
    // A card that cannot be read gives no name.
    let card = try network.repository.blob(at: "community.md", in: head).flatMap {
      try? Document(parsing: $0)  // a broken card gives no name
    }
    guard let slug = card?["slug"]?.slug else { throw SealedError.noSlug }
    return slug
  }

  /// Reads the headers of all segments that this device can open.
  private func headers(_ files: [SegmentID: ObjectID], _ branch: SealedBranch, _ key: DeviceKey) throws
    -> SegmentHistory
  {
    var headers: [SegmentHeader] = []
    for (id, blob) in files {
      do {
        let reader = try SegmentReader(
          named: id, with: [.identity(key.identity)], from: branch.source(of: blob))
        if reader.header.community == name.description { headers.append(reader.header) }
      } catch is SealingError {
        // A segment that cannot be read is not the inviter's for us.
        continue
      }
    }
    return SegmentHistory(headers)
  }

  /// Stores the segments' packs, until the anchor and everything that it builds on is there.
  ///
  /// - Returns: the work of making the anchor's pack.
  private func take(
    _ headers: [SegmentHeader], _ anchor: SegmentHeader, _ files: [SegmentID: ObjectID], _ network: Network,
    _ branch: SealedBranch, _ key: DeviceKey, _ options: TransferOptions
  ) throws -> Int {
    var remaining = headers
    var work = 0
    while !remaining.isEmpty {
      let before = remaining.count
      remaining = try remaining.filter { header in
        guard let blob = files[header.id] else { return false }
        let signer = PublicKeys(age: key.publicKeys.age, sign: header.signer)
        let rules = SegmentRules(
          community: name.description, epoch: header.epoch, roster: .init([header.sender: [signer]]))
        do {
          let pack = try IncomingPack(into: network.repository, SegmentIntake.limits(header, network))
          try Segment.open(
            named: header.id, with: [.identity(key.identity)], rules: rules, from: branch.source(of: blob)
          ) { try pack.add($0) }
          try pack.finish(header.heads.compactMap { ObjectID(hex: $0) }, options.progress)
          if header.id == anchor.id { work = SealedState.work(pack.content) }
          return false
        } catch  where error is SealingError || error is TransferProblem {
          if header.id == anchor.id, headers.count == 1 { throw error }
          return true
        }
      }
      if !remaining.contains(where: { $0.id == anchor.id }) { return work }
      guard remaining.count < before else { throw SealedError.notInvitedYet(refused: remaining.count) }
    }
    return work
  }

  /// Returns the one commit of a segment that no other commit of it builds on.
  private func ends(of anchor: SegmentHeader, in repository: Repository) throws -> ObjectID {
    let heads = anchor.heads.compactMap { ObjectID(hex: $0) }
    let last = try heads.filter { head in
      try !heads.contains { try $0 != head && repository.isAncestor(head, of: $0) }
    }
    guard last.count == 1 else { throw SealedError.notInvitedYet(refused: 1) }
    return last[0]
  }
}

extension SealedSettings {
  /// Sets up a private community to be shared sealed, under a new random name, by a remote of the commons. Accepts the
  /// present member list, which is the sharer's own.
  ///
  /// - Returns: the new settings, or the existing ones.
  /// - Throws: `SealedError.unknownRemote`.
  package static func share<R: RandomNumberGenerator>(
    _ network: Network, by remote: String, of commons: Network, using generator: inout R
  ) throws -> SealedSettings {
    if let settings = try SealedSettings(of: network.repository) { return settings }
    guard try commons.repository.remote(remote) != nil else { throw SealedError.unknownRemote(remote) }
    let settings = SealedSettings(name: SealedName(using: &generator), remote: remote)
    try PinnedRoster.accept(PinnedRoster.pendingList(of: network), of: network)
    try settings.save(in: network.repository)
    return settings
  }
}
