import ArgumentParser

struct RelayCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words("relay", Words.relay, subcommands: [RelayPublishCommand.self])
  }
}
