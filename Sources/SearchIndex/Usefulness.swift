import Glibc

/// How much a record's worth to its readers counts, in one place.
enum Usefulness {
  /// Points of one record's marks, as an SQL aggregate over `mark`: who tried it says most.
  static let sum =
    "sum(useful + thanks + CASE tried WHEN 'worked' THEN 3 WHEN 'mixed' THEN 1 WHEN 'failed' THEN -2 ELSE 0 END)"

  /// The score of a hit; the greatest is best.
  ///
  /// Fit (bm25, made positive) times usefulness (grows with the logarithm of the points; an accepted answer counts
  /// as five points) times freshness (half after three years, never under a quarter); what is withdrawn, replaced, or
  /// called outdated by more readers than find it useful sinks to a fifth.
  ///
  /// - Parameter now: seconds since 1970.
  static func score(fit: Double, points: Int, isAccepted: Bool, age seconds: Int64, isGone: Bool) -> Double {
    let worth = Double(max(0, points + (isAccepted ? 5 : 0)))
    let years = Double(max(0, seconds)) / 31_557_600
    let freshness = max(0.25, 1 / (1 + years / 3))
    return fit * (1 + 0.25 * log(1 + worth)) * freshness * (isGone ? 0.2 : 1)
  }
}
