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
    repeats = absence.repeats
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

  /// Reads the half days of an event with times: what lies outside working hours takes none, and neither does a first or
  /// last day with less than three working hours. What begins at noon or later takes no morning, what ends by one o'clock
  /// no afternoon.
  ///
  /// - Throws: why it is no absence.
  package func away(_ hours: WorkingHours = .usual) throws(CalendarProblem) -> Away {
    func problem(_ reason: CalendarProblem.Reason) -> CalendarProblem {
      CalendarProblem(reason, summary: summary, line: line)
    }
    if status == .cancelled { throw problem(.cancelled) }
    var (first, last) = (days.lowerBound, days.upperBound)
    if start.isDay { return Away(from: first, to: last, startsNoon: false, endsNoon: false) }
    let close = last < end.day ? 86_400 : end.seconds
    var startsNoon = start.seconds >= Self.noon
    var endsNoon = close <= Self.noon + 3600
    if first == last {
      guard hours.take(start.seconds, close) else { throw problem(.tooShort) }
      // From 11 to 14 o'clock is neither half: the whole day.
      if startsNoon, endsNoon { (startsNoon, endsNoon) = (false, false) }
    } else {
      if !hours.take(start.seconds, 86_400) { (first, startsNoon) = (first.advanced(by: 1), false) }
      if !hours.take(0, close) { (last, endsNoon) = (last.advanced(by: -1), false) }
      guard first <= last else { throw problem(.tooShort) }
    }
    return Away(from: first, to: last, startsNoon: startsNoon, endsNoon: endsNoon)
  }
}

/// The hours of a day at which people work, in seconds since midnight.
package struct WorkingHours: Hashable, Sendable {
  let begin: Int
  let end: Int

  package static let usual = WorkingHours(begin: 8 * 3600, end: 19 * 3600)

  private init(begin: Int, end: Int) { (self.begin, self.end) = (begin, end) }

  /// Reads `08:00-19:00`, as on the network's card; `nil` for other texts, and if the end is not after the begin.
  package init?(_ text: String) {
    let clocks = text.split(separator: "-").map { clock -> Int? in
      let parts = Array(clock.utf8).split(separator: UInt8(ascii: ":")).map { decimal($0) }
      guard parts.count == 2, let hour = parts[0], let minute = parts[1] else { return nil }
      return hour * 3600 + minute * 60
    }
    guard clocks.count == 2, let begin = clocks[0], let end = clocks[1], begin < end, end <= 86_400 else {
      return nil
    }
    self.init(begin: begin, end: end)
  }

  /// Whether a stretch of a day takes working time: three hours, or all where the working day is shorter.
  func take(_ from: Int, _ to: Int) -> Bool {
    min(to, end) - max(from, begin) >= min(3 * 3600, end - begin)
  }
}
