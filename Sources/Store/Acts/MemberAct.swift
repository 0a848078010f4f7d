import Records

/// The acts on the card of a member of a private community, which holds the public keys pinned for them.
package struct MemberAct: Sendable {
  package let handle: Handle
  package let community: Slug

  package init(_ handle: Handle, of community: Slug) {
    self.handle = handle
    self.community = community
  }

  package var path: String { RecordPath.member(handle, of: community) }

  /// Makes a card with the name, the address and the keys of the person's card in the commons.
  ///
  /// - Parameter inviter: who invited them; `nil` for whoever made the community.
  /// - Throws: `StoreError.alreadyAMember`, `.unknownPerson` if the commons has no such person.
  package func entry(by inviter: Handle?, on day: CalendarDay, in snapshot: Snapshot) throws -> Act {
    guard try snapshot.bytes(at: path) == nil else { throw StoreError.alreadyAMember(handle, community) }
    let person = try snapshot.record(at: RecordPath.person(handle), as: [.person])
    let email = try snapshot.formatVersion > 1 ? person["email"] : nil
    let card = try Document([
      "name": .string(person["name"]?.text ?? handle.rawValue), "email": email,
      "invited_by": inviter.map { .string($0.rawValue) }, "joined": .string(day.description),
      "keys": person["keys"],
    ])
    return try Act(Act.subject("member", handle.rawValue, in: community), card, at: path)
  }

  /// Sets the subscription.
  ///
  /// - Parameter mode: `each`, `digest`, `mentions`; `nil` ends it.
  package func subscribe(_ mode: String?, in snapshot: Snapshot) throws -> Act {
    try act(mode == nil ? "unsubscribe" : "subscribe", in: snapshot) { card in
      try card.set("subscription", to: mode.map { .string($0) })
    }
  }

  /// Enters the public keys of a device, in place of those that the card had for it.
  package func setKeys(of device: Slug, age: String?, sign: String, in snapshot: Snapshot) throws -> Act {
    try act("key", in: snapshot) { try $0.setKeys(of: device, age: age, sign: sign) }
  }

  func act(_ verb: String, in snapshot: Snapshot, _ change: (inout Document) throws -> Void) throws
    -> Act
  {
    guard let old = try snapshot.document(at: path) else { throw StoreError.notAMember(community) }
    var card = old
    try change(&card)
    return try Act(Act.subject(verb, handle.rawValue, in: community), card, over: old, at: path)
  }
}

extension Document {
  /// Enters the public keys of a device in a person's card, or a member's.
  ///
  /// - Parameter age: `nil` for a key that only signs.
  mutating func setKeys(of device: Slug, age: String?, sign: String) throws {
    var entries: [YAMLValue] = if case .list(let values)? = self["keys"] { values } else { [] }
    let entry = YAMLValue.map(
      [.init("device", .string(device.rawValue))] + (age.map { [.init("age", .string($0))] } ?? [])
        + [.init("sign", .string(sign))])
    if let index = entries.firstIndex(where: { $0["device"]?.text == device.rawValue }) {
      entries[index] = entry
    } else {
      entries.append(entry)
    }
    try set("keys", to: .list(entries))
  }
}
