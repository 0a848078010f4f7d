import ArgumentParser
import Records
import SearchIndex

struct TemplateListCommand: Command {
  static var configuration: CommandConfiguration { .words("list", Words.templateList) }

  @Option(help: .words(Words.templateLanguageOnly, value: "language")) var language: LanguageChoice?
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    try TemplateList(language: language?.language, ids: ids).run(in: context)
  }
}

/// Lists the templates, for `template list` and `plan` without a template.
struct TemplateList {
  let language: Language?
  let ids: Bool

  private static let kind = Column.field("kind") { row, rendering in
    Words.valueWord(row["kind"].oneLine)[rendering.language]
  }

  func run(in context: Context) throws {
    let session = try Session(context)
    let templates = try session.index().list(ListFilter([.template]))
      .filter { language == nil || $0.language == language?.rawValue }.sorted {
        ($0.language == context.language.rawValue ? 0 : 1, $0.key)
          < ($1.language == context.language.rawValue ? 0 : 1, $1.key)
      }
    var printer = try RowPrinter(
      context, ids: ids, columns: [.key, .minutes, .title, TemplateList.kind, .field("language")])
    for template in templates { printer.print(OutputRow(template)) }
    printer.finish()
    if printer.count == 0 { throw Failure(.nothingFound, Words.noTemplates) }
  }
}
