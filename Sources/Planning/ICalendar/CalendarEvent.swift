import Records

/// An event of a calendar file.
package struct CalendarEvent: Hashable, Sendable {
  package enum Status: String, Sendable {
    case confirmed = "CONFIRMED"
    case tentative = "TENTATIVE"
    case cancelled = "CANCELLED"
  }

  /// The UID, which never changes for an event.
  package var uid: String
  package var summary: String
  package var start: CalendarMoment
  /// The end, exclusive as in RFC 5545 §3.6.1: an event of 15 February alone ends on the 16th.
  package var end: CalendarMoment
  package var details: String?
  package var status: Status = .confirmed
  /// The number of changes.
  package var sequence = 0
  /// The time of this version (DTSTAMP) in seconds since 1970, 0 if it is unknown.
  package var stamp = 0
  /// Whether the time stays free for others.
  package var isFree = false
  /// Who invites, and the one who is invited by this copy.
  package var organizer: Mailbox?
  package var attendee: Mailbox?
  /// Further properties such as `X-MGRNET-PERSON`, in order; their values are texts.
  package var more: [Extra] = []
  /// On which further days it comes.
  package var repeats: Recurrence?
  /// The day of the series on which it would be, if it is a single occurrence of one.
  package var occurrence: CalendarDay?
  /// The line of the file that it was read from.
  package var line = 0

  package struct Mailbox: Hashable, Sendable {
    package let name: String
    package let address: String
    package init(name: String, address: String) { (self.name, self.address) = (name, address) }
  }

  package struct Extra: Hashable, Sendable {
    package let name: String
    package let value: String
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(uid: String, summary: String, start: CalendarMoment, end: CalendarMoment) {
    (self.uid, self.summary, self.start, self.end) = (uid, summary, start, end)
  }

  /// Makes an event of whole days, both included.
  package init(uid: String, summary: String, days: ClosedRange<CalendarDay>) {
    self.init(
      uid: uid, summary: summary, start: .day(days.lowerBound), end: .day(days.upperBound.advanced(by: 1)))
  }

  /// Whether this version of an event is newer than another: by SEQUENCE, then by DTSTAMP (RFC 5546 §2.1.5).
  ///
  /// Of two that are alike in both a cancellation counts, then the later days, so that the order in a file says nothing.
  package func replaces(_ other: CalendarEvent) -> Bool {
    func rank(_ event: CalendarEvent) -> (Int, Int, Int, Int, Int, String) {
      (
        event.sequence, event.stamp, event.status == .cancelled ? 1 : 0, event.start.secondsSince1970,
        event.end.secondsSince1970, event.status.rawValue
      )
    }
    return rank(self) > rank(other)
  }

  package subscript(extra name: String) -> String? { more.first { $0.name == name }?.value }

  /// The days that the event touches, both included.
  package var days: ClosedRange<CalendarDay> {
    let last = end.seconds == 0 && end.day > start.day ? end.day.advanced(by: -1) : end.day
    return start.day...max(start.day, last)
  }
}
