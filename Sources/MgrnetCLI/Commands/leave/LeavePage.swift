import Planning
import Records

/// Prints a calendar of absences in each form.
struct LeavePage {
  let grid: LeaveGrid
  let context: Context
  /// In the order of the days.
  let holidays: [HolidayOfSome]
  /// The zones whose school holidays are shown.
  let zones: [SchoolZone]
  /// Whether the people are a team, whose present members can be counted.
  let showsPresent: Bool

  var language: Language { context.language }

  /// A holiday, and the name of its calendar if it is not everybody's: `FR-57`.
  struct HolidayOfSome {
    let holiday: Holiday
    let whose: String?
  }

  func holidayLine(_ found: HolidayOfSome) -> String {
    Words.holidayLine(found.holiday)[language] + (found.whose.map { " (\($0))" } ?? "")
  }

  // MARK: For programs

  /// Prints a line of the days, then for each person the handle and a field for each day.
  func tabs() {
    var bytes = Array("person".utf8)
    for day in grid.days { bytes += "\t\(day)".utf8 }
    bytes.append(UInt8(ascii: "\n"))
    bytes.reserveCapacity(bytes.count + grid.lines.count * (grid.days.count * 3 / 2 + 30))
    for line in grid.lines {
      bytes += TerminalText(line.person).text.utf8
      for cell in line.cells {
        bytes.append(UInt8(ascii: "\t"))
        if cell != .there { bytes += cell.letters.utf8 }
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    context.output.write(bytes)
  }

  func csv() {
    // Who writes it into a file opens that in a spreadsheet; what reads a pipe is a program.
    let language = context.terminal.outputFile ? language : .english
    let form = CSV(for: language)
    let head = Words.leaveSheet.map { $0[language] } + grid.days.map(\.description)
    var bytes = Array((form.mark + form.line(head)).utf8)
    for line in grid.lines {
      let cells = line.cells.map { $0 == .weekend ? "" : $0.letters }
      let start = [line.person, line.name, Words.halves(line.halves)[language]].map { TerminalText($0).text }
      bytes += form.line(start + cells).utf8
    }
    context.output.write(bytes)
  }

  func rows() throws {
    var printer = try RowPrinter(context)
    for line in grid.lines {
      var row = OutputRow(.handle, line.person, type: RecordType.person.rawValue)
      row.title = line.name
      row.more.append(.init("days", .real(Double(line.halves) / 2)))
      let away = zip(grid.days, line.cells).compactMap { day, cell -> OutputRow.Value? in
        guard case .away(let halves, let isTentative) = cell else { return nil }
        return .fields([
          .init("day", .text(day.description)), .init("away", .text(halves.name)),
          .init("status", .text(isTentative ? "planned" : "confirmed")),
        ])
      }
      row.more.append(.init("away", .list(away)))
      printer.print(row)
    }
    printer.finish()
  }

  // MARK: Markdown

  /// Prints a table for each month, then the legend.
  func markdown() {
    var text = ""
    for month in CalendarMonth(
      containing: grid.days.lowerBound)...CalendarMonth(containing: grid.days.upperBound)
    {
      let places =
        grid.days.lowerBound.distance(to: month.first)..<grid.days.lowerBound.distance(to: month.last) + 1
      text += "## \(Words.leaveTitle[language]): \(month.written(in: language))\n\n".replacing(
        ": ", with: Words.colon[language])
      text += "| " + Words.personColumn[language] + " |"
      for day in month.days { text += " \(day.weekday.letter(in: language)) \(day.day) |" }
      text += "\n| --- |" + String(repeating: " --- |", count: month.length) + "\n"
      for line in grid.lines {
        text += "| " + cellText(line.name) + " |"
        for cell in line.cells[places] { text += " \(cell.letters.isEmpty ? "" : cell.letters + " ")|" }
        text += "\n"
      }
      text += "\n"
      for found in holidays where month.days.contains(found.holiday.day) {
        text += "- \(TerminalText(holidayLine(found)).text)\n"
      }
      for line in schoolLines(in: month.days) { text += "- \(line)\n" }
      if !text.hasSuffix("\n\n") { text += "\n" }
    }
    context.output.write(text + Words.leaveLegend[language] + "\n")
  }

  private func cellText(_ text: String) -> String {
    TerminalText(text).text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  /// Returns lines for the school holidays of the zones, and how far they are known.
  func schoolLines(in days: ClosedRange<CalendarDay>) -> [String] {
    guard !zones.isEmpty else { return [] }
    var lines = SchoolHolidays.list(in: days).compactMap { holiday -> String? in
      let ours = zones.filter(holiday.zones.contains)
      guard !ours.isEmpty else { return nil }
      return Words.schoolHoliday(holiday, ours)[language]
    }
    if days.upperBound > SchoolHolidays.knownThrough {
      lines.append(Words.schoolKnownThrough(SchoolHolidays.knownThrough)[language])
    }
    return lines
  }
}
