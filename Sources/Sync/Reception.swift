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
    guard update.ref.hasPrefix("refs/heads/") else { return [] }
    let branch = update.ref.dropFirst("refs/heads/".count)
    if branch.lowercased().hasPrefix("private/") { return [refusal(.privateBranch)] }
    let main = try repository.head().branch
    guard let new = update.new else {
      return branch == main ?? "main" || branch.hasPrefix(SealedName.folder) ? [refusal(.deletion)] : []
    }
    if let old = update.old, try !repository.isAncestor(old, of: new) { return [refusal(.rewriting)] }
    // A branch that is new is looked at for what the network does not have yet.
    let base = try update.old ?? main.flatMap { try repository.tip(of: $0) }
    return try guardian.findings(from: base, to: new).map { refusal(.finding($0)) }
  }
}
