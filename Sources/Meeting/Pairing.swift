import Records

/// Who should meet whom: people who have not met, from other regions, best of all who know each other by writing.
package enum Pairing {
  /// One of those who come.
  package struct Person: Hashable, Sendable {
    package let handle: String
    package let region: String?
    /// How often they met each other person: by what either noted, in groups, at events.
    package let met: [String: Int]
    /// With whom they wrote in one thread.
    package let talked: Set<String>

    package init(_ handle: String, region: String?, met: [String: Int], talked: Set<String>) {
      (self.handle, self.region, self.met, self.talked) = (handle, region, met, talked)
    }
  }

  /// Returns groups of two, and one of three where the number is odd; in the order of their first names.
  ///
  /// The same people in any order give the same groups.
  ///
  /// - Parameter seed: decides between what is as good.
  package static func groups(of people: [Person], seed: UInt64) -> [[String]] {
    let people = people.sorted { $0.handle < $1.handle }
    guard people.count > 3 else { return people.count < 2 ? [] : [people.map(\.handle)] }
    func cost(_ one: Int, _ other: Int) -> Int { Self.cost(people[one], people[other], seed) }
    let count = people.count
    // With an odd number one is left over; whoever costs the others least by joining a pair.
    guard !count.isMultiple(of: 2) else {
      return named(Matching.pairs(count, cost: cost).map { [$0.0, $0.1] }, people)
    }
    let alone = count - 1
    var groups = Matching.pairs(alone, cost: cost).map { [$0.0, $0.1] }
    let best = groups.indices.min {
      let (one, other) = (groups[$0], groups[$1])
      return (cost(one[0], alone) + cost(one[1], alone), $0) < (
        cost(other[0], alone) + cost(other[1], alone), $1
      )
    }
    if let best { groups[best].append(alone) }
    return named(groups, people)
  }

  private static func named(_ groups: [[Int]], _ people: [Person]) -> [[String]] {
    groups.map { $0.map { people[$0].handle }.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// Returns what it costs to bring two people together.
  static func cost(_ one: Person, _ other: Person, _ seed: UInt64) -> Int {
    let times = max(one.met[other.handle] ?? 0, other.met[one.handle] ?? 0)
    let haveTalked = one.talked.contains(other.handle) || other.talked.contains(one.handle)
    var cost = times * 10_000
    if one.region != nil, one.region == other.region { cost += 1_000 }
    if times == 0, haveTalked { cost -= 500 }
    return cost + 500 + luck(one.handle, other.handle, seed)
  }

  /// A number below 100 from two names in either order, the same on every machine.
  private static func luck(_ one: String, _ other: String, _ seed: UInt64) -> Int {
    let pair = [min(one, other), max(one, other)].joined(separator: "\n")
    return Int(FNV1a.hash(pair.utf8, from: FNV1a.basis ^ seed) % 100)
  }
}
