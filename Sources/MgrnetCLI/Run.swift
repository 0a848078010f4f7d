@preconcurrency import Glibc
import Records
import Store

extension Mgrnet {
  /// Runs one command line with this process's input and output; returns the exit status.
  ///
  /// - Parameter arguments: without the program's name.
  package static func run(_ arguments: [String], environment: Environment) -> Int32 {
    run(
      arguments, environment, terminal: Terminal(environment: environment), input: Input(descriptor: 0),
      output: Writer(.descriptor(1)), errors: Writer(.descriptor(2)))
  }

  /// The same with every end of it given, for tests.
  static func run(
    _ arguments: [String], _ environment: Environment, terminal: Terminal, input: Input, output: Writer,
    errors: Writer
  ) -> Int32 {
    var clockFault: Failure?
    var clock = Clock()
    do { clock = try Clock(environment: environment) } catch { clockFault = failure(for: error) }
    var context = Context(
      environment: environment, arguments: arguments, language: Language(of: environment), clock: clock,
      terminal: terminal, input: input, output: output, errors: errors)
    defer { errors.finish() }
    do {
      if let clockFault { throw clockFault }
      // What the parser asks of a command's words it asks without a context.
      try Phrase.$ambient.withValue(context.language) { try dispatch(arguments, &context) }
      output.finish()
      if let code = output.failure, code != EPIPE {
        throw Failure(.cannotWrite, Words.cannotWriteOutput(systemMessage(code)))
      }
      return ExitStatus.done.rawValue
    } catch StoreError.nothingChanged {
      // It is as it was asked to be: a script that runs twice has not failed.
      output.finish()
      context.say(StoreError.nothingChanged.failure.phrase)
      return ExitStatus.done.rawValue
    } catch {
      output.finish()
      let failure = failure(for: error)
      context.report(failure)
      return failure.status.rawValue
    }
  }

  private static func dispatch(_ arguments: [String], _ context: inout Context) throws {
    if arguments.isEmpty, try !NetworkSearch.isThere(context) {
      return TodayCommand.showBeginning(in: context)
    }
    if arguments == ["--help"] || arguments == ["-h"] {
      return try HelpCommand.show(Mgrnet.self, [], in: context)
    }
    let resolution = try CommandTree.resolve(arguments, in: Mgrnet.self, alone: TodayCommand.self)
    guard CommandTree.isLeaf(resolution.type) else { return try runWithoutLeaf(resolution, context) }
    let parsed: Any
    do {
      let type = resolution.type as? any Command.Type
      parsed = try resolution.type.parseAsRoot(type?.arranged(resolution.arguments) ?? resolution.arguments)
    } catch {
      throw ParserMessages(resolution: resolution, root: Mgrnet.self, language: context.language).failure(
        for: error)
    }
    // The parser answers `--help` with a command of its own.
    guard let command = parsed as? any Command else {
      return try HelpCommand.show(resolution.type, resolution.path, in: context)
    }
    context.options = command.global
    try RowPrinter.check(context.options)
    try command.run(in: context)
  }

  /// `mgrnet community` and the like, where only options follow.
  private static func runWithoutLeaf(_ resolution: Resolution, _ context: Context) throws {
    let words = resolution.arguments.filter { GlobalOptions.spellings[$0] == nil }
    if resolution.path.isEmpty, words.contains("--version") { return context.output.line(data: versionLine) }
    if words.contains(where: CommandTree.isHelp) {
      return try HelpCommand.show(resolution.type, resolution.path, in: context)
    }
    let suffix = resolution.path.map { " " + $0 }.joined()
    if let option = words.first(where: { $0.hasPrefix("-") && $0 != "--" }) {
      let near = nearestNames(to: option, among: GlobalOptions.spellings.keys.filter { $0.hasPrefix("--") })
      throw Failure(
        .usage, Words.unknownOption(option), hint: Words.didYouMean(near) ?? Words.seeHelp(suffix))
    }
    throw Failure(.usage, Words.missingCommand(after: "mgrnet" + suffix), hint: Words.seeHelp(suffix))
  }
}
