import Records
import SeededRandom
import Testing

@testable import SearchIndex

@Suite struct RowClockTests {
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

  /// Whoever comes later stands where a new build would put it, but where three or more come between two neighbours; and
  /// nothing is before its time.
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
    #expect(try Self.misplaced(network, of: files.count) <= (seed == 0 ? 0 : 6))
  }

  /// Between two neighbours there is room for few.
  @Test func whereThereIsNoRoomLeftNothingIsBeforeItsTimeEither() throws {
    var random = Seeded(state: 9)
    let network = try SmallNetwork()
    var files = (0..<600).map { Self.post($0, at: $0 * 400) }
    try network.rebuild(Dictionary(uniqueKeysWithValues: files))
    for round in 0..<12 {
      let new = (0..<10).map {
        Self.post(1_000 + round * 10 + $0, at: 80_000 + Int.random(in: 0..<50, using: &random))
      }
      try network.apply(Dictionary(uniqueKeysWithValues: new.map { ($0.path, $0.text) }))
      files += new
    }
    #expect(try Self.misplaced(network, of: files.count) < 50)
  }

  /// The clock goes on at its end.
  @Test func whatIsAddedDayByDayIsFoundByDay() throws {
    let network = try SmallNetwork()
    var files: [File] = []
    for day in 0..<6 {
      let new = (0..<100).map { Self.post(day * 100 + $0, at: day * 1_440 + $0) }
      try network.apply(Dictionary(uniqueKeysWithValues: new.map { ($0.path, $0.text) }))
      files += new
    }
    #expect(try Self.misplaced(network, of: files.count) == 0)
  }
}
