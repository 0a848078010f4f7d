import ArgumentParser
import Git
import Records

/// A word that could stand where the cursor is, and what it means.
struct Candidate: Hashable, Sendable {
  let word: String
  var meaning = ""

  /// As the scripts read it: the word, then a tab and its meaning where there is one.
  var line: String { meaning.isEmpty ? harmless(word) : harmless(word) + "\t" + harmless(meaning) }
}

/// Where candidates come from.
enum Candidates {
  /// What starts with `prefix`; empty, never an error, where there is no network to ask: a key press shows no messages.
  static func of(_ kind: CandidateKind, startingWith prefix: String, in context: Context) -> [Candidate] {
    let all: [Candidate] =
      switch kind {
      case .shell: CompletingShell.names.map { Candidate(word: $0) }
      case .command: commands(below: Mgrnet.self)
      // Those of one template: `CommandLineToComplete` knows which. A day is said in too many ways.
      case .parameter, .day: []
      // What is no network, or cannot be opened, has no remotes to name.
      case .remote:
        (try? Repository.open(NetworkPlace(context).gitDirectory).remotes())?
          .compactMap { $0.name.map { Candidate(word: $0) } } ?? []
      // A network that cannot be read completes nothing, and says nothing.
      case .post, .reply, .item, .link, .community, .handle, .template, .tag, .team, .absence:
        (try? NetworkCandidates(context)?.of(kind, startingWith: prefix)) ?? []
      }
    return all.filter { $0.word.hasPrefix(prefix) }
  }

  static func commands(below node: any ParsableCommand.Type) -> [Candidate] {
    node.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map {
      Candidate(word: $0._commandName, meaning: $0.configuration.abstract)
    }
  }
}
