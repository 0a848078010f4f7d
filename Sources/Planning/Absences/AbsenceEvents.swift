import Records

/// Absences as events of a calendar, and back.
extension CalendarEvent {
  /// Returns the absence as an event: whole days as dates, half days as times from noon or to noon on the clock of
  /// the zone.
  ///
  /// - Parameter summary: the title in the calendar; it says who, never why.
  package init(_ absence: Absence, summary: String, sequence: Int, zone: ZoneRules?) {
    let start: CalendarMoment
    let end: CalendarMoment
    if absence.startsNoon || absence.endsNoon {
      start = .time(absence.from, seconds: absence.startsNoon ? Self.noon : 0, zone: zone?.name)
      end =
        absence.endsNoon
        ? .time(absence.to, seconds: Self.noon, zone: zone?.name)
        : .time(absence.to.advanced(by: 1), seconds: 0, zone: zone?.name)
    } else {
      (start, end) = (.day(absence.from), .day(absence.to.advanced(by: 1)))
    }
    self.init(uid: Self.uid(absence.id), summary: summary, start: start, end: end)
    status = absence.isTentative ? .tentative : .confirmed
    self.sequence = sequence
    more = [Extra(Self.personKey, absence.person.rawValue)]
    if let deputy = absence.deputy { more.append(Extra(Self.deputyKey, deputy.rawValue)) }
  }

  static let noon = 43_200
  static let personKey = "X-MGRNET-PERSON"
  static let deputyKey = "X-MGRNET-DEPUTY"
  private static let domain = "@mgrnet"

  package static func uid(_ id: RecordID) -> String { id.rawValue + domain }

  /// The record that the event was written from; `nil` for an event of another program.
  package var recordID: RecordID? {
    uid.hasSuffix(Self.domain) ? RecordID(rawValue: String(uid.dropLast(Self.domain.utf8.count))) : nil
  }

  package var person: Handle? { self[extra: Self.personKey].flatMap(Handle.init(rawValue:)) }
  package var deputy: Handle? { self[extra: Self.deputyKey].flatMap(Handle.init(rawValue:)) }

  /// The days and half days on which the event makes its person absent.
  package struct Away: Hashable, Sendable {
    package let from: CalendarDay
    package let to: CalendarDay
    package let startsNoon: Bool
    package let endsNoon: Bool
  }

  /// Reads the half days of an event with times: one that begins at noon or later takes no morning, one that ends
  /// by one o'clock no afternoon, and one of less than three hours is no absence.
  ///
  /// - Throws: why it is none.
  package func away() throws(CalendarProblem) -> Away {
    func problem(_ reason: CalendarProblem.Reason) -> CalendarProblem {
      CalendarProblem(reason, summary: summary, line: line)
    }
    if status == .cancelled { throw problem(.cancelled) }
    if let yearly { throw problem(.repeats("FREQ=YEARLY;BYMONTH=\(yearly.month)")) }
    if start.isDay {
      return Away(from: days.lowerBound, to: days.upperBound, startsNoon: false, endsNoon: false)
    }
    let length = start.day.distance(to: end.day) * 86_400 + end.seconds - start.seconds
    guard length >= 3 * 3600 else { throw problem(.tooShort) }
    var startsNoon = start.seconds >= Self.noon
    var endsNoon = end.seconds > 0 && end.seconds <= Self.noon + 3600
    // From 11 to 14 o'clock is neither half: the whole day.
    if days.count == 1, startsNoon, endsNoon { (startsNoon, endsNoon) = (false, false) }
    return Away(from: days.lowerBound, to: days.upperBound, startsNoon: startsNoon, endsNoon: endsNoon)
  }
}
