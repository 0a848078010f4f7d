import Git
import Store

/// A requested move of a ref, as git passes it to a `pre-receive` hook (githooks(5)): `old SP new SP ref`.
package struct RefUpdate: Hashable, Sendable {
  package let old: ObjectID?
  /// `nil` to delete the ref.
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

/// Decides what the bare repository on a network's server accepts.
package struct Reception {
  package struct Refusal: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
      case deletion
      /// The pushed history does not contain the branch's tip.
      case rewriting
      /// A private community's branch.
      case privateBranch
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

  /// Returns why a ref must not move; empty if it may.
  package func refusals(of update: RefUpdate) throws -> [Refusal] {
    func refusal(_ reason: Refusal.Reason) -> Refusal { Refusal(ref: update.ref, reason: reason) }
    let main = "refs/heads/" + (try repository.head().branch ?? "main")
    if update.ref.lowercased().hasPrefix("refs/heads/private/") { return [refusal(.privateBranch)] }
    let isBranch = update.ref.hasPrefix("refs/heads/")
    guard let new = update.new else {
      let isKept = update.ref == main || update.ref.hasPrefix("refs/heads/" + Network.sealedFolder)
      return isKept ? [refusal(.deletion)] : []
    }
    if isBranch, let old = update.old, try !repository.isAncestor(old, of: new) {
      return [refusal(.rewriting)]
    }
    // Tags, notes and the like carry commits as well.
    guard let content = try repository.content(of: new) else { return [] }
    let branches = try repository.branches()
    // A new ref is compared with the network's main branch.
    let base =
      try update.old.flatMap { try repository.content(of: $0) }
      ?? branches[String(main.dropFirst("refs/heads/".count))]
    return try guardian.findings(
      from: base, throughHistoryTo: content, unknownTo: Array(branches.values), isNetwork: update.ref == main
    ).map { refusal(.finding($0)) }
  }
}
