import ArgumentParser

/// The command line: the only part that prints and reads the environment, the clock and the terminal.
package struct Mgrnet: ParsableCommand {
  package static let version = "0.1.0"
  static let versionLine = "mgrnet " + version

  package init() {}

  /// The commands as help groups them; a new command is entered here.
  static var groups: [(title: Phrase, commands: [any ParsableCommand.Type])] {
    [
      (
        Words.groupStart,
        [
          InitCommand.self, CloneCommand.self, MeCommand.self, CharterCommand.self, CommunityCommand.self,
          SubscribeCommand.self, UnsubscribeCommand.self,
        ]
      ),
      (
        Words.groupWrite,
        [
          PostCommand.self, ReplyCommand.self, EditCommand.self, WithdrawCommand.self, UndoCommand.self,
          AcceptCommand.self, MarkCommand.self, PromiseCommand.self, CoolCommand.self, PublishCommand.self,
          RelayCommand.self,
        ]
      ),
      (
        Words.groupRead,
        [
          TodayCommand.self, InboxCommand.self, DigestCommand.self, ShowCommand.self, ListCommand.self,
          FindCommand.self, LogCommand.self, ServeCommand.self,
        ]
      ),
      (Words.groupUseful, [LinkCommand.self, TemplateCommand.self, PlanCommand.self, LeaveCommand.self]),
      (
        Words.groupTogether,
        [
          EventCommand.self, ContestCommand.self, SyncCommand.self, WatchCommand.self, GuardCommand.self,
          KeyCommand.self,
        ]
      ),
      (
        Words.groupCare,
        [
          StatsCommand.self, SwotCommand.self, DoctorCommand.self, UpgradeCommand.self, ImportCommand.self,
          ExportCommand.self,
        ]
      ),
      (
        Words.groupItself,
        [HelpCommand.self, ManualCommand.self, CompletionCommand.self, VersionCommand.self]
      ),
    ]
  }

  /// For scripts and for git; the list of commands does not show them.
  static let hidden: [any ParsableCommand.Type] = [
    CompleteCommand.self, CompleteLineCommand.self, MergeDriverCommand.self,
  ]

  package static var configuration: CommandConfiguration {
    .words("mgrnet", Words.mgrnet, subcommands: groups.flatMap(\.commands) + hidden)
  }
}
