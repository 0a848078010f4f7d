import Foundation
import Planning
import Records
import SharedData
import Testing

@Suite struct SchoolHolidayTests {
  /// Source: data.gouv.fr, vacances scolaires par zones; every day of it.
  @Test(.enabled(if: SharedData.isThere))
  func schoolHolidaysAreTheOfficialOnes() throws {
    let file = try #require(try SharedData.files("france/vacances-scolaires-2028", ending: ".csv").first)
    let lines = String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
    var last = ""
    for line in lines {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let zones = SchoolHolidays.zones(on: try day(fields[0]))
      let shown = SchoolZone.allCases.map { zones.contains($0) ? "True" : "False" }
      if shown != Array(fields[1...3]) { Issue.record("\(line): \(zones)") }
      if fields[1...3].contains("True") { last = fields[0] }
    }
    #expect(lines.count > 13_000)
    #expect(SchoolHolidays.knownThrough.description == last)
  }

  @Test func aZoneHasItsOwn() throws {
    let february = try #require(CalendarMonth("2026-02")).days
    #expect(SchoolHolidays.list(in: february, zone: .b).map(\.name.french) == ["Vacances d'hiver"])
    #expect(SchoolHolidays.list(in: february).count == 3)
    #expect(SchoolHolidays.list(in: february, zone: .b).first?.days.lowerBound.description == "2026-02-14")
    #expect(SchoolZone(name: "zone c") == .c)
  }
}
