/// Which rows records of a time stand in: in the order of time, and close together, since FTS5 writes each row of a
/// list as its distance from the one before. (Numbered by the second, an index is a tenth larger.)
///
/// Built anew, records stand `gap` rows apart; one that is newer than all stands a row for each second behind the last.
/// What comes later from elsewhere takes a free row between its neighbours, as its time lies between theirs; where they
/// leave none it takes a later one, and stands a little off its place until the index is next built anew.
///
/// The table `clock` says: no record from `time` on stands before `row`.
enum RowClock {
  static let gap: Int64 = 8
  /// Between the first or last record and one beyond.
  private static let gapOutside: ClosedRange<Int64> = 64...1 << 32
  /// In records.
  static let stepOfClock = 256

  /// Those without a time stand before all others, but for those from before 1970.
  static func time(_ seconds: Int64?) -> Int64 { seconds ?? 0 }

  static func insert(_ time: Int64, row: Int64, _ connection: Connection) throws {
    try connection.run("INSERT INTO clock VALUES(?, ?)", [.integer(time), .integer(row)])
  }

  private struct Place {
    var row: Int64
    var time: Int64
  }

  /// A row for one more record.
  static func freeRow(at time: Int64, _ connection: Connection) throws -> Int64 {
    func place(_ condition: String, _ values: [Connection.Value] = []) throws -> Place? {
      let sql = "SELECT row, ifnull(created, 0) FROM head " + condition + " LIMIT 1"
      return try connection.first(sql, values) { Place(row: $0[0], time: $0[1]) }
    }
    let floor = try knot("time <= ? ORDER BY time DESC", time, connection)
    let ceiling = try knot("time > ? ORDER BY time", time, connection)
    let before = try place(
      "WHERE row >= ? AND row < ? AND ifnull(created, 0) <= ? ORDER BY row DESC",
      [.integer(floor?.row ?? .min), .integer(ceiling?.row ?? .max), .integer(time)])
    // Where the record of a knot is gone, its row is free.
    guard let before = before ?? floor.map({ Place(row: $0.row - 1, time: $0.time) }) else {
      guard let first = try place("ORDER BY row") else {
        try insert(time, row: 0, connection)
        return 0
      }
      return first.row - gap(time, first.time)
    }
    guard let next = try place("WHERE row > ? ORDER BY row", [.integer(before.row)]) else {
      let end = before.row + gap(before.time, time)
      try moveClock(to: time, end, floor: floor, connection)
      return end
    }
    let room = next.row - before.row - 1
    guard room > 0 else { return try freeRow(after: next.row, connection) }
    let share = Double(time - before.time) / Double(max(1, next.time - before.time))
    return before.row + 1 + Int64(Double(room - 1) * min(max(0, share), 1))
  }

  private static func knot(_ condition: String, _ time: Int64, _ connection: Connection) throws -> Place? {
    try connection.first("SELECT row, time FROM clock WHERE \(condition) LIMIT 1", [.integer(time)]) {
      Place(row: $0[0], time: $0[1])
    }
  }

  private static func gap(_ earlier: Int64, _ later: Int64) -> Int64 {
    min(max(later - earlier, gapOutside.lowerBound), gapOutside.upperBound)
  }

  /// In steps that double, so that thousands of records of one second cost no long search.
  private static func freeRow(after taken: Int64, _ connection: Connection) throws -> Int64 {
    func isTaken(_ row: Int64) throws -> Bool {
      try connection.first("SELECT 1 FROM head WHERE row = ?", [.integer(row)]) { _ in true } ?? false
    }
    var (row, step) = (taken + 1, Int64(1))
    while try isTaken(row) {
      row = taken + step + Int64.random(in: 0..<step)
      step *= 2
    }
    return row
  }

  private static func moveClock(to time: Int64, _ row: Int64, floor: Place?, _ connection: Connection) throws
  {
    let start = floor?.row ?? .min
    func isThere(_ condition: String, _ values: [Connection.Value]) throws -> Bool {
      try connection.first("SELECT 1 FROM head WHERE row >= ? \(condition)", values) { _ in true } ?? false
    }
    guard try isThere("ORDER BY row LIMIT 1 OFFSET \(stepOfClock)", [.integer(start)]) else { return }
    if try !isThere("AND ifnull(created, 0) >= ? LIMIT 1", [.integer(start), .integer(time)]) {
      try insert(time, row: row, connection)
    }
  }
}

extension CompiledQuery.Condition {
  /// Records from a time on; the clock makes SQLite stop there.
  static func since(_ time: Int64) -> Self {
    let first =
      "ifnull((SELECT row FROM clock WHERE time <= ? ORDER BY time DESC LIMIT 1), -4611686018427387904)"
    return .init(sql: "head.row >= \(first) AND head.created >= ?", values: [.integer(time), .integer(time)])
  }
}
