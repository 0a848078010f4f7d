import ArgumentParser

struct GuardCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words("guard", Words.guardGroup, subcommands: [GuardInstallCommand.self, GuardReceiveCommand.self])
  }
}
