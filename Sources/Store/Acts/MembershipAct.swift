import Git
import Records

/// The acts by which people enter and leave a private community.
extension MemberAct {
  /// Enters a person with the keys of their card in the commons. For a member, updates the keys from it.
  ///
  /// - Throws: `StoreError.nothingChanged` for a member who has these keys.
  package func invitation(by inviter: Handle, on day: CalendarDay, in snapshot: Snapshot) throws -> Act {
    guard try snapshot.document(at: path) != nil else {
      return try entry(by: inviter, on: day, in: snapshot)
    }
    let person = try snapshot.record(at: RecordPath.person(handle), as: [.person])
    return try act("key", in: snapshot) { try $0.set("keys", to: person["keys"]) }
  }

  /// Whether the member can be removed.
  ///
  /// - Throws: `StoreError.unknownPerson` for who is no member, `.lastMember`.
  package func checkExpulsion(in snapshot: Snapshot) throws {
    try snapshot.requireKnown(at: path)
    guard try snapshot.memberHandles().count > 1 else { throw StoreError.lastMember(community) }
  }

  /// Removes a member and begins a new epoch, at once: what is sealed from then on is not for their keys.
  ///
  /// - Throws: as ``checkExpulsion(in:)``.
  package func expulsion(in snapshot: Snapshot) throws -> Act {
    try checkExpulsion(in: snapshot)
    let place = snapshot.card(of: community)
    var card = try snapshot.community(community)
    try card.set("epoch", to: .integer(Self.epoch(of: card) + 1))
    return Act(
      subject: Act.subject("expel", handle.rawValue, in: community),
      changes: [.remove(path: path), .put(card, at: place)])
  }

  /// Returns the number of the epoch: 1, and one more for each expulsion.
  package static func epoch(of card: Document) -> Int {
    card["epoch"]?.integer.flatMap { (1..<1_000_000).contains($0) ? $0 : nil } ?? 1
  }
}

extension Network {
  /// Returns the members of this private community whom commits removed, each with who did: by handle, or else by the
  /// name in the commit.
  ///
  /// - Parameter old: the commit whose history is not looked at.
  package func expulsions(since old: ObjectID, to new: ObjectID) throws -> [(member: Handle, by: String)] {
    var found: [(member: Handle, by: String)] = []
    let snapshot = try snapshot()
    try repository.eachChange(among: repository.commits(from: [new], without: [old])) { change, id, _ in
      guard change.new == nil, let place = RecordPath(prefix.shown(change.path)), place.type == .member,
        let member = Handle(rawValue: place.key)
      else { return }
      let author = try repository.commit(id).author
      let actor = Actor(
        name: author.name, email: author.email,
        now: Timestamp(secondsSince1970: author.seconds, offsetMinutes: author.offsetMinutes))
      do {
        found.append((member, try snapshot.member(for: actor, hint: nil).handle.rawValue))
      } catch StoreError.noCard {
        found.append((member, author.name))
      }
    }
    return found
  }
}

extension Snapshot {
  /// Whether somebody is a member of this private community.
  package func hasMember(_ handle: Handle) throws -> Bool {
    try privateCommunity.map { try bytes(at: RecordPath.member(handle, of: $0)) != nil } ?? false
  }

  /// Returns who may invite and expel in this private community: its stewards who are members, else the member who
  /// joined first.
  package func membershipStewards() throws -> [Handle] {
    guard let privateCommunity else { return [] }
    let members = try memberHandles()
    let named = try community(privateCommunity)["stewards"]?.texts ?? []
    let stewards = members.filter { named.contains($0.rawValue) }
    if !stewards.isEmpty { return stewards }
    let joined = try members.map { handle in
      // Who cannot be dated comes last; a founder, whom nobody invited, comes before who joined on that day.
      let card = try document(at: RecordPath.member(handle, of: privateCommunity))
      return (card?["joined"]?.text ?? "~", card?["invited_by"] == nil ? 0 : 1, handle)
    }
    return joined.min { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map { [$0.2] } ?? []
  }

  /// Checks that somebody may invite and expel in this private community.
  ///
  /// - Throws: `StoreError.notASteward`.
  package func requireMembershipSteward(_ handle: Handle) throws {
    let stewards = try membershipStewards()
    guard let privateCommunity, !stewards.contains(handle) else { return }
    throw StoreError.notASteward(privateCommunity, stewards: stewards)
  }

  /// The members of this private community, by handle; empty for the commons.
  package func memberHandles() throws -> [Handle] {
    guard let privateFolder else { return [] }
    return try names(privateFolder + "/members").compactMap { name in
      RecordPath("\(privateFolder)/members/\(name)").flatMap { Handle(rawValue: $0.key) }
    }
  }
}
