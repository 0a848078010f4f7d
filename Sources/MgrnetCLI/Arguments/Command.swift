import ArgumentParser

/// A command without subcommands.
///
/// Declare `@OptionGroup var global: GlobalOptions`, `configuration` as a computed `static var` with
/// ``CommandConfiguration/words(_:_:subcommands:)``, and each argument's help with ``ArgumentHelp/words(_:value:)``.
protocol Command: ParsableCommand {
  var global: GlobalOptions { get }

  /// Returns the words for the parser from those behind the command's name.
  static func arranged(_ arguments: [String]) -> [String]

  /// - Throws: anything; ``failure(for:)`` makes words and an exit status of it.
  func run(in context: Context) throws
}

extension Command {
  static func arranged(_ arguments: [String]) -> [String] { arguments }
}

/// The texts of a command in help, manual and completion.
struct CommandWords: Sendable {
  let abstract: Phrase
  let discussion: Phrase?
  let examples: [Example]

  init(en english: English, fr french: French, discussion: Phrase? = nil, examples: [Example] = []) {
    abstract = Phrase(en: english, fr: french)
    (self.discussion, self.examples) = (discussion, examples)
  }

  struct Example: Sendable {
    /// The line to type, with `mgrnet`.
    let command: Phrase
    let meaning: Phrase

    init(_ command: Phrase, en english: English, fr french: French) {
      (self.command, meaning) = (command, Phrase(en: english, fr: french))
    }

    /// An example with the same line in both languages.
    init(_ command: Verbatim, en english: English, fr french: French) {
      self.init(Phrase(verbatim: command), en: english, fr: french)
    }
  }

  /// The discussion and the examples in one text, as the parser keeps only one; no phrase holds the separators.
  fileprivate var encodedDiscussion: String {
    let examples = examples.map { example in
      CommandWords.exampleMark + example.command.inAmbientLanguage + CommandWords.meaningMark
        + example.meaning.inAmbientLanguage
    }
    return (discussion?.inAmbientLanguage ?? "") + examples.joined()
  }

  static let exampleMark = "\u{1E}"
  static let meaningMark = "\u{1F}"
}

extension CommandConfiguration {
  /// A command's name and its words in the language of the moment.
  static func words(
    _ name: String, _ words: CommandWords, hidden: Bool = false, subcommands: [any ParsableCommand.Type] = [],
    defaultSubcommand: (any ParsableCommand.Type)? = nil
  ) -> CommandConfiguration {
    var configuration = CommandConfiguration(
      commandName: name, abstract: words.abstract.inAmbientLanguage, discussion: words.encodedDiscussion,
      shouldDisplay: !hidden, subcommands: subcommands, defaultSubcommand: defaultSubcommand)
    // The parser then does not first try two commands of its own for `--generate-completion-script`.
    configuration._superCommandName = "mgrnet"
    return configuration
  }
}

extension ArgumentHelp {
  /// An argument's help in the language of the moment.
  ///
  /// - Parameter value: the English name of its value, in ``Words/valueNames``; shown in capitals.
  static func words(_ phrase: Phrase, value: String? = nil, hidden: Bool = false) -> ArgumentHelp {
    ArgumentHelp(
      phrase.inAmbientLanguage, valueName: value.map { Words.valueName($0).inAmbientLanguage },
      visibility: hidden ? .hidden : .default)
  }
}

extension CompletionKind {
  /// Candidates from the network: `mgrnet complete KIND PREFIX` finds them.
  static func from(_ kind: CandidateKind) -> CompletionKind {
    .shellCommand(CandidateKind.marker + kind.rawValue)
  }
}

/// The kinds of names that completion knows.
enum CandidateKind: String, CaseIterable, Sendable {
  case post, reply, item, link, community, handle, template, parameter, tag,
    team, remote, absence, event, contest, day, shell, command

  static let marker = "mgrnet complete "
}
