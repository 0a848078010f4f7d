import Records

extension Template {
  /// Fills the template in: the same template, values and circumstances give the same result.
  ///
  /// - Parameter values: by the parameters' names; all must be there.
  /// - Throws: ``FillError``.
  package func filled(with values: [String: ParameterValue], in circumstances: Circumstances)
    throws(FillError) -> FilledPlan
  {
    let missing = parameters.filter { values[$0.name] == nil }
    guard missing.isEmpty else { throw FillError.missing(missing) }
    let filling = Filling(self, values, circumstances)
    return try filling.plan()
  }
}

/// One filling in of one template.
struct Filling {
  /// The limit of rows times people, and of days times people.
  static let turnLimit = 1_000_000
  /// The limit of lookups of a person on a day, for `absent`.
  static let lookLimit = 10_000_000

  let template: Template
  let values: [String: ParameterValue]
  let circumstances: Circumstances
  let language: Language
  let there: Availability
  /// Whether any tag asks who is away; finding out takes longer than all else.
  private let usesAbsent: Bool

  init(_ template: Template, _ values: [String: ParameterValue], _ circumstances: Circumstances) {
    (self.template, self.values, self.circumstances) = (template, values, circumstances)
    language = template.language ?? circumstances.language
    var people: [Person] = []
    if case .people(let list)? = values["people"] { people = list }
    there = Availability(people, template.skip, circumstances)
    let texts = [template.body] + template.columns.flatMap { [$0.title, $0.value] }
    usesAbsent = texts.contains { $0.tags.contains { $0.name == "absent" } }
  }

  /// A row that is not written yet.
  struct RowToFill {
    var day: CalendarDay?
    var person: Int?
    var backup: Int?
    var texts: [String: String] = [:]
    /// The identity of the row, which stays whatever else changes.
    var key = ""
  }

  func plan() throws(FillError) -> FilledPlan {
    var remarks: [FilledPlan.Remark] = []
    var rows = try template.rows.map(makeRows) ?? []
    if rows.isEmpty, template.rows != nil { remarks.append(.noRows) }
    if template.rows?.each == .people {
      remarks += rows.filter { $0.day == nil && template.rows?.from != nil }
        .compactMap { $0.person.map { .noDay(there.people[$0]) } }
    } else {
      try assign(&rows)
      if template.assign != .none { remarks += rows.filter { $0.person == nil }.map { .nobody($0.day) } }
    }

    var budget = Budget()
    let columns = try makeColumns()
    if usesAbsent {
      let days = rows.count * (1 + columns.count { $0.column.day != nil }) + columns.count
      guard days * max(1, there.people.count) <= Self.lookLimit else {
        throw FillError.tooManyTurns(limit: Self.lookLimit)
      }
    }
    let base = baseScope()
    var header: [String] = []
    for column in columns {
      header.append(try column.column.title.line(base.adding(column.layer), spending: &budget))
    }
    var layers: [[String: TagValue]] = []
    var filled: [FilledPlan.Row] = []
    for (index, row) in rows.enumerated() {
      let layer = self.layer(row, number: index + 1, of: rows.count, columnDays(columns))
      layers.append(layer)
      let scope = base.adding(layer)
      var cells: [String] = []
      for column in columns {
        cells.append(try column.column.value.line(try cellScope(scope, column, row), spending: &budget))
      }
      filled.append(
        .init(
          day: row.day, person: row.person.map { there.people[$0] }, text: row.texts["text"], cells: cells,
          key: key(of: row)))
    }

    var whole = base
    whole.layers[0]["rows"] = .rows(layers)
    if !columns.isEmpty {
      let table = Self.table(header, filled.map(\.cells))
      try budget.spend(bytes: table.utf8.count)
      whole.layers[0]["table"] = .text(table)
    }
    // The table stands in the text, and counts there.
    var ofText = Budget()
    let text = try template.body.render(whole, spending: &ofText)
    return FilledPlan(
      title: template.title, language: language, today: circumstances.today, header: header, rows: filled,
      markdown: text.withoutBlankEnds, remarks: remarks)
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { "| " + $0.map(\.asTableCell).joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  // MARK: Columns

  struct FilledColumn {
    let column: Template.Column
    /// The day of a column that is repeated for each day.
    let day: CalendarDay?
    let layer: [String: TagValue]
  }

  private func makeColumns() throws(FillError) -> [FilledColumn] {
    var columns: [FilledColumn] = []
    for column in template.columns {
      guard let days = column.days else {
        columns.append(FilledColumn(column: column, day: nil, layer: [:]))
        continue
      }
      let (from, to) = try span(days.from, days.to)
      guard from.distance(to: to) <= Template.rowLimit else {
        throw FillError.tooManyColumns(limit: Template.columnLimit)
      }
      for day in from...to {
        if days.isWorkingDays ? !day.isWorkingDay(without: there.holidays) : there.isSkipped(day) { continue }
        columns.append(FilledColumn(column: column, day: day, layer: dayLayer(day)))
        guard columns.count <= Template.columnLimit else {
          throw FillError.tooManyColumns(limit: Template.columnLimit)
        }
      }
    }
    return columns
  }

  private func columnDays(_ columns: [FilledColumn]) -> [CalendarDay] { columns.compactMap(\.day) }

  private func cellScope(_ scope: Scope, _ column: FilledColumn, _ row: RowToFill) throws(FillError) -> Scope
  {
    if let day = column.day {
      var layer = column.layer
      layer["away"] = .flag(row.person.map { there.isAway($0, on: day) } ?? false)
      return scope.adding(layer)
    }
    guard let expression = column.column.day else { return scope }
    guard let day = try day(expression, of: row) else { return scope.adding(Self.noDay) }
    return scope.adding(dayLayer(there.moved(day)))
  }

  /// A column's day in a row that has none.
  private static let noDay: [String: TagValue] = Dictionary(
    uniqueKeysWithValues: TemplateNames.ofDay.union(["absent"]).map { ($0, .text("")) })

  // MARK: Values

  private func baseScope() -> Scope {
    var layer: [String: TagValue] = ["title": .text(template.title)]
    for (name, value) in values {
      if case .number(let number) = value {
        layer[name] = .number(number)
      } else {
        layer[name] = .text(value.written(in: language))
      }
    }
    return Scope(layers: [layer])
  }

  /// Returns the values of clause 9 for a day, and the parameters of type `days` as they are on it.
  func dayLayer(_ day: CalendarDay) -> [String: TagValue] {
    var layer: [String: TagValue] = [
      "day": .text(day.written(in: language, .long)), "iso": .text(day.description),
      "weekday": .text(day.weekday.name(in: language)), "day_of_month": .number(day.day),
      "week": .number(day.isoWeek.number),
    ]
    if usesAbsent { layer["absent"] = .text(there.away(on: day).map(\.name).joined(separator: ", ")) }
    for (name, value) in values {
      if case .days(let days) = value { layer[name] = .flag(days.contains(day.weekday)) }
    }
    return layer
  }

  private func layer(_ row: RowToFill, number: Int, of count: Int, _ columnDays: [CalendarDay]) -> [String:
    TagValue]
  {
    var layer = row.day.map(dayLayer) ?? [:]
    for (key, text) in row.texts { layer[key] = .text(text) }
    layer["number"] = .number(number)
    layer["first"] = .flag(number == 1)
    layer["last"] = .flag(number == count)
    guard let index = row.person else { return layer }
    let person = there.people[index]
    layer["person"] = .text(person.name)
    layer["handle"] = .text(person.handle.rawValue)
    layer["phone"] = .text(person.phone)
    layer["email"] = .text(person.email)
    layer["region"] = .text(person.region)
    layer["backup"] = .text(row.backup.map { there.people[$0].name } ?? "")
    let days = columnDays.isEmpty ? row.day.map { [$0] } ?? [] : columnDays
    let span = days.min().flatMap { first in days.max().map { first...$0 } }
    layer["deputy"] = .text(there.deputies(of: index, in: span).joined(separator: ", "))
    layer["days_away"] = halves(there.halfDaysAway(index, of: columnDays))
    return layer
  }

  /// Writes half days as days: `3`, `2.5`, in French `2,5`.
  private func halves(_ count: Int) -> TagValue {
    if count.isMultiple(of: 2) { return .number(count / 2) }
    return .text("\(count / 2)\(language == .french ? "," : ".")5")
  }

  private func key(of row: RowToFill) -> String {
    let given = template.parameters.filter { $0.name != "people" }
      .map { "\($0.name)=\(values[$0.name]?.canonical ?? "")" }
    return ([template.title] + given + [row.key]).joined(separator: "\n")
  }
}

extension String {
  /// Returns the text without line ends at its beginning, and with one at its end.
  fileprivate var withoutBlankEnds: String {
    let start = drop { $0 == "\n" }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last] + "\n"
  }
}
