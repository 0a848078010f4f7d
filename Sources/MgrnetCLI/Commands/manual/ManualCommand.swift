import ArgumentParser
import Records

struct ManualCommand: Command {
  static var configuration: CommandConfiguration { .words("manual", Words.manual) }

  @OptionGroup var global: GlobalOptions

  @Option(help: .words(Words.manualLanguage, value: "language")) var language: Language?

  func run(in context: Context) throws {
    let language = language ?? context.language
    let page = ManualPage(
      root: try CommandHelp(of: Mgrnet.self, in: language), groups: Mgrnet.groups, language: language)
    context.output.write(page.roff)
  }
}

extension Language: ExpressibleByArgument {}
