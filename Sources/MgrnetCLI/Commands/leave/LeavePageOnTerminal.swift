import Planning
import Records

/// Prints the calendar on a terminal: as many days in a line as fit, each with a letter, so that it needs no colour.
extension LeavePage {
  func terminal(isYear: Bool) {
    let output = context.output
    context.page()
    let style = context.style
    let nameWidth = min(
      max(6, context.terminal.width / 4), grid.lines.map { TerminalText($0.name).width }.max() ?? 6)
    let room = context.terminal.width - nameWidth - 1
    if isYear {
      weeks(nameWidth, room, style)
    } else {
      output.line(style.bold("\(CalendarMonth(containing: grid.days.lowerBound).written(in: language))"))
      let count = grid.days.count
      let width = room >= count * 3 ? 3 : room >= count * 2 ? 2 : 1
      let inLine = max(7, min(count, room / width))
      for start in stride(from: 0, to: count, by: inLine) {
        if start > 0 { output.line("") }
        month(start..<min(count, start + inLine), width, nameWidth, style)
      }
    }
    output.line("")
    for found in holidays where !isYear || !found.holiday.day.isWeekend {
      output.line(style.cyan("\(holidayLine(found))"))
    }
    for line in schoolLines(in: grid.days) { output.line(style.magenta("\(line)")) }
    output.line(style.dim("\((isYear ? Words.leaveYearLegend : Words.leaveLegend)[language])"))
  }

  // MARK: Days

  private func month(_ places: Range<Int>, _ width: Int, _ nameWidth: Int, _ style: Style) {
    let days = places.map { grid.days.lowerBound.advanced(by: $0) }
    var letters = ""
    var numbers = ""
    for (place, day) in days.enumerated() {
      letters += paddedLeft(day.weekday.letter(in: language), to: width)
      // If the numbers would touch, only Mondays have one.
      let isShown = width == 3 || day.weekday == .monday || place == 0 && day.weekday <= .friday
      if isShown, displayWidth(numbers) <= place * width {
        let number = String(day.day)
        numbers = padded(numbers, to: place * width) + (width == 1 ? number : paddedLeft(number, to: width))
      }
    }
    let margin = String(repeating: " ", count: nameWidth + 1)
    context.output.line(style.dim("\(margin)\(letters)"))
    context.output.line(style.dim("\(margin)\(numbers)"))
    for line in grid.lines {
      let name = TerminalText(line.name).truncated(to: nameWidth).padded(to: nameWidth)
      context.output.line(style.bold(name) + " " + painted(line.cells[places], width, style))
    }
    guard showsPresent, width > 1 || grid.lines.count < 10 else { return }
    let present = grid.present
    let label = padded(truncated(Words.presentRow[language], to: nameWidth), to: nameWidth)
    let counts = places.map { paddedLeft(present[$0].map(String.init) ?? "", to: width) }.joined()
    context.output.line(style.dim("\(label) \(counts)"))
  }

  /// Colours cells; neighbours of one colour are coloured together.
  private func painted(_ cells: ArraySlice<LeaveGrid.Cell>, _ width: Int, _ style: Style) -> TerminalText {
    runs(
      cells.map { cell in
        let paint = Paint(cell)
        var letter: String
        switch cell {
        case .there: letter = "·"
        case .weekend: letter = " "
        case .holiday: letter = "*"
        case .away(let halves, let isTentative):
          letter = halves == .whole ? "A" : halves == .morning ? "m" : "a"
          // In a single character, a planned day is a question mark.
          if isTentative { letter = width == 1 ? "?" : letter + "?" }
        }
        return (paddedLeft(letter, to: width), paint)
      }, style)
  }

  private enum Paint {
    case dim, holiday, away, planned

    init(_ cell: LeaveGrid.Cell) {
      switch cell {
      case .there, .weekend: self = .dim
      case .holiday: self = .holiday
      case .away(_, let isTentative): self = isTentative ? .planned : .away
      }
    }
  }

  private func runs(_ pieces: [(text: String, paint: Paint)], _ style: Style) -> TerminalText {
    var line: TerminalText = ""
    var run = ""
    var last = Paint.dim
    func flush() {
      switch last {
      case .dim: line += style.dim("\(run)")
      case .holiday: line += style.cyan("\(run)")
      case .away: line += style.red("\(run)")
      case .planned: line += style.yellow("\(run)")
      }
      run = ""
    }
    for (text, paint) in pieces {
      if paint != last { flush() }
      last = paint
      run += text
    }
    flush()
    return line
  }

  // MARK: Weeks

  /// Prints a cell for each week: on how many of its working days the person is away.
  private func weeks(_ nameWidth: Int, _ room: Int, _ style: Style) {
    let first = grid.days.lowerBound
    let offset = first.weekday.rawValue - 1
    let count = (grid.days.count + offset + 6) / 7
    let inLine = max(10, min(count, room))
    for start in stride(from: 0, to: count, by: inLine) {
      if start > 0 { context.output.line("") }
      let shown = start..<min(count, start + inLine)
      let names = CalendarMonth.shortNames(in: language)
      // Longer names than three letters stand in two lines by turns: a month has four cells.
      var heads = names.contains { displayWidth($0) > 3 } ? ["", ""] : [""]
      for month in CalendarMonth(containing: first)...CalendarMonth(containing: grid.days.upperBound) {
        let week = (first.distance(to: month.first) + offset) / 7 - start
        let turn = (month.month - 1) % heads.count
        guard shown.contains(week + start), displayWidth(heads[turn]) <= week else { continue }
        heads[turn] = padded(heads[turn], to: week) + names[month.month - 1] + " "
      }
      for (turn, months) in heads.enumerated() {
        let year = padded(turn == 0 ? String(first.year) : "", to: nameWidth)
        let line = style.bold("\(year)") + " " + style.dim("\(months.trimmingEnd)")
        context.output.line(line)
      }
      for line in grid.lines {
        let name = TerminalText(line.name).truncated(to: nameWidth).padded(to: nameWidth)
        let weeks = shown.map { week in
          let places = max(0, week * 7 - offset)..<min(grid.days.count, week * 7 - offset + 7)
          return summed(line.cells[places])
        }
        context.output.line(
          style.bold(name) + " " + runs(weeks, style) + "  "
            + style.dim("\(Words.halves(line.halves)[language])"))
      }
    }
  }

  private func summed(_ week: ArraySlice<LeaveGrid.Cell>) -> (text: String, paint: Paint) {
    var halves = 0
    var isCertain = false
    for case .away(let half, let isTentative) in week {
      halves += half.count
      if !isTentative { isCertain = true }
    }
    if halves == 0 { return ("·", .dim) }
    // Half a day is rounded up.
    return isCertain ? (String((halves + 1) / 2), .away) : ("?", .planned)
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
