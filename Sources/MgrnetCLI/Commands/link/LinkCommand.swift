import ArgumentParser

struct LinkCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "link", Words.link, subcommands: [LinkAddCommand.self, LinkListCommand.self, LinkCheckCommand.self])
  }
}
