import Records
import SeededRandom
import Testing

@testable import SearchIndex

/// Rows are in the order of time, however records come in.
@Suite struct OrderTests {
  private typealias File = (path: String, text: String)

  private static func post(_ number: Int, at minute: Int) -> File {
    let id = "a" + String(String(10_000 + number).dropFirst())
    let (hours, days) = (minute / 60, minute / 1_440)
    let time = "2026-\(padded(1 + days / 28, 2))-\(padded(1 + days % 28, 2))T\(padded(hours % 24, 2))"
    return SmallNetwork.post(id, created: "\(time):\(padded(minute % 60, 2)):00+00:00")
  }

  /// How many records stand before one that is newer.
  private static func misplaced(_ network: SmallNetwork, of count: Int) throws -> Int {
    var filter = ListFilter()
    let all = try network.index.list(filter).compactMap(\.seconds)
    #expect(all.count == count)
    for since in all.indices.filter({ $0 % 37 == 0 }).map({ all[$0] }) {
      filter.since = since
      #expect(try network.index.list(filter).count == all.count { $0 >= since })
    }
    return zip(all, all.dropFirst()).count { $0 < $1 }
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func whatComesLaterStandsInTheOrderOfTime(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let network = try SmallNetwork()
    var files = (0..<(seed == 0 ? 0 : 700)).map {
      Self.post($0, at: Int.random(in: 0..<300_000, using: &random))
    }
    try network.rebuild(Dictionary(uniqueKeysWithValues: files))
    for round in 0..<30 {
      let new = (0..<10).map {
        Self.post(1_000 + round * 10 + $0, at: Int.random(in: 0..<(300_000 + round * 1_000), using: &random))
      }
      try network.apply(Dictionary(uniqueKeysWithValues: new.map { ($0.path, $0.text) }))
      files += new
    }
    #expect(try Self.misplaced(network, of: files.count) == 0)
  }

  /// As an import makes them.
  @Test func thousandsOfOneSecondComeInQuickly() throws {
    let network = try SmallNetwork()
    let files = (0..<2_000).map { Self.post($0, at: 7) }
    try network.apply(Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) }))
    for number in 2_000..<2_010 {
      let post = Self.post(number, at: 7)
      try network.apply([post.path: post.text])
    }
    // The last that came in of a second is its newest.
    let keys = try network.index.list(ListFilter()).map(\.key)
    #expect(keys.count == 2_010 && keys.first?.hasPrefix("a2009") == true)
  }

  @Test func whatHasNoTimeStandsLastByItsName() throws {
    let network = try SmallNetwork()
    try network.rebuild([
      "people/zoe.md": "---\nname: Zoé\n---\n", "people/anne.md": "---\nname: Anne\n---\n",
      SmallNetwork.post("aaaa").path: SmallNetwork.post("aaaa").text,
    ])
    var filter = ListFilter()
    filter.types = []
    #expect(try network.index.list(filter).map(\.key) == [SmallNetwork.id("aaaa"), "anne", "zoe"])
  }
}
