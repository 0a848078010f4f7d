import ArgumentParser

struct TemplateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "template", Words.template,
      subcommands: [TemplateListCommand.self, TemplateShowCommand.self, TemplateNewCommand.self])
  }
}
