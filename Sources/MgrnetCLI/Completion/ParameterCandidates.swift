import Planning
import Records

extension Candidates {
  /// Returns the parameters of a template (`start=`); behind the `=`, their possible values.
  static func parameters(of template: String, startingWith typed: String, in context: Context) -> [Candidate]
  {
    guard let slug = Slug(rawValue: template),
      let read = try? Session(context).template(slug)  // a key press shows no messages
    else { return [] }
    guard let equals = typed.firstIndex(of: "=") else {
      return read.parameters.filter { $0.name.hasPrefix(typed) }.map {
        Candidate(word: $0.name + "=", meaning: $0.question(in: context.language))
      }
    }
    guard let parameter = read.parameter(String(typed[..<equals])) else { return [] }
    // Of a list, the last item is being typed.
    let isList = parameter.kind == .people || parameter.kind == .days
    let start = (isList ? typed.lastIndex(of: ",") : nil) ?? equals
    let prefix = String(typed[typed.index(after: start)...])
    return words(for: parameter, prefix, in: context).filter { $0.word.hasPrefix(prefix) }.map {
      Candidate(word: typed[...start] + $0.word, meaning: $0.meaning)
    }
  }

  private static func words(for parameter: Template.Parameter, _ prefix: String, in context: Context)
    -> [Candidate]
  {
    switch parameter.kind {
    case .people:
      ["my team", "everyone"].map { Candidate(word: $0) } + of(.handle, startingWith: prefix, in: context)
    case .days: Weekday.allCases.map { Candidate(word: $0.templateName) }
    case .choice: parameter.choices.map { Candidate(word: $0) }
    case .date: ["today"].map { Candidate(word: $0) }
    case .month: ["this month", "next month"].map { Candidate(word: $0) }
    case .year: ["this year", "next year"].map { Candidate(word: $0) }
    case .number, .text: (parameter.standardText).map { $0.isEmpty ? [] : [Candidate(word: $0)] } ?? []
    }
  }
}
