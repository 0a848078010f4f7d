import Records

extension Template {
  /// Reads a template's file.
  ///
  /// - Throws: ``TemplateError`` for the first thing that is wrong.
  package init(_ document: Document) throws(TemplateError) {
    let reader = TemplateReader(document)
    title = try reader.text("title") ?? ""
    language = try reader.text("language").flatMap { Language(tag: $0) }
    parameters = try reader.parameters()
    assign = try reader.choice(Assign.self, at: [.key("assign")]) ?? .none
    skip = try reader.skip()
    rows = try reader.rows(parameters)
    if rows?.each == .people || assign != .none {
      guard let people = parameters.first(where: { $0.name == "people" }) else {
        throw reader.error(.noPeople, at: [.key(rows?.each == .people ? "rows" : "assign")])
      }
      guard people.kind == .people else {
        throw reader.error(.wrongKind("people", wanted: [.people]), at: [.key("parameters")])
      }
    }
    columns = try reader.columns(parameters, rows, assigned: assign != .none)
    body = try reader.body(parameters, rows, assigned: assign != .none, hasTable: !columns.isEmpty)
  }
}

/// Reads a template's front matter with the place of each value.
struct TemplateReader {
  typealias Path = [FrontMatter.Step]

  let document: Document

  init(_ document: Document) { self.document = document }

  func error(_ reason: TemplateError.Reason, at path: Path, offset: Int = 0) -> TemplateError {
    let place = document.frontMatter.place(of: path, offset: offset)
    return TemplateError(reason: reason, line: place.line, column: place.column)
  }

  /// Returns the value at a path; `nil` if there is none, or it is null.
  func value(_ path: Path) -> YAMLValue? {
    guard case .key(let first)? = path.first, var value = document[first] else { return nil }
    for step in path.dropFirst() {
      switch step {
      case .key(let key):
        guard let next = value[key] else { return nil }
        value = next
      case .item(let index):
        guard case .list(let items) = value, items.indices.contains(index) else { return nil }
        value = items[index]
      }
    }
    return value == .null ? nil : value
  }

  func text(_ key: String) throws(TemplateError) -> String? { try text(at: [.key(key)]) }

  func text(at path: Path) throws(TemplateError) -> String? {
    guard let value = value(path) else { return nil }
    guard let text = value.text else { throw error(.notA(.text), at: path) }
    return text
  }

  func list(at path: Path, limit: Int) throws(TemplateError) -> Range<Int> {
    guard let value = value(path) else { return 0..<0 }
    guard case .list(let items) = value else { throw error(.notA(.list), at: path) }
    guard items.count <= limit else { throw error(.tooMany(limit: limit), at: path + [.item(limit)]) }
    return items.indices
  }

  func requireMap(at path: Path, keys: Set<String>) throws(TemplateError) {
    guard case .map(let pairs)? = value(path) else { throw error(.notA(.map), at: path) }
    for pair in pairs where !keys.contains(pair.key) {
      throw error(.unknownKey(pair.key), at: path + [.key(pair.key)])
    }
  }

  func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type, at path: Path)
    throws(TemplateError) -> Choice? where Choice.RawValue == String
  {
    guard let text = try text(at: path) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw error(.notA(.oneOf(Choice.allCases.map(\.rawValue))), at: path)
    }
    return choice
  }

  /// Reads a name of a weekday, or a list of them.
  func weekdays(at path: Path) throws(TemplateError) -> [Weekday] {
    guard let value = value(path) else { return [] }
    var days: [Weekday] = []
    for (index, text) in value.texts.enumerated() {
      guard let day = Weekday(templateName: text) else {
        if case .list = value { throw error(.notA(.weekday), at: path + [.item(index)]) }
        throw error(.notA(.weekday), at: path)
      }
      if !days.contains(day) { days.append(day) }
    }
    guard !days.isEmpty else { throw error(.notA(.weekday), at: path) }
    return days.sorted()
  }

  /// Reads a day; names in it must be parameters of these types.
  func day(
    at path: Path, _ parameters: [Template.Parameter], _ kinds: [Template.Parameter.Kind],
    rowDay: Bool = false
  ) throws(TemplateError) -> DayExpression? {
    guard let text = try text(at: path) else { return nil }
    guard let day = DayExpression(text), rowDay || day.base != .row else {
      throw error(.notA(.day), at: path)
    }
    guard case .parameter(let name) = day.base else { return day }
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw error(.unknownParameter(name), at: path)
    }
    guard kinds.contains(parameter.kind) else { throw error(.wrongKind(name, wanted: kinds), at: path) }
    return day
  }

  func tagged(at path: Path, known: Set<String>) throws(TemplateError) -> TaggedText {
    let text = try text(at: path) ?? ""
    let tagged: TaggedText
    do throws(TagError) { tagged = try TaggedText(text) } catch {
      throw self.error(.tag(error.fault), at: path, offset: characters(text, error.offset))
    }
    for tag in tagged.tags {
      if tag.name == "rows" || tag.name == "table" {
        throw error(.misusedTag(tag.name), at: path, offset: characters(text, tag.offset))
      }
      guard known.contains(tag.name) else {
        throw error(unknown(tag.name, known), at: path, offset: characters(text, tag.offset))
      }
    }
    return tagged
  }

  func unknown(_ name: String, _ known: Set<String>) -> TemplateError.Reason {
    .unknownTag(name, nearest: nearestNames(to: name, among: known, limit: 2))
  }

  private func characters(_ text: String, _ offset: Int) -> Int {
    String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count
  }
}
