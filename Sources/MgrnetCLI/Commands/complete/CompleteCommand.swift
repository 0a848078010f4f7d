import ArgumentParser
import Records

/// Completes one word, for the completion scripts.
struct CompleteCommand: Command {
  static var configuration: CommandConfiguration { .words("complete", Words.complete, hidden: true) }

  @OptionGroup var global: GlobalOptions

  @Argument(help: .words(Words.completeKind, value: "kind"), completion: .list(CandidateKind.names))
  var kind: CandidateKind

  @Argument(help: .words(Words.completePrefix, value: "prefix")) var prefix = ""

  func run(in context: Context) {
    for candidate in Candidates.of(kind, startingWith: prefix, in: context) {
      context.output.line(candidate.line)
    }
  }
}

/// Completes a command line: the words after `mgrnet` up to the one that is being typed, which may be empty.
struct CompleteLineCommand: Command {
  static var configuration: CommandConfiguration { .words("complete-line", Words.complete, hidden: true) }

  @OptionGroup var global: GlobalOptions

  @Argument(parsing: .postTerminator, help: .words(Words.completePrefix, value: "words"))
  var words: [String] = []

  func run(in context: Context) throws {
    let line = CommandLineToComplete(words, root: Mgrnet.self, language: context.language)
    var context = context
    // The line may name the network (`-C`).
    if let place = words.dropLast().lastIndex(of: "-C"), place + 1 < words.count - 1 {
      context.options.folder = words[place + 1]
    }
    for candidate in try line.candidates(in: context) { context.output.line(candidate.line) }
  }
}

extension CandidateKind: ExpressibleByArgument {
  static var names: [String] { allCases.map(\.rawValue) }
}
