import ArgumentParser

struct LeaveCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "leave", Words.leave,
      subcommands: [
        LeaveAddCommand.self, LeaveListCommand.self, LeaveCalendarCommand.self,
        LeaveWhoCommand.self,
        LeaveCheckCommand.self, LeaveBridgesCommand.self, LeaveEditCommand.self,
        LeaveCancelCommand.self,
        LeaveExportCommand.self, LeaveImportCommand.self,
      ])
  }
}
