import Foundation
import Planning
import Records
import Testing

func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

@Suite struct DayTests {
  /// Source: the examples around New Year of ISO 8601 week dates, 1977 to 1982.
  @Test(arguments: [
    ("1977-01-01", "1976-W53", 6), ("1977-01-02", "1976-W53", 7), ("1977-12-31", "1977-W52", 6),
    ("1978-01-02", "1978-W01", 1), ("1979-12-30", "1979-W52", 7), ("1979-12-31", "1980-W01", 1),
    ("1980-12-28", "1980-W52", 7), ("1980-12-29", "1981-W01", 1), ("1981-12-31", "1981-W53", 4),
    ("1982-01-03", "1981-W53", 7),
  ])
  func weeksAreThoseOfISO8601(date: String, week: String, weekday: Int) throws {
    let day = try day(date)
    #expect(day.isoWeek.description == week)
    #expect(day.weekday.rawValue == weekday)
  }

  /// Python's datetime is the judge, over every day of some centuries.
  @Test func weeksAndWeekdaysAreThoseOfPython() throws {
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = [
      "python3", "-c",
      "import datetime as d\nfor n in range(d.date(1583,1,1).toordinal(),d.date(2500,1,1).toordinal(),11):\n"
        + " x=d.date.fromordinal(n);y,w,k=x.isocalendar();print(x,'%04d-W%02d'%(y,w),k,x.timetuple().tm_yday)",
    ]
    let pipe = Pipe()
    python.standardOutput = pipe
    try python.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    python.waitUntilExit()
    var seen = 0
    for line in output.split(separator: "\n") {
      let fields = line.split(separator: " ")
      let day = try day(String(fields[0]))
      seen += 1
      guard
        "\(day.isoWeek) \(day.weekday.rawValue) \(day.dayOfYear)"
          == fields.dropFirst().joined(separator: " "),
        ISOWeek(year: day.isoWeek.year, number: day.isoWeek.number)?.days.contains(day) == true
      else {
        Issue.record("\(line) against \(day.isoWeek) \(day.weekday)")
        return
      }
    }
    #expect(seen > 30_000)
  }

  @Test func aMonthIsAddedWithinTheMonth() throws {
    let last = try day("2027-01-31")
    #expect(last.adding(months: 1).description == "2027-02-28")
    #expect(last.adding(months: 13).description == "2028-02-29")
    #expect(last.adding(months: -2).description == "2026-11-30")
    #expect(try day("9999-12-31").adding(months: 1).description == "9999-12-31")
    #expect(CalendarMonth("2027-02")?.length == 28)
    #expect(CalendarMonth("2027-13") == nil)
  }

  @Test func daysAreWrittenAsTheLanguageDoes() throws {
    let day = try day("2027-02-15")
    #expect(day.written(in: .french) == "lundi 15 février 2027")
    #expect(day.written(in: .english) == "Monday 15 February 2027")
    #expect(day.written(in: .french, .short) == "lun. 15 févr.")
    #expect(day.written(in: .english, .medium) == "15 Feb 2027")
    #expect(CalendarDay("2027-03-01")?.written(in: .french, .long) == "1er mars 2027")
    #expect(CalendarDay("2027-03-01")?.written(in: .english, .withoutYear) == "Monday 1 March")
  }

  /// A Monday.
  private static let today = CalendarDay(year: 2026, month: 11, day: 23) ?? CalendarDay(daysSince1970: 0)

  @Test(arguments: [
    ("2027-02-15", "2027-02-15"), ("15/02", "2027-02-15"), ("15/02/2027", "2027-02-15"),
    ("15.2.27", "2027-02-15"),
    ("2027-2-5", "2027-02-05"), ("15-02-2027", "2027-02-15"), ("aujourd'hui", "2026-11-23"),
    ("Aujourd’hui", "2026-11-23"), ("today", "2026-11-23"), ("demain", "2026-11-24"),
    ("tomorrow", "2026-11-24"),
    ("après-demain", "2026-11-25"), ("hier", "2026-11-22"), ("mardi", "2026-11-24"), ("Sunday", "2026-11-29"),
    ("next monday", "2026-11-30"), ("lundi prochain", "2026-11-30"), ("this monday", "2026-11-23"),
    ("vendredi dernier", "2026-11-20"), ("+3d", "2026-11-26"), ("+3j", "2026-11-26"), ("+2w", "2026-12-07"),
    ("-1w", "2026-11-16"), ("+1m", "2026-12-23"), ("in 3 days", "2026-11-26"),
    ("dans 2 semaines", "2026-12-07"),
    ("15 février", "2027-02-15"), ("le 15 fevrier 2027", "2027-02-15"), ("15 Feb 2027", "2027-02-15"),
    ("February 15, 2027", "2027-02-15"), ("1er mars", "2027-03-01"), ("1st of March", "2027-03-01"),
    ("lundi 15 février 2027", "2027-02-15"), ("Monday 15 Feb", "2027-02-15"), ("lundi 15/02", "2027-02-15"),
    ("mar. 16 février", "2027-02-16"), ("mar 16 février", "2027-02-16"), ("mar 16", "2027-03-16"),
    ("2027-W07-1", "2027-02-15"), ("29/02", "2028-02-29"),
    ("2027-W07", "2027-02-15..2027-02-21"), ("W48", "2026-11-23..2026-11-29"),
    ("S7", "2027-02-15..2027-02-21"),
    ("semaine 7", "2027-02-15..2027-02-21"), ("week 53 2026", "2026-12-28..2027-01-03"),
    ("next week", "2026-11-30..2026-12-06"), ("la semaine prochaine", "2026-11-30..2026-12-06"),
    ("2027-02", "2027-02-01..2027-02-28"), ("février", "2027-02-01..2027-02-28"),
    ("Nov", "2026-11-01..2026-11-30"), ("Feb 2028", "2028-02-01..2028-02-29"),
    ("le mois prochain", "2026-12-01..2026-12-31"), ("2027", "2027-01-01..2027-12-31"),
    ("l'année prochaine", "2027-01-01..2027-12-31"),
  ])
  func daysAreReadAsPeopleSayThem(text: String, expected: String) throws {
    let period = try SpokenPeriod(text, today: Self.today)
    let shown = period.first == period.last ? "\(period.first)" : "\(period.first)..\(period.last)"
    #expect(shown == expected)
  }

  @Test func whatIsNotSureIsNotGuessed() throws {
    let today = Self.today
    func problem(_ text: String) -> SpokenDayError? {
      do throws(SpokenDayError) {
        _ = try SpokenPeriod(text, today: today)
        return nil
      } catch {
        return error
      }
    }
    #expect(problem("lundi") == nil)
    #expect(problem("mar") == .ambiguous("mar", [try day("2026-11-24"), try day("2027-03-01")]))
    #expect(problem("01/11") == .ambiguous("01/11", [try day("2026-11-01"), try day("2027-11-01")]))
    #expect(problem("30/02") == .noSuchDay("30/02"))
    #expect(problem("02/15/2027") == .noSuchDay("02/15/2027"))
    #expect(problem("+99999y") == .noSuchDay("+99999y") && problem("-99999m") == .noSuchDay("-99999m"))
    #expect(problem("2027-W53") == .noSuchDay("2027-W53"))
    #expect(problem("mardi 15 février 2027") == .otherWeekday("mardi 15 février 2027", try day("2027-02-15")))
    for text in [
      "", " ", "-", "/", "//", "15/", "/2", "+", "+d", "+9999999d", "w", "-w", "2027-", "W07-9", "le", "next",
      "monday monday", "15", "15 15", "feb feb", "1/2/3/4", "2027-W", "１５/０２",
      String(repeating: "9", count: 400),
    ] {
      #expect(problem(text) != nil, "\(text)")
    }
    #expect(try SpokenPeriod("01/11", today: today, leaning: .around).first == day("2026-11-01"))
  }
}
