import Records

/// What an act is judged by: the network before it, in last rightful versions.
///
/// A grant counts only for what builds on it, so records are those of the act's own ancestry. A restriction counts for
/// everything that is not its ancestor, so `restrictions` are those of the whole branch: whoever was removed cannot go
/// back to an older commit and act from there.
package struct Ground {
  /// Whether this is the repository of a private community, whose stewards have the rights of the network's.
  package let isPrivate: Bool
  /// The address of who made the first commit, who is steward of a network that names none.
  package let founder: String?
  package let restrictions: Restrictions
  /// Returns the last rightful version of a record; of a card also if it was deleted since.
  package let record: (_ path: String) throws -> Document?
  /// Returns the handles of all cards that ever had an address, in lower case.
  package let handles: (_ email: String) throws -> [String]
  /// Whether somebody has deleted their card. A card that says `left` is gone as well.
  package let isGone: (_ handle: String) throws -> Bool
  /// Whether somebody may become steward of a network that has none left.
  package let isHeir: (_ handle: String) -> Bool
  /// Returns the members of a private community, in the order in which they joined.
  package let members: () throws -> [String]
  /// Returns the result of the contest in a folder, as it is computed; `nil` before there is one.
  package let result: (_ folder: String) throws -> Document?

  package init(
    isPrivate: Bool = false, founder: String? = nil, restrictions: Restrictions = Restrictions(),
    isGone: @escaping (String) throws -> Bool = { _ in false },
    isHeir: @escaping (String) -> Bool = { _ in true }, members: @escaping () throws -> [String] = { [] },
    result: @escaping (String) throws -> Document? = { _ in nil },
    handles: @escaping (String) throws -> [String],
    record: @escaping (String) throws -> Document?
  ) {
    self.isPrivate = isPrivate
    self.founder = founder
    self.restrictions = restrictions
    (self.isGone, self.isHeir) = (isGone, isHeir)
    (self.members, self.result) = (members, result)
    self.handles = handles
    self.record = record
  }

  // MARK: Cards

  func cardPath(_ handle: String) -> String { isPrivate ? "members/\(handle).md" : "people/\(handle).md" }

  func card(_ handle: String) throws -> Document? {
    guard !restrictions.expelled.contains(handle) else { return nil }
    return try record(cardPath(handle))
  }

  /// Returns the handles of the cards that have an address now.
  package func people(at email: String) throws -> [String] {
    try handles(email.lowercased()).filter {
      try card($0)?["email"]?.text?.lowercased() == email.lowercased()
    }
  }

  /// Whether a person accepted a revision of the charter, where there is one; members of a private community did so
  /// before they came.
  func hasAccepted(_ handle: String) throws -> Bool {
    if isPrivate { return true }
    if case .integer(1...)? = try card(handle)?["charter"] { return true }
    return try record("charter.md") == nil
  }

  // MARK: Stewards

  /// Returns the stewards of the network; in a private community, of that.
  package func stewards() throws -> [String] {
    if isPrivate { return try stewards(of: nil) }
    let named = try record("network.md")?["stewards"]?.texts ?? []
    let all = try named.isEmpty ? founder.map(people(at:)) ?? [] : named
    return all.filter { !restrictions.removed.contains(.init(nil, $0)) }
  }

  /// Returns the stewards of a community; the network's, if it has none.
  ///
  /// - Parameter community: `nil` for a private community's own repository.
  package func stewards(of community: Slug?) throws -> [String] {
    let path = community.map(RecordPath.community) ?? "community.md"
    let named = try (record(path)?["stewards"]?.texts ?? [])
      .filter { !restrictions.removed.contains(.init(community, $0)) }
    guard isPrivate else { return try named.isEmpty ? stewards() : named }
    let present = try named.filter { try card($0) != nil }
    return try present.isEmpty ? Array(members().prefix(1)) : present
  }
}
