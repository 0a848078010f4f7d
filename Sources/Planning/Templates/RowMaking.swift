import Records

/// Makes the rows and assigns them: clauses 7, 8 and 11.
extension Filling {
  func makeRows(_ rows: Template.Rows) throws(FillError) -> [RowToFill] {
    switch rows.each {
    case .list: return try listRows(rows)
    case .people: return try peopleRows(rows)
    case .days, .workingDays, .weeks, .months: break
    }
    guard let from = rows.from, let to = rows.to else { return [] }
    let (first, last) = try span(from, to)
    var made: [RowToFill] = []
    // A row of each day of some hundred years is left out at the most.
    guard first.distance(to: last) <= Template.rowLimit * 31 else {
      throw FillError.tooManyRows(limit: Template.rowLimit)
    }
    for day in try days(rows, first, last) {
      made.append(RowToFill(day: day, key: day.description))
      guard made.count <= Template.rowLimit else { throw FillError.tooManyRows(limit: Template.rowLimit) }
    }
    return made
  }

  private func days(_ rows: Template.Rows, _ first: CalendarDay, _ last: CalendarDay) throws(FillError)
    -> [CalendarDay]
  {
    switch rows.each {
    case .weeks:
      let every = try every(rows)
      let weekdays = weekdays(rows, first)
      let monday = first.isoWeek.monday
      return (first...last).filter {
        monday.distance(to: $0) / 7 % every == 0 && weekdays.contains($0.weekday) && !there.isSkipped($0)
      }
    case .months:
      let months = CalendarMonth(containing: first)...CalendarMonth(containing: last)
      return months.map { there.moved(max($0.first, first)) }
    case .workingDays:
      return (first...last).filter { $0.isWorkingDay(without: there.holidays) }
    case .days, .people, .list:
      return (first...last).filter { !there.isSkipped($0) }
    }
  }

  private func every(_ rows: Template.Rows) throws(FillError) -> Int {
    switch rows.every {
    case .number(let number): return number
    case .parameter(let name):
      guard case .number(let number)? = values[name], number > 0 else {
        if let parameter = template.parameter(name) { throw FillError.everyZero(parameter) }
        return 1
      }
      return number
    }
  }

  private func weekdays(_ rows: Template.Rows, _ first: CalendarDay) -> [Weekday] {
    switch rows.weekdays {
    case .ofFrom: [first.weekday]
    case .fixed(let days): days
    case .parameter(let name): if case .days(let days)? = values[name] { days } else { [] }
    }
  }

  private func listRows(_ rows: Template.Rows) throws(FillError) -> [RowToFill] {
    var made: [RowToFill] = []
    // An item that lacks a key of the others has it empty, also where a parameter is named so.
    let empty = Dictionary(uniqueKeysWithValues: Set(rows.items.flatMap(\.texts.keys)).map { ($0, "") })
    for (index, item) in rows.items.enumerated() {
      var row = RowToFill(texts: empty.merging(item.texts) { $1 }, key: "item \(index)")
      if let day = item.day { row.day = there.moved(try resolved(day)) }
      made.append(row)
    }
    return made
  }

  private func peopleRows(_ rows: Template.Rows) throws(FillError) -> [RowToFill] {
    let people = there.people
    guard people.count <= Template.rowLimit else { throw FillError.tooManyRows(limit: Template.rowLimit) }
    var made = people.indices.map { index in
      RowToFill(
        person: index, backup: people.count > 1 ? (index + 1) % people.count : nil,
        key: people[index].handle.rawValue)
    }
    guard let from = rows.from, let to = rows.to else { return made }
    let (first, last) = try span(from, to)
    let length = first.distance(to: last) + 1
    guard length <= Template.rowLimit, length * people.count <= Self.turnLimit else {
      throw FillError.tooManyTurns(limit: Self.turnLimit)
    }
    let days = (first...last).filter { $0.isWorkingDay(without: there.holidays) }
    let looksAtAbsences = template.skip.contains(.absences)
    let given = Spread.days(people: people.count, days: days.count) { person, day in
      !looksAtAbsences || !there.isAway(person, on: days[day])
    }
    for index in made.indices { made[index].day = given[index].map { days[$0] } }
    // In the order in which they take place; whoever has no day comes last.
    return made.sorted { one, other in
      let days = (one.day ?? .distantFuture, other.day ?? .distantFuture)
      return days.0 == days.1 ? (one.person ?? 0) < (other.person ?? 0) : days.0 < days.1
    }
  }

  func assign(_ rows: inout [RowToFill]) throws(FillError) {
    guard template.assign != .none else { return }
    let count = there.people.count
    guard rows.count * count <= Self.turnLimit else { throw FillError.tooManyTurns(limit: Self.turnLimit) }
    let present = rows.map { there.present(on: $0.day) }
    let isInTurn = template.assign == .inTurn
    let turns = isInTurn ? Turns.inTurn(present, people: count) : Turns.fewestFirst(present, people: count)
    let backups = Turns.backups(turns, present, people: count, isInTurn: isInTurn)
    for index in rows.indices {
      rows[index].person = turns[index]
      rows[index].backup = backups[index]
    }
  }

  // MARK: Days

  /// A period, both days included.
  func span(_ from: DayExpression, _ to: DayExpression) throws(FillError) -> (CalendarDay, CalendarDay) {
    let first = try resolved(from)
    let last = try resolved(to, isEnd: true)
    guard first <= last else { throw FillError.endsBeforeItBegins(from: first, to: last) }
    return (first, last)
  }

  /// Returns a day.
  ///
  /// - Parameter isEnd: whether a month's or a year's name stands for its last day.
  func resolved(_ expression: DayExpression, isEnd: Bool = false) throws(FillError) -> CalendarDay {
    let base: CalendarDay? =
      switch expression.base {
      case .date(let day): day
      case .today: circumstances.today
      case .next(let weekday): circumstances.today.next(weekday)
      case .parameter(let name): isEnd ? values[name]?.last : values[name]?.first
      case .row: nil
      }
    guard let day = base.flatMap(expression.moved) else { throw FillError.outOfCalendar }
    return day
  }

  /// Returns a column's day in a row; `nil` if it needs the row's and the row has none.
  func day(_ expression: DayExpression, of row: RowToFill) throws(FillError) -> CalendarDay? {
    guard expression.base == .row else { return try resolved(expression) }
    guard let day = row.day else { return nil }
    guard let moved = expression.moved(day) else { throw FillError.outOfCalendar }
    return moved
  }
}

extension CalendarDay {
  /// A day after every day of a planning.
  fileprivate static let distantFuture = CalendarDay(daysSince1970: Int.max)
}
