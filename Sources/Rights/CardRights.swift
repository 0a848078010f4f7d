import Records

/// Cards of people, and of members of private communities: R2, R4, R5, R6.
extension ActOfRights {
  func breachOfCard(_ change: Change, _ place: RecordPath, _ before: Document?) throws -> Breach? {
    guard let before else { return try breachOfNewCard(change, place) }
    guard me.contains(place.key) else {
      if try isNetworkSteward, let after = change.after.document, mayStewardChange(before, to: after) {
        return nil
      }
      return try refusal(.owners, owner: place.key)
    }
    guard let after = change.after.document else { return nil }
    return try breachOfAddress(after, place) ?? breachOfKeys(before, after, place)
  }

  /// One's own card, which needs no charter: under one's own address, that no other card has.
  func breachOfNewCard(_ change: Change, _ place: RecordPath) throws -> Breach? {
    guard change.after != .absent else { return nil }
    guard let after = change.after.document, place.key != Handle.anonymous,
      after["email"]?.text?.lowercased() == committer.email
    else {
      return Breach(.owners, owner: place.key, isClaim: true)
    }
    let asks =
      try ground.restrictions.asksSignatures || Restrictions.asksSignatures(ground.record("network.md"))
    let keys = CardKey.all(on: after)
    if asks || !keys.isEmpty, !keys.contains(where: { $0.sign == committer.key }) {
      return Breach(.keys, owner: place.key, isClaim: true)
    }
    return try breachOfAddress(after, place)
  }

  /// R6: two cards never have one address, neither one that was there nor one of the same act.
  private func breachOfAddress(_ card: Document, _ place: RecordPath) throws -> Breach? {
    guard let email = card["email"]?.text?.lowercased() else { return nil }
    let folder = RecordPath.folder(of: place.text) + "/"
    var others = try ground.people(at: email).filter { changes[ground.cardPath($0)]?.after != .absent }
    for (path, change) in changes where path.hasPrefix(folder) && path < place.text {
      if change.after.document?["email"]?.text?.lowercased() == email, let other = RecordPath(path) {
        others.append(other.key)
      }
    }
    return others.first { $0 != place.key }.map { Breach(.conflicts, owner: $0, isClaim: true) }
  }

  /// R5: a first key signs its own entry; whoever enters a later one has signed by an older one.
  private func breachOfKeys(_ before: Document, _ after: Document, _ place: RecordPath) throws -> Breach? {
    guard CardKey.all(on: before).isEmpty else { return nil }
    let keys = CardKey.all(on: after)
    if keys.isEmpty || keys.contains(where: { $0.sign == committer.key }) { return nil }
    return Breach(.keys, owner: place.key, isClaim: true)
  }

  /// R4: who has left, and a new key for who lost theirs.
  private func mayStewardChange(_ before: Document, to after: Document) -> Bool {
    after.differs(from: before, in: ["left", "keys"])
  }

  /// Cards in a private community: its stewards invite and expel; a member changes their own.
  func breachOfMember(_ change: Change, _ place: RecordPath, _ before: Document?) throws -> Breach? {
    guard ground.isPrivate else { return try isMember ? nil : refusal(.owners, owner: place.key) }
    if try isFirst { return nil }
    if try isSteward(of: nil) {
      // What a steward may not: write as the member, but for the keys that were lost.
      guard !change.isNew, let before, let after = change.after.document, !me.contains(place.key) else {
        return try change.after.document.flatMap { try breachOfAddress($0, place) }
      }
      return mayStewardChange(before, to: after) ? nil : Breach(.owners, owner: place.key)
    }
    guard before != nil, me.contains(place.key) else {
      return try refusal(.communityStewards, owner: place.key, allowed: ground.stewards(of: nil))
    }
    guard let before, let after = change.after.document else { return nil }
    return try breachOfAddress(after, place) ?? breachOfKeys(before, after, place)
  }
}
