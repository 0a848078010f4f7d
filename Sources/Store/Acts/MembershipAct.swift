import Records

/// The acts by which people enter and leave a private community.
extension MemberAct {
  /// Enters a person with the keys of their card in the commons. For a member, updates the keys from it.
  ///
  /// - Throws: `StoreError.nothingChanged` for a member who has these keys.
  package func invitation(by inviter: Handle, on day: CalendarDay, in snapshot: Snapshot) throws -> Act {
    guard let old = try snapshot.document(at: path) else {
      return try entry(by: inviter, on: day, in: snapshot)
    }
    let person = try snapshot.record(at: RecordPath.person(handle), as: [.person])
    var card = old
    try card.set("keys", to: person["keys"])
    guard card != old else { throw StoreError.nothingChanged }
    return Act(
      subject: Act.subject("key", handle.rawValue, in: community),
      changes: [.put(path: path, Array(card.text.utf8))])
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
      changes: [.remove(path: path), .put(path: place, Array(card.text.utf8))])
  }

  /// Returns the number of the epoch: 1, and one more for each expulsion.
  package static func epoch(of card: Document) -> Int {
    if case .integer(let epoch)? = card["epoch"], (1..<1_000_000).contains(epoch) { epoch } else { 1 }
  }
}

extension Snapshot {
  /// The members of this private community, by handle; empty for the commons.
  package func memberHandles() throws -> [Handle] {
    guard let privateFolder else { return [] }
    return try names(privateFolder + "/members").compactMap { name in
      RecordPath("\(privateFolder)/members/\(name)").flatMap { Handle(rawValue: $0.key) }
    }
  }
}
