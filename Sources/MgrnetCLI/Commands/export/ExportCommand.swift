import ArgumentParser

struct ExportCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "export", Words.exporting,
      subcommands: [
        ExportSiteCommand.self, ExportAtomCommand.self, ExportMboxCommand.self, ExportJSONCommand.self,
      ])
  }
}
