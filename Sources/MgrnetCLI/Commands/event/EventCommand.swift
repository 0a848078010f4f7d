import ArgumentParser

struct EventCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "event", Words.event,
      subcommands: [
        EventCreateCommand.self, EventListCommand.self, EventShowCommand.self, EventEditCommand.self,
        EventCancelCommand.self, EventAnswerCommand.self, EventConfirmCommand.self, EventWhoCommand.self,
        EventPairCommand.self, EventMetCommand.self, EventExportCommand.self,
        EventInviteCommand.self, EventTakeCommand.self,
      ])
  }
}
