import Foundation
import SeededRandom
import Testing

@testable import Meeting

@Suite struct MatchingTests {
  private func total(_ pairs: [(Int, Int)], _ costs: [[Int]]) -> Int {
    pairs.reduce(0) { $0 + costs[$1.0][$1.1] }
  }

  /// Tries all matchings.
  private func least(_ nodes: ArraySlice<Int>, _ costs: [[Int]]) -> Int {
    guard let first = nodes.first else { return 0 }
    let rest = nodes.dropFirst()
    return rest.map { other in costs[first][other] + least(rest.filter { $0 != other }[...], costs) }.min()
      ?? 0
  }

  @Test(arguments: [2, 4, 6, 8, 10]) func itCostsAsLittleAsTheBestOfAll(count: Int) {
    var random = Seeded(state: UInt64(count))
    for trial in 0..<300 {
      // Few different costs make many blossoms.
      let most = [2, 5, 1000][trial % 3]
      var costs = Array(repeating: Array(repeating: 0, count: count), count: count)
      for one in 0..<count {
        for other in 0..<one {
          costs[one][other] = Int.random(in: 0...most, using: &random)
          costs[other][one] = costs[one][other]
        }
      }
      let pairs = Matching.pairs(count) { costs[$0][$1] }
      #expect(Set(pairs.flatMap { [$0.0, $0.1] }).count == count, "trial \(trial)")
      #expect(total(pairs, costs) == least((0..<count)[...].map { $0 }[...], costs), "trial \(trial)")
    }
  }

  @Test func nobodyMakesNoPairs() { #expect(Matching.pairs(0) { _, _ in 1 }.isEmpty) }

  private func person(_ handle: String, _ region: String, met: [String: Int] = [:], talked: Set<String> = [])
    -> Pairing.Person
  { Pairing.Person(handle, region: region, met: met, talked: talked) }

  @Test func thoseMeetWhoTalkedAndNeverMet() {
    let people = [
      person("anna", "idf", met: ["paul": 1], talked: ["ines"]), person("paul", "sud"),
      person("claire", "idf"), person("ines", "sud"),
    ]
    let groups = Pairing.groups(of: people, seed: 7)
    #expect(groups == [["anna", "ines"], ["claire", "paul"]])
    #expect(Pairing.groups(of: people.reversed(), seed: 7) == groups)
  }

  @Test func anOddOneJoinsThePairThatCostsLeast() {
    let people = [
      person("a", "1"), person("b", "2"), person("c", "3", met: ["e": 1]), person("d", "4"),
      person("e", "5", met: ["d": 1, "c": 1]),
    ]
    let groups = Pairing.groups(of: people, seed: 1)
    #expect(groups.map(\.count).sorted() == [2, 3])
    #expect(groups.first { $0.count == 3 }.map { !$0.contains("c") || !$0.contains("d") } ?? false)
    #expect(Pairing.groups(of: [people[0]], seed: 1) == [])
    #expect(Pairing.groups(of: Array(people.prefix(3)), seed: 1) == [["a", "b", "c"]])
  }

  @Test func aYearOfCoffeesBringsNobodyTogetherTwice() {
    var met: [String: [String: Int]] = [:]
    let names = (0..<12).map { "p\(10 + $0)" }
    for month in 0..<11 {
      let people = names.map { person($0, "r\($0.last ?? "0")", met: met[$0] ?? [:]) }
      for group in Pairing.groups(of: people, seed: UInt64(month)) {
        #expect(group.count == 2 && met[group[0]]?[group[1]] == nil, "month \(month): \(group)")
        met[group[0], default: [:]][group[1]] = 1
        met[group[1], default: [:]][group[0]] = 1
      }
    }
  }
}
