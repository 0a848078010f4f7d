import Foundation
import Planning
import Records
import SharedData
import Testing

@Suite struct HolidayTests {
  /// Source: Explanatory Supplement to the Astronomical Almanac (1992) §8; the earliest and the latest Easters.
  @Test(arguments: [
    "1598-03-22", "1818-03-22", "1943-04-25", "1954-04-18", "2000-04-23", "2038-04-25", "2285-03-22",
  ])
  func easterIsWhereItWas(date: String) throws {
    let day = try day(date)
    #expect(CalendarDay.easter(of: day.year) == day)
  }

  /// Source: data.gouv.fr, jours fériés en France, every year and every zone.
  @Test(.enabled(if: SharedData.isThere))
  func frenchHolidaysAreTheOfficialOnes() throws {
    let file = try #require(
      try SharedData.files("france/jours-feries/data/csv", ending: "jours_feries.csv").first)
    var official: [HolidayRegion: [CalendarDay: String]] = [:]
    for line in String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",")
      for zone in fields[2].split(separator: "|") {
        let region = try #require(
          HolidayRegion.allCases.first { fold($0.name) == fold(String(zone)) }, "\(zone)")
        official[region, default: [:]][try day(String(fields[0]))] = String(fields[1])
      }
    }
    #expect(official.count == HolidayRegion.allCases.count)
    // What the list lacks.
    let overseas: Set = [
      "Vendredi saint", "Fête de la Citoyenneté", "Arrivée de l'Évangile", "Fête de l'autonomie", "Matāri'i",
      "Saint Pierre Chanel", "Saints Pierre et Paul", "Fête du Territoire", "Fête de Victor Schœlcher",
    ]
    let years = Set(official.values.flatMap { $0.keys.map(\.year) })
    #expect(years.count >= 20)
    for (region, list) in official {
      for year in years {
        let whole = try #require(days(ofYear: year))
        let computed = Holidays(region).list(in: whole).filter {
          list[$0.day] != nil || !overseas.contains($0.name.french)
        }
        let expected = list.filter { $0.key.year == year }
        #expect(computed.map(\.day) == expected.keys.sorted(), "\(region) \(year)")
        for holiday in computed {
          // Where two fall together, the list names one.
          let names = holiday.name.french.components(separatedBy: " et ")
          #expect(names.contains(expected[holiday.day] ?? ""), "\(region) \(holiday)")
        }
      }
    }
  }

  /// Source: the laws and official calendars of each country.
  @Test(arguments: [
    ("BE", "2027-07-21", "Fête nationale"), ("CH-GE", "2027-09-09", "Jeûne genevois"),
    ("LU", "2027-06-23", "Fête nationale"),
    ("DE", "2027-10-03", "German Unity Day"), ("DE-BY", "2027-01-06", "Épiphanie"), ("DE", "2027-01-06", "-"),
    ("CA-QC", "2027-06-24", "Fête nationale du Québec"), ("CA", "2027-07-01", "Fête du Canada"),
    ("US", "2027-11-25", "Action de grâce"), ("US", "2027-07-05", "Fête de l’Indépendance"),
    ("MA", "2027-07-30", "Fête du Trône"), ("SN", "2027-04-04", "Fête de l'Indépendance"),
    ("GR", "2027-05-03", "Lundi de Pâques"),
    ("GR", "2027-05-02", "-"), ("RO", "2027-05-03", "Pâques"),
    ("ES-CT", "2027-09-11", "National Day of Catalonia"), ("GB", "2027-12-27", "Noël"),
    ("PT", "2027-06-10", "Day of Portugal, Camões, and the Portuguese Communities"),
    ("FR-988", "2027-09-24", "Fête de la Citoyenneté"), ("FR", "2027-09-24", "-"),
  ])
  func otherCountriesHaveTheirDays(code: String, date: String, name: String) throws {
    let holidays = Holidays(HolidayNames([code]))
    #expect(holidays.holiday(on: try day(date))?.french ?? "-" == name, "\(code)")
  }

  @Test func everyCodeHasDays() throws {
    #expect(CountryHolidays.codes.count > 300)
    for code in CountryHolidays.codes where code.count == 2 {
      let country = try #require(CountryHolidays(code: code.lowercased()))
      // Ukraine's are suspended since 2022.
      #expect(country.days.count > (code == "UA" ? 15 : 60), "\(code)")
      #expect(country.days.allSatisfy { (2020...2040).contains($0.day.year) }, "\(code)")
    }
    for code in ["XX", "BE-", "BE-XXX", "FR", "be-wal-x", "", "é"] {
      #expect(CountryHolidays(code: code) == nil)
    }
  }

  /// Source: Meeus, and the calendar of the Ecumenical Patriarchate.
  @Test func orthodoxEasterIsWhereItIs() throws {
    for date in ["2024-05-05", "2025-04-20", "2026-04-12", "2027-05-02", "2038-04-25"] {
      let day = try day(date)
      #expect(CalendarDay.orthodoxEaster(of: day.year) == day)
    }
  }

  @Test func departmentsBelongToTheirPart() {
    #expect(HolidayRegion(code: "fr") == .metropole)
    #expect(HolidayRegion(code: "FR-67") == .alsaceMoselle)
    #expect(HolidayRegion(code: "FR-2A") == .metropole)
    #expect(HolidayRegion(code: "FR-75") == .metropole)
    #expect(HolidayRegion(code: "RE") == .reunion)
    #expect(HolidayRegion(code: "FR-96") == nil)
    #expect(HolidayRegion(code: "DE") == nil)
    #expect(HolidayRegion(code: "") == nil)
  }

  @Test func aCardNamesPartsOfFranceAndFiles() {
    let names = HolidayNames(["FR-67, company", "fr-57 Company", "company; x", "É"])
    #expect(names.regions == [.alsaceMoselle] && names.files.map(\.rawValue) == ["company", "x"])
    #expect(names.unknown == ["company;", "É"])
    // As many as a card has room for.
    let many = (0..<8_000).map { "s-" + String($0, radix: 36) }
    let start = ContinuousClock.now
    #expect(HolidayNames([many.joined(separator: " ")]).files.map(\.rawValue) == many)
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func companyDaysComeOnTop() throws {
    var holidays = Holidays(.metropole)
    holidays.add(HolidayName("Fête de l'entreprise"), on: try day("2027-06-18"))
    holidays.add(
      CalendarReader(
        Array(
          """
          BEGIN:VCALENDAR
          BEGIN:VEVENT
          UID:1
          SUMMARY:Thanksgiving
          DTSTART;VALUE=DATE:20201126
          DTEND;VALUE=DATE:20201128
          RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20291231
          END:VEVENT
          BEGIN:VEVENT
          UID:2
          SUMMARY:Last Monday
          DTSTART;VALUE=DATE:20200101
          RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=MO;BYSETPOS=-1
          END:VEVENT
          END:VCALENDAR
          """.utf8)))
    let names = holidays.list(in: try #require(days(ofYear: 2027))).map { "\($0.day) \($0.name.english)" }
    #expect(names.contains("2027-06-18 Fête de l'entreprise"))
    #expect(names.contains("2027-11-25 Thanksgiving") && names.contains("2027-11-26 Thanksgiving"))
    #expect(names.contains("2027-05-31 Last Monday"))
    #expect(!holidays.contains(try day("2030-11-28")))
  }

  /// May 2027: 31 days, 5 Saturdays and Sundays each; 8 May is a Saturday; 1 May a Saturday; Ascension on the 6th, Whit
  /// Monday on the 17th.
  @Test func workingDaysAreCountedBothWays() throws {
    let month = try #require(CalendarMonth("2027-05"))
    let holidays = Holidays(.metropole)
    #expect(month.first.workingDays(through: month.last, without: holidays) == 19)
    #expect(month.first.workingDays(through: month.last, .mondayToSaturday, without: holidays) == 22)
    #expect(month.last.workingDays(through: month.first, without: holidays) == 0)
  }
}
