import Records
import Testing

@testable import Planning

@Suite struct SpokenMomentTests {
  /// A Monday.
  private let today = CalendarDay("2027-02-15") ?? CalendarDay(daysSince1970: 0)

  @Test(arguments: [
    ("thursday 12:30", "2027-02-18", 750), ("jeudi 12h30", "2027-02-18", 750),
    ("jeudi 12 h 30", "2027-02-18", 750),
    ("jeudi à 9 h", "2027-02-18", 540), ("15/03 9h", "2027-03-15", 540),
    ("2027-03-05 10:00", "2027-03-05", 600),
    ("2027-03-05T10:00", "2027-03-05", 600), ("demain midi", "2027-02-16", 720),
    ("tomorrow at noon", "2027-02-16", 720),
    ("15 mars, 8h05", "2027-03-15", 485), ("tomorrow 9am", "2027-02-16", 540),
    ("tomorrow 12 am", "2027-02-16", 0),
    ("tomorrow 12pm", "2027-02-16", 720), ("+3d 23:59", "2027-02-18", 1439),
    ("August 3, 2027 5pm", "2027-08-03", 1020),
  ]) func aDayAndATime(text: String, day: String, minutes: Int) throws {
    let moment = try SpokenMoment(text, today: today)
    #expect(moment.day?.description == day && moment.minutes == minutes)
  }

  @Test(arguments: [("14:30", 870), ("14h", 840), ("midi", 720), ("à 9 h 15", 555)])
  func aTimeAlone(text: String, minutes: Int) throws {
    let moment = try SpokenMoment(text, today: today)
    #expect(moment.day == nil && moment.minutes == minutes)
  }

  @Test(arguments: [
    "", "thursday", "15/03", "2027-03-05", "24:00 thursday", "thursday 24:00", "thursday 12:60",
    "thursday 13pm",
    "thursday 12:", "someday 12:00", "thursday 123:00", String(repeating: "x", count: 100) + " 12:00",
  ]) func whatIsNoMoment(text: String) {
    #expect(throws: SpokenDayError.self) { try SpokenMoment(text, today: today) }
  }
}
