import Planning
import Records
import SearchIndex

extension HalfDays {
  /// For scripts: `day`, `morning`, `afternoon`.
  var name: String { self == .whole ? "day" : self == .morning ? "morning" : "afternoon" }
}

/// Makes rows of absences, with fields of their people's cards.
struct LeaveRows {
  private let source: LeaveSource
  private let cards: [String: IndexedRecord]
  private let prefixes: [String: Int]

  init(_ source: LeaveSource, _ absences: [Absence], forPeople: Bool) throws {
    self.source = source
    cards = try source.cards(of: absences)
    prefixes = forPeople ? try source.session.uniquePrefixes(of: absences.map(\.id.rawValue)) : [:]
  }

  /// - Parameter row: its row, if the index does not have the absence as it is to be shown.
  func row(_ absence: Absence, _ row: OutputRow? = nil) throws -> OutputRow {
    let id = absence.id.rawValue
    let record = row == nil ? try source.record(absence.id) : nil
    var row =
      row ?? record.map { OutputRow($0, uniquePrefix: prefixes[id] ?? 0) }
      ?? OutputRow(.id, id, type: RecordType.absence.rawValue)
    let card = cards[absence.person.rawValue]
    row.title = card?.title
    let holidays = try source.holidays(of: card)
    row.more.append(.init("days", .real(Double(absence.allHalfDays(without: holidays)) / 2)))
    return row
  }

  /// Returns the first working day, or half of one, on which each absence's person is back, by the absence's id.
  func back(_ absences: [Absence]) throws -> [RecordID: CalendarDay] {
    guard let first = absences.map(\.to).min(), let last = absences.map(\.to).max() else { return [:] }
    let later = Dictionary(grouping: try source.absences(in: first...last.advanced(by: 366)), by: \.person)
    var days: [RecordID: CalendarDay] = [:]
    for absence in absences {
      let person = Presence.Person(
        absence.person, holidays: try source.holidays(of: cards[absence.person.rawValue]),
        absences: later[absence.person] ?? [])
      days[absence.id] = person.back(after: absence)
    }
    return days
  }
}

enum LeaveColumns {
  /// The status of an absence that an import would take away.
  static let cancelled = "cancelled"
  static let person = Column(
    shrinks: true, shown: { row, _ in row.title ?? row.author ?? "" },
    plain: { $0.author ?? "" }, paint: { text, _, style in style.bold(text) })
  static let from = day("from", "starts")
  static let to = day("to", "ends")
  static let days = Column.field("days", alignment: .right) { row, rendering in
    guard case .real(let count) = row["days"] else { return "" }
    return Words.halves(Int(count * 2))[rendering.language]
  }
  static let status = Column.field("status") { row, rendering in
    switch row["status"] {
    case .text("planned"): Words.leavePlanned[rendering.language]
    case .text(cancelled): Words.leaveCancelled[rendering.language]
    default: ""
    }
  } paint: { text, _, style in
    style.yellow(text)
  }
  static let deputy = Column.field("deputy") { row, _ in
    row["deputy"] == .none ? "" : "→ " + row["deputy"].oneLine
  } paint: { text, _, style in
    style.dim(text)
  }
  static let away = Column.field("away") { row, rendering in
    Words.halfDays(row["away"].oneLine)[rendering.language]
  }
  static let back = Column.field("back") { row, rendering in
    CalendarDay(row["back"].oneLine).map { Words.backOn($0)[rendering.language] } ?? ""
  }

  static let all: [Column] = [
    .key, person, from, to, days, deputy, status, Column.field("starts").inPipesOnly,
    Column.field("ends").inPipesOnly,
  ]
  /// Says when a series comes again; behind the columns of every listing that has one.
  static let repeats = Column.field("repeat") { row, rendering in
    guard case .text(let rule) = row["repeat"], let from = CalendarDay(row["from"].oneLine) else { return "" }
    return Recurrence(rule, from: from).map { Words.repeats($0)[rendering.language] } ?? rule
  }

  static let who: [Column] = [.key, person, away, back, deputy, status]

  /// A column with a stretch of days; in a pipe its first one.
  static func days(
    _ from: String, _ to: String,
    paint: @escaping @Sendable (TerminalText, OutputRow, Style) -> TerminalText = { text, _, _ in text }
  ) -> Column {
    let shown: @Sendable (OutputRow, Column.Rendering) -> String = { row, rendering in
      guard let first = CalendarDay(row[from].oneLine), let last = CalendarDay(row[to].oneLine)
      else { return "" }
      return Words.days(first...last, .short)[rendering.language]
    }
    return .field(from, shown: shown, paint: paint)
  }

  /// A column with a day: with `noon` if it is a half day, with the year only if it is another one.
  private static func day(_ name: String, _ half: String) -> Column {
    .field(name) { row, rendering in
      guard let day = CalendarDay(row[name].oneLine) else { return row[name].oneLine }
      let year = day.year == rendering.now.day.year ? "" : " \(day.year)"
      let noon = row[half] == .text("noon") ? " " + Words.noon[rendering.language] : ""
      return day.written(in: rendering.language, .short) + year + noon
    }
  }
}
