import Disk
import Planning
import Records
import SearchIndex
import Store

/// Reads people, holidays and absences for a command.
final class LeaveSource {
  let session: Session
  /// The index of the commons, which has the people.
  let index: SearchIndex
  /// The shelf with the absences: the commons, or a private community.
  let shelf: Shelf
  private let absences: SearchIndex
  private var card: Document??
  private var known: [HolidayNames: Holidays] = [:]
  private var zoneRules: ZoneRules??
  private var knownZones: [String: ZoneRules?] = [:]

  init(_ session: Session, in shelf: Shelf? = nil) throws {
    self.session = session
    index = try session.index()
    self.shelf = shelf ?? session.commons
    absences = try self.shelf.index()
  }

  // MARK: The network

  func networkCard() throws -> Document? {
    if let card { return card }
    let read = try session.network().snapshot().document(at: "network.md")
    card = .some(read)
    return read
  }

  /// The time zone on the network's card; `nil` if the system does not know it.
  func zone() throws -> ZoneRules? {
    if let zoneRules { return zoneRules }
    let rules = try networkCard()?["time_zone"]?.text.flatMap(Self.zone)
    zoneRules = .some(rules)
    return rules
  }

  /// The zone on whose clock calendar files are read: the network's, else the reader's.
  func readingZone() throws -> ZoneRules? {
    if let zone = try zone() { return zone }
    guard let name = session.context.environment.nonEmpty("TZ") else {
      return try Files.read("/etc/localtime").flatMap { ZoneRules(name: "localtime", file: $0) }
    }
    let plain = name.hasPrefix(":") ? String(name.dropFirst()) : name
    return try Self.zone(plain) ?? ZoneRules(name: "TZ", rules: plain)
  }

  /// Returns the rules of a zone that a calendar names; `nil` if the system does not know it, or cannot read it.
  func knownZone(_ name: String) -> ZoneRules? {
    if let known = knownZones[name] { return known }
    let rules = (try? Self.zone(name)) ?? nil  // a calendar may name a folder: it is told as an unknown zone
    knownZones[name] = .some(rules)
    return rules
  }

  /// Returns the rules of a zone by its name; `nil` if the system does not know it.
  private static func zone(_ name: String) throws -> ZoneRules? {
    let isPlain = name.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"): true
      case UInt8(ascii: "+"), UInt8(ascii: "-"): true
      default: false
      }
    }
    guard isPlain, name.utf8.count < 64 else { return nil }
    return try Files.read("/usr/share/zoneinfo/\(name)").flatMap { ZoneRules(name: name, file: $0) }
  }

  /// The hours of a day at which the network's people work.
  func workingHours() throws -> WorkingHours {
    try networkCard()?["working_hours"]?.text.flatMap(WorkingHours.init) ?? .usual
  }

  // MARK: Holidays

  /// Returns the network's holidays, which people have whose card names none.
  func holidays() throws -> Holidays { try holidays(HolidayNames(networkCard()?["holidays"]?.texts ?? [])) }

  func holidays(of person: IndexedRecord?) throws -> Holidays {
    let words = person?["holidays"]?.texts ?? []
    return words.isEmpty ? try holidays() : try holidays(HolidayNames(words))
  }

  /// Returns the names of the holidays on a card: people with the same names have the same calendar.
  func holidayNames(of person: IndexedRecord?) throws -> HolidayNames {
    let words = person?["holidays"]?.texts ?? []
    return HolidayNames(words.isEmpty ? try networkCard()?["holidays"]?.texts ?? [] : words)
  }

  func holidays(_ names: HolidayNames) throws -> Holidays {
    if let made = known[names] { return made }
    var holidays = Holidays(names)
    for word in names.unknown { session.context.warn(Words.unknownHolidays(word)) }
    for file in names.files {
      guard let bytes = try session.network().snapshot().bytes(at: RecordPath.holidays(file)) else {
        session.context.warn(Words.unknownHolidays(file.rawValue))
        continue
      }
      holidays.add(CalendarReader(bytes))
    }
    known[names] = holidays
    return holidays
  }

  // MARK: People and absences

  /// Returns the people of a listing: one person, a team, or everybody (`nil`).
  func people(team: String?, person: String?) throws -> [IndexedRecord]? {
    if let person {
      return [try session.indexed(session.person(person).rawValue, as: [.person])]
    }
    guard var team else { return nil }
    if team == "me" {
      let own = try index.people([session.member().handle.rawValue]).values.first?["team"]?.text
      guard let own else { throw Failure(.usage, Words.noTeam, hint: Words.noTeamHint) }
      team = own
    }
    let people = try index.people(ofTeam: team)
    guard !people.isEmpty else { throw Failure(.notFound, Words.unknownTeam(team), hint: Words.teamForm) }
    return people
  }

  /// Returns the absences of some people, or of everybody, that have valid days: of a series each occurrence.
  func absences(in days: ClosedRange<CalendarDay>, of people: [IndexedRecord]? = nil) throws -> [Absence] {
    try wholeAbsences(in: days, of: people).flatMap { $0.occurrences(in: days) }.sorted {
      ($0.from, $0.person, $0.id) < ($1.from, $1.person, $1.id)
    }
  }

  /// Returns the same with each series once, by its first occurrence.
  func wholeAbsences(in days: ClosedRange<CalendarDay>, of people: [IndexedRecord]? = nil) throws -> [Absence]
  {
    let handles = people.map { Set($0.map(\.key)) }
    let found = try absences.absences(in: days).filter { handles?.contains($0.person) ?? true }
    if found.contains(where: { $0.rule != nil }), !Recurrence.isSupported {
      session.context.warn(Words.noRecurrences)
    }
    return found.compactMap(Absence.init)
  }

  /// Returns the record of an absence.
  func record(_ id: RecordID) throws -> IndexedRecord? {
    try absences.lookup(id.rawValue, types: [.absence], limit: 1).first
  }

  /// Returns an absence; `nil` if it is not there, or has no valid days.
  func absence(_ id: RecordID) throws -> Absence? {
    try record(id).flatMap { found in Absence { found[$0] } }
  }

  func cards(of absences: [Absence]) throws -> [String: IndexedRecord] {
    try index.people(Set(absences.map(\.person.rawValue)).sorted())
  }
}

extension Context {
  /// Reads a day, or a stretch of days, in a person's words.
  ///
  /// - Throws: ``Failure`` (64), with examples.
  func period(_ text: String, from start: CalendarDay? = nil, _ leaning: SpokenLeaning = .around) throws
    -> SpokenPeriod
  { try SpokenPeriod(text, today: now.day, from: start, leaning: leaning) }

  func day(_ text: String, _ leaning: SpokenLeaning = .around) throws -> CalendarDay {
    try period(text, leaning).first
  }
}
