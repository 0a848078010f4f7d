import Records

/// The parts of a template: parameters, rows, columns, body.
extension TemplateReader {
  func parameters() throws(TemplateError) -> [Template.Parameter] {
    var parameters: [Template.Parameter] = []
    for index in try list(at: [.key("parameters")], limit: Template.parameterLimit) {
      let path: Path = [.key("parameters"), .item(index)]
      try requireMap(at: path, keys: ["name", "type", "question", "default", "choices"])
      guard let name = try text(at: path + [.key("name")]) else { throw error(.missing("name"), at: path) }
      let namePath = path + [.key("name")]
      guard Template.isName(name) else { throw error(.badName(name), at: namePath) }
      if TemplateNames.reserved.contains(name) { throw error(.reservedName(name), at: namePath) }
      if parameters.contains(where: { $0.name == name }) { throw error(.repeatedName(name), at: namePath) }
      guard let kind = try choice(Template.Parameter.Kind.self, at: path + [.key("type")]) else {
        throw error(.missing("type"), at: path)
      }
      let choices = value(path + [.key("choices")])?.texts ?? []
      if kind == .choice, choices.isEmpty { throw error(.missing("choices"), at: path) }
      let standard = value(path + [.key("default")])
      if standard != nil { try checkDefault(at: path + [.key("default")], kind, choices, before: parameters) }
      var questions: [Language: String] = [:]
      for language in Language.allCases {
        questions[language] = try text(at: path + [.key("question"), .key(language.rawValue)])
      }
      parameters.append(
        .init(name: name, kind: kind, questions: questions, standard: standard, choices: choices))
    }
    return parameters
  }

  private func checkDefault(
    at path: Path, _ kind: Template.Parameter.Kind, _ choices: [String], before: [Template.Parameter]
  ) throws(TemplateError) {
    switch kind {
    case .date: _ = try day(at: path, before, [.date])
    case .days: _ = try weekdays(at: path)
    case .people: if value(path)?.texts.isEmpty ?? true { throw error(.notA(.list), at: path) }
    case .month:
      let text = try text(at: path) ?? ""
      guard ["this month", "next month"].contains(text) || CalendarMonth(text) != nil else {
        throw error(.notA(.month), at: path)
      }
    case .year:
      let text = try text(at: path) ?? ""
      guard ["this year", "next year"].contains(text) || ParameterValue.year(text) != nil else {
        throw error(.notA(.year), at: path)
      }
    case .number:
      guard case .integer(let number)? = value(path), number >= 0 else {
        throw error(.notA(.number), at: path)
      }
    case .text: _ = try text(at: path)
    case .choice:
      guard choices.contains(try text(at: path) ?? "") else { throw error(.notA(.oneOf(choices)), at: path) }
    }
  }

  func skip() throws(TemplateError) -> Template.Skip {
    var skip: Template.Skip = []
    for index in try list(at: [.key("skip")], limit: 3) {
      let path: Path = [.key("skip"), .item(index)]
      guard let found = Template.Skip.names.first(where: { $0.name == value(path)?.text }) else {
        throw error(.notA(.oneOf(Template.Skip.names.map(\.name))), at: path)
      }
      skip.insert(found.skip)
    }
    return skip
  }

  func rows(_ parameters: [Template.Parameter]) throws(TemplateError) -> Template.Rows? {
    let path: Path = [.key("rows")]
    guard value(path) != nil else { return nil }
    try requireMap(at: path, keys: ["each", "from", "to", "every", "weekdays", "list"])
    guard let each = try choice(Template.Rows.Each.self, at: path + [.key("each")]) else {
      throw error(.missing("each"), at: path)
    }
    let span: [Template.Parameter.Kind] = [.date, .month, .year]
    let from = try day(at: path + [.key("from")], parameters, span)
    let to = try day(at: path + [.key("to")], parameters, span)
    if each != .list, each != .people || from != nil || to != nil {
      if from == nil { throw error(.missing("from"), at: path) }
      if to == nil { throw error(.missing("to"), at: path) }
    }
    return Template.Rows(
      each: each, from: from, to: to, every: try every(parameters), weekdays: try rowWeekdays(parameters),
      items: try items(parameters, isWanted: each == .list))
  }

  private func every(_ parameters: [Template.Parameter]) throws(TemplateError) -> Template.Rows.Every {
    let path: Path = [.key("rows"), .key("every")]
    switch value(path) {
    case nil: return .number(1)
    case .integer(let number)? where (1...520).contains(number): return .number(number)
    case .string(let name)? where Template.isName(name):
      try require(name, .number, parameters, at: path)
      return .parameter(name)
    default: throw error(.notA(.number), at: path)
    }
  }

  private func rowWeekdays(_ parameters: [Template.Parameter]) throws(TemplateError) -> Template.Rows.Weekdays
  {
    let path: Path = [.key("rows"), .key("weekdays")]
    guard let value = value(path) else { return .ofFrom }
    if let name = value.text, Weekday(templateName: name) == nil, Template.isName(name) {
      try require(name, .days, parameters, at: path)
      return .parameter(name)
    }
    return .fixed(try weekdays(at: path))
  }

  private func require(
    _ name: String, _ kind: Template.Parameter.Kind, _ parameters: [Template.Parameter], at path: Path
  ) throws(TemplateError) {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw error(.unknownParameter(name), at: path)
    }
    guard parameter.kind == kind else { throw error(.wrongKind(name, wanted: [kind]), at: path) }
  }

  private func items(_ parameters: [Template.Parameter], isWanted: Bool) throws(TemplateError)
    -> [Template.Rows.Item]
  {
    let path: Path = [.key("rows"), .key("list")]
    guard isWanted else { return [] }
    guard value(path) != nil else { throw error(.missing("list"), at: [.key("rows")]) }
    var items: [Template.Rows.Item] = []
    for index in try list(at: path, limit: Template.rowLimit) {
      let item = path + [.item(index)]
      guard case .map(let pairs)? = value(item) else {
        guard let text = try text(at: item) else { throw error(.notA(.text), at: item) }
        items.append(.init(day: nil, texts: ["text": text]))
        continue
      }
      var texts: [String: String] = [:]
      for pair in pairs where pair.key != "day" {
        guard Template.isName(pair.key) else { throw error(.badName(pair.key), at: item + [.key(pair.key)]) }
        texts[pair.key] = try text(at: item + [.key(pair.key)]) ?? ""
      }
      items.append(.init(day: try day(at: item + [.key("day")], parameters, [.date]), texts: texts))
    }
    return items
  }

  func columns(_ parameters: [Template.Parameter], _ rows: Template.Rows?, assigned: Bool)
    throws(TemplateError) -> [Template.Column]
  {
    var columns: [Template.Column] = []
    let common = Set(parameters.map(\.name)).union(["title"])
    let ofRow = common.union(rows?.names(assigned: assigned) ?? [])
    for index in try list(at: [.key("columns")], limit: Template.columnLimit) {
      let path: Path = [.key("columns"), .item(index)]
      guard let rows else { throw error(.missing("rows"), at: path) }
      try requireMap(at: path, keys: ["title", "value", "day", "each", "from", "to"])
      if value(path + [.key("title")]) == nil { throw error(.missing("title"), at: path) }
      let day = try day(at: path + [.key("day")], parameters, [.date], rowDay: rows.isDated)
      var days: Template.Column.Days?
      if value(path + [.key("each")]) != nil {
        guard let each = try choice(Template.Rows.Each.self, at: path + [.key("each")]),
          each == .days || each == .workingDays
        else { throw error(.notA(.oneOf(["days", "working days"])), at: path + [.key("each")]) }
        let span: [Template.Parameter.Kind] = [.date, .month, .year]
        guard let from = try self.day(at: path + [.key("from")], parameters, span) else {
          throw error(.missing("from"), at: path)
        }
        guard let to = try self.day(at: path + [.key("to")], parameters, span) else {
          throw error(.missing("to"), at: path)
        }
        days = .init(isWorkingDays: each == .workingDays, from: from, to: to)
      }
      var known = ofRow
      if day != nil || days != nil { known.formUnion(TemplateNames.ofDay.union(["absent"])) }
      if days != nil, rows.each == .people || assigned { known.insert("away") }
      columns.append(
        .init(
          title: try tagged(
            at: path + [.key("title")], known: days == nil ? common : common.union(TemplateNames.ofDay)),
          value: try tagged(at: path + [.key("value")], known: known), day: day, days: days))
    }
    return columns
  }

  func body(
    _ parameters: [Template.Parameter], _ rows: Template.Rows?, assigned: Bool, hasTable: Bool
  ) throws(TemplateError) -> TaggedText {
    let text = document.body
    guard text.utf8.count <= Template.bodyLimit else {
      throw TemplateError(reason: .tooMany(limit: Template.bodyLimit), line: document.bodyLine, column: 1)
    }
    let tagged: TaggedText
    do throws(TagError) { tagged = try TaggedText(text) } catch {
      throw bodyError(.tag(error.fault), error.offset)
    }
    var outside = Set(parameters.map(\.name)).union(["title"])
    let inside = outside.union(rows?.names(assigned: assigned) ?? [])
    if hasTable { outside.insert("table") }
    if rows != nil { outside.insert("rows") }
    for tag in tagged.tags {
      let known = tag.isInsideRows ? inside : outside
      let isMisused =
        tag.isInsideRows
        ? ["rows", "table"].contains(tag.name)
        : known.contains(tag.name) && tag.name == (tag.isSection ? "table" : "rows")
      if isMisused { throw bodyError(.misusedTag(tag.name), tag.offset) }
      guard known.contains(tag.name) else { throw bodyError(unknown(tag.name, known), tag.offset) }
    }
    return tagged
  }

  /// A place in the body: line and column in characters.
  private func bodyError(_ reason: TemplateError.Reason, _ offset: Int) -> TemplateError {
    let before = document.body.utf8.prefix(offset)
    let line = before.count { $0 == 10 }
    let lineText = before.suffix(
      from: before.lastIndex(of: 10).map { before.index(after: $0) } ?? before.startIndex)
    return TemplateError(
      reason: reason, line: document.bodyLine + line,
      column: String(decoding: lineText, as: UTF8.self).count + 1)
  }
}
