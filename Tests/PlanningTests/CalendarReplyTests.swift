import Planning
import Testing

struct CalendarReplyTests {
  private static func text(
    method: String = "METHOD:REPLY",
    attendee: String = "ATTENDEE;CN=\"Roy, Anna\";PARTSTAT=ACCEPTED:MAILTO:Anna@Example.org",
    more: String = "SEQUENCE:2", stamp: String = "DTSTAMP:20261124T091500Z", twice: Bool = false
  ) -> String {
    let event = [
      "BEGIN:VEVENT", "UID:abc@mgrnet", attendee, more, stamp, "SUMMARY:Accepted: Lunch", "END:VEVENT",
    ]
    return
      (["BEGIN:VCALENDAR", "VERSION:2.0", method] + event + (twice ? event : []) + ["END:VCALENDAR", ""])
      .filter { !$0.isEmpty }.joined(separator: "\r\n") + "\r\n"
  }

  private func reply(_ text: String) throws(CalendarReply.Refusal) -> CalendarReply {
    try CalendarReply(Array(text.utf8))
  }

  @Test(arguments: [("ACCEPTED", "yes"), ("tentative", "maybe"), ("Declined", "no")])
  func readsWhoAnswersWhat(status: String, answer: String) throws {
    let reply = try reply(
      Self.text(attendee: "ATTENDEE;PARTSTAT=\(status);RSVP=TRUE:mailto:anna@example.org"))
    #expect(reply.uid == "abc@mgrnet" && reply.address == "anna@example.org")
    #expect(reply.answer.rawValue == answer && reply.sequence == 2)
    #expect(reply.stamp == 1_795_511_700)
  }

  @Test func foldedLinesAndCapitalsAreTheSame() throws {
    let plain = try reply(Self.text())
    let folded = Self.text().replacing("PARTSTAT=ACC", with: "PARTST\r\n AT=ACC").replacing(
      "\r\n", with: "\n")
    #expect(try reply(folded) == plain)
    #expect(plain.address == "anna@example.org")
    #expect(try reply(Self.text(more: "")).sequence == 0)
  }

  @Test(
    arguments: [
      ("", .notACalendar), ("BEGIN:VEVENT\r\nEND:VEVENT\r\n", .notACalendar),
      (text(method: "METHOD:REQUEST"), .notAReply(method: "REQUEST")),
      (text(method: "METHOD:COUNTER"), .notAReply(method: "COUNTER")),
      (text(method: ""), .notAReply(method: "")),
      (text(method: "METHOD:REPLY\r\nMETHOD:REQUEST"), .notAReply(method: "REPLY")),
      (text(twice: true), .notOne("VEVENT")), (text() + text(), .notOne("VCALENDAR")),
      (text(attendee: ""), .notOne("ATTENDEE")),
      (
        text(
          attendee: "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.org\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:c@d.org"),
        .notOne("ATTENDEE")
      ),
      (text(attendee: "ATTENDEE;PARTSTAT=ACCEPTED:https://example.org"), .badValue("ATTENDEE")),
      (text(attendee: "ATTENDEE:mailto:a@b.org"), .undecided("NEEDS-ACTION")),
      (text(attendee: "ATTENDEE;PARTSTAT=DELEGATED:mailto:a@b.org"), .undecided("DELEGATED")),
      (text(more: "SEQUENCE:-1"), .badValue("SEQUENCE")),
      (text(more: "SEQUENCE:99999999999999999999999"), .badValue("SEQUENCE")),
      (text(more: "SEQUENCE:1\r\nSEQUENCE:2"), .notOne("SEQUENCE")),
      (text(more: "RECURRENCE-ID:20261124T120000Z"), .occurrence), (text(stamp: ""), .notOne("DTSTAMP")),
      (text(stamp: "DTSTAMP:20261124"), .badValue("DTSTAMP")),
      (text(stamp: "DTSTAMP:20261124T091500"), .badValue("DTSTAMP")),
    ] as [(String, CalendarReply.Refusal)])
  func refusesWhatIsNoAnswer(text: String, refusal: CalendarReply.Refusal) {
    #expect(throws: refusal) { try reply(text) }
  }

  @Test func anyBytesAreRefusedOrRead() {
    var seed: UInt64 = 7
    func next(_ limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % limit
    }
    let start = Array(Self.text().utf8)
    var read = 0
    for _ in 0..<3_000 {
      var bytes = start
      for _ in 0...next(6) {
        switch next(3) {
        case 0: bytes[next(bytes.count)] = UInt8(next(256))
        case 1: bytes.removeSubrange(next(bytes.count)...)
        default: bytes.insert(contentsOf: start.prefix(next(start.count)), at: next(bytes.count + 1))
        }
        if bytes.isEmpty { bytes = [0] }
      }
      if (try? CalendarReply(bytes)) != nil { read += 1 }  // counted: most are refused
    }
    #expect(read < 3_000)
    #expect(throws: CalendarReply.Refusal.notACalendar) {
      try CalendarReply(Array(repeating: 65, count: CalendarReply.mostBytes + 1))
    }
  }
}
