import ArgumentParser
import Records

struct HelpCommand: Command {
  static var configuration: CommandConfiguration { .words("help", Words.help) }

  @OptionGroup var global: GlobalOptions

  @Argument(help: .words(Words.helpCommand, value: "command"), completion: .from(.command))
  var command: [String] = []

  func run(in context: Context) throws {
    var node: any ParsableCommand.Type = Mgrnet.self
    var path: [String] = []
    for word in command {
      guard let child = CommandTree.child(named: word, of: node) else {
        throw CommandTree.unknown(word, at: node, path)
      }
      node = child
      path.append(child._commandName)
    }
    try HelpCommand.show(node, path, in: context)
  }

  /// Prints a command's help, in the pager where it is long.
  static func show(_ type: any ParsableCommand.Type, _ path: [String], in context: Context) throws {
    context.page()
    let page = HelpPage(
      command: try CommandHelp(of: type, in: context.language), path: path, language: context.language,
      width: min(context.terminal.width, 100), style: context.style,
      groups: path.isEmpty ? Mgrnet.groups.map { ($0.title, $0.commands.map { $0._commandName }) } : [])
    context.output.write(page.text)
  }
}
