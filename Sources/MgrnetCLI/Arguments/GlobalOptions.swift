import ArgumentParser
import Records

/// The options that stand before or after every command.
struct GlobalOptions: ParsableArguments {
  @Option(name: .customShort("C"), help: .words(Words.optionFolder, value: "folder"), completion: .directory)
  var folder: String?

  @Flag(help: .words(Words.optionJSON)) var json = false

  @Option(help: .words(Words.optionFormat, value: "template")) var format: String?

  @Option(help: .words(Words.optionColor, value: "when")) var color = ColorChoice.auto

  @Flag(help: .words(Words.optionNoPager)) var noPager = false

  @Flag(name: [.long, .customShort("q")], help: .words(Words.optionQuiet)) var quiet = false

  /// The values if none are typed.
  static var standard: GlobalOptions { parseOrExit([]) }

  /// The spelling of each option, and whether a value follows; for the words before the command.
  static let spellings = CommandHelp.arguments(of: GlobalOptions.self).filter { !$0.isHelp }.spellings

  /// Whether programs read the result: `--json` or `--format`.
  var areForPrograms: Bool { json || format != nil }
}

extension ColorChoice: SpokenValue {}
