import Glibc

/// Best first: how well a record fits, then how useful readers found it, then how fresh it is. All that decides the
/// order is here, but for the sum over words (`mgrnet_fit`), whose parameters are here.
///
/// `score = (fit + ½) × usefulness × freshness × standing`. Fit goes from 0 to some 30, usefulness from 1 to 2 (with
/// the logarithm of the points), freshness from 1 down to 0.8; standing is 1, or less for what has been overtaken.
enum Ranking {
  /// The most hits that are weighed: the newest ones.
  static let limit = 5_000

  /// Okapi BM25's usual values.
  private static let (k, b) = (1.2, 0.75)
  /// Of body, title, extra (takeaway, tags, details).
  private static let columnWeights = [1.0, 6.0, 3.0]

  /// Points of one record's marks, as an SQL aggregate over `mark`: who tried it says most.
  static let worth =
    "sum(useful + thanks + CASE tried WHEN 'worked' THEN 3 WHEN 'mixed' THEN 1 WHEN 'failed' THEN -2 ELSE 0 END)"
  private static let accepted = 5

  /// How much a word tells, by the number of records that have it; never below a little.
  static func weight(records: Int, of all: Int) -> Double {
    let others = Double(max(0, all - records)) + 0.5
    return max(0.05, log(1 + others / (Double(records) + 0.5)))
  }

  struct Circumstances {
    var worth: Int
    var outdated: Int
    var state: RecordState
    /// Seconds.
    var age: Int64
    var isReviewDue: Bool
  }

  /// The greatest is best; comparable between indexes.
  static func score(fit: Double, _ record: Circumstances) -> Double {
    let points = max(0, record.worth + (record.state.contains(.accepted) ? accepted : 0))
    let usefulness = 1 + min(1, 0.2 * log2(Double(1 + points)))
    let freshness = 0.8 + 0.2 / (1 + Double(max(0, record.age)) / 31_557_600)
    var standing = 1.0
    if record.isReviewDue { standing *= 0.6 }
    if record.outdated > max(0, record.worth) { standing *= 0.4 }
    if record.state.contains(.replaced) { standing *= 0.3 }
    if record.state.contains(.withdrawn) { standing *= 0.1 }
    return (fit + 0.5) * usefulness * freshness * standing
  }

  /// The parameters of `mgrnet_fit`, as `fit_parameters` lies in memory.
  static func parameters(averageLength: Double, weights: [Double]) -> [UInt8] {
    ([k, b, averageLength] + columnWeights + weights).flatMap { withUnsafeBytes(of: $0, Array.init) }
  }
}
