import Records

/// What one person answers to an invitation: the calendar that their mail program sends back (RFC 5546 §3.2.3).
package struct CalendarReply: Hashable, Sendable {
  package enum Answer: String, Sendable {
    case yes, maybe, no

    fileprivate init?(_ status: String?) {
      switch status?.uppercased() {
      case "ACCEPTED": self = .yes
      case "TENTATIVE": self = .maybe
      case "DECLINED": self = .no
      default: return nil
      }
    }
  }

  /// Why a calendar is no answer that can be taken.
  package enum Refusal: Error, Hashable, Sendable {
    case notACalendar
    /// An invitation, a proposal of another time, or one that does not say what it is.
    case notAReply(method: String)
    /// None, or several, of what an answer has once.
    case notOne(String)
    /// Neither yes, nor maybe, nor no.
    case undecided(String)
    /// To one occurrence of a series.
    case occurrence
    case badValue(String)
  }

  /// Of the event.
  package let uid: String
  /// Who answers, in lower case.
  package let address: String
  package let answer: Answer
  /// Of the invitation that was answered.
  package let sequence: Int
  /// When it was answered, in seconds since 1970.
  package let stamp: Int64

  /// The limit in bytes: an answer is short.
  package static let mostBytes = 1 << 20

  /// Reads any bytes.
  package init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count <= Self.mostBytes else { throw .notACalendar }
    let calendars = CalendarFile(bytes).components.filter { $0.name == "VCALENDAR" }
    guard let calendar = calendars.first else { throw .notACalendar }
    guard calendars.count == 1 else { throw .notOne("VCALENDAR") }
    let method = calendar.word("METHOD") ?? ""
    guard method == "REPLY", calendar.all("METHOD").count == 1 else {
      throw .notAReply(method: String(method.prefix(40)))
    }
    let events = calendar.components.filter { $0.name == "VEVENT" }
    guard let event = events.first, events.count == 1 else { throw .notOne("VEVENT") }
    func one(_ name: String) throws(Refusal) -> ContentLine {
      let lines = event.all(name)
      guard let line = lines.first, lines.count == 1 else { throw .notOne(name) }
      return line
    }
    if event["RECURRENCE-ID"] != nil { throw .occurrence }
    uid = try one("UID").text.trimmed
    let attendee = try one("ATTENDEE")
    let place = attendee.value.trimmed.lowercased()
    guard place.hasPrefix("mailto:"), place.utf8.count < 400 else { throw .badValue("ATTENDEE") }
    address = String(place.dropFirst(7))
    guard let answer = Answer(attendee["PARTSTAT"]) else {
      throw .undecided(String((attendee["PARTSTAT"] ?? "NEEDS-ACTION").prefix(40)))
    }
    self.answer = answer
    let sequences = event.all("SEQUENCE")
    guard sequences.count <= 1 else { throw .notOne("SEQUENCE") }
    guard let sequence = sequences.first.map({ decimal(ArraySlice($0.value.trimmed.utf8)) }) ?? 0 else {
      throw .badValue("SEQUENCE")
    }
    self.sequence = sequence
    guard let moment = CalendarMoment(try one("DTSTAMP").value.trimmed, zone: nil),
      case .time(_, _, CalendarMoment.utc?) = moment
    else { throw .badValue("DTSTAMP") }
    stamp = Int64(moment.secondsSince1970)
  }
}
