import Records

/// An event, as it is read and written.
package struct CalendarEvent: Hashable, Sendable {
  package enum Status: String, Sendable {
    case confirmed = "CONFIRMED"
    case tentative = "TENTATIVE"
    case cancelled = "CANCELLED"
  }

  /// Stable: the same event has the same, always.
  package var uid: String
  package var summary: String
  package var start: CalendarMoment
  /// Exclusive, as RFC 5545 §3.6.1 has it: an event of 15 February alone ends on the 16th.
  package var end: CalendarMoment
  package var details: String?
  package var status: Status = .confirmed
  /// Counted up with each change.
  package var sequence = 0
  /// Whether others may still ask for the time.
  package var isFree = false
  /// `X-MGRNET-PERSON` and the like, in their order; texts.
  package var more: [Extra] = []
  /// A day of every year.
  package var yearly: YearlyDay?
  /// The file's line, where it was read from one.
  package var line = 0

  package struct Extra: Hashable, Sendable {
    package let name: String
    package let value: String
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(uid: String, summary: String, start: CalendarMoment, end: CalendarMoment) {
    self.uid = uid
    self.summary = summary
    self.start = start
    self.end = end
  }

  /// All day, both days included.
  package init(uid: String, summary: String, days: ClosedRange<CalendarDay>) {
    self.init(
      uid: uid, summary: summary, start: .day(days.lowerBound), end: .day(days.upperBound.advanced(by: 1)))
  }

  package subscript(extra name: String) -> String? { more.first { $0.name == name }?.value }

  /// The days that it touches, both included.
  package var days: ClosedRange<CalendarDay> {
    let last = end.seconds == 0 && end.day > start.day ? end.day.advanced(by: -1) : end.day
    return start.day...max(start.day, last)
  }
}
