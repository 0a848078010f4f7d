import Testing

@testable import Importing

struct IncomingMailTests {
  @Test(
    arguments: [
      ("Anna <anna@example.org>", "anna@example.org"), ("anna@Example.ORG", "anna@example.org"),
      ("\"Roy, Anna\" <anna@example.org>", "anna@example.org"),
      ("Roy, Anna <anna@example.org>", "anna@example.org"),
      ("=?utf-8?Q?Anna_Ro=C3=BF?= <anna@example.org>", "anna@example.org"),
      ("Anna (at work, anna@old.org) <anna@example.org>", "anna@example.org"),
      ("\"a@b.org\" <anna@example.org>", "anna@example.org"),
      ("\"<a@b.org>\" <anna@example.org>", "anna@example.org"), ("<anna@example.org> ", "anna@example.org"),
      ("Anna <anna@example.org>, Bob <bob@example.org>", nil), ("Group: a@b.org;", nil), ("Anna", nil),
      ("", nil),
      ("Anna <anna@example.org> x", nil), ("Anna <an na@example.org>", nil), ("a@b@c.org", nil),
      ("ann\u{E9}@example.org", nil), ("<anna@example.org", nil), ("\"anna@example.org", nil),
    ] as [(String, String?)])
  func theOneAddressOfAHeader(header: String, address: String?) {
    #expect(IncomingMail.address(in: header) == address)
    #expect(IncomingMail(Array("From: \(header)\r\n\r\n".utf8)).sender == address)
  }

  private func mail(_ lines: String...) -> IncomingMail {
    IncomingMail(Array(lines.joined(separator: "\r\n").utf8))
  }

  @Test func twoSendersAreNone() {
    #expect(mail("From: a@b.org", "From: c@d.org", "", "x").sender == nil)
  }

  private static let calendar = "BEGIN:VCALENDAR\r\nX:é=\r\nEND:VCALENDAR\r\n"

  @Test(arguments: [
    ("8bit", calendar), ("7BIT", calendar), ("binary", calendar),
    ("base64", "QkVHSU46VkNBTEVOREFSDQpYOsOpPQ0K\r\nRU5EOlZDQUxFTkRBUg0K"),
    ("Quoted-Printable", "BEGIN:VCAL=\r\nENDAR=0D=0AX:=c3=A9=3D\r\nEND:VCALENDAR\r\n"),
  ])
  func decodesWhatMailProgramsEncode(encoding: String, body: String) {
    let read = mail(
      "From: a@b.org", "Content-Type: text/calendar; method=REPLY", "Content-Transfer-Encoding: \(encoding)",
      "",
      body)
    #expect(read.calendars.map { String(decoding: $0, as: UTF8.self) } == [Self.calendar])
  }

  @Test func findsCalendarsInPartsOfParts() {
    let read = mail(
      "From: a@b.org", "Content-Type: multipart/mixed;", " boundary=\"out er\"", "", "before", "--out er",
      "Content-Type: multipart/alternative; charset=x; boundary=in", "", "--in", "", "text", "--in  ",
      "content-type: TEXT/Calendar", "", "one", "--in--", "after", "--out er",
      "Content-Type: application/ics; name=\"a;b.ics\"", "", "two", "--out er",
      "Content-Type: message/rfc822", "",
      "Content-Type: text/calendar", "", "of another mail", "--out er--", "", "Content-Type: text/calendar")
    #expect(read.calendars.map { String(decoding: $0, as: UTF8.self) } == ["one\r\n", "two\r\n"])
  }

  @Test func aMailThatIsCutOffKeepsItsLastPart() {
    #expect(
      mail("Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/calendar", "", "one")
        .calendars.count == 1)
  }

  @Test func whatNestsTooDeepIsLeftOut() {
    var lines = ["Content-Type: multipart/mixed; boundary=b0", ""]
    for depth in 0..<200 {
      lines += ["--b\(depth)", "Content-Type: multipart/mixed; boundary=b\(depth + 1)", ""]
    }
    lines += ["--b200", "Content-Type: text/calendar", "", "deep"]
    #expect(IncomingMail(Array(lines.joined(separator: "\n").utf8)).calendars.isEmpty)
    let many =
      ["Content-Type: multipart/mixed; boundary=b", ""]
      + Array(repeating: ["--b", "Content-Type: text/calendar", "", "x"], count: 5_000).joined()
    #expect(IncomingMail(Array(many.joined(separator: "\n").utf8)).calendars.count < 100)
  }

  @Test(arguments: [
    ("BEGIN:VCALENDAR", true), ("\u{FEFF}begin:vcalendar\r\n", true), ("\n\n BEGIN:VCALENDAR", true),
    ("From: a@b.org", false), ("", false), ("BEGIN:VCARD", false),
  ])
  func tellsACalendarFromAMail(text: String, isCalendar: Bool) {
    #expect(IncomingMail.isCalendar(Array(text.utf8)) == isCalendar)
  }
}
