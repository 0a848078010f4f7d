import ArgumentParser
import Git

/// A word that completes the one being typed, and its meaning.
struct Candidate: Hashable, Sendable {
  let word: String
  var meaning = ""

  /// The line for the scripts: the word, then a tab and its meaning if there is one.
  var line: TerminalText { meaning.isEmpty ? "\(word)" : "\(word)\t\(meaning)" }
}

/// Finds candidates of each kind.
enum Candidates {
  /// Returns the candidates that start with `prefix`; none, never an error, if there is no network.
  static func of(_ kind: CandidateKind, startingWith prefix: String, in context: Context) -> [Candidate] {
    let all: [Candidate] =
      switch kind {
      case .shell: CompletingShell.names.map { Candidate(word: $0) }
      case .command: commands(below: Mgrnet.self)
      // Those of one template: `CommandLineToComplete` knows which. A day is said in too many ways.
      case .parameter, .day: []
      case .remote:
        (try? Repository.open(NetworkSearch.find(context).gitDirectory).remotes())?  // else none, silently
          .compactMap { $0.name.map { Candidate(word: $0) } } ?? []
      case .post, .reply, .item, .link, .community, .handle, .template, .tag, .team, .absence, .event,
        .contest:
        (try? NetworkCandidates(context)?.of(kind, startingWith: prefix)) ?? []  // likewise
      }
    return all.filter { $0.word.hasPrefix(prefix) }
  }

  static func commands(below node: any ParsableCommand.Type) -> [Candidate] {
    node.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map {
      Candidate(word: $0._commandName, meaning: $0.configuration.abstract)
    }
  }
}
