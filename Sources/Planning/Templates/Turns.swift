/// Assigns rows to people. Both are numbers here; `present[row]` are the people who are there, in the order of the
/// list.
package enum Turns {
  /// Assigns in the order of the list; whoever is skipped goes first next time.
  ///
  /// - Returns: a person for each row; `nil` if nobody is there.
  package static func inTurn(_ present: [[Int]], people: Int) -> [Int?] {
    var queue = Array(0..<people)
    return present.map { there in
      let there = Set(there)
      guard let place = queue.firstIndex(where: there.contains) else { return nil }
      let person = queue.remove(at: place)
      queue.append(person)
      return person
    }
  }

  /// Assigns as evenly as the absences allow.
  ///
  /// Every row for which somebody is there gets a person. Among all such assignments it takes one with the least
  /// sum of squared numbers of turns: so turns differ by at most one wherever possible, and the most loaded person
  /// has as few as possible (Harvey, Ladner, Lovász, Tamir: Semi-matchings for bipartite graphs and load balancing,
  /// 2006). Among these, row after row, the turn goes to whoever had the fewest so far, then to whose last turn is
  /// longest ago, then to the first in the list.
  ///
  /// - Returns: a person for each row; `nil` if nobody is there.
  package static func fewestFirst(_ present: [[Int]], people: Int) -> [Int?] {
    var turns = FairTurns(present, people: people)
    return turns.settled()
  }

  /// Returns the backup of each row: who would have it if its person did not.
  static func backups(_ turns: [Int?], _ present: [[Int]], people: Int, isInTurn: Bool) -> [Int?] {
    var counts = Array(repeating: 0, count: people)
    var last = Array(repeating: -1, count: people)
    return turns.indices.map { row in
      guard let person = turns[row] else { return nil }
      defer {
        counts[person] += 1
        last[person] = row
      }
      return present[row].filter { $0 != person }.min { one, other in
        isInTurn
          ? (last[one], one) < (last[other], other)
          : (counts[one], last[one], one) < (counts[other], last[other], other)
      }
    }
  }
}

/// A semi-matching of rows and people that is kept optimal while rows are settled one by one.
private struct FairTurns {
  private let present: [[Int]]
  private var turn: [Int?]
  private var load: [Int]
  /// The rows that each person has.
  private var rows: [[Int]]
  /// The steps of search that are left, more than any team needs. At 0 the assignment stays as it is.
  private var steps = 40_000_000

  init(_ present: [[Int]], people: Int) {
    self.present = present
    turn = Array(repeating: nil, count: present.count)
    load = Array(repeating: 0, count: people)
    rows = Array(repeating: [], count: people)
    for row in present.indices {
      guard let person = present[row].min(by: { (load[$0], $0) < (load[$1], $1) }) else { continue }
      give(row, to: person)
      // Adding one row at a time, one path to the least loaded person in reach keeps the whole optimal.
      improve(from: person)
    }
  }

  mutating func settled() -> [Int?] {
    var had = Array(repeating: 0, count: load.count)
    var last = Array(repeating: -1, count: load.count)
    for row in present.indices {
      guard let holder = turn[row] else { continue }
      let wanted = present[row].sorted { (had[$0], last[$0], $0) < (had[$1], last[$1], $1) }
      for person in wanted {
        if person == holder || take(row, for: person, from: holder) { break }
      }
      let person = turn[row] ?? holder
      had[person] += 1
      last[person] = row
    }
    return turn
  }

  /// Gives a row to another person if the assignment stays as fair; only later rows may change.
  private mutating func take(_ row: Int, for person: Int, from holder: Int) -> Bool {
    // A unit of load moves from the holder to the person, and on along a path, which must end where the loads are as
    // they were: at the holder, or at somebody with one turn less than the holder has.
    guard steps > 0,
      let path = path(
        from: person, after: row, until: { [load] in $0 == holder || load[$0] + 1 <= load[holder] })
    else { return false }
    move(path)
    rows[holder].removeAll { $0 == row }
    load[holder] -= 1
    give(row, to: person)
    return true
  }

  private mutating func give(_ row: Int, to person: Int) {
    turn[row] = person
    load[person] += 1
    rows[person].append(row)
  }

  private mutating func improve(from person: Int) {
    while steps > 0,
      let path = path(from: person, after: -1, until: { [load] in load[$0] + 2 <= load[person] })
    { move(path) }
  }

  /// Hands each row of a path on to the next person.
  private mutating func move(_ path: [(row: Int, to: Int)]) {
    for (row, person) in path {
      if let old = turn[row] {
        rows[old].removeAll { $0 == row }
        load[old] -= 1
      }
      give(row, to: person)
    }
  }

  /// Returns the shortest path of hand-overs of rows from `person` to somebody for whom `isGoal` holds; empty if it
  /// holds for `person`.
  private mutating func path(from person: Int, after first: Int, until isGoal: (Int) -> Bool) -> [(
    row: Int, to: Int
  )]? {
    if isGoal(person) { return [] }
    var cameBy: [(row: Int, from: Int)?] = Array(repeating: nil, count: load.count)
    var isSeen = Array(repeating: false, count: load.count)
    var queue = [person]
    isSeen[person] = true
    var place = 0
    while place < queue.count {
      let giver = queue[place]
      place += 1
      for row in rows[giver] where row > first {
        for taker in present[row] where !isSeen[taker] {
          steps -= 1
          isSeen[taker] = true
          cameBy[taker] = (row, giver)
          if isGoal(taker) { return way(to: taker, cameBy) }
          queue.append(taker)
        }
        steps -= present[row].count
        if steps <= 0 { return nil }
      }
    }
    return nil
  }

  private func way(to goal: Int, _ cameBy: [(row: Int, from: Int)?]) -> [(row: Int, to: Int)] {
    var path: [(row: Int, to: Int)] = []
    var person = goal
    while let step = cameBy[person] {
      path.append((step.row, person))
      person = step.from
    }
    return path
  }
}
