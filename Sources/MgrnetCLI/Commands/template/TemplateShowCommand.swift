import ArgumentParser
import Records
import Store

struct TemplateShowCommand: Command {
  static var configuration: CommandConfiguration { .words("show", Words.templateShow) }

  @Argument(help: .words(Words.templateSlug, value: "slug"), completion: .from(.template)) var slug: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let slug = try Session.slug(slug)
    let template = try session.network().snapshot().template(slug)
    if context.options.areForPrograms {
      var row = OutputRow(.slug, slug.rawValue, path: RecordPath.template(slug), template)
      row.more.append(.init("text", .text(template.prose)))
      return try context.print(row)
    }
    context.page()
    // The whole file is shown, for copying and changing.
    for line in TerminalText.lines(template.text) { context.output.line(line) }
  }
}
