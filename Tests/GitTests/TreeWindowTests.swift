import SeededRandom
import Testing

@testable import Git

@Suite struct TreeWindowTests {
  /// Entries of a folder, in order; names of few letters, ids in which anything may stand.
  private static func folder(_ names: [String], _ random: inout Seeded) -> [[UInt8]] {
    names.map { name in
      Array("100644 \(name)\0".utf8) + (0..<20).map { _ in UInt8.random(in: 0...3, using: &random) }
    }
  }

  /// Two states of one folder, of which the later has a few entries less, more, or others.
  private static func states(_ random: inout Seeded) -> (old: [[UInt8]], new: [[UInt8]]) {
    let names = (0..<Int.random(in: 0...30, using: &random)).map { "f" + String($0 + 100) }
    let old = folder(names, &random)
    var new = old
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let other = folder(["f\(Int.random(in: 100...140, using: &random))"], &random)
      switch Int.random(in: 0...2, using: &random) {
      case 0 where !new.isEmpty: new.remove(at: Int.random(in: new.indices, using: &random))
      case 1 where !new.isEmpty: new[Int.random(in: new.indices, using: &random)] = other[0]
      default: new.insert(other[0], at: Int.random(in: 0...new.count, using: &random))
      }
    }
    return (old, new)
  }

  @Test func whatIsLeftOutIsTheSameInBoth() throws {
    var random = Seeded(state: 5)
    for _ in 0..<3000 {
      let (old, new) = Self.states(&random)
      let (before, after) = (Array(old.joined()), Array(new.joined()))
      let window = TreeWindow(before, after)
      #expect(before[..<window.old.lowerBound] == after[..<window.new.lowerBound])
      #expect(before[window.old.upperBound...] == after[window.new.upperBound...])
      for (tree, range) in [(old, window.old), (new, window.new)] {
        let places = tree.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        #expect(places.contains(range.lowerBound) && places.contains(range.upperBound))
      }
      if old == new { #expect(window.old.isEmpty && window.new.isEmpty) }
      if after.count > 200, let delta = TreeDelta.encode(after, from: before) {
        #expect(Delta.apply(delta, to: before) == after)
      }
    }
  }

  @Test func oneEntryIsFoundAmongMany() throws {
    var random = Seeded(state: 6)
    let old = Self.folder((0..<1000).map { "post-\(1000 + $0)" }, &random)
    var new = old
    new.insert(Self.folder(["post-1500b"], &random)[0], at: 501)
    var window = TreeWindow(Array(old.joined()), Array(new.joined()))
    #expect(window.old.isEmpty && window.new.count == new[501].count)
    window = TreeWindow(Array(new.joined()), Array(old.joined()))
    #expect(window.new.isEmpty && window.old.count == new[501].count)
    new = old
    new[3] = Self.folder(["post-1003"], &random)[0]
    window = TreeWindow(Array(old.joined()), Array(new.joined()))
    #expect(window.old.count == old[3].count && window.old == window.new)
  }

  @Test func anyBytesAreCompared() throws {
    var random = Seeded(state: 7)
    for _ in 0..<3000 {
      let bytes = { (random: inout Seeded) in
        (0..<Int.random(in: 0...90, using: &random)).map { _ in UInt8.random(in: 0...2, using: &random) }
      }
      let (old, new) = (bytes(&random), bytes(&random))
      let window = TreeWindow(old, new)
      #expect(old[..<window.old.lowerBound] == new[..<window.new.lowerBound])
      #expect(old[window.old.upperBound...] == new[window.new.upperBound...])
    }
  }
}
