import Planning
import SeededRandom
import Testing

/// Rows with random people there: some rows have nobody, some people are away for long.
private func present(rows: Int, people: Int, seed: UInt64) -> [[Int]] {
  var random = Seeded(state: seed)
  var away = Array(repeating: Array(repeating: false, count: people), count: rows)
  for person in 0..<people {
    for _ in 0..<Int.random(in: 0...3, using: &random) where rows > 0 {
      let from = Int.random(in: 0..<rows, using: &random)
      for row in from..<min(rows, from + Int.random(in: 1...max(1, rows / 2), using: &random)) {
        away[row][person] = true
      }
    }
  }
  return away.map { row in (0..<people).filter { !row[$0] } }
}

private func loads(_ turns: [Int?], _ people: Int) -> [Int] {
  (0..<people).map { person in turns.count { $0 == person } }
}

/// The least sum of squares of all assignments, by trying them all.
private func leastUnevenness(_ present: [[Int]], _ people: Int) -> (squares: Int, spread: Int) {
  var load = Array(repeating: 0, count: people)
  var best = (squares: Int.max, spread: Int.max)
  func go(_ row: Int) {
    guard row < present.count else {
      best.squares = min(best.squares, load.reduce(0) { $0 + $1 * $1 })
      best.spread = min(best.spread, (load.max() ?? 0) - (load.min() ?? 0))
      return
    }
    if present[row].isEmpty { return go(row + 1) }
    for person in present[row] {
      load[person] += 1
      go(row + 1)
      load[person] -= 1
    }
  }
  go(0)
  return best
}

/// Whether turns can differ by at most one: whether each person can have `low` or `low + 1`, by a flow of its own,
/// which shares nothing with the code under test.
private func canBeEven(_ present: [[Int]], _ people: Int) -> Bool {
  let rows = present.indices.filter { !present[$0].isEmpty }
  let low = rows.count / people
  // First `low` turns for each person, then one more for those who can: a matching that only grows keeps the first.
  var holder: [Int: Int] = [:]
  func fill(_ person: Int, _ seen: inout Set<Int>) -> Bool {
    for row in rows where present[row].contains(person) && seen.insert(row).inserted {
      guard let other = holder[row] else {
        holder[row] = person
        return true
      }
      if other != person, fill(other, &seen) {
        holder[row] = person
        return true
      }
    }
    return false
  }
  for person in 0..<people {
    for _ in 0..<low {
      var seen: Set<Int> = []
      if !fill(person, &seen) { return false }
    }
  }
  for person in 0..<people {
    var seen: Set<Int> = []
    _ = fill(person, &seen)
  }
  return holder.count == rows.count
}

@Test(arguments: 0..<400)
func nobodyWhoIsAwayHasATurnAndNobodyIsLeftOut(seed: Int) {
  var random = Seeded(state: UInt64(seed) &+ 7_000)
  let people = Int.random(in: 1...12, using: &random)
  let present = present(rows: Int.random(in: 0...80, using: &random), people: people, seed: UInt64(seed))
  for turns in [Turns.fewestFirst(present, people: people), Turns.inTurn(present, people: people)] {
    #expect(turns.count == present.count)
    for (person, there) in zip(turns, present) {
      if let person {
        #expect(there.contains(person))
      } else {
        #expect(there.isEmpty)
      }
    }
  }
}

@Test(arguments: 0..<400)
func turnsDifferByAtMostOneWhereThatIsPossible(seed: Int) {
  var random = Seeded(state: UInt64(seed) &+ 9_000)
  let people = Int.random(in: 1...10, using: &random)
  let present = present(rows: Int.random(in: 1...60, using: &random), people: people, seed: UInt64(seed) &+ 1)
  let load = loads(Turns.fewestFirst(present, people: people), people)
  let spread = (load.max() ?? 0) - (load.min() ?? 0)
  #expect((spread <= 1) == canBeEven(present, people), "\(load)")
}

@Test(arguments: 0..<300)
func noOtherWayIsFairer(seed: Int) {
  var random = Seeded(state: UInt64(seed) &+ 11_000)
  let people = Int.random(in: 1...4, using: &random)
  let present = present(rows: Int.random(in: 1...7, using: &random), people: people, seed: UInt64(seed) &+ 2)
  let load = loads(Turns.fewestFirst(present, people: people), people)
  let best = leastUnevenness(present, people)
  #expect(load.reduce(0) { $0 + $1 * $1 } == best.squares)
  if best.spread <= 1 { #expect((load.max() ?? 0) - (load.min() ?? 0) == best.spread) }
}

@Test func whoeverIsAwayAtTheEndTakesTheirTurnsBefore() {
  // Greedy turns would leave the one who is there all the time with three of the four.
  #expect(Turns.fewestFirst([[0, 1], [0, 1], [1], [1]], people: 2) == [0, 0, 1, 1])
}

@Test func withoutAbsencesEachTakesATurnInTheOrderOfTheList() {
  let everyone = Array(repeating: [0, 1, 2], count: 7)
  #expect(Turns.fewestFirst(everyone, people: 3) == [0, 1, 2, 0, 1, 2, 0])
  #expect(Turns.inTurn(everyone, people: 3) == [0, 1, 2, 0, 1, 2, 0])
}

@Test func whoeverIsSkippedGoesFirstNextTime() {
  #expect(Turns.inTurn([[1, 2], [0, 1, 2], [0, 1, 2], [0, 1, 2]], people: 3) == [1, 0, 2, 1])
  #expect(Turns.inTurn([[0], [], [0, 1]], people: 2) == [0, nil, 1])
}

@Test func aYearOfTurnsOfThirtyPeopleIsSoonFair() {
  let present = present(rows: 260, people: 30, seed: 5)
  let start = ContinuousClock.now
  let load = loads(Turns.fewestFirst(present, people: 30), 30)
  #expect(ContinuousClock.now - start < .seconds(2))
  #expect(load.reduce(0, +) == present.count { !$0.isEmpty })
}
