import Planning
import Records
import Testing

private func person(_ name: String) throws -> Handle { try #require(Handle(rawValue: name)) }

private func absence(
  _ number: Int, _ name: String, _ from: String, _ to: String, deputy: String? = nil,
  startsNoon: Bool = false,
  endsNoon: Bool = false, planned: Bool = false
) throws -> Absence {
  let text = String(number)
  let id = try #require(RecordID(rawValue: String(repeating: "0", count: 12 - text.count) + text))
  let (who, other) = (try person(name), try deputy.map(person))
  return try #require(
    Absence(
      id: id, person: who, from: day(from), to: day(to), startsNoon: startsNoon, endsNoon: endsNoon,
      deputy: other, status: planned ? .planned : .confirmed))
}

@Suite struct PresenceTests {
  @Test func tooFewAreCountedByHalfDays() throws {
    let presence = Presence([
      .init(
        try person("alice"), holidays: Holidays(.metropole),
        absences: [try absence(1, "alice", "2027-05-03", "2027-05-05", startsNoon: true)]),
      .init(
        try person("bob"), holidays: Holidays(.metropole),
        absences: [try absence(2, "bob", "2027-05-05", "2027-05-10", startsNoon: true)]),
    ])
    let may = try day("2027-05-01")...day("2027-05-31")
    let found = presence.tooFew(2, in: may)
    // Ascension Day (the 6th) and the weekend are nobody's working days, and end no stretch.
    #expect(
      found.map { "\($0.days.lowerBound) \($0.days.upperBound) \($0.present) \($0.away)" } == [
        "2027-05-03 2027-05-04 1 [alice]", "2027-05-05 2027-05-05 0 [alice, bob]",
        "2027-05-07 2027-05-10 1 [bob]",
      ])
    #expect(presence.tooFew(1, in: may).map(\.days.lowerBound.description) == ["2027-05-05"])
    #expect(presence.tooFew(0, in: may).isEmpty)
  }

  @Test func whoseHolidayItIsIsNotMissed() throws {
    let presence = Presence([
      .init(try person("paul"), holidays: Holidays(.alsaceMoselle), absences: []),
      .init(try person("zoe"), holidays: Holidays(.metropole), absences: []),
    ])
    // Good Friday 2027 in Alsace: one of two works.
    let friday = try day("2027-03-26")
    #expect(presence.tooFew(2, in: friday...friday).map(\.present) == [1])
    #expect(presence.tooFew(2, in: friday...friday).map(\.away) == [[]])
  }

  @Test func whoIsBackHasNoOtherAbsenceThen() throws {
    let absences = [
      // A Friday, then Monday and Tuesday; two halves of one day; a morning alone, before a weekend and a holiday.
      try absence(1, "alice", "2027-02-12", "2027-02-12"),
      try absence(2, "alice", "2027-02-15", "2027-02-16"),
      try absence(3, "alice", "2027-03-01", "2027-03-01", endsNoon: true),
      try absence(4, "alice", "2027-03-01", "2027-03-01", startsNoon: true),
      try absence(5, "alice", "2027-03-10", "2027-03-10", endsNoon: true),
      try absence(6, "alice", "2027-03-26", "2027-03-26"),
      try absence(7, "alice", "2027-05-03", "2027-05-04"),
      try absence(8, "alice", "2027-05-05", "2027-05-05", startsNoon: true, planned: true),
    ]
    let alice = Presence.Person(try person("alice"), holidays: Holidays(.metropole), absences: absences)
    #expect(
      absences.map { alice.back(after: $0)?.description } == [
        "2027-02-17", "2027-02-17", "2027-03-02", "2027-03-02", "2027-03-10", "2027-03-30", "2027-05-05",
        "2027-05-07",
      ])
  }

  @Test func deputiesAndOverlapsAreFound() throws {
    let absences = [
      try absence(1, "alice", "2027-02-15", "2027-02-19", deputy: "bob"),
      try absence(2, "bob", "2027-02-19", "2027-02-23", startsNoon: true),
      try absence(3, "alice", "2027-02-19", "2027-02-19", endsNoon: true),
      try absence(4, "alice", "2027-02-22", "2027-02-23", deputy: "zoe"),
    ]
    let deputies = Presence.deputiesAway(absences, among: absences) { _ in Holidays(.metropole) }
    #expect(
      deputies.map { "\($0.absence.id) \($0.other.id) \($0.days.lowerBound)" } == [
        "000000000001 000000000002 2027-02-19"
      ])
    let overlaps = Presence.overlaps(absences)
    #expect(overlaps.map { "\($0.first.id) \($0.second.id)" } == ["000000000001 000000000003"])
  }

  @Test func nobodyStandsInOnWeekendsAndHolidays() throws {
    func away(_ from: String, _ to: String, endsNoon: Bool = false) throws -> Int {
      let absences = [
        try absence(1, "alice", "2027-05-03", "2027-05-09", deputy: "bob"),
        try absence(2, "bob", from, to, endsNoon: endsNoon),
      ]
      return Presence.deputiesAway(absences, among: absences) { _ in Holidays(.metropole) }.count
    }
    // A weekend; Ascension Day; the day after it; until Monday noon.
    #expect(try away("2027-05-08", "2027-05-16") == 0)
    #expect(try away("2027-05-06", "2027-05-06") == 0)
    #expect(try away("2027-05-06", "2027-05-07") == 1)
    #expect(try away("2027-05-01", "2027-05-03", endsNoon: true) == 1)
  }

  /// Source: service-public.fr, "Congés payés": five weeks are 30 jours ouvrables.
  @Test(arguments: [
    ("2027-02-15", "2027-02-19", false, false, 12), ("2027-02-15", "2027-02-20", false, false, 12),
    ("2027-02-13", "2027-02-21", false, false, 12), ("2027-02-15", "2027-03-19", false, false, 60),
    ("2027-02-19", "2027-02-19", false, false, 4), ("2027-02-16", "2027-02-16", false, false, 2),
    ("2027-02-19", "2027-02-19", true, false, 1), ("2027-02-15", "2027-02-19", false, true, 9),
    // A weekend alone; Ascension Day in the week; Easter Monday after it.
    ("2027-02-13", "2027-02-14", false, false, 0), ("2027-05-03", "2027-05-07", false, false, 8),
    ("2027-03-22", "2027-03-26", false, false, 12),
  ])
  func aWeekCostsSixDaysWithSaturdays(from: String, to: String, startsNoon: Bool, endsNoon: Bool, halves: Int)
    throws
  {
    let leave = try absence(1, "alice", from, to, startsNoon: startsNoon, endsNoon: endsNoon)
    #expect(leave.halfOuvrables(in: leave.days, without: Holidays(.metropole)) == halves)
  }

  /// Source: the calendar of 2027; Ascension Day is Thursday 6 May, All Saints' Day a Monday, 11 November a Thursday.
  @Test func bridgesAreTheBestFirst() throws {
    let bridges = Bridge.best(in: 2027, with: Holidays(.metropole))
    let ratios = bridges.map(\.ratio)
    #expect(ratios == ratios.sorted(by: >))
    #expect(bridges.first?.taken.map(\.description) == ["2027-05-07"])
    #expect(bridges.first?.rest.count == 4)
    let november = try #require(bridges.first { $0.taken.count == 8 && $0.rest.lowerBound.month == 10 })
    #expect(november.rest.count == 16)
    #expect(november.holidays.map(\.name.french) == ["Toussaint", "11 novembre"])
    #expect(Bridge.best(in: 2027, taking: 1, with: Holidays(.metropole)).allSatisfy { $0.taken.count == 1 })
    #expect(Bridge.best(in: 2027, with: .none).isEmpty)
  }

  /// Every day of rest is off or taken, and the days around it are worked.
  @Test(arguments: HolidayRegion.allCases)
  func aBridgeIsARestWithoutGaps(region: HolidayRegion) throws {
    let holidays = Holidays(region)
    for year in 2024...2031 {
      for bridge in Bridge.best(in: year, with: holidays) {
        let isWhole = bridge.rest.allSatisfy {
          bridge.taken.contains($0) || !$0.isWorkingDay(without: holidays)
        }
        let isLongest =
          bridge.rest.lowerBound.advanced(by: -1).isWorkingDay(without: holidays)
          && bridge.rest.upperBound.advanced(by: 1).isWorkingDay(without: holidays)
        #expect(
          isWhole && isLongest && bridge.taken.allSatisfy { $0.isWorkingDay(without: holidays) }, "\(bridge)")
      }
    }
  }

  @Test func aGridKnowsWhoIsThere() throws {
    let days = try day("2027-05-03")...day("2027-05-09")
    var grid = LeaveGrid(days: days)
    let background = LeaveGrid.background(days, Holidays(.metropole))
    grid.add(
      "alice", name: "Alice", background,
      absences: [
        try absence(1, "alice", "2027-05-01", "2027-05-04", endsNoon: true, planned: true),
        try absence(2, "alice", "2027-05-04", "2027-05-07", startsNoon: true),
      ])
    grid.add("bob", name: "Bob", background, absences: [])
    #expect(grid.lines[0].cells.map(\.letters) == ["A?", "A", "A", "*", "A", "-", "-"])
    #expect(grid.lines[0].halves == 8)
    #expect(grid.present == [1, 1, 1, nil, 1, nil, nil])
  }

  @Test func anAbsenceComesBackFromItsEvent() throws {
    let paris = try #require(ZoneRules(name: "Europe/Paris", rules: "CET-1CEST,M3.5.0,M10.5.0/3"))
    for (startsNoon, endsNoon) in [(false, false), (true, false), (false, true), (true, true)] {
      let leave = try absence(
        7, "alice", "2027-03-26", "2027-03-30", deputy: "bob", startsNoon: startsNoon, endsNoon: endsNoon,
        planned: true)
      let event = CalendarEvent(leave, summary: "Alice: away", sequence: 4, zone: paris)
      let stamp = Timestamp(secondsSince1970: 0, offsetMinutes: 0)
      let text = CalendarWriter(name: "x", stamp: stamp, zone: paris).text([event])
      let back = try #require(CalendarReader(Array(text.utf8), zone: paris).events.first)
      let away = try back.away()
      #expect(back.recordID == leave.id && back.person == leave.person && back.deputy == leave.deputy)
      #expect(away.from == leave.from && away.to == leave.to)
      #expect(away.startsNoon == startsNoon && away.endsNoon == endsNoon)
      #expect(back.status == .tentative && back.sequence == 4)
    }
  }
}
