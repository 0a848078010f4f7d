/// Compares two texts line by line.
///
/// Myers' greedy algorithm (An O(ND) Difference Algorithm, 1986) finds the fewest differences if there are few. If
/// there are many, lines that occur once on both sides become fixed points (patience diff), and what lies between
/// two of them is compared again. Past a budget of steps a region counts as replaced whole, so that no text makes
/// the comparison slow.
struct LineDiff {
  /// A change: lines of one side that replace lines of the other; one of the two may be empty.
  struct Hunk: Equatable {
    var base: Range<Int>
    var side: Range<Int>
  }

  private let base: [Int]
  private let side: [Int]
  /// For each line of the base its number in the side; -1 if it is gone.
  private var partner: [Int]
  private var budget: Int

  /// Lines whose ids are equal are equal.
  static func hunks(from base: [Int], to side: [Int]) -> [Hunk] {
    var diff = LineDiff(base, side)
    diff.match()
    return diff.hunks
  }

  private init(_ base: [Int], _ side: [Int]) {
    self.base = base
    self.side = side
    partner = [Int](repeating: -1, count: base.count)
    budget = 32 * (base.count + side.count) + 1 << 20
  }

  private var hunks: [Hunk] {
    var hunks: [Hunk] = []
    var (line, other) = (0, 0)
    while line < base.count || other < side.count {
      if line < base.count, partner[line] == other {
        line += 1
        other += 1
        continue
      }
      let (first, firstOther) = (line, other)
      while line < base.count, partner[line] < 0 { line += 1 }
      other = line < base.count ? partner[line] : side.count
      hunks.append(Hunk(base: first..<line, side: firstOther..<other))
    }
    return hunks
  }

  private mutating func match() {
    // Regions that are still to be compared; a stack, so that no text makes the machine's own one grow.
    var regions = [Hunk(base: 0..<base.count, side: 0..<side.count)]
    while let region = regions.popLast() {
      guard let rest = trimmed(region) else { continue }
      budget -= rest.base.count + rest.side.count
      if budget < 0 { return }
      if matchGreedily(rest, most: Self.fewDifferences) { continue }
      let points = fixedPoints(rest)
      if points.isEmpty {
        _ = matchGreedily(rest, most: Self.mostDifferences)
        continue
      }
      var (line, other) = (rest.base.lowerBound, rest.side.lowerBound)
      for point in points {
        partner[point.base] = point.side
        regions.append(Hunk(base: line..<point.base, side: other..<point.side))
        (line, other) = (point.base + 1, point.side + 1)
      }
      regions.append(Hunk(base: line..<rest.base.upperBound, side: other..<rest.side.upperBound))
    }
  }

  /// Matches the lines that both sides begin and end with; `nil` if nothing is left to compare.
  private mutating func trimmed(_ region: Hunk) -> Hunk? {
    var (line, other) = (region.base.lowerBound, region.side.lowerBound)
    var (end, otherEnd) = (region.base.upperBound, region.side.upperBound)
    while line < end, other < otherEnd, base[line] == side[other] {
      partner[line] = other
      line += 1
      other += 1
    }
    while line < end, other < otherEnd, base[end - 1] == side[otherEnd - 1] {
      end -= 1
      otherEnd -= 1
      partner[end] = otherEnd
    }
    return line < end && other < otherEnd ? Hunk(base: line..<end, side: other..<otherEnd) : nil
  }

  /// The longest run of lines that each side has once and that both have in the same order.
  private func fixedPoints(_ region: Hunk) -> [(base: Int, side: Int)] {
    var places: [Int: (base: Int, side: Int)] = [:]
    for line in region.base { places[base[line], default: (-1, -1)].base.note(line) }
    for line in region.side { places[side[line]]?.side.note(line) }
    let common = region.base.compactMap { line -> (base: Int, side: Int)? in
      guard let place = places[base[line]], place.base >= 0, place.side >= 0 else { return nil }
      return place
    }
    // The longest increasing run, by piles: each line remembers the top of the pile to its left.
    var piles: [Int] = []
    var left = [Int](repeating: -1, count: common.count)
    for (index, place) in common.enumerated() {
      var (low, high) = (0, piles.count)
      while low < high {
        let middle = (low + high) / 2
        if common[piles[middle]].side < place.side { low = middle + 1 } else { high = middle }
      }
      left[index] = low > 0 ? piles[low - 1] : -1
      if low == piles.count { piles.append(index) } else { piles[low] = index }
    }
    var run: [(base: Int, side: Int)] = []
    var next = piles.last ?? -1
    while next >= 0 {
      run.append(common[next])
      next = left[next]
    }
    return run.reversed()
  }

  /// The number of differences up to which the shortest way is looked for first.
  private static let fewDifferences = 64
  /// The number of differences beyond which a region counts as replaced.
  private static let mostDifferences = 400

  /// Matches by the shortest way. Returns whether there is one with at most `most` differences.
  private mutating func matchGreedily(_ region: Hunk, most: Int) -> Bool {
    let (count, otherCount) = (region.base.count, region.side.count)
    if abs(count - otherCount) > most { return false }
    let most = min(count + otherCount, most)
    // How far along the base each diagonal has come, after each number of differences.
    var reach = [Int](repeating: 0, count: 2 * most + 3)
    var history: [[Int]] = []
    let middle = most + 1
    for differences in 0...most {
      budget -= differences + 1
      if budget < 0 { return false }
      history.append(Array(reach[(middle - differences)...(middle + differences)]))
      for diagonal in stride(from: -differences, through: differences, by: 2) {
        let isDown =
          diagonal == -differences
          || diagonal != differences && reach[middle + diagonal - 1] < reach[middle + diagonal + 1]
        var line = isDown ? reach[middle + diagonal + 1] : reach[middle + diagonal - 1] + 1
        var other = line - diagonal
        let start = line
        while line < count, other < otherCount,
          base[region.base.lowerBound + line] == side[region.side.lowerBound + other]
        {
          line += 1
          other += 1
        }
        budget -= line - start
        reach[middle + diagonal] = line
        if line == count, other == otherCount {
          trace(region, history)
          return true
        }
      }
    }
    return false
  }

  /// Follows the way back from the end, and matches the lines on its diagonals.
  private mutating func trace(_ region: Hunk, _ history: [[Int]]) {
    var (line, other) = (region.base.count, region.side.count)
    for differences in history.indices.reversed() {
      let reach = history[differences]
      let diagonal = line - other
      func at(_ diagonal: Int) -> Int {
        let place = diagonal + differences
        return reach.indices.contains(place) ? reach[place] : -1
      }
      let isDown = diagonal == -differences || diagonal != differences && at(diagonal - 1) < at(diagonal + 1)
      let before = isDown ? diagonal + 1 : diagonal - 1
      let (stop, stopOther) = differences == 0 ? (0, 0) : (at(before), at(before) - before)
      while line > stop, other > stopOther {
        line -= 1
        other -= 1
        partner[region.base.lowerBound + line] = region.side.lowerBound + other
      }
      (line, other) = (stop, stopOther)
    }
  }
}

extension Int {
  /// Holds a place seen once: -1 before it was seen, -2 when it was seen twice.
  fileprivate mutating func note(_ place: Int) { self = self == -1 ? place : -2 }
}
