import Records

/// A clause of Rights.md, by its number.
package enum Clause: Int, CaseIterable, Sendable {
  case whoActs = 1
  case owners, communityStewards, networkStewards, keys, conflicts, imports, anonymous, merges

  /// The clause as people quote it: `R2`.
  package var name: String { "R\(rawValue)" }

  package init?(name: some StringProtocol) {
    guard name.first == "R", let number = Int(name.dropFirst()) else { return nil }
    self.init(rawValue: number)
  }
}

/// Why a change has no right.
package struct Breach: Hashable, Sendable {
  /// The clause that the change breaks.
  package let clause: Clause
  /// The handle of whom the record is, or says that it is; `nil` for what is nobody's own.
  package let owner: String?
  /// Whether the record, or its commit, speaks in the name of `owner`, rather than changing what `owner` wrote.
  package let isClaim: Bool
  /// The handles of those who may.
  package let allowed: [String]
  /// Whether `owner` may, once they have accepted the charter.
  package let needsCharter: Bool

  package init(
    _ clause: Clause, owner: String? = nil, isClaim: Bool = false, allowed: [String] = [],
    needsCharter: Bool = false
  ) {
    (self.clause, self.owner, self.isClaim, self.needsCharter) = (clause, owner, isClaim, needsCharter)
    self.allowed = allowed.isEmpty ? owner.map { [$0] } ?? [] : allowed
  }
}
