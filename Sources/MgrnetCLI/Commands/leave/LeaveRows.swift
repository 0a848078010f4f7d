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
    fit: .kept, shown: { row, _ in row.title ?? row.author ?? "" },
    plain: { $0.author ?? "" }, paint: { text, _, style in style.bold(text) })
  static let from = Column.field("from", fit: .below) { row, rendering in
    span(row, rendering)?[rendering.language] ?? row["from"].oneLine
  }
  static let to = Column.field("to").inPipesOnly
  static let days = Column.field("days", alignment: .right, fit: .below) { row, rendering in
    guard case .real(let count) = row["days"] else { return "" }
    return Words.shortDays(halves: Int(count * 2))[rendering.language]
  }
  static let status = Column.field("status", fit: .below) { row, rendering in
    switch row["status"] {
    case .text("planned"): Words.leavePlanned[rendering.language]
    case .text(cancelled): Words.leaveCancelled[rendering.language]
    default: ""
    }
  } paint: { text, _, style in
    style.yellow(text)
  }
  static let deputy = Column.field("deputy", fit: .below) { row, _ in
    row["deputy"] == .none ? "" : "→ " + row["deputy"].oneLine
  } paint: { text, _, style in
    style.dim(text)
  }
  static let away = Column.field("away", fit: .below) { row, rendering in
    Words.halfDays(row["away"].oneLine)[rendering.language]
  }
  static let back = Column.field("back", fit: .below) { row, rendering in
    CalendarDay(row["back"].oneLine).map { Words.backOn($0)[rendering.language] } ?? ""
  }

  static let all: [Column] = [
    .key, person, from, to, days, deputy, status, Column.field("starts").inPipesOnly,
    Column.field("ends").inPipesOnly,
  ]
  /// Says when a series comes again; behind the columns of every listing that has one.
  static let repeats = Column.field("repeat", fit: .below) { row, rendering in
    guard case .text(let rule) = row["repeat"], let from = CalendarDay(row["from"].oneLine) else { return "" }
    return Recurrence(rule, from: from).map { Words.repeats($0)[rendering.language] } ?? rule
  }

  static let who: [Column] = [.key, person, away, back, deputy, status]

  /// A column with a stretch of days; in a pipe its first one.
  static func days(
    _ from: String, _ to: String, fit: Column.Fit = .below,
    paint: @escaping @Sendable (TerminalText, OutputRow, Style) -> TerminalText = { text, _, _ in text }
  ) -> Column {
    let shown: @Sendable (OutputRow, Column.Rendering) -> String = { row, rendering in
      guard let first = CalendarDay(row[from].oneLine), let last = CalendarDay(row[to].oneLine)
      else { return "" }
      return Words.days(first...last, .short)[rendering.language]
    }
    return .field(from, fit: fit, shown: shown, paint: paint)
  }

  /// Its days with what is half of them, and with the year only if it is another one.
  private static func span(_ row: OutputRow, _ rendering: Column.Rendering) -> Phrase? {
    guard let from = CalendarDay(row["from"].oneLine), let to = CalendarDay(row["to"].oneLine) else {
      return nil
    }
    func written(_ day: CalendarDay, _ half: String, withYear: Bool) -> Phrase {
      let year = withYear && day.year != rendering.now.day.year ? " \(day.year)" : ""
      let noon = row[half] == .text("noon") ? Phrase(verbatim: " \(Words.noon)") : Phrase(verbatim: "")
      return Phrase(verbatim: "\(Words.day(day, .short))\(year)\(noon)")
    }
    if from < to {
      let first = written(from, "starts", withYear: from.year != to.year)
      return Phrase(verbatim: "\(first) – \(written(to, "ends", withYear: true))")
    }
    let half = row["starts"] == .text("noon") ? "afternoon" : row["ends"] == .text("noon") ? "morning" : nil
    return written(from, "", withYear: true)
      + (half.map { Phrase(verbatim: ", \(Words.halfDays($0))") } ?? Phrase(verbatim: ""))
  }
}
