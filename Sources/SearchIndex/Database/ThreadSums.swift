/// What replies and marks say of a post and its replies, summed up in their rows.
enum ThreadSums {
  /// Whether there is anything but the post to sum up.
  static func hasOthers(_ thread: String, _ connection: Connection) throws -> Bool {
    let sql = "SELECT 1 FROM head WHERE thread = ?1 UNION ALL SELECT 1 FROM mark WHERE thread = ?1 LIMIT 1"
    return try connection.first(sql, [.text(thread)]) { _ in true } ?? false
  }

  /// Brings one thread's sums up to date.
  static func update(_ thread: String, _ connection: Connection) throws {
    try connection.run(
      """
      UPDATE head SET worth = 0, outdated = 0, replies = 0, state = state & ~\(RecordState.answered.rawValue)
      & CASE WHEN thread IS NULL THEN -1 ELSE ~\(RecordState.accepted.rawValue) END
      WHERE key = ?1 AND thread IS NULL OR thread = ?1
      """, [.text(thread)])
    for sql in statements(
      replies: "thread = ?1", accepted: "key = ?1 AND thread IS NULL", marks: "thread = ?1")
    {
      try connection.run(sql, [.text(thread)])
    }
  }

  /// Sums up all threads, in rows that hold no sums yet.
  static func makeAll(_ connection: Connection) throws {
    for sql in statements(replies: "thread IS NOT NULL", accepted: "accepted IS NOT NULL", marks: "TRUE") {
      try connection.run(sql)
    }
  }

  private static func statements(replies: String, accepted: String, marks: String) -> [String] {
    let standing = "state & \(RecordState.reply.rawValue | RecordState.withdrawn.rawValue)"
    return [
      """
      UPDATE head SET replies = n, state = head.state | \(RecordState.answered.rawValue)
      FROM (SELECT thread AS post, count(*) AS n FROM head
        WHERE \(replies) AND \(standing) = \(RecordState.reply.rawValue) GROUP BY thread) AS sums
      WHERE head.key = sums.post AND head.thread IS NULL
      """,
      """
      UPDATE head SET state = head.state | \(RecordState.accepted.rawValue)
      FROM (SELECT key AS post, accepted AS reply FROM head WHERE accepted IS NOT NULL AND \(accepted)) AS sums
      WHERE head.key = sums.reply AND head.thread = sums.post
      """,
      """
      UPDATE head SET worth = sums.worth, outdated = sums.outdated
      FROM (SELECT thread AS post, target, \(Ranking.worth) AS worth, sum(outdated) AS outdated FROM mark
        WHERE \(marks) GROUP BY thread, target) AS sums
      WHERE head.key = sums.target AND coalesce(head.thread, head.key) = sums.post
      """,
    ]
  }
}
