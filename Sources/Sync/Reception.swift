import Git
import Judging
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
      /// A file that a tag names.
      case tooLarge(bytes: Int, limit: Int)
      case finding(GuardFinding)
      /// A change without a right that the same push does not take back.
      case withoutRight(Disputed)
    }
    package let ref: String
    package let reason: Reason
  }

  private let repository: Repository
  private let guardian: Guard
  private let file: JudgementFile

  package init(_ repository: Repository, _ guardian: Guard) {
    self.repository = repository
    self.guardian = guardian
    file = JudgementFile(in: repository.commonDirectory + "/mgrnet")
  }

  /// Returns why a ref must not move; empty if it may.
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
    // A new ref is compared with the network's branch.
    let branches = try repository.branches()
    let base = try update.old.flatMap { try repository.content(of: $0) } ?? networks(branches).first?.value
    let known = Array(branches.values)
    var findings = try guardian.findings(
      from: base, throughHistoryTo: content, unknownTo: known, isNetwork: isNetwork)
    if findings.isEmpty, isNetwork {
      findings = try guardian.namesakes(from: update.old, to: new, unknownTo: known)
    }
    guard findings.isEmpty, isNetwork else { return findings.map { refusal(.finding($0)) } }
    return try withoutRight(from: update.old, to: new).map { refusal(.withoutRight($0)) }
  }

  /// Returns what a push brings that has no right. Only what was accepted is remembered.
  private func withoutRight(from old: ObjectID?, to new: ObjectID) throws -> [Disputed] {
    let heir = try repository.configString("mgrnet.steward") ?? ""
    let judge = try Judge(repository, isPrivate: false, heir: heir, from: onDisk(file.read()))
    if let old {
      let before = judge.judgement
      try judge.judge([old], limit: Network.judgedAtFirst)
      if judge.judgement != before { try file.keep(judge.judgement) }
    }
    try judge.judge([new], limit: Network.judgedAtFirst)
    return try judge.disputes(broughtBy: new, to: old)
  }

  /// Returns the branch of the network: HEAD's, `main` or `master`, the first of them that has the network's card; else
  /// all branches that have it.
  ///
  /// After `git init --bare`, HEAD may name a branch that nobody ever pushes.
  private func networks(_ branches: [String: ObjectID]) throws -> [(key: String, value: ObjectID)] {
    let cards = try branches.filter { try repository.entry(Guard.networkCard, in: $0.value) != nil }
    let name = try [repository.head().branch ?? "main", "main", "master"].first { cards[$0] != nil }
    return cards.filter { $0.key == name ?? $0.key }.sorted { $0.key < $1.key }
  }

  /// Returns whether an update is of the network's branch, or of the first branch that is pushed.
  private func isNetwork(_ update: RefUpdate) throws -> Bool {
    let networks = try networks(repository.branches())
    return networks.isEmpty || networks.contains { "refs/heads/" + $0.key == update.ref }
  }
}
