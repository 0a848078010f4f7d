import ArgumentParser

struct ExportCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "export", Words.exporting,
      subcommands: [ExportAtomCommand.self, ExportMboxCommand.self, ExportJSONCommand.self])
  }
}
