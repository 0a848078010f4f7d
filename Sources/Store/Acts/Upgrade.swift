import Git
import Records

/// The act that turns a network, or a private community, of an older version of the format into one of the newest.
package enum Upgrade {
  /// - Throws: `StoreError.nothingChanged` if it is of the newest already, `.notANetworkSteward`.
  package static func act(by member: Member, in snapshot: Snapshot) throws -> Act {
    guard try snapshot.formatVersion < Schema.formatVersion else { throw StoreError.nothingChanged }
    let stewards = try stewards(in: snapshot)
    guard stewards.contains(member.handle) else { throw StoreError.notANetworkSteward(stewards) }
    let path = snapshot.formatCard
    var card = try snapshot.record(at: path, as: [.network, .community])
    try card.set("format", to: .integer(Schema.formatVersion))
    return Act(
      subject: Act.subject("upgrade", "format \(Schema.formatVersion)", in: snapshot.privateCommunity),
      changes: [.put(card, at: path)] + (try addresses(in: snapshot)))
  }

  /// Returns the cards of a private community's members with their addresses, which version 1 did not write.
  private static func addresses(in snapshot: Snapshot) throws -> [Act.Change] {
    guard let folder = snapshot.privateFolder else { return [] }
    return try snapshot.names("\(folder)/members").compactMap { name in
      let path = "\(folder)/members/\(name)"
      guard let place = RecordPath(path), let handle = Handle(rawValue: place.key),
        var card = try snapshot.document(at: path), card["email"] == nil,
        let email = try snapshot.document(at: RecordPath.person(handle))?["email"]
      else { return nil }
      try card.set("email", to: email)
      return .put(card, at: path)
    }
  }

  /// The stewards of a private community are those on its card: who made it, at first.
  private static func stewards(in snapshot: Snapshot) throws -> [Handle] {
    guard let slug = snapshot.privateCommunity else { return try snapshot.networkStewards() }
    return try snapshot.community(slug)["stewards"]?.texts.compactMap(Handle.init(rawValue:)) ?? []
  }
}

extension Snapshot {
  /// The card that names the version of the format.
  var formatCard: String { privateFolder.map(RecordPath.card(ofCommunityIn:)) ?? "network.md" }
}

extension Repository {
  /// Returns the version of the format that the card of a commit or tree names; 1 if none does.
  ///
  /// A private community's own repository has no network's card: its community's names the version.
  package func formatVersion(of commit: ObjectID) throws -> Int {
    do {
      let card = try blob(at: "network.md", in: commit) ?? blob(at: "community.md", in: commit)
      return card.flatMap(Schema.format(ofCard:)) ?? 1
    } catch GitError.tooLarge {
      return 1  // `doctor` reports it
    }
  }
}
