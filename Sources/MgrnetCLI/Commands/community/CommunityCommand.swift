import ArgumentParser
import Records
import Store

struct CommunityCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "community", Words.community,
      subcommands: [
        CommunityCreateCommand.self, CommunityListCommand.self, CommunityShowCommand.self,
        CommunityEditCommand.self,
        CommunityArchiveCommand.self, CommunityForkCommand.self, CommunityShareCommand.self,
        CommunityInviteCommand.self,
        CommunityJoinCommand.self,
        CommunityMembersCommand.self, CommunityExpelCommand.self, CommunityPrivacyCommand.self,
      ])
  }
}

/// The options for a community's card.
struct CommunityOptions: ParsableArguments {
  @Option(help: .words(Words.communityRegion, value: "region")) var region: String?
  @Option(help: .words(Words.communityTheme, value: "theme")) var theme: String?
  @Option(help: .words(Words.itsLanguage, value: "language")) var language: LanguageChoice?
  @Option(help: .words(Words.communityAnswerWithin, value: "duration")) var answerWithin: DayCount?

  func subject() throws -> CommunityAct.Subject? {
    switch (region, theme) {
    case (let region?, nil): return .region(region)
    case (nil, let theme?): return .theme(theme)
    case (nil, nil): return nil
    default: throw Failure.contradiction("`--region`", "`--theme`")
    }
  }
}
