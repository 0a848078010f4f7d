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
    var missing: [Template.Parameter] = []
    for parameter in template.parameters {
      if let text = given[parameter.name] {
        do { values[parameter.name] = try value(of: parameter, text, values) } catch {
          throw Failure(.usage, Words.valueFault(error), hint: Words.valueHint(error))
        }
      } else if context.terminal.canAsk {
        values[parameter.name] = try asked(parameter, values)
      } else {
        // A default that cannot be had, as the team of someone who names none, must be given as well.
        do {
          values[parameter.name] = try template.standardValue(
            of: parameter, values: values, in: circumstances)
        } catch {
          let hasAllDefaults = template.parameters.allSatisfy { $0.standard != nil }
          if hasAllDefaults { throw Failure(.usage, Words.valueFault(error), hint: Words.valueHint(error)) }
          context.warn(Words.valueFault(error))
        }
        if values[parameter.name] == nil { missing.append(parameter) }
      }
    }
    guard missing.isEmpty else {
      let others = template.parameters.filter { given[$0.name] == nil && !missing.contains($0) }
      throw Failure(
        .usage, Words.valuesMissing(slug, missing, others),
        hint: Words.giveAll(missing.map { "--set \($0.name)=…" }))
    }
    return values
  }

  private func value(of parameter: Template.Parameter, _ text: String, _ values: [String: ParameterValue])
    throws(ValueError) -> ParameterValue
  {
    try template.value(of: parameter, from: text, values: values, in: circumstances)
  }

  /// Asks until the answer is one.
  private func asked(_ parameter: Template.Parameter, _ values: [String: ParameterValue]) throws
    -> ParameterValue
  {
    let question =
      Phrase(verbatim: harmless(parameter.question(in: context.language))) + Words.kindInBrackets(parameter)
    var suggestion: String?
    // Without a default that can be had, there is nothing in the brackets.
    if (try? template.standardValue(of: parameter, values: values, in: circumstances)) != nil {
      suggestion = parameter.standardText.map(harmless)
    }
    while true {
      let answer =
        suggestion == "" || parameter.standardText == ""
        ? try context.askOrSkip(question, flag: "--set \(parameter.name)=…")
        : try context.ask(question, flag: "--set \(parameter.name)=…", suggestion: suggestion)
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
