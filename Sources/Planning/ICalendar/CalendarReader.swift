import Records

/// The events of an iCalendar file, and what was left out of it.
package struct CalendarReader: Sendable {
  /// Whether the file held any iCalendar.
  package private(set) var isCalendar = false
  package private(set) var events: [CalendarEvent] = []
  /// The problems in the order of their lines.
  package private(set) var problems: [CalendarProblem] = []

  /// The limit of events; more are left out.
  package static let mostEvents = 20_000
  package static let mostBytes = 32 << 20

  /// Reads any bytes.
  ///
  /// - Parameters:
  ///   - zone: the zone on whose clock times in UTC and in other zones are put.
  ///   - known: returns the rules of a zone by its IANA name. Times of unknown zones stay as they are.
  package init(
    _ bytes: [UInt8], zone: ZoneRules? = nil, known: @escaping (String) -> ZoneRules? = { _ in nil }
  ) {
    guard bytes.count <= Self.mostBytes else {
      problems = [CalendarProblem(.tooMany, line: 1)]
      return
    }
    let file = CalendarFile(bytes)
    problems = file.problems
    isCalendar = file.components.contains { $0.name.hasPrefix("V") }
    var clock = CalendarClock(zone: zone, known: known)
    for component in file.components {
      if component.name == "VCALENDAR" {
        let start = events.count
        clock.floating = component["X-WR-TIMEZONE"]?.value.trimmed
        for inner in component.components { read(inner, clock) }
        // A METHOD holds for the events of its own calendar (RFC 5545 §3.7.2).
        if component.word("METHOD") == "CANCEL" {
          for index in events.indices[start...] { events[index].status = .cancelled }
        }
      } else {
        clock.floating = nil
        read(component, clock)
      }
    }
    takeOutMoved()
    problems.sort { $0.line < $1.line }
  }

  /// Takes the days of single occurrences that the file gives apart, moved or cancelled, out of their series.
  private mutating func takeOutMoved() {
    var moved: [String: Set<CalendarDay>] = [:]
    for event in events { if let day = event.occurrence { moved[event.uid, default: []].insert(day) } }
    if moved.isEmpty { return }
    let series = Set(events.filter { $0.repeats != nil }.map(\.uid))
    for index in events.indices {
      let days = moved[events[index].uid] ?? []
      events[index].repeats?.except.formUnion(days)
    }
    events.removeAll { $0.occurrence != nil && $0.status == .cancelled && series.contains($0.uid) }
  }

  private mutating func read(_ component: CalendarComponent, _ clock: CalendarClock) {
    switch component.name {
    case "VEVENT":
      guard events.count < Self.mostEvents else {
        if problems.last?.reason != .tooMany {
          problems.append(CalendarProblem(.tooMany, line: component.line))
        }
        return
      }
      do throws(CalendarProblem.Fault) {
        let event = try CalendarEvent(component, clock)
        events += try [event] + event.others(component, clock)
      } catch {
        problems.append(
          CalendarProblem(error.reason, summary: component["SUMMARY"]?.text, line: component.line))
      }
    // What explains others, and says nothing by itself.
    case "VTIMEZONE": break
    default:
      problems.append(
        CalendarProblem(
          .notAnEvent(component.name), summary: component["SUMMARY"]?.text, line: component.line))
    }
  }
}

/// Puts the times of a calendar on the reader's clock.
struct CalendarClock {
  let zone: ZoneRules?
  /// Returns the rules of a zone by its IANA name.
  let known: (String) -> ZoneRules?
  /// The zone of times that name none (`X-WR-TIMEZONE`).
  var floating: String?

  func moment(_ text: String, zone name: String?) -> CalendarMoment? {
    CalendarMoment(text, zone: (name ?? floating).map(ZoneNames.plain))?.local(zone, known)
  }
}

extension CalendarProblem {
  struct Fault: Error { let reason: Reason }
}

extension CalendarEvent {
  init(_ component: CalendarComponent, _ clock: CalendarClock) throws(CalendarProblem.Fault) {
    func fault(_ reason: CalendarProblem.Reason) -> CalendarProblem.Fault { .init(reason: reason) }
    func moment(_ name: String) throws(CalendarProblem.Fault) -> CalendarMoment? {
      guard let line = component[name] else { return nil }
      // The zone's clock may be in another year.
      guard let moment = clock.moment(line.value.trimmed, zone: line["TZID"]),
        (1...9999).contains(moment.day.year)
      else {
        throw fault(.badValue(property: name, value: String(line.value.prefix(80))))
      }
      return moment
    }
    guard let start = try moment("DTSTART") else { throw fault(.noStart) }
    let end = try Self.end(component, start, try moment("DTEND"))
    self.init(uid: "", summary: component["SUMMARY"]?.text ?? "", start: start, end: end)
    if end.day < start.day || end.day == start.day && end.seconds < start.seconds {
      throw fault(.endsBeforeItStarts)
    }
    if start.day.distance(to: end.day) > 3_660 { throw fault(.tooLong) }
    // One that says no UID is known by what it is.
    uid = component["UID"].map(\.text).flatMap { $0.isEmpty ? nil : $0 } ?? "\(start.day)-\(summary)"
    details = component["DESCRIPTION"]?.text
    status = component.word("STATUS").flatMap(Status.init) ?? .confirmed
    sequence = component["SEQUENCE"].flatMap { decimal(ArraySlice($0.value.trimmed.utf8)) } ?? 0
    stamp = component["DTSTAMP"].flatMap { CalendarMoment($0) }?.secondsSince1970 ?? 0
    isFree = component.word("TRANSP") == "TRANSPARENT"
    // Outlook says more than TRANSP can.
    if let busy = component.word("X-MICROSOFT-CDO-BUSYSTATUS") {
      isFree = busy == "FREE" || busy == "WORKINGELSEWHERE"
      if busy == "TENTATIVE", status == .confirmed { status = .tentative }
    }
    more = component.properties.filter { $0.name.hasPrefix("X-MGRNET-") }.map { Extra($0.name, $0.text) }
    line = component.line
    if let rule = component["RRULE"] {
      guard let repeats = Self.repeats(rule.value, component, start, clock) else {
        throw fault(.repeats(String(rule.value.prefix(120))))
      }
      self.repeats = repeats
    }
    if let line = component["RECURRENCE-ID"] {
      // What holds for all later occurrences as well would be a second series.
      guard line["RANGE"] == nil, repeats == nil,
        let moment = clock.moment(line.value.trimmed, zone: line["TZID"])
      else { throw fault(.repeats("RECURRENCE-ID")) }
      occurrence = moment.day
    }
  }

  private static func repeats(
    _ rule: String, _ component: CalendarComponent, _ start: CalendarMoment, _ clock: CalendarClock
  ) -> Recurrence? {
    let zone = component["DTSTART"]?["TZID"]
    // On another clock a series could fall on other days than its rule names.
    guard let line = component["DTSTART"], CalendarMoment(line)?.day == start.day else { return nil }
    let exceptions = component.all("EXDATE").flatMap { line in
      line.value.split(separator: ",").compactMap { clock.moment($0.trimmed, zone: line["TZID"])?.day }
    }
    var until: CalendarDay?
    if let text = rule.uppercased().split(separator: ";").first(where: { $0.hasPrefix("UNTIL=") })?.dropFirst(
      6)
    {
      guard let moment = clock.moment(text.trimmed, zone: zone) else { return nil }
      let isBefore = !moment.isDay && moment.seconds < start.seconds
      until = isBefore ? moment.day.advanced(by: -1) : moment.day
    }
    return Recurrence(rule, from: start.day, until: until, except: Set(exceptions))
  }

  /// Returns the events of further dates (RDATE), each an occurrence of its own.
  func others(_ component: CalendarComponent, _ clock: CalendarClock) throws(CalendarProblem.Fault)
    -> [CalendarEvent]
  {
    var others: [CalendarEvent] = []
    for line in component.all("RDATE") {
      for text in line.value.split(separator: ",") where !text.trimmed.isEmpty {
        guard let moment = clock.moment(text.trimmed, zone: line["TZID"]) else {
          throw .init(reason: .repeats("RDATE"))
        }
        if moment.day != start.day || repeats != nil { others.append(moved(to: moment)) }
      }
    }
    return others
  }

  /// Returns the event at another time, just as long.
  private func moved(to moment: CalendarMoment) -> CalendarEvent {
    var other = self
    (other.repeats, other.occurrence) = (nil, moment.day)
    if start.isDay {
      let days = start.day.distance(to: moment.day)
      (other.start, other.end) = (.day(moment.day), .day(end.day.advanced(by: days)))
    } else {
      let length = CalendarDuration(seconds: end.secondsSince1970 - start.secondsSince1970)
      (other.start, other.end) = (moment, moment.advanced(by: length))
    }
    return other
  }

  /// Returns the end of an event. Without DTEND and DURATION a day lasts that day, and a time no time (§3.6.1).
  private static func end(
    _ component: CalendarComponent, _ start: CalendarMoment, _ said: CalendarMoment?
  ) throws(CalendarProblem.Fault) -> CalendarMoment {
    if let said {
      // An all-day event that ends when it starts, as some programs write, is one day.
      if case .day(let first) = start {
        let last = said.isDay || said.seconds == 0 ? said.day : said.day.advanced(by: 1)
        return .day(last == first ? first.advanced(by: 1) : last)
      }
      return said
    }
    if let line = component["DURATION"] {
      guard let duration = CalendarDuration(line.value.trimmed) else {
        throw .init(reason: .badValue(property: "DURATION", value: String(line.value.prefix(80))))
      }
      return start.advanced(by: duration)
    }
    if case .day(let day) = start { return .day(day.advanced(by: 1)) }
    return start
  }
}
