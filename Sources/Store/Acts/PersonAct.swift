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
    /// The language of what is written to them.
    package var language: Language?
    /// Their holidays, if they differ from the network's.
    package var holidays: String?
    /// How many questions a month may be sent their way.
    package var asks: Int?
    /// How often a digest comes by mail: `day`, `week` or `never`; on which day of the week; for how many minutes.
    package var digestEvery: String?
    package var digestDay: String?
    package var digestMinutes: Int?
    /// When no mail comes: from one time of the day to another, and on days of the week.
    package var quietHours: (from: String, to: String)?
    package var quietDays: [String]?
    package init() {}
    package var isEmpty: Bool {
      [name, email, region, team, phone, holidays, digestEvery, digestDay].allSatisfy { $0 == nil }
        && [asks, digestMinutes].allSatisfy { $0 == nil } && skills == nil && quietHours == nil
        && quietDays == nil && language == nil
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

  /// - Parameter revision: the one that was read; by default the one that everybody accepts.
  package func acceptCharter(_ revision: Int? = nil, in snapshot: Snapshot) throws -> Act {
    let revision = try revision ?? snapshot.charterRevision()
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
    if let language = fields.language { try card.set("language", to: .string(language.rawValue)) }
    if let asks = fields.asks { try card.set("asks", to: .integer(asks)) }
    try card.set(
      "digest",
      parts: [
        ("every", fields.digestEvery.map { .string($0) }), ("day", fields.digestDay.map { .string($0) }),
        ("minutes", fields.digestMinutes.map { .integer($0) }),
      ])
    try card.set(
      "quiet",
      parts: [
        ("days", fields.quietDays.map { .strings($0) }), ("from", fields.quietHours.map { .string($0.from) }),
        ("to", fields.quietHours.map { .string($0.to) }),
      ])
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
    throw StoreError.noIdentity(missing: ["user.name"])
  }
}

extension Document {
  /// Sets parts of a map; what is `nil` stays, an empty list goes.
  fileprivate mutating func set(_ key: String, parts: [(String, YAMLValue?)]) throws {
    guard parts.contains(where: { $0.1 != nil }) else { return }
    var pairs = self[key]?.pairs ?? []
    for case (let name, let value?) in parts {
      if let place = pairs.firstIndex(where: { $0.key == name }) {
        pairs[place] = .init(name, value)
      } else {
        pairs.append(.init(name, value))
      }
    }
    pairs.removeAll { $0.value == .list([]) }
    try set(key, to: pairs.isEmpty ? nil : .map(pairs))
  }
}
