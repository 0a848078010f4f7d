import ArgumentParser

struct KeyCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "key", Words.key,
      subcommands: [
        KeyNewCommand.self, KeyShowCommand.self, KeyAddCommand.self, KeySignersCommand.self,
        KeyExportCommand.self, KeyPassphraseCommand.self,
      ], defaultSubcommand: KeyShowCommand.self)
  }
}
