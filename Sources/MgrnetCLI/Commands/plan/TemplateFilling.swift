import Planning
import Records

/// Fills in a template of the network with the values that were typed.
struct TemplateFilling {
  let slug: Slug
  let template: Template
  private let circumstances: Circumstances
  private let given: [String: String]
  private let session: Session
  private var context: Context { session.context }

  /// - Throws: ``Failure``: 64 for an invalid assignment or an unknown parameter, 65 for a template with a fault.
  init(_ slug: Slug, _ assignments: [String], in session: Session) throws {
    self.slug = slug
    self.session = session
    template = try session.template(slug)
    var given: [String: String] = [:]
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "=") else {
        throw Failure(.usage, Words.notAnAssignment(assignment), hint: Words.assignmentForm)
      }
      let name = String(assignment[..<equals])
      guard name == "today" || template.parameter(name) != nil else {
        let names = template.parameters.map(\.name)
        let near = nearestNames(to: name, among: names)
        throw Failure(
          .usage, Words.unknownParameter(name, slug),
          hint: Words.didYouMean(near) ?? Words.parametersAre(names))
      }
      if given[name] != nil { throw Failure(.usage, Words.givenTwice(name)) }
      given[name] = String(assignment[assignment.index(after: equals)...])
    }
    circumstances = try session.circumstances(for: template, given)
    given["today"] = nil
    self.given = given
  }

  /// - Throws: ``Failure`` (64) for values that are missing, with their flags, or wrong.
  func filled() throws -> FilledPlan {
    let values = try values()
    var circumstances = circumstances
    if let days = try template.days(with: values, in: circumstances) {
      circumstances.absences = try session.index().absences(in: days).compactMap(Absence.init).flatMap {
        $0.occurrences(in: days)
      }
      circumstances.people += try session.deputies(circumstances)
    }
    return try template.filled(with: values, in: circumstances)
  }

  private func values() throws -> [String: ParameterValue] {
    var values: [String: ParameterValue] = [:]
    var missing: [(Template.Parameter, shown: Phrase?)] = []
    var others: [(Template.Parameter, shown: Phrase?)] = []
    for parameter in template.parameters {
      if let text = given[parameter.name] {
        values[parameter.name] = try value(of: parameter, text, values)
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
  { try template.value(of: parameter, from: text, values: values, in: circumstances) }

  /// Returns the default; `nil` if there is none, or it has no value, as the team of a person without one.
  ///
  /// - Throws: ``Failure`` if that alone keeps the template from being filled in.
  private func standard(_ parameter: Template.Parameter, _ values: [String: ParameterValue]) throws
    -> ParameterValue?
  {
    do { return try template.standardValue(of: parameter, values: values, in: circumstances) } catch {
      if template.parameters.allSatisfy({ $0.standard != nil }) { throw error }
      // The parameter that it depends on is reported already.
      if !isForWantOfAnother(parameter, values) { context.warn(error.failure.phrase) }
      return nil
    }
  }

  /// Returns whether a day is counted from a parameter without a value.
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

  /// Asks until the answer is a valid value.
  private func asked(_ parameter: Template.Parameter, _ values: [String: ParameterValue]) throws
    -> ParameterValue
  {
    let question = Words.question(parameter)
    let flag = "--set \(parameter.name)=…"
    let standard: ParameterValue? =
      try? template.standardValue(of: parameter, values: values, in: circumstances)  // else no suggestion
    let suggestion = standard.flatMap { shown(parameter, $0)?[context.language] }
    while true {
      let answer =
        parameter.standardText == ""
        ? try context.askOrSkip(question, flag: flag)
        : try context.ask(question, flag: flag, suggestion: suggestion)
      if let standard, answer == suggestion { return standard }
      do { return try value(of: parameter, answer, values) } catch {
        context.warn(error.failure)
      }
    }
  }
}
