import ArgumentParser

struct VersionCommand: Command {
  static var configuration: CommandConfiguration { .words("version", Words.version) }

  @OptionGroup var global: GlobalOptions

  func run(in context: Context) { context.output.line(data: Mgrnet.versionLine) }
}
