import Git
import Planning
import Records
import SearchIndex
import Store

/// A template of the network with the values that were typed for it.
struct PlanRequest {
  let slug: Slug
  let template: Template
  private let circumstances: Circumstances
  private let given: [String: String]
  private let context: Context

  /// - Throws: ``Failure``: 64 for an assignment that is none or names no parameter, 65 for a template that is wrong.
  init(_ slug: Slug, _ assignments: [String], in session: Session) throws {
    self.slug = slug
    context = session.context
    template = try session.template(slug)
    var given: [String: String] = [:]
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "=") else {
        throw Failure(.usage, Words.notAnAssignment(assignment), hint: Words.assignmentForm)
      }
      let name = String(assignment[..<equals])
      guard name == "today" || template.parameter(name) != nil else {
        let names = template.parameters.map(\.name)
        let near = Nearest.names(to: name, among: names)
        throw Failure(
          .usage, Words.unknownParameter(name, slug),
          hint: near.isEmpty ? Words.parametersAre(names) : Words.didYouMean(near))
      }
      if given[name] != nil { throw Failure(.usage, Words.givenTwice(name)) }
      given[name] = String(assignment[assignment.index(after: equals)...])
    }
    circumstances = try session.circumstances(for: template, today: given["today"])
    given["today"] = nil
    self.given = given
  }

  /// - Throws: ``Failure`` (64) for values that are missing, with the flags that give them, or wrong.
  func filled() throws -> FilledPlan {
    let values = try values()
    do { return try template.filled(with: values, in: circumstances) } catch {
      throw Failure(.usage, Words.fillFault(error))
    }
  }

  private func values() throws -> [String: ParameterValue] {
    var values: [String: ParameterValue] = [:]
    var missing: [(Template.Parameter, shown: Phrase?)] = []
    var others: [(Template.Parameter, shown: Phrase?)] = []
    for parameter in template.parameters {
      if let text = given[parameter.name] {
        do { values[parameter.name] = try value(of: parameter, text, values) } catch {
          throw Failure(.usage, Words.valueFault(error), hint: Words.valueHint(error))
        }
      } else if context.terminal.canAsk {
        values[parameter.name] = try asked(parameter, values)
      } else {
        values[parameter.name] = try standard(parameter, values)
        let shown = shown(parameter, values[parameter.name])
        if values[parameter.name] == nil {
          missing.append((parameter, shown))
        } else {
          others.append((parameter, shown))
        }
      }
    }
    guard missing.isEmpty else {
      throw Failure(
        .usage, Words.valuesMissing(slug, missing.count, missing + others),
        hint: Words.giveAll(missing.map { "--set \($0.0.name)=…" }))
    }
    return values
  }

  private func value(of parameter: Template.Parameter, _ text: String, _ values: [String: ParameterValue])
    throws(ValueError) -> ParameterValue
  {
    try template.value(of: parameter, from: text, values: values, in: circumstances)
  }

  /// The default; `nil` where there is none, or it cannot be had, as the team of someone whose card names none.
  ///
  /// - Throws: ``Failure`` where that is the only thing that keeps the template from being filled in.
  private func standard(_ parameter: Template.Parameter, _ values: [String: ParameterValue]) throws
    -> ParameterValue?
  {
    do { return try template.standardValue(of: parameter, values: values, in: circumstances) } catch {
      if template.parameters.allSatisfy({ $0.standard != nil }) {
        throw Failure(.usage, Words.valueFault(error), hint: Words.valueHint(error))
      }
      // What is missing before it is named as well, and needs no second word.
      if !isForWantOfAnother(parameter, values) { context.warn(Words.valueFault(error)) }
      return nil
    }
  }

  /// Whether a day is counted from a parameter that has no value yet.
  private func isForWantOfAnother(_ parameter: Template.Parameter, _ values: [String: ParameterValue]) -> Bool
  {
    guard parameter.kind == .date, let text = parameter.standardText,
      case .parameter(let name)? = DayExpression(text)?.base
    else { return false }
    return values[name] == nil
  }

  private func shown(_ parameter: Template.Parameter, _ value: ParameterValue?) -> Phrase? {
    parameter.standardText.flatMap { $0.isEmpty ? nil : Words.standard($0, value) }
  }

  /// Asks until the answer is one.
  private func asked(_ parameter: Template.Parameter, _ values: [String: ParameterValue]) throws
    -> ParameterValue
  {
    let question = Words.question(parameter)
    let flag = "--set \(parameter.name)=…"
    // Without a default that can be had, there is nothing in the brackets.
    let standard = try? template.standardValue(of: parameter, values: values, in: circumstances)
    let suggestion = standard.flatMap { shown(parameter, $0)?[context.language] }
    while true {
      let answer =
        parameter.standardText == ""
        ? try context.askOrSkip(question, flag: flag)
        : try context.ask(question, flag: flag, suggestion: suggestion)
      if let standard, answer == suggestion { return standard }
      do { return try value(of: parameter, answer, values) } catch {
        context.warn(Words.valueFault(error))
        if let hint = Words.valueHint(error) { context.hint(hint) }
      }
    }
  }
}

extension Session {
  /// A template that is read, or what is wrong with it and where.
  func template(_ slug: Slug) throws -> Template {
    let document = try network().snapshot().template(slug)
    do { return try Template(document) } catch {
      throw Failure(.badData, Words.templateFault(slug, error), hint: Words.templateFaultHint(error))
    }
  }

  /// People, absences and holidays of the network.
  func circumstances(for template: Template, today: String?) throws -> Circumstances {
    let now = Clock.local(context.now).day
    let day: CalendarDay
    do throws(SpokenDayError) {
      day = try today.map { text throws(SpokenDayError) in try CalendarDay(spoken: text, today: now) } ?? now
    } catch {
      throw Failure(.usage, Words.spokenDayFault(error), hint: Words.give("--set today=2027-02-15"))
    }
    let snapshot = try network().snapshot()
    var people: [Person] = []
    var absences: [Absence] = []
    var caller: Handle?
    if template.parameters.contains(where: { $0.kind == .people }) {
      let index = try index()
      var filter = ListFilter()
      filter.types = [.person]
      people = try index.list(filter).compactMap(Person.init)
      caller = try callerIfKnown()
      if let first = CalendarDay(year: 1, month: 1, day: 1),
        let last = CalendarDay(year: 9999, month: 12, day: 31)
      {
        absences = try index.absences(in: first...last).compactMap(Absence.init)
      }
    }
    return Circumstances(
      today: day, language: snapshot.networkLanguage ?? context.language, people: people, caller: caller,
      holidays: try holidays(of: snapshot), absences: absences)
  }

  /// `nil` for somebody without an identity or a card: they can fill in templates all the same.
  private func callerIfKnown() throws -> Handle? {
    do { return try member().handle } catch StoreError.noCard, StoreError.noIdentity { return nil }
  }

  private func holidays(of snapshot: Snapshot) throws -> Holidays {
    let code = try snapshot.document(at: "network.md")?["holidays"]?.text
    return code.flatMap { HolidayRegion(code: $0) }.map { Holidays($0) } ?? .none
  }

  /// The community that a planning is saved in: the one that was named; else the only one; else it is asked for.
  func communityToSaveIn(_ name: String) throws -> Slug {
    if !name.isEmpty {
      let slug = try Session.slug(try community(named: name))
      _ = try network().snapshot().openCommunity(slug)
      return slug
    }
    var filter = ListFilter()
    filter.types = [.community]
    let communities = try index().list(filter).filter {
      $0["archived"].map { $0 == .null || $0 == .bool(false) } ?? true
    }
    .sorted { $0.key < $1.key }
    if communities.count == 1 { return try Session.slug(communities[0].key) }
    guard !communities.isEmpty else {
      throw Failure(.nothingFound, Words.noCommunities, hint: Words.noCommunitiesHint)
    }
    let choices = communities.prefix(30).map {
      (key: $0.key, label: Phrase(verbatim: harmless("\($0.key)  \($0.title ?? "")")))
    }
    return try Session.slug(
      try context.choose(Words.askCommunity, from: Array(choices), flag: "--save COMMUNITY"))
  }
}

extension Person {
  /// From a card in the index.
  init?(_ record: IndexedRecord) {
    guard let handle = Handle(rawValue: record.key) else { return nil }
    func field(_ key: String) -> String { harmless(record[key]?.text ?? "") }
    self.init(handle: handle, name: record.title.map(harmless) ?? handle.rawValue)
    (email, phone, region, team) = (field("email"), field("phone"), field("region"), field("team"))
  }
}

extension Absence {
  /// As the index keeps it.
  init?(_ indexed: IndexedAbsence) {
    guard let id = RecordID(rawValue: indexed.id), let person = Handle(rawValue: indexed.person) else {
      return nil
    }
    self.init(
      id: id, person: person, from: indexed.from, to: indexed.to, startsNoon: indexed.startsNoon,
      endsNoon: indexed.endsNoon, deputy: indexed.deputy.flatMap(Handle.init),
      status: indexed.isPlanned ? .planned : .confirmed)
  }
}
