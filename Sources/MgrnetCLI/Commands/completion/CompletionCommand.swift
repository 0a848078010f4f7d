import ArgumentParser

struct CompletionCommand: Command {
  static var configuration: CommandConfiguration { .words("completion", Words.completion) }

  @OptionGroup var global: GlobalOptions

  @Argument(help: .words(Words.completionShell, value: "shell"), completion: .list(CompletingShell.names))
  var shell: CompletingShell

  func run(in context: Context) { context.output.write(shell.script) }
}

/// The shells with a completion script.
enum CompletingShell: String, CaseIterable, ExpressibleByArgument {
  case bash, zsh, fish

  static var names: [String] { allCases.map(\.rawValue) }
}
