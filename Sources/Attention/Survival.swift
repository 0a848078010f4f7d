/// How long something takes of which not all has happened yet: the estimator of Kaplan and Meier.
///
/// A median of the answered questions alone would praise a community that answers one question at once and no other
/// ever.
package struct Survival: Hashable, Sendable {
  /// A question: after how many seconds it was answered, or for how many it has waited until now.
  package struct Wait: Hashable, Sendable {
    package let seconds: Int64
    package let isOver: Bool
    package init(_ seconds: Int64, isOver: Bool) { (self.seconds, self.isOver) = (seconds, isOver) }
  }

  /// The time after which half have their answer; `nil` if fewer than half are estimated to get one.
  package let median: Int64?
  /// How many there are.
  package let count: Int

  package init(_ waits: [Wait]) {
    count = waits.count
    // At one moment, answers come before those of which no more is known.
    let sorted = waits.sorted { ($0.seconds, $0.isOver ? 0 : 1) < ($1.seconds, $1.isOver ? 0 : 1) }
    var (share, left) = (1.0, sorted.count)
    var found: Int64?
    for wait in sorted {
      if wait.isOver { share *= Double(left - 1) / Double(left) }
      left -= 1
      // The product of fractions may miss a half by its rounding.
      if found == nil, share <= 0.5 + 1e-9 { found = wait.seconds }
    }
    median = found
  }

  /// Fewer are not told: they would say something of single people.
  package static let fewest = 5
}
