import ArgumentParser

struct ContestCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "contest", Words.contest,
      subcommands: [
        ContestCreateCommand.self, ContestListCommand.self, ContestShowCommand.self, ContestEnterCommand.self,
        ContestVoteCommand.self, ContestCloseCommand.self, ContestOpenCommand.self,
        ContestWitnessCommand.self, ContestVerifyCommand.self,
      ])
  }
}
