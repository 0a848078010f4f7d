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

  /// What holds where no command was parsed.
  static var none: GlobalOptions {
    var options = GlobalOptions()
    // Until it is set, a property of the parser's cannot be read.
    options.folder = nil
    options.json = false
    options.format = nil
    options.color = .auto
    options.noPager = false
    options.quiet = false
    return options
  }

  /// How each is spelled, and whether a value follows; used before the command is known.
  static let spellings: [String: Bool] = [
    "-C": true, "--json": false, "--format": true, "--color": true, "--no-pager": false, "--quiet": false,
    "-q": false,
  ]
}

extension ColorChoice: ExpressibleByArgument {}
