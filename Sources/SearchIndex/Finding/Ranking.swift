import Records

/// Best first: how well a record fits, then how useful readers found it, then how fresh it is. All that decides the
/// order is here.
///
/// `score = (fit + ½) × usefulness × freshness × standing`. Fit is FTS5's `bm25`, usefulness goes from 1 to 2 (with the
/// logarithm of the points), freshness from 1 down to 0.8; standing is 1, or less for what has been overtaken.
enum Ranking {
  /// The most hits that are weighed: the newest ones.
  static let limit = 5_000

  /// Points of one record's marks, as an SQL aggregate over `mark`: who tried it says most.
  static let worth =
    "useful + thanks + CASE tried WHEN 'worked' THEN 3 WHEN 'mixed' THEN 1 WHEN 'failed' THEN -2 ELSE 0 END"

  /// Of a hit in `text`, with its `record`, as an SQL expression; the greatest is best, comparable between indexes.
  static func score(now: Timestamp) -> String {
    """
    (0.5 - bm25(text, 0, 6, 3, 1))
    * (1 + min(1, 0.2 * log2(1 + max(0, worth + 5 * is_accepted))))
    * (0.8 + 0.2 / (1 + max(0, \(now.seconds) - ifnull(time, \(now.seconds))) / 31557600.0))
    * iif(review_by < \(now.day.daysSince1970), 0.6, 1) * iif(outdated > max(0, worth), 0.4, 1)
    * iif(is_replaced, 0.3, 1) * iif(is_withdrawn, 0.1, 1)
    """
  }
}
