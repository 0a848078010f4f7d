import Planning
import Records
import SeededRandom
import Testing

@testable import Attention

private func day(_ text: String) -> CalendarDay { CalendarDay(text)! }

private func item(
  _ id: String, by author: String = "paul", in community: String = "idf", minutes: Int = 1, worth: Int = 0
) -> Item {
  Item(id: id, title: id, community: community, author: author, minutes: minutes, worth: worth)
}

@Suite struct DigestTests {
  private typealias Arrival = Digest.Arrival
  private let claire = Digest.Reader(
    "claire", subscriptions: ["idf": "digest", "conges": "each", "rh": "mentions"])

  private func lines(_ digest: Digest) -> [String] {
    digest.entries.map { entry in
      let section =
        switch entry.section {
        case .forYou: "for you"
        case .worked: "worked"
        case .new(let community): community
        case .open: "open"
        }
      return "\(section): \(entry.post.id) \(entry.replies.map(\.id).joined(separator: " "))".trimmed
    }
  }

  @Test func subscriptionsDecideAndThreadsAreOneLine() {
    let own = item("own", by: "claire")
    let old = item("old", by: "luc")
    let digest = Digest(
      for: claire,
      arrivals: [
        Arrival(item("p"), in: item("p")), Arrival(item("r1", by: "luc"), in: item("p")),
        Arrival(item("r2"), in: old), Arrival(item("mine", by: "claire"), in: old),
        Arrival(item("answer"), in: own), Arrival(item("deep", by: "eva"), in: old, answering: "claire"),
        Arrival(item("c", in: "conges"), in: item("c", in: "conges")),
        Arrival(item("s", in: "rh"), in: item("s", in: "rh")),
        Arrival(item("n", in: "new"), in: item("n", in: "new")),
        Arrival(item("named", in: "rh"), in: item("named", in: "rh"), names: ["claire"]),
      ],
      tries: [
        Digest.Try(own, by: "luc", "failed"), Digest.Try(old, by: "eva", "worked"),
        Digest.Try(old, by: "luc", "worked"),
        Digest.Try(item("x"), by: "eva", "failed"),
      ], open: [(Question(item("silent"), end: day("2026-11-27")), false)])
    #expect(
      lines(digest) == [
        "for you: own answer", "for you: named", "for you: old deep", "worked: old", "conges: c",
        "idf: old r2",
        "idf: p r1", "open: silent",
      ])
    #expect(digest.left.isEmpty && digest.minutes == 9)
  }

  @Test func whatIsNewAndWorkedIsToldOnce() {
    let (post, reply) = (item("post"), item("reply", by: "luc"))
    let digest = Digest(
      for: claire, arrivals: [Arrival(post, in: post), Arrival(reply, in: post)],
      tries: [Digest.Try(reply, by: "eva", "worked"), Digest.Try(post, by: "eva", "failed")], open: [])
    #expect(
      digest.entries.map { "\($0.section) \($0.post.id) \($0.arrivals.map(\.item.id))" } == [
        "worked reply [\"reply\"]", "new(community: \"idf\") post [\"post\"]",
      ])
  }

  @Test func whatDoesNotFitIsTold() {
    let posts = (1...5).map { item("p\($0)", minutes: $0, worth: 9 - $0) }
    let reader = Digest.Reader("claire", subscriptions: ["idf": "digest"], minutes: 5)
    let digest = Digest(for: reader, arrivals: posts.map { Arrival($0, in: $0) }, tries: [], open: [])
    #expect(digest.entries.map(\.post.id) == ["p1", "p2"])
    #expect(digest.left.map(\.post.id) == ["p3", "p4", "p5"])
    // A single long text is not kept back for ever.
    let long = Digest(
      for: reader, arrivals: [Arrival(item("l", minutes: 9), in: item("l", minutes: 9))], tries: [], open: [])
    #expect(long.entries.count == 1 && long.left.isEmpty)
  }

  /// Texts are written on many machines, arrive late and out of order, are edited and moved; digests are made at any
  /// time.
  @Test func nothingComesTwiceAndNothingIsLostOver200Histories() {
    for seed in 1...200 {
      var random = Seeded(state: UInt64(seed))
      let reader = Digest.Reader(
        "claire", subscriptions: ["idf": "digest"], minutes: Int.random(in: 1...4, using: &random))
      // What each machine has, by path, with a version; the first is the one where the digests are made.
      var machines: [[String: Int]] = [[:], [:], [:]]
      var (written, moves) = (0, 0)
      var (wanted, last): (Set<String>, [String: Int]) = ([], [:])
      var told: [String] = []
      func digest() {
        let paths = Set(last.keys).union(machines[0].keys)
        let changes = paths.sorted().filter { last[$0] != machines[0][$0] }.map {
          ChangedRecord($0, wasThere: last[$0] != nil, isThere: machines[0][$0] != nil)
        }
        let arrivals = ChangedRecord.arrived(changes).map { place in
          let text = item(place.key)
          return Arrival(text, in: place.thread.map { item($0.rawValue) } ?? text)
        }
        let made = Digest(for: reader, arrivals: arrivals, tries: [], open: [])
        for entry in made.entries + made.left { told += entry.arrivals.map(\.item.id) }
        last = machines[0]
      }
      for _ in 0..<60 {
        let machine = Int.random(in: 0..<3, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1, 2:
          let number = String(written)
          let id = String(repeating: "0", count: 12 - number.count) + number
          written += 1
          let posts = machines[machine].keys.filter { $0.hasSuffix("post.md") }.sorted()
          if let post = posts.randomElement(using: &random), Bool.random(using: &random) {
            machines[machine][post.dropLast(7) + "replies/\(id).md"] = 0
          } else {
            machines[machine]["communities/idf/posts/2026/11/text-\(id)/post.md"] = 0
          }
        case 3:
          if let path = machines[machine].keys.sorted().randomElement(using: &random) {
            machines[machine][path]! += 1
          }
        case 4:
          // Everybody moves a thread at once, as an act that was shared: ids stay.
          guard
            let post = machines[0].keys.filter({ $0.hasSuffix("post.md") }).sorted().randomElement(
              using: &random)
          else { continue }
          let folder = String(post.dropLast(7))
          let new = "communities/idf/posts/2026/12/moved\(moves)-\(folder.suffix(13).dropLast())"
          moves += 1
          for machine in machines.indices {
            for path in machines[machine].keys where path.hasPrefix(folder) {
              machines[machine][new + "/" + path.dropFirst(folder.count)] = machines[machine].removeValue(
                forKey: path)
            }
          }
        case 5, 6:
          let other = Int.random(in: 0..<3, using: &random)
          machines[other].merge(machines[machine]) { max($0, $1) }
        default: digest()
        }
      }
      for machine in machines { machines[0].merge(machine) { max($0, $1) } }
      digest()
      wanted = Set(machines[0].keys.compactMap { RecordPath($0)?.key })
      #expect(told.count == Set(told).count, "seed \(seed): something came twice")
      #expect(Set(told) == wanted, "seed \(seed)")
    }
  }
}

@Suite struct DigestScheduleTests {
  private func schedule(_ digest: String, _ quiet: String = "{}") throws -> DigestSchedule {
    let card = try Document(parsing: Array("---\ndigest: \(digest)\nquiet: \(quiet)\n---\n".utf8))
    return DigestSchedule(digest: card["digest"], quiet: card["quiet"])
  }

  /// 2026-11-30 is a Monday; 2026-12-02, a Wednesday, is a day off.
  @Test(arguments: [
    ("{every: day}", "{}", "2026-11-30T10:00:00+01:00", "2026-11-29", "2026-11-30T10:00:00+01:00"),
    ("{every: day}", "{}", "2026-11-30T10:00:00+01:00", "2026-11-30", "2026-12-01T00:00:00+01:00"),
    ("{every: day}", "{}", "2026-12-01T10:00:00+01:00", "2026-12-01", "2026-12-03T00:00:00+01:00"),
    ("{every: week}", "{}", "2026-11-30T10:00:00+01:00", "2026-11-23", "2026-11-30T10:00:00+01:00"),
    ("{every: week}", "{}", "2026-12-01T10:00:00+01:00", "2026-11-30", "2026-12-07T00:00:00+01:00"),
    (
      "{every: week, day: wednesday}", "{}", "2026-12-01T10:00:00+01:00", "2026-11-25",
      "2026-12-03T00:00:00+01:00"
    ),
    (
      "{every: week, day: friday}", "{}", "2026-11-30T10:00:00+01:00", "2026-11-20",
      "2026-11-30T10:00:00+01:00"
    ),
    ("{every: week}", "{}", "2026-11-30T10:00:00+01:00", "", "2026-11-30T10:00:00+01:00"),
    (
      "{every: day}", "{from: \"19:00\", to: \"08:00\"}", "2026-11-30T07:59:00+01:00", "",
      "2026-11-30T08:00:00+01:00"
    ),
    (
      "{every: day}", "{from: \"19:00\", to: \"08:00\"}", "2026-11-30T08:00:00+01:00", "",
      "2026-11-30T08:00:00+01:00"
    ),
    (
      "{every: day}", "{from: \"19:00\", to: \"08:00\"}", "2026-11-30T19:00:00+01:00", "",
      "2026-12-01T08:00:00+01:00"
    ),
    (
      "{every: day}", "{from: \"12:00\", to: \"14:00\"}", "2026-11-30T12:30:00+01:00", "",
      "2026-11-30T14:00:00+01:00"
    ),
    (
      "{every: day}", "{days: [monday, tuesday]}", "2026-11-30T10:00:00+01:00", "",
      "2026-12-03T00:00:00+01:00"
    ),
    ("{every: never}", "{}", "2026-11-30T10:00:00+01:00", "", nil),
    ("{}", "{}", "2026-11-30T10:00:00+01:00", "", nil),
    ("{every: day}", "{from: \"00:00\", to: \"24:00\"}", "2026-11-30T10:00:00+01:00", "", nil),
  ])
  func mailComesWhenItIsDueAndNeverInQuietTimes(
    digest: String, quiet: String, now: String, last: String, next: String?
  ) throws {
    let found = try schedule(digest, quiet).next(after: #require(Timestamp(now)), last: CalendarDay(last)) {
      $0 == day("2026-12-02")
    }
    #expect(found?.description == next)
  }
}
