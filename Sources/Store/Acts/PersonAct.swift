import Records

/// The acts on the caller's own card: profile, accepted charter, subscriptions, keys.
package struct PersonAct: Sendable {
  /// The changes of a profile; what is `nil` stays.
  package struct Fields: Sendable {
    package var name: String?
    package var email: String?
    package var region: String?
    package var team: String?
    package var phone: String?
    package var skills: [String]?
    /// Their holidays, if they differ from the network's.
    package var holidays: String?
    package init() {}
    package var isEmpty: Bool {
      [name, email, region, team, phone, holidays].allSatisfy { $0 == nil } && skills == nil
    }
  }

  package let handle: Handle
  package init(_ handle: Handle) { self.handle = handle }

  /// Makes the card of somebody who has none.
  package func create(_ fields: Fields, for actor: Actor, in snapshot: Snapshot) throws -> Act {
    let path = RecordPath.person(handle)
    // Who chose not to be named has no card.
    guard handle.rawValue != Handle.anonymous, try snapshot.bytes(at: path) == nil else {
      throw StoreError.handleTaken(handle)
    }
    var card = try Document(["name": .string(actor.name), "email": .string(actor.email)])
    try change(&card, fields)
    return try Act(Act.subject("me", handle.rawValue), card, at: path)
  }

  package func edit(_ fields: Fields, in snapshot: Snapshot) throws -> Act {
    try act("me", handle.rawValue, in: snapshot) { try change(&$0, fields) }
  }

  package func acceptCharter(in snapshot: Snapshot) throws -> Act {
    let revision = try snapshot.charterRevision()
    return try act("charter", "accept revision \(revision) (\(handle))", in: snapshot) {
      try $0.set("charter", to: .integer(revision))
    }
  }

  /// Sets a subscription.
  ///
  /// - Parameter mode: `each`, `digest`, `mentions`; `nil` ends it.
  package func subscribe(to community: Slug, _ mode: String?, in snapshot: Snapshot) throws -> Act {
    _ = try snapshot.community(community)
    return try act(mode == nil ? "unsubscribe" : "subscribe", "\(community) (\(handle))", in: snapshot) {
      card in
      var pairs = card["subscriptions"]?.pairs ?? []
      let index = pairs.firstIndex { $0.key == community.rawValue }
      switch (index, mode) {
      case (let index?, let mode?): pairs[index] = .init(community.rawValue, .string(mode))
      case (let index?, nil): pairs.remove(at: index)
      case (nil, let mode?): pairs.append(.init(community.rawValue, .string(mode)))
      case (nil, nil): break
      }
      try card.set("subscriptions", to: pairs.isEmpty ? nil : .map(pairs))
    }
  }

  /// Enters the public keys of a device, in place of those that the card had for it.
  package func setKeys(of device: Slug, age: String?, sign: String, in snapshot: Snapshot) throws -> Act {
    try act("key", "\(device) (\(handle))", in: snapshot) {
      try $0.setKeys(of: device, age: age, sign: sign)
    }
  }

  private func act(
    _ verb: String, _ title: String, in snapshot: Snapshot, _ change: (inout Document) throws -> Void
  ) throws -> Act {
    let path = RecordPath.person(handle)
    let old = try snapshot.record(at: path, as: [.person])
    var card = old
    try change(&card)
    return try Act(Act.subject(verb, title), card, over: old, at: path)
  }

  private func change(_ card: inout Document, _ fields: Fields) throws {
    for (key, text) in [
      ("name", fields.name), ("email", fields.email), ("region", fields.region), ("team", fields.team),
      ("phone", fields.phone), ("holidays", fields.holidays),
    ] {
      guard let text else { continue }
      let line = try TextRules.line(text)
      if line == nil, key == "name" || key == "email" { throw StoreError.fieldEmpty(key) }
      try card.set(key, to: line.map { .string($0) })
    }
    if let skills = fields.skills {
      let skills = try TextRules.tags(skills)
      try card.set("skills", to: skills.isEmpty ? nil : .strings(skills))
    }
  }

  /// Makes a free handle of a name: `claire.martin`, else `claire.martin.2`…
  package static func freeHandle(for name: String, in snapshot: Snapshot) throws -> Handle {
    let base = String(pathWords(name).map { $0 == "-" ? "." : $0 })
    for count in 1...10_000 {
      guard let handle = Handle(rawValue: count == 1 ? base : "\(base).\(count)") else { continue }
      if handle.rawValue != Handle.anonymous, try snapshot.bytes(at: RecordPath.person(handle)) == nil {
        return handle
      }
    }
    throw StoreError.noIdentity(missing: "user.name")
  }
}
