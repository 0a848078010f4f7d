import Records
import Testing

@testable import SearchIndex

@Suite struct AbsenceTests {
  private func days(_ from: String, _ to: String) throws -> ClosedRange<CalendarDay> {
    let (first, last) = (try #require(CalendarDay(from)), try #require(CalendarDay(to)))
    return first...last
  }

  @Test func absencesAreFoundByTheirDays() throws {
    let network = try SmallNetwork()
    let id = SmallNetwork.id
    try network.add(
      SmallNetwork.absence("aaaa", to: "2026-12-31", more: ["starts: noon", "deputy: anne"]),
      SmallNetwork.absence(
        "bbbb", of: "anne", from: "2026-12-31", to: "2027-01-02", more: ["status: planned"]),
      SmallNetwork.absence("cccc", from: "2026-12-31", to: "2026-12-01"))
    let index = network.index
    let all = try index.absences(in: days("2026-12-31", "2026-12-31"))
    #expect(all.map(\.id) == [id("aaaa"), id("bbbb")])
    #expect(all.map(\.startsNoon) == [true, false] && all.map(\.endsNoon) == [false, false])
    #expect(all.map(\.isPlanned) == [false, true] && all.map(\.deputy) == ["anne", nil])
    #expect(try index.absences(in: days("2026-12-01", "2026-12-20")).isEmpty)
    #expect(try index.absences(in: days("2027-01-01", "2027-01-01")).map(\.person) == ["anne"])
    let first = SmallNetwork.absence("aaaa", to: "2026-12-31")
    try network.apply([first.path: nil])
    #expect(try index.absences(in: days("2026-12-01", "2026-12-30")).isEmpty)
  }

  /// A half day is no time: an absence stands where it begins.
  @Test func anAbsenceStandsAtItsFirstDay() throws {
    let network = try SmallNetwork()
    try network.add(SmallNetwork.absence("aaaa", to: "2026-12-31", more: ["starts: noon"]))
    #expect(try network.index.lookup("aaaa").map(\.created) == ["2026-12-21"])
  }

  @Test func peopleAreFoundByTeam() throws {
    let network = try SmallNetwork()
    try network.apply([
      "people/luc.md": "---\nname: Luc\nemail: l@example.org\nteam: Équipe Nord\n---\n",
      "people/anne.md": "---\nname: Anne\nemail: a@example.org\nteam: equipe nord\n---\n",
      "people/zoe.md": "---\nname: Zoé\nemail: z@example.org\nteam: Nord\n---\n",
    ])
    #expect(try network.index.people(ofTeam: "équipe nord").map(\.key) == ["anne", "luc"])
    #expect(try network.index.people(["zoe", "nobody"]).values.map(\.title) == ["Zoé"])
  }
}
