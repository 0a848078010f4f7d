import SeededRandom
import Testing

@testable import Records

@Suite struct LineMergeTests {
  /// Merges texts whose lines are written one behind the other with spaces; `nil` where they are at odds.
  private func merge(_ base: String, _ one: String, _ other: String) -> String? {
    func lines(_ text: String) -> [LineMerge.Line] { text.split(separator: " ").map { Array($0.utf8)[...] } }
    let merged = LineMerge.merge(base: lines(base), lines(one), lines(other))
    #expect(merged == LineMerge.merge(base: lines(base), lines(other), lines(one)))
    return merged?.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }

  @Test func changesToDifferentLinesBothCount() {
    #expect(merge("a b c d", "x b c d", "a b c y") == "x b c y")
    #expect(merge("a b c d", "a x c d", "a b y d") == "a x y d")
    #expect(merge("a b c", "a b c d", "z a b c") == "z a b c d")
    #expect(merge("a b c", "a c", "a b c d") == "a c d")
    #expect(merge("a b c", "a b c d", "a b x") == "a b x d")
  }

  @Test func theSameChangeCountsOnce() {
    #expect(merge("a b c", "a x c", "a x c") == "a x c")
    #expect(merge("a b c", "a c", "a c") == "a c")
    #expect(merge("", "a b", "a b") == "a b")
    #expect(merge("a d", "a b d", "a b c d") == "a b c d")
  }

  @Test func differentChangesToOneLineAreAtOdds() {
    #expect(merge("a b c", "a x c", "a y c") == nil)
    #expect(merge("a b c", "a c", "a y c") == nil)
    #expect(merge("a b", "a b x", "a b y") == nil)
    #expect(merge("", "a", "b") == nil)
  }

  @Test func theUnionHasTheLinesOfBoth() {
    func lines(_ text: String) -> [LineMerge.Line] { text.split(separator: " ").map { Array($0.utf8)[...] } }
    let union = LineMerge.union(base: lines("a b"), first: lines("a x y b"), second: lines("a y z b"))
    #expect(union == lines("a x y z b"))
  }

  /// What the hunks make of the base is the side, and lines outside of them are equal.
  @Test func everyDifferenceIsInAHunk() {
    for seed in UInt64(0)..<3000 {
      var random = Seeded(state: seed)
      let kinds = Int.random(in: 1...12, using: &random)
      let base = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        Int.random(in: 0..<kinds, using: &random)
      }
      var side = base
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let place = Int.random(in: 0...side.count, using: &random)
        if Bool.random(using: &random) || place == side.count {
          side.insert(Int.random(in: 0..<kinds, using: &random), at: place)
        } else {
          side.remove(at: place)
        }
      }
      var made: [Int] = []
      var position = 0
      let hunks = LineDiff.hunks(from: base, to: side)
      for hunk in hunks {
        made += base[position..<hunk.base.lowerBound]
        #expect(made.count == hunk.side.lowerBound, "seed \(seed)")
        made += side[hunk.side]
        position = hunk.base.upperBound
      }
      made += base[position...]
      #expect(made == side, "seed \(seed)")
      #expect(hunks.reduce(0) { $0 + $1.base.count + $1.side.count } <= 12, "seed \(seed)")
    }
  }

  @Test func hostileTextsAreComparedInLinearTime() {
    var random = Seeded(state: 1)
    let shuffled = (0..<2).map { _ in (0..<100_000).map { _ in Int.random(in: 0..<3, using: &random) } }
    let reversed = Array((0..<100_000).reversed())
    let duration = ContinuousClock().measure {
      _ = LineDiff.hunks(from: shuffled[0], to: shuffled[1])
      _ = LineDiff.hunks(from: Array(0..<100_000), to: reversed)
      _ = LineDiff.hunks(from: shuffled[0], to: Array(0..<100_000))
    }
    // Quadratic work would be 10,000,000,000 steps.
    #expect(duration < .seconds(30))
  }
}
