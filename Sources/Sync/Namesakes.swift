import Git
import Records
import Store

/// Names that something else has already: from version 2 of the format on, a server refuses the second.
extension Guard {
  /// Returns, of what a commit adds to an earlier one, each second file of an id, each second card of an address, and each
  /// card of a community, person or template that was made in the place of another's.
  ///
  /// - Parameter others: commits that the recipients have already.
  func namesakes(from base: ObjectID?, to tip: ObjectID, unknownTo others: [ObjectID]) throws
    -> [GuardFinding]
  {
    guard try repository.formatVersion(of: tip) > 1 else { return [] }
    var ids: [String: String] = [:]
    var cards: [PathChange] = []
    var names: Set<String> = []
    try repository.changes(from: base, to: tip) { change in
      guard change.new != nil, let type = RecordPath(change.path)?.type else { return }
      if change.old == nil, let key = RecordKey(change.path) { ids[key.id] = change.path }
      if type == .person { cards.append(change) }
      if change.old != nil, [.person, .community, .template].contains(type) { names.insert(change.path) }
    }
    return try doubledIDs(ids, in: tip) + doubledAddresses(cards, in: tip)
      + replacedNames(names, among: repository.commits(from: [tip], without: others))
  }

  private func doubledIDs(_ added: [String: String], in tip: ObjectID) throws -> [GuardFinding] {
    guard !added.isEmpty else { return [] }
    var findings: [GuardFinding] = []
    try repository.walk(tip) { path, _ in
      guard let key = RecordKey(path), let own = added[key.id], own != path else { return }
      findings.append(GuardFinding(path: own, problem: .idTwice(also: path)))
    }
    return findings
  }

  private func doubledAddresses(_ changed: [PathChange], in tip: ObjectID) throws -> [GuardFinding] {
    var findings: [GuardFinding] = []
    var cards: [(path: String, email: String)]?
    for change in changed {
      guard let email = try address(change.new), try address(change.old) != email else { continue }
      let all = try cards ?? people(in: tip)
      cards = all
      for card in all where card.email == email && card.path != change.path {
        findings.append(GuardFinding(path: change.path, problem: .addressTwice(also: card.path)))
      }
    }
    return findings
  }

  private func people(in tip: ObjectID) throws -> [(path: String, email: String)] {
    var cards: [(path: String, email: String)] = []
    try repository.walk(tip, under: "people") { path, blob in
      if RecordPath(path)?.type == .person, let email = try address(blob) { cards.append((path, email)) }
    }
    return cards
  }

  private func address(_ blob: Blob?) throws -> String? {
    guard let blob, try repository.size(of: blob.id) ?? 0 <= sizeLimit,
      let bytes = try repository.blob(blob.id)
    else { return nil }
    let card = try? Document(parsing: bytes)  // what cannot be read gives nobody's address
    return card?["email"]?.text?.lowercased()
  }

  /// Whoever changes a card builds on it; a commit that adds it anew made another thing of the same name.
  private func replacedNames(_ names: Set<String>, among commits: Set<ObjectID>) throws -> [GuardFinding] {
    guard !names.isEmpty else { return [] }
    var findings: Set<GuardFinding> = []
    try repository.eachChange(among: commits) { change, commit, _ in
      guard change.old == nil, names.contains(change.path), try repository.commit(commit).parents.count < 2
      else { return }
      findings.insert(GuardFinding(path: change.path, problem: .nameTaken, commit: commit))
    }
    return findings.sorted { $0.path < $1.path }
  }
}
