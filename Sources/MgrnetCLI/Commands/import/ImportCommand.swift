import ArgumentParser

struct ImportCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "import", Words.importing,
      subcommands: [ImportMarkdownCommand.self, ImportBookmarksCommand.self, ImportJSONCommand.self])
  }
}
