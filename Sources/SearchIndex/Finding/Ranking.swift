import Records

/// Orders hits best first: by fit, by how useful readers found them, and by age. All rules of the
/// order are here.
///
/// `score = (fit + ½) × usefulness × freshness × standing`. Fit is FTS5's `bm25`, usefulness goes from 1 to 2 (with the
/// logarithm of the points), freshness from 1 down to 0.8; standing is 1, or less for what has been overtaken.
enum Ranking {
  /// The limit of hits that are scored: the newest ones.
  static let limit = 5_000

  /// The points of one record's marks, as an SQL aggregate over `mark`. Trying counts most.
  static let worth =
    "useful + thanks + CASE tried WHEN 'worked' THEN 3 WHEN 'mixed' THEN 1 WHEN 'failed' THEN -2 ELSE 0 END"

  /// The score of a hit in `text`, with its `record`, as an SQL expression. Greater is better; comparable between indexes.
  ///
  /// - Parameter hasText: whether FTS5 finds the records; else nothing fits better than anything else.
  static func score(now: Timestamp, hasText: Bool) -> String {
    """
    (0.5\(hasText ? " - bm25(text, 0, 6, 3, 1)" : ""))
    * (1 + min(1, 0.2 * log2(1 + max(0, worth + 5 * is_accepted))))
    * (0.8 + 0.2 / (1 + max(0, \(now.seconds) - ifnull(time, \(now.seconds))) / 31557600.0))
    * iif(due < \(now.day.daysSince1970), 0.6, 1) * iif(outdated > max(0, worth), 0.4, 1)
    * iif(is_replaced, 0.3, 1) * iif(is_withdrawn, 0.1, 1)
    """
  }
}
