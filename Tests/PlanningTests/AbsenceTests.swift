import Planning
import Records
import Testing

private func absence(
  _ from: String, _ to: String, startsNoon: Bool = false, endsNoon: Bool = false
) throws -> Absence {
  let id = try #require(RecordID(rawValue: "7k2m9x4q1abc"))
  let alice = try #require(Handle(rawValue: "alice"))
  return try #require(
    Absence(
      id: id, person: alice, from: day(from), to: day(to), startsNoon: startsNoon, endsNoon: endsNoon))
}

@Suite struct AbsenceTests {
  @Test func halfDaysAreHalvesOfTheFirstAndTheLastDay() throws {
    let leave = try absence("2027-02-15", "2027-02-19", startsNoon: true, endsNoon: true)
    #expect(leave.away(on: try day("2027-02-15")) == .afternoon)
    #expect(leave.away(on: try day("2027-02-16")) == .whole)
    #expect(leave.away(on: try day("2027-02-19")) == .morning)
    #expect(!leave.isAway(on: try day("2027-02-20")))
    #expect(leave.workingHalfDays(without: .none) == 8)
    #expect(leave.workingHalfDays(in: try day("2027-02-19")...day("2027-03-01"), without: .none) == 1)
  }

  @Test func nothingIsNoAbsence() throws {
    let id = try #require(RecordID(rawValue: "7k2m9x4q1abc"))
    let alice = try #require(Handle(rawValue: "alice"))
    let monday = try day("2027-02-15")
    #expect(Absence(id: id, person: alice, from: monday, to: monday.advanced(by: -1)) == nil)
    #expect(Absence(id: id, person: alice, from: monday, to: monday, startsNoon: true, endsNoon: true) == nil)
  }

  @Test func aMorningAndAnAfternoonDoNotOverlap() throws {
    let before = try absence("2027-02-10", "2027-02-15", endsNoon: true)
    let after = try absence("2027-02-15", "2027-02-19", startsNoon: true)
    let whole = try absence("2027-02-15", "2027-02-15")
    #expect(!before.overlaps(after) && !after.overlaps(before))
    #expect(before.overlaps(whole) && whole.overlaps(after) && whole.overlaps(whole))
    #expect(!before.overlaps(try absence("2027-02-16", "2027-02-17")))
  }
}
