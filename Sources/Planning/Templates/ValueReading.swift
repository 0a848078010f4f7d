import Records

extension Template {
  /// Reads what a person typed for a parameter, or its default.
  ///
  /// - Parameter values: the values of earlier parameters, which a default may name.
  /// - Throws: ``ValueError``.
  package func value(
    of parameter: Parameter, from text: String, values: [String: ParameterValue],
    in circumstances: Circumstances
  ) throws(ValueError) -> ParameterValue {
    let reader = ValueReader(parameter: parameter, text: text, values: values, circumstances: circumstances)
    return try reader.value()
  }

  /// Returns the default of a parameter; `nil` if it has none.
  package func standardValue(
    of parameter: Parameter, values: [String: ParameterValue], in circumstances: Circumstances
  ) throws(ValueError) -> ParameterValue? {
    guard let text = parameter.standardText else { return nil }
    return try value(of: parameter, from: text, values: values, in: circumstances)
  }
}

private struct ValueReader {
  let parameter: Template.Parameter
  let text: String
  let values: [String: ParameterValue]
  let circumstances: Circumstances

  private var today: CalendarDay { circumstances.today }

  func value() throws(ValueError) -> ParameterValue {
    let trimmed = text.trimmed
    let folded = fold(trimmed)
    switch parameter.kind {
    case .text: return .text(try line(text))
    case .choice:
      guard let choice = parameter.choices.first(where: { fold($0) == folded }) else {
        throw error(.notOneOf(parameter.choices))
      }
      return .text(choice)
    case .number:
      guard let number = decimal(Array(trimmed.utf8)[...]) else { throw error(.notA(.number)) }
      return .number(number)
    case .date: return .day(try day(trimmed))
    case .month:
      let period = try spoken(trimmed)
      guard period.unit == .month else { throw error(.notA(.month)) }
      return .month(CalendarMonth(containing: period.first))
    case .year:
      let period = try spoken(trimmed)
      guard period.unit == .year else { throw error(.notA(.year)) }
      return .year(period.first.year)
    case .days: return .days(try weekdays(folded))
    case .people: return .people(try people())
    }
  }

  private func error(_ reason: ValueError.Reason) -> ValueError {
    ValueError(parameter: parameter, text: text, reason: reason)
  }

  private func line(_ text: String) throws(ValueError) -> String {
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      throw error(.notOneLine)
    }
    return text.trimmed
  }

  /// Reads a day as templates write it, else as people say it.
  private func day(_ text: String) throws(ValueError) -> CalendarDay {
    guard let expression = DayExpression(text), let base = base(expression.base) else {
      return try spoken(text).first
    }
    guard let day = expression.moved(base) else { throw error(.outOfCalendar) }
    return day
  }

  private func base(_ base: DayExpression.Base) -> CalendarDay? {
    switch base {
    case .date(let day): day
    case .today: today
    case .next(let weekday): today.next(weekday)
    case .parameter(let name): values[name]?.first
    case .row: nil
    }
  }

  private func spoken(_ text: String) throws(ValueError) -> SpokenPeriod {
    do throws(SpokenDayError) { return try SpokenPeriod(text, today: today) } catch {
      throw self.error(.notSpoken(error))
    }
  }

  private func weekdays(_ folded: String) throws(ValueError) -> [Weekday] {
    var days: Set<Weekday> = []
    for word in folded.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init) {
      let day = Weekday.allCases.first { weekday in
        Language.allCases.contains { fold(weekday.name(in: $0)) == word }
      }
      guard let day else { throw error(.notA(.days)) }
      days.insert(day)
    }
    guard !days.isEmpty else { throw error(.notA(.days)) }
    return days.sorted()
  }

  /// Reads handles and names, `my team`, `everyone`; what begins with `-` is left out again.
  private func people() throws(ValueError) -> [Person] {
    var chosen: [Person] = []
    for part in text.split(separator: ",").map(\.trimmed) where !part.isEmpty {
      if part.hasPrefix("-") {
        let gone = try people(part.dropFirst().trimmed)
        chosen.removeAll { person in gone.contains { $0.handle == person.handle } }
      } else {
        for person in try people(part) where !chosen.contains(where: { $0.handle == person.handle }) {
          chosen.append(person)
        }
      }
    }
    guard !chosen.isEmpty else { throw error(.nobody) }
    return chosen
  }

  private func people(_ part: String) throws(ValueError) -> [Person] {
    let everyone = circumstances.people
    let folded = fold(part)
    switch folded {
    case "everyone", "tout le monde", "tous": return everyone
    case "my team", "mon equipe":
      let team = everyone.first { $0.handle == circumstances.caller }?.team ?? ""
      guard !team.isEmpty else { throw error(.noTeam) }
      return everyone.filter { fold($0.team) == fold(team) }
    default: break
    }
    if let exact = everyone.first(where: { $0.handle.rawValue == part.lowercased() }) { return [exact] }
    let named = everyone.filter { fold($0.name) == folded }
    if named.count == 1 { return named }
    let begun = everyone.filter {
      $0.handle.rawValue.hasPrefix(folded) || fold($0.name).split(separator: " ").contains { $0 == folded }
    }
    if begun.count == 1, named.isEmpty { return begun }
    let several = named.isEmpty ? begun : named
    if !several.isEmpty { throw error(.severalPeople(part, Array(several.prefix(5)))) }
    let near = everyone.map {
      (min(editDistance(folded, $0.handle.rawValue), editDistance(folded, fold($0.name))), $0)
    }
    .filter { $0.0 <= 2 }.sorted { ($0.0, $0.1.handle) < ($1.0, $1.1.handle) }
    throw error(.unknownPerson(part, nearest: near.prefix(3).map(\.1)))
  }
}
