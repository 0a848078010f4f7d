import Foundation
import Records
import SeededRandom
import SharedData
import Testing

@testable import Planning

private let stamp = Timestamp(secondsSince1970: 1_795_000_000, offsetMinutes: 60)
private let paris = ZoneRules(name: "Europe/Paris", rules: "CET-1CEST,M3.5.0,M10.5.0/3")

private func read(_ lines: String..., ending: String = "\r\n", zone: ZoneRules? = paris) -> CalendarReader {
  let all = ["BEGIN:VCALENDAR", "BEGIN:VEVENT"] + lines + ["END:VEVENT", "END:VCALENDAR", ""]
  return CalendarReader(Array(all.joined(separator: ending).utf8), zone: zone)
}

@Suite struct CalendarTests {
  @Test func linesAreFoldedWithinCharactersNever() {
    var event = CalendarEvent(
      uid: "a", summary: String(repeating: "é€😀", count: 40),
      days: CalendarDay(daysSince1970: 0)...CalendarDay(daysSince1970: 0))
    event.details = "a;b,c\\d\r\ne\u{0}f"
    let text = CalendarWriter(name: "Congés", stamp: stamp).text([event])
    for line in text.components(separatedBy: "\r\n") {
      #expect(line.utf8.count <= 75)
      #expect(String(validating: Array(line.utf8), as: UTF8.self) != nil)
    }
    #expect(text.contains("DESCRIPTION:a\\;b\\,c\\\\d\\nef\r\n"))
    let back = CalendarReader(Array(text.utf8))
    #expect(back.problems.isEmpty)
    #expect(back.events.first?.summary == event.summary)
    #expect(back.events.first?.details == "a;b,c\\d\nef")
  }

  @Test(.enabled(if: CalendarPeer.isThere))
  func anotherProgramReadsWhatIsWritten() throws {
    let leave = CalendarEvent(
      uid: "a@mgrnet", summary: "Zoé, Élise; « congés »\nsuite",
      days: try day("2027-02-15")...day("2027-02-19"))
    var half = CalendarEvent(
      uid: "b@mgrnet", summary: "Bob",
      start: .time(try day("2027-03-27"), seconds: 43_200, zone: "Europe/Paris"),
      end: .time(try day("2027-03-29"), seconds: 43_200, zone: "Europe/Paris"))
    half.status = .tentative
    half.sequence = 3
    let text = CalendarWriter(name: "Congés", stamp: stamp, zone: paris).text([leave, half])
    #expect(
      try CalendarPeer.events(of: text) == [
        "a@mgrnet|Zoé, Élise; « congés »⏎suite|2027-02-15|2027-02-20|CONFIRMED|0",
        // The clock changes on 28 March: the peer takes that from our VTIMEZONE.
        "b@mgrnet|Bob|2027-03-27 12:00:00+01:00|2027-03-29 12:00:00+02:00|TENTATIVE|3",
      ])
  }

  @Test func endsAreWhatTheStandardOrTheWriterMeans() throws {
    func days(_ lines: String...) throws -> String {
      let all = ["BEGIN:VEVENT", "UID:x"] + lines + ["END:VEVENT"]
      let event = try #require(
        CalendarReader(Array(all.joined(separator: "\n").utf8), zone: paris).events.first)
      return "\(event.days.lowerBound)..\(event.days.upperBound)"
    }
    let start = "DTSTART;VALUE=DATE:20270215"
    #expect(try days(start) == "2027-02-15..2027-02-15")
    #expect(try days(start, "DTEND;VALUE=DATE:20270216") == "2027-02-15..2027-02-15")
    #expect(try days(start, "DTEND;VALUE=DATE:20270215") == "2027-02-15..2027-02-15")
    #expect(try days(start, "DTEND;VALUE=DATE:20270220") == "2027-02-15..2027-02-19")
    #expect(try days(start, "DURATION:P1W") == "2027-02-15..2027-02-21")
    #expect(try days("DTSTART:20270215T090000", "DURATION:PT4H") == "2027-02-15..2027-02-15")
    #expect(try days("DTSTART:20270215T120000", "DTEND:20270217T000000") == "2027-02-15..2027-02-16")
    // 23:30 in UTC is the next day in Paris.
    #expect(try days("DTSTART:20270214T233000Z", "DTEND:20270215T223000Z") == "2027-02-15..2027-02-15")
    #expect(try days("DTSTART:20270714T220000Z", "DTEND:20270715T220000Z") == "2027-07-15..2027-07-15")
  }

  @Test(arguments: ["\r\n", "\n", "\r"])
  func anyEndOfLineIsRead(ending: String) {
    let file = read("UID:x", "SUMMARY:a very ", "  long one", "DTSTART;VALUE=DATE:20270215", ending: ending)
    #expect(file.events.map(\.summary) == ["a very  long one"])
    #expect(file.problems.isEmpty)
  }

  @Test func whatIsLeftOutIsNamed() {
    func reasons(_ lines: String...) -> [CalendarProblem.Reason] {
      let all = ["BEGIN:VEVENT", "SUMMARY:s"] + lines + ["END:VEVENT"]
      return CalendarReader(Array(all.joined(separator: "\n").utf8), zone: paris).problems.map(\.reason)
    }
    #expect(reasons("UID:x") == [.noStart])
    #expect(reasons("DTSTART:2027") == [.badValue(property: "DTSTART", value: "2027")])
    // An hour later it is another year in Paris.
    let far = "99991231T233000Z"
    #expect(reasons("DTSTART:\(far)") == [.badValue(property: "DTSTART", value: far)])
    let rule = "FREQ=YEARLY;BYMONTH=11;BYDAY=\(Int.min)TH"
    #expect(reasons("DTSTART:20270215", "RRULE:\(rule)") == [.repeats(rule)])
    #expect(reasons("DTSTART:20270215", "DTEND:20270101") == [.endsBeforeItStarts])
    #expect(reasons("DTSTART:20270215", "DURATION:-P1D") == [.badValue(property: "DURATION", value: "-P1D")])
    #expect(reasons("DTSTART:20270215", "RRULE:FREQ=HOURLY") == [.repeats("FREQ=HOURLY")])
    #expect(reasons("DTSTART:20270215", "nonsense") == [.notALine])
    let other = CalendarReader(Array("BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:buy\nEND:VTODO\n".utf8))
    #expect(other.problems.map(\.reason) == [.unfinished, .notAnEvent("VTODO")])
  }

  @Test func aMethodHoldsForItsOwnCalendar() {
    func calendar(_ method: String, _ uid: String) -> String {
      "BEGIN:VCALENDAR\nMETHOD:\(method)\nBEGIN:VEVENT\nUID:\(uid)\nDTSTART:20270301\nEND:VEVENT\nEND:VCALENDAR\n"
    }
    for methods in [["CANCEL", "PUBLISH"], ["publish", "cancel"], ["CANCEL", "CANCEL"]] {
      let text = zip(methods, ["a", "b"]).map(calendar).joined()
      let cancelled = CalendarReader(Array(text.utf8)).events.map { $0.status == .cancelled }
      #expect(cancelled == methods.map { $0.uppercased() == "CANCEL" })
    }
  }

  /// Of two versions of an event the second one of each pair counts, in whatever order they are read.
  @Test(arguments: [
    ("SEQUENCE:1", "SEQUENCE:2"), ("SEQUENCE:2\nSTATUS:CANCELLED", "SEQUENCE:5"),
    ("SEQUENCE:9", "SEQUENCE:10"),
    ("DTSTAMP:20270101T000000Z", "DTSTAMP:20270101T000001Z"),
    ("DTSTAMP:20280101T000000Z", "SEQUENCE:1\nDTSTAMP:20270101T000000Z"),
    ("SUMMARY:x", "STATUS:CANCELLED"), ("DTEND;VALUE=DATE:20270302", "DTEND;VALUE=DATE:20270303"),
  ])
  func theNewerVersionOfAnEventCounts(older: String, newer: String) throws {
    let start = "DTSTART;VALUE=DATE:20270301"
    let (first, second) = (read("UID:x", start, older).events[0], read("UID:x", start, newer).events[0])
    #expect(second.replaces(first) && !first.replaces(second))
  }

  @Test(arguments: [
    ("TRANSP:OPAQUE", false, CalendarEvent.Status.confirmed), ("TRANSP:TRANSPARENT", true, .confirmed),
    ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", true, .confirmed),
    ("TRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:OOF", false, .confirmed),
    ("TRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", true, .confirmed),
    ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", false, .tentative),
    ("STATUS:CANCELLED\nX-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", false, .cancelled),
  ])
  func whetherTheTimeIsFreeIsRead(lines: String, isFree: Bool, status: CalendarEvent.Status) throws {
    let event = try #require(read("UID:x", "DTSTART:20270301", lines, ending: "\n").events.first)
    #expect(event.isFree == isFree && event.status == status)
  }

  /// What an event with times takes; `-` is nothing.
  @Test(arguments: [
    // An evening, a night, an out-of-office note from Friday evening to Monday morning.
    ("20270310T190000", "20270310T230000", "-"), ("20270315T220000", "20270316T060000", "-"),
    ("20270226T180000", "20270301T080000", "2027-02-27 2027-02-28"),
    ("20270304T170000", "20270306T000000", "2027-03-05 2027-03-05"),
    ("20270304T160000", "20270306T000000", "2027-03-04 noon 2027-03-05"),
    ("20270304T200000", "20270305T123000", "2027-03-05 2027-03-05 noon"),
    ("20270304T170000", "20270305T100000", "-"),
    ("20270304T080000", "20270305T090000", "2027-03-04 2027-03-04"),
    ("20270304T000000", "20270305T000000", "2027-03-04 2027-03-04"),
    ("20270304T120000", "20270304T180000", "2027-03-04 noon 2027-03-04"),
    ("20270304T110000", "20270304T140000", "2027-03-04 2027-03-04"),
    ("20270304T120000", "20270304T150000", "2027-03-04 noon 2027-03-04"),
    ("20270304T140000", "20270304T163000", "-"), ("20270304T000000", "20270304T103000", "-"),
    ("20270304T000000", "20270304T120000", "2027-03-04 2027-03-04 noon"),
  ])
  func whatLiesOutsideWorkingHoursTakesNoDay(start: String, end: String, taken: String) throws {
    let event = try #require(read("UID:x", "DTSTART:\(start)", "DTEND:\(end)").events.first)
    #expect(Self.taken(event, .usual) == taken)
  }

  /// Each is ten o'clock in Paris on 15 February; a time that names no zone is on the calendar's own clock.
  @Test(arguments: [
    ("", ":20270215T090000Z"), ("", ";TZID=Etc/UTC:20270215T090000"), ("", ";TZID=GMT:20270215T090000"),
    ("", ";TZID=\"(UTC) Coordinated Universal Time\":20270215T090000"),
    ("", ";TZID=America/New_York:20270215T040000"), ("", ";TZID=Eastern Standard Time:20270215T040000"),
    ("", ";TZID=/freeassociation.sourceforge.net/America/New_York:20270215T040000"),
    ("", ";TZID=/mozilla.org/20070129_1/America/New_York:20270215T040000"),
    ("", ";TZID=Romance Standard Time:20270215T100000"), ("", ";TZID=Europe/Paris:20270215T100000"),
    ("", ";TZID=Nowhere/Land:20270215T100000"), ("", ":20270215T100000"),
    ("X-WR-TIMEZONE:America/New_York", ":20270215T040000"), ("X-WR-TIMEZONE:UTC", ":20270215T090000"),
    ("X-WR-TIMEZONE:America/New_York", ";TZID=UTC:20270215T090000"),
  ])
  func timesComeOntoTheReadersClock(head: String, start: String) throws {
    let text = [
      "BEGIN:VCALENDAR", head, "BEGIN:VEVENT", "UID:x", "DTSTART\(start)", "END:VEVENT", "END:VCALENDAR",
    ]
    let reader = CalendarReader(Array(text.joined(separator: "\n").utf8), zone: paris) { name in
      ["America/New_York": "EST5EDT,M3.2.0,M11.1.0", "Europe/Paris": "CET-1CEST,M3.5.0,M10.5.0/3"][name]
        .flatMap {
          ZoneRules(name: name, rules: $0)
        }
    }
    let event = try #require(reader.events.first)
    #expect("\(event.start.day) \(event.start.seconds)" == "2027-02-15 36000")
  }

  /// Source: zoneinfo; in New York the clock changes on 14 March and 7 November, in Paris on 28 March and 31 October.
  @Test(arguments: [("0314T0130", 1_805_005_800), ("0314T0330", 1_805_009_400), ("1107T0330", 1_825_576_200)])
  func aZonesClockIsReadAroundItsChanges(local: String, utc: Int) throws {
    let rules = try #require(ZoneRules(name: "America/New_York", rules: "EST5EDT,M3.2.0,M11.1.0"))
    let moment = try #require(CalendarMoment("2027\(local)", zone: nil))
    #expect(rules.utc(ofLocal: moment.secondsSince1970) == utc)
  }

  private static func taken(_ event: CalendarEvent, _ hours: WorkingHours) -> String {
    guard let away = try? event.away(hours) else { return "-" }
    return "\(away.from)\(away.startsNoon ? " noon" : "") \(away.to)\(away.endsNoon ? " noon" : "")"
  }

  @Test func workingHoursAreThoseOfTheCard() throws {
    let night = try #require(
      read("UID:x", "DTSTART:20270304T190000", "DTEND:20270304T230000").events.first)
    #expect(Self.taken(night, try #require(WorkingHours("14:00-22:00"))) == "2027-03-04 noon 2027-03-04")
    let short = try #require(read("UID:x", "DTSTART:20270304T090000", "DTEND:20270304T110000").events.first)
    #expect(Self.taken(short, .usual) == "-")
    #expect(Self.taken(short, try #require(WorkingHours("09:00-11:00"))) == "2027-03-04 2027-03-04 noon")
    for text in ["", "08:00", "19:00-08:00", "08:00-08:00", "a-b", "08:00-25:00", "08-19"] {
      #expect(WorkingHours(text) == nil, "\(text)")
    }
  }

  @Test func daysOfEveryYearAreRead() throws {
    func falls(_ start: String, _ rule: String) throws -> [String] {
      let event = try #require(read("UID:x", "DTSTART;VALUE=DATE:\(start)", "RRULE:\(rule)").events.first)
      let rule = try #require(event.repeats)
      var written = event
      written.uid = "again"
      let again = CalendarReader(Array(CalendarWriter(name: "", stamp: stamp).text([written]).utf8))
      #expect(again.events.first?.repeats == rule)
      let days = rule.days(from: event.start.day, through: try day("2030-01-01"))
      return days.map(\.description).filter { $0 > "2026" }
    }
    #expect(try falls("20200618", "FREQ=YEARLY;UNTIL=20280101").count == 2)
    #expect(
      try falls("20201126", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH").prefix(2) == ["2026-11-26", "2027-11-25"])
    #expect(try falls("20200525", "FREQ=YEARLY;BYMONTH=5;BYDAY=MO;BYSETPOS=-1").first == "2026-05-25")
    #expect(try falls("20260704", "FREQ=YEARLY;COUNT=2") == ["2026-07-04", "2027-07-04"])
    #expect(try falls("20260704", "FREQ=YEARLY;INTERVAL=2") == ["2026-07-04", "2028-07-04"])
  }

  static let series = [
    // The rule, and lines besides; the days, or why the series is left out.
    ("20261204", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261218", "2026-12-04 2026-12-11 2026-12-18"),
    ("20261204", "FREQ=WEEKLY;COUNT=3;INTERVAL=2\nEXDATE;VALUE=DATE:20261218", "2026-12-04 2027-01-01"),
    ("20261201", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2026-12-25 2027-01-29"),
    ("20261204", "COUNT=2;FREQ=WEEKLY", "2026-12-04 2026-12-11"),
    ("20280229", "FREQ=YEARLY;COUNT=2", "2028-02-29 2032-02-29"),
    ("20261204T090000", "FREQ=DAILY;UNTIL=20261206T080000", "2026-12-04 2026-12-05"),
    ("20261204", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "-"), ("20261204", "", "-"),
    ("20261204", "FREQ=", "-"),
    ("20261204", "FREQ=HOURLY", "-"), ("20261204", "FREQ=DAILY;BYHOUR=9", "-"),
    ("20261204", "FREQ=DAILY;FREQ=DAILY", "-"), ("20261204", "FREQ=YEARLY;BYEASTER=1", "-"),
    ("20261204", "FREQ=DAILY;COUNT=0", "-"), ("20261204", "FREQ=DAILY;UNTIL=20200101", "-"),
    ("20261204", "FREQ=DAILY;INTERVAL=-1", "-"), ("20261204", "FREQ=WEEKLY;BYDAY=XX", "-"),
  ]

  @Test(arguments: series) func aSeriesHasItsDaysOrIsLeftOut(start: String, rule: String, days: String) throws
  {
    let value = start.contains("T") ? "DTSTART:\(start)" : "DTSTART;VALUE=DATE:\(start)"
    let calendar = read("UID:x", value, "RRULE:" + rule)
    guard let repeats = calendar.events.first?.repeats, let first = calendar.events.first?.start.day else {
      #expect(days == "-")
      guard case .repeats = calendar.problems.first?.reason else {
        Issue.record("\(calendar.problems)")
        return
      }
      return
    }
    let last = try day("2040-01-01")
    #expect(repeats.days(from: first, through: last).map(\.description).joined(separator: " ") == days)
  }

  /// Rules that keep a reader busy, or have no end.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "FREQ=DAILY", "FREQ=YEARLY;INTERVAL=999999999", "FREQ=DAILY;COUNT=999999999",
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
      "FREQ=YEARLY;BYDAY=53MO", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-366",
      "FREQ=DAILY;BYMONTHDAY=" + Array(repeating: "1", count: 100).joined(separator: ","),
    ])
  func aHostileRuleEnds(rule: String) throws {
    let start = try day("2026-01-01")
    let days = Recurrence(rule, from: start)?.days(from: start, through: try day("9999-12-31")) ?? []
    #expect(days.count <= 40_000)
  }

  @Test func singleOccurrencesAreTakenOutOfTheirSeries() throws {
    let calendar = CalendarReader(
      Array(
        """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        UID:a
        DTSTART;VALUE=DATE:20261204
        RRULE:FREQ=WEEKLY;COUNT=4
        RDATE;VALUE=DATE:20261230
        END:VEVENT
        BEGIN:VEVENT
        UID:a
        RECURRENCE-ID;VALUE=DATE:20261211
        DTSTART;VALUE=DATE:20261210
        END:VEVENT
        BEGIN:VEVENT
        UID:a
        RECURRENCE-ID;VALUE=DATE:20261218
        DTSTART;VALUE=DATE:20261218
        STATUS:CANCELLED
        END:VEVENT
        BEGIN:VEVENT
        UID:a
        RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261225
        DTSTART;VALUE=DATE:20261226
        END:VEVENT
        END:VCALENDAR
        """.utf8))
    let days = calendar.events.map { event in
      (event.repeats?.days(from: event.start.day, through: event.start.day.advanced(by: 60)) ?? [
        event.start.day
      ])
      .map(\.description).joined(separator: " ")
    }
    #expect(days == ["2026-12-04 2026-12-25", "2026-12-30", "2026-12-10"])
    #expect(calendar.problems.map(\.reason) == [.repeats("RECURRENCE-ID")])
  }

  @Test(arguments: [
    ("friday", "5", ""), ("Vendredis", "5", ""), ("lundi et mercredi", "1 3", ""), ("mon, wed", "1 3", ""),
    ("mercredi après-midi", "3", "afternoon"), ("wednesday mornings", "3", "morning"),
    ("chaque mardi matin", "2", "morning"),
    ("demain", "-", ""), ("", "-", ""), ("friday 13", "-", ""), ("lundi matin après-midi", "-", ""),
  ])
  func weekdaysAreRead(text: String, days: String, half: String) {
    let spoken = SpokenWeekdays(text)
    #expect((spoken?.days.map { "\($0.rawValue)" }.joined(separator: " ") ?? "-") == days)
    let said = spoken?.startsNoon == true ? "afternoon" : spoken?.endsNoon == true ? "morning" : ""
    #expect(said == half)
  }

  /// Source: collective/icalendar's own test files, broken ones included.
  @Test(.enabled(if: SharedData.isThere))
  func everyRealFileIsReadAndNothingIsLostSilently() throws {
    let files = try SharedData.files("ics", ending: ".ics")
    #expect(files.count > 50)
    var events = 0
    for (path, bytes) in files {
      let file = CalendarReader(bytes, zone: paris)
      let inFile =
        String(decoding: bytes, as: UTF8.self).uppercased().components(separatedBy: "BEGIN:VEVENT").count - 1
      let leftOut = file.problems.count
      #expect(file.events.count <= inFile, "\(path)")
      #expect(
        file.events.count + leftOut >= inFile, "\(path): \(file.events.count) of \(inFile), \(file.problems)")
      events += file.events.count
      for event in file.events { #expect(event.start.day <= event.days.upperBound, "\(path)") }
      // What was understood is written so that it is understood the same.
      let again = CalendarReader(Array(CalendarWriter(name: "x", stamp: stamp).text(file.events).utf8))
      #expect(again.problems.isEmpty, "\(path): \(again.problems)")
      #expect(again.events.map(\.summary) == file.events.map { $0.summary.filter { $0 != "\0" } }, "\(path)")
      #expect(again.events.map(\.days) == file.events.map(\.days), "\(path)")
    }
    #expect(events >= 30)
  }

  @Test(.enabled(if: CalendarPeer.isThere && SharedData.isThere))
  func theOfficialHolidaysAreReadFromTheirCalendar() throws {
    for (path, bytes) in try SharedData.files("france/jours-feries/data/ics", ending: ".ics") {
      let file = CalendarReader(bytes)
      #expect(file.problems.isEmpty, "\(path)")
      #expect(file.events.count > 100, "\(path)")
      let text = CalendarWriter(name: "x", stamp: stamp).text(file.events)
      #expect(try CalendarPeer.events(of: text).count == file.events.count, "\(path)")
    }
  }

  @Test func hostileFilesAreBounded() {
    let deep = String(repeating: "BEGIN:VEVENT\n", count: 100_000)
    #expect(CalendarReader(Array(deep.utf8)).events.isEmpty)
    let lines = String(repeating: "x\n", count: 100_000)
    #expect(CalendarReader(Array(lines.utf8)).problems.count <= 101)
    let event = "BEGIN:VEVENT\nDTSTART:20270215\nRRULE:FREQ=YEARLY;COUNT=99999999999999999999\nEND:VEVENT\n"
    let many = CalendarReader(
      Array(String(repeating: event.replacing(/RRULE.*\n/, with: ""), count: 30_000).utf8))
    #expect(many.events.count == CalendarReader.mostEvents)
    #expect(many.problems.map(\.reason) == [.tooMany])
    #expect(CalendarReader(Array(event.utf8)).problems.count == 1)
    var random = Seeded(state: 5)
    let bits = [
      "BEGIN:VEVENT\n", "END:VEVENT\n", "DTSTART", ";VALUE=DATE", ":", "20270215", "T", "\"", ";", "=", ",",
      "\r", "\n ", "DTEND:99991231\n", "DURATION:P9999999W\n", "RRULE:FREQ=YEARLY;BYDAY=-9MO", "\u{e9}",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        bits.randomElement(using: &random) ?? ""
      }.joined()
      let file = CalendarReader(Array(text.utf8), zone: paris)
      _ = CalendarWriter(name: "x", stamp: stamp).text(file.events)
      for event in file.events { #expect(event.days.count < 5000) }
    }
  }
}
