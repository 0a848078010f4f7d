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
    problems.sort { $0.line < $1.line }
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
        events.append(try CalendarEvent(component, clock))
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
      let exceptions = component.all("EXDATE").flatMap { line in
        line.value.split(separator: ",").compactMap { clock.moment(String($0), zone: line["TZID"])?.day }
      }
      guard let yearly = YearlyDay(rule: rule.value, from: start.day, except: exceptions), days.count == 1
      else { throw fault(.repeats(String(rule.value.prefix(120)))) }
      self.yearly = yearly
    } else if let dates = component["RDATE"], !dates.value.isEmpty {
      throw fault(.repeats("RDATE"))
    } else if component["RECURRENCE-ID"] != nil {
      throw fault(.repeats("RECURRENCE-ID"))
    }
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

extension YearlyDay {
  /// Reads a rule that gives one day a year; `nil` for any other.
  init?(rule: String, from start: CalendarDay, except exceptions: [CalendarDay]) {
    var parts: [String: String] = [:]
    for part in rule.uppercased().split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2, parts.updateValue(pair[1], forKey: pair[0]) == nil else { return nil }
    }
    func number(_ key: String) -> Int? { parts[key].flatMap { Int($0) } }
    let known: Set = [
      "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST",
    ]
    guard parts["FREQ"] == "YEARLY", known.isSuperset(of: parts.keys) else { return nil }
    let month = parts["BYMONTH"] == nil ? start.month : number("BYMONTH")
    guard let month, (1...12).contains(month) else { return nil }
    var place: Place
    if let weekdays = parts["BYDAY"] {
      guard
        let weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].firstIndex(of: String(weekdays.suffix(2))),
        let name = Weekday(rawValue: weekday + 1), parts["BYMONTHDAY"] == nil, parts["BYMONTH"] != nil,
        let nth = weekdays.count > 2 ? Int(weekdays.dropLast(2)) : number("BYSETPOS"), nth != 0,
        (-5...5).contains(nth)
      else { return nil }
      place = .weekday(name, nth: nth)
    } else {
      let day = parts["BYMONTHDAY"] == nil ? start.day : number("BYMONTHDAY")
      guard let day, (1...31).contains(day), parts["BYSETPOS"] == nil else { return nil }
      place = .day(day)
    }
    let interval = parts["INTERVAL"] == nil ? 1 : number("INTERVAL")
    guard let interval, (1...1000).contains(interval) else { return nil }
    var through: CalendarDay?
    if let until = parts["UNTIL"] {
      guard let moment = CalendarMoment(until, zone: nil) else { return nil }
      through = moment.day
    } else if parts["COUNT"] != nil {
      guard let count = number("COUNT"), (1...10_000).contains(count) else { return nil }
      let year = min(start.year + (count - 1) * interval, 9999)
      through = CalendarDay(year: year, month: 12, day: 31)
    }
    self.init(
      month: month, place: place, from: start, through: through, interval: interval,
      exceptions: Set(exceptions.prefix(1000)))
  }
}
