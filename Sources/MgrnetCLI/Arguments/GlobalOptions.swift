import ArgumentParser
import Records

/// The options that stand before or after every command.
struct GlobalOptions: ParsableArguments {
  @Option(name: .customShort("C"), help: .words(Words.optionFolder, value: "folder"), completion: .directory)
  var folder: String?

  @Flag(name: .customLong("json"), help: .words(Words.optionJSON))
  var json = false

  @Option(name: .customLong("format"), help: .words(Words.optionFormat, value: "template"))
  var format: String?

  @Option(name: .customLong("color"), help: .words(Words.optionColor, value: "when"))
  var color = ColorChoice.auto

  @Flag(name: .customLong("no-pager"), help: .words(Words.optionNoPager))
  var noPager = false

  @Flag(name: [.customLong("quiet"), .customShort("q")], help: .words(Words.optionQuiet))
  var quiet = false

  /// What was asked for, free of the parser.
  var asked: AskedOptions {
    AskedOptions(folder: folder, json: json, format: format, color: color, noPager: noPager, quiet: quiet)
  }

  /// How each is spelled, and whether a value follows; used before the command is known.
  static let spellings: [String: Bool] = [
    "-C": true, "--json": false, "--format": true, "--color": true, "--no-pager": false, "--quiet": false,
    "-q": false,
  ]
}

/// The values of the global options; a plain value, as the parser's own types are slow to make.
struct AskedOptions: Equatable, Sendable {
  /// `-C`.
  var folder: String?
  var json = false
  var format: String?
  var color = ColorChoice.auto
  var noPager = false
  var quiet = false
}

extension ColorChoice: ExpressibleByArgument {}
