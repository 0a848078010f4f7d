import Git
import SeededRandom
import Testing

@testable import Store

@Suite struct CommitMergeTests {
  private let trees: Trees
  private let repository: Repository

  init() throws {
    trees = try Trees()
    repository = trees.repository
  }

  private func commit(_ files: [String: String], _ parents: [ObjectID], at seconds: Int64) throws -> ObjectID
  {
    let someone = Signature(name: "A", email: "a@example.org", seconds: seconds, offsetMinutes: 0)
    var changes: [TreeChange] = []
    try repository.changes(from: parents.first, to: trees.tree(files)) { change in
      changes.append(change.new.map { .put(change.path, $0.id) } ?? .remove(change.path))
    }
    return try repository.writeCommit(
      changes, parents: parents, author: someone, committer: someone, message: "\(seconds)"
    ).commit
  }

  private func join(_ one: ObjectID, _ other: ObjectID) throws -> ObjectID {
    try repository.writeMerge(repository.merge(one, other).changes, of: one, and: other).commit
  }

  private func card(_ lines: String) -> [String: String] { ["people/a.md": "---\n\(lines)\n---\n"] }

  @Test func ofTwoCardsTheOneChangedLastCounts() throws {
    let base = try commit(card("phone: 1"), [], at: 10)
    let one = try commit(card("phone: 2"), [base], at: 30)
    let later = try commit(card("phone: 2").merging(["x": "x"]) { $1 }, [one], at: 50)
    let other = try commit(card("phone: 3"), [base], at: 40)
    for merge in [try join(later, other), try join(other, later)] {
      // The commit at 50 did not touch the card.
      #expect(try trees.files(merge) == card("phone: 3").merging(["x": "x"]) { $1 })
    }
    #expect(try join(later, other) == join(other, later))
  }

  @Test func historiesThatCrossedAreMergedFromWhatTheyShare() throws {
    let base = try commit(card("a: 1\nb: 1"), [], at: 10)
    let one = try commit(card("a: 2\nb: 1"), [base], at: 20)
    let other = try commit(card("a: 3\nb: 1"), [base], at: 30)
    // Two people settled the same two commits differently, by hand.
    let first = try commit(card("a: 2\nb: 1"), [one, other], at: 40)
    let second = try commit(card("a: 3\nb: 1"), [one, other], at: 50)
    let changed = try commit(card("a: 2\nb: 4"), [first], at: 60)
    #expect(try repository.mergeBases(changed, second) == [one, other].sorted())
    let merge = try join(changed, second)
    #expect(merge == (try join(second, changed)))
    // Of both bases together `a` is 3, so only the first side changed it.
    #expect(try trees.files(merge) == card("a: 2\nb: 4"))
  }

  @Test func unrelatedHistoriesHaveAllFiles() throws {
    let one = try commit(["a": "1", "b": "2"], [], at: 10)
    let other = try commit(["a": "1", "c": "3"], [], at: 20)
    #expect(try trees.files(join(one, other)) == ["a": "1", "b": "2", "c": "3"])
  }

  @Test func aBranchMovesOnWhereItCan() throws {
    let base = try commit(["a": "1"], [], at: 10)
    let one = try commit(["a": "2"], [base], at: 20)
    let other = try commit(["a": "1", "b": "2"], [base], at: 30)
    func name(_ ours: ObjectID?, _ theirs: ObjectID) throws -> String {
      switch try repository.joining(ours, theirs) {
      case .nothing: "nothing"
      case .fastForward: "fast-forward"
      case .adopt: "adopt"
      case .merge: "merge"
      }
    }
    #expect(try name(nil, one) == "fast-forward")
    #expect(try name(base, one) == "fast-forward")
    #expect(try name(one, base) == "nothing")
    #expect(try name(one, one) == "nothing")
    #expect(try name(one, other) == "merge")
    // Somebody merged the same two by plain git.
    let merge = try join(one, other)
    let byHand = try commit(["a": "2", "b": "2"], [other, one], at: 60)
    #expect(try name(merge, byHand) == "adopt")
    #expect(try name(byHand, merge) == "adopt")
    let more = try commit(["a": "2", "b": "3"], [merge], at: 70)
    #expect(try name(more, byHand) == "merge")
  }

  @Test func manyWhoMergeAtOnceEndWithOneTree() throws {
    let base = try commit(card("list: [x]"), [], at: 10)
    var tips = try (0..<4).map { try commit(card("list: [x, p\($0)]"), [base], at: 20 + Int64($0)) }
    var random = Seeded(state: 3)
    for _ in 0..<12 {
      let (one, other) = (Int.random(in: 0..<4, using: &random), Int.random(in: 0..<4, using: &random))
      switch try repository.joining(tips[one], tips[other]) {
      case .nothing: break
      case .fastForward, .adopt: tips[one] = tips[other]
      case .merge: tips[one] = try join(tips[one], tips[other])
      }
    }
    for round in 0..<3 {
      for one in 0..<4 {
        let other = (one + 1) % 4
        if case .merge = try repository.joining(tips[one], tips[other]) {
          tips[one] = try join(tips[one], tips[other])
        } else if case .nothing = try repository.joining(tips[one], tips[other]) {
        } else {
          tips[one] = tips[other]
        }
      }
      #expect(round < 2 || Set(tips).count == 1)
    }
    let text = try trees.files(tips[0])["people/a.md"] ?? ""
    for person in 0..<4 { #expect(text.contains("p\(person)")) }
  }
}
