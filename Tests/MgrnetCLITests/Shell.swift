import Records

@testable import MgrnetCLI

/// One run of the command line inside the test's process, with every end of it in hand.
struct Run {
  let status: Int32
  let output: String
  let errors: String

  init(
    _ arguments: String..., language: Language = .english, environment: [String: String] = [:],
    input: String = "",
    terminal: Terminal = Terminal()
  ) {
    let output = Writer(.memory)
    let errors = Writer(.memory)
    var variables = environment
    variables["LANG"] = variables["LANG"] ?? (language == .french ? "fr_FR.UTF-8" : "C.UTF-8")
    status = Mgrnet.run(
      arguments, Environment(variables), terminal: terminal, input: Input(text: input), output: output,
      errors: errors)
    self.output = output.text
    self.errors = errors.text
  }
}

extension Context {
  /// A context over memory.
  static func forTests(
    language: Language = .english, environment: [String: String] = [:], input: String = "",
    terminal: Terminal = Terminal()
  ) throws -> Context {
    let variables = Environment(environment)
    return Context(
      environment: variables, arguments: [], language: language, clock: try Clock(environment: variables),
      terminal: terminal, input: Input(text: input), output: Writer(.memory), errors: Writer(.memory))
  }
}
