import Records
import Sealing
import Testing

@testable import Meeting

@Suite struct AttendanceTests {
  private func answer(_ handle: String, _ answer: String = "yes", at seconds: Int64) -> Attendance.Answer {
    .init(handle, answer, created: Timestamp(secondsSince1970: seconds, offsetMinutes: 0))
  }

  @Test func theHostAloneGivesSeats() {
    let answers = [
      answer("ines", at: 3), answer("paul", at: 1), answer("anna", at: 9), answer("luc", "maybe", at: 2),
      answer("claire", at: 2), answer("zoe", "no", at: 0),
    ]
    let open = Attendance(answers, host: "anna", confirmed: [], seats: nil)
    #expect(open.coming.map(\.handle) == ["paul", "claire", "ines", "anna"] && open.waiting.isEmpty)
    let seated = Attendance(answers, host: "anna", confirmed: ["ines", "zoe"], seats: 3)
    #expect(seated.coming.map(\.handle) == ["ines", "anna"] && seated.free == 1 && seated.overbooked == 0)
    #expect(seated.waiting.map(\.handle) == ["paul", "claire"])
    #expect(seated.maybe.map(\.handle) == ["luc"] && seated.declined.map(\.handle) == ["zoe"])
    let both = Attendance(answers, host: "anna", confirmed: ["ines", "paul", "claire"], seats: 3)
    #expect(both.overbooked == 1 && both.free == 0)
  }

  /// The example of RFC 3797, section 6.
  @Test func theExampleOfTheRFC() {
    let values = ["9319", "2 5 12 8 10", "9 18 26 34 41 45"]
    let order = PublicDraw.order(25, values: values, md5: MD5.hash)
    #expect(order.prefix(10) == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13])
    #expect(order.sorted() == Array(1...25))
    #expect(
      PublicDraw.key(of: "2 5 12 8 10") == "2.5.8.10.12./"
        && PublicDraw.key(of: "CAC 40: 7 812,3") == "CAC4078123./")
    #expect(PublicDraw.order(0, values: values, md5: MD5.hash).isEmpty)
  }
}
