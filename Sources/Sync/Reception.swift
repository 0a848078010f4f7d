import Git
import Store

/// A ref that is to move, as git tells it to a `pre-receive` hook (githooks(5)): `old SP new SP ref`.
package struct RefUpdate: Hashable, Sendable {
  package let old: ObjectID?
  /// `nil` for a ref that is to be deleted.
  package let new: ObjectID?
  package let ref: String

  package init?(line: String) {
    let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
    guard parts.count == 3, let old = ObjectID(hex: parts[0]), let new = ObjectID(hex: parts[1]) else {
      return nil
    }
    self.old = old.isZero ? nil : old
    self.new = new.isZero ? nil : new
    ref = parts[2]
  }
}

/// What a network's server takes, and what not: the guard at the door of a bare repository.
package struct Reception {
  package struct Refusal: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
      case deletion
      /// What is pushed does not contain what was there.
      case rewriting
      /// A private community's branch.
      case privateBranch
      /// A file that a tag names.
      case tooLarge(bytes: Int, limit: Int)
      case finding(GuardFinding)
    }
    package let ref: String
    package let reason: Reason
  }

  private let repository: Repository
  private let guardian: Guard

  package init(_ repository: Repository, _ guardian: Guard) {
    self.repository = repository
    self.guardian = guardian
  }

  /// Why a ref must not move so; empty where it may.
  package func refusals(of update: RefUpdate) throws -> [Refusal] {
    func refusal(_ reason: Refusal.Reason) -> Refusal { Refusal(ref: update.ref, reason: reason) }
    if update.ref.lowercased().hasPrefix("refs/heads/private/") { return [refusal(.privateBranch)] }
    let isBranch = update.ref.hasPrefix("refs/heads/")
    let isNetwork = try isBranch && isNetwork(update)
    guard let new = update.new else {
      let isKept = isNetwork || update.ref.hasPrefix("refs/heads/" + Network.sealedFolder)
      return isKept ? [refusal(.deletion)] : []
    }
    if isBranch, let old = update.old, try !repository.isAncestor(old, of: new) {
      return [refusal(.rewriting)]
    }
    // Tags, notes and the like carry commits as well, and files.
    guard let content = try repository.content(of: new) else {
      let size = try repository.fileSize(of: new) ?? 0
      let limit = guardian.sizeLimit
      return size > limit ? [refusal(.tooLarge(bytes: size, limit: limit))] : []
    }
    // A ref that is new is looked at for what the network does not have yet.
    let branches = try repository.branches()
    let base = try update.old.flatMap { try repository.content(of: $0) } ?? networks(branches).first?.value
    return try guardian.findings(
      from: base, throughHistoryTo: content, unknownTo: Array(branches.values), isNetwork: isNetwork
    ).map { refusal(.finding($0)) }
  }

  /// The branch that holds the network, or those that may: HEAD's, `main` or `master`, if it has the network's card, else
  /// all that have it.
  ///
  /// `git init --bare` makes HEAD name a branch that may never come.
  private func networks(_ branches: [String: ObjectID]) throws -> [(key: String, value: ObjectID)] {
    let cards = try branches.filter { try repository.entry(Guard.networkCard, in: $0.value) != nil }
    let name = try [repository.head().branch ?? "main", "main", "master"].first { cards[$0] != nil }
    return cards.filter { $0.key == name ?? $0.key }.sorted { $0.key < $1.key }
  }

  /// Whether a branch holds the network, or will be the first one to do so.
  private func isNetwork(_ update: RefUpdate) throws -> Bool {
    let networks = try networks(repository.branches())
    return networks.isEmpty || networks.contains { "refs/heads/" + $0.key == update.ref }
  }
}
