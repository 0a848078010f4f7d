import ArgumentParser
import Planning
import Records
import Store

/// The file formats of a planning.
enum PlanForm: String, ExpressibleByArgument, CaseIterable { case md, csv, ics }

struct PlanCommand: Command {
  static var configuration: CommandConfiguration { .words("plan", Words.plan) }

  @Argument(help: .words(Words.planTemplate, value: "template"), completion: .from(.template))
  var template: String?
  @Option(
    name: .customLong("set"), help: .words(Words.planSet, value: "assignment"), completion: .from(.parameter))
  var assignments: [String] = []
  @Option(name: .customLong("as"), help: .words(Words.planAs, value: "format")) var form: PlanForm?
  @Option(
    name: [.customShort("o"), .long], help: .words(Words.planOutput, value: "file"), completion: .file())
  var output: String?
  @Flag(help: .words(Words.planForce)) var force = false
  @Option(
    defaultAsFlag: "", parsing: .next, help: .words(Words.planSave, value: "community"),
    completion: .from(.community))
  var save: String?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    guard let template else {
      if !assignments.isEmpty || form != nil || output != nil || save != nil {
        throw Failure(.usage, Words.missingArgument([Words.templateValue[context.language]]))
      }
      return try TemplateList(language: nil, ids: false).run(in: context)
    }
    let session = try Session(context)
    let request = try TemplateFilling(try Session.slug(template), assignments, in: session)
    // Everything is checked before the first question.
    let form = try form(of: request.template)
    let author = try save.map { _ in try session.author(in: session.commons) }
    let community = try save.map { try session.communityToSaveIn($0) }
    if let author, let community {
      try session.shelf(of: community).network().snapshot().requireCharter(author)
    }
    if let output, output != "-", !force { try OutputFile.requireNew(output) }
    let plan = try request.filled()
    for remark in plan.remarks { context.warn(Words.remark(remark)) }
    if let community, let author {
      return try save(plan, of: request.slug, in: community, by: author, session)
    }
    if output == nil, context.options.areForPrograms {
      var printer = try RowPrinter(context)
      printer.print(OutputRow(plan, of: request.slug))
      return printer.finish()
    }
    let text = text(of: plan, as: form, in: context)
    guard let output, output != "-" else {
      context.page()
      return context.output.write(text)
    }
    try OutputFile.write(Array(text.utf8), to: output, replacing: force)
    context.say(Words.written(output))
  }

  private func form(of template: Template) throws -> PlanForm {
    if save != nil, output != nil { throw Failure.contradiction("`--save`", "`-o`") }
    if save != nil, let form, form != .md {
      throw Failure.contradiction("`--save`", "`--as \(form.rawValue)`")
    }
    let suffix = output?.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let form = form ?? PlanForm(rawValue: suffix) ?? .md
    if form == .csv, !template.hasTable { throw Failure(.usage, Words.noTable, hint: Words.onlyMarkdown) }
    if form == .ics, !template.hasDays { throw Failure(.usage, Words.noDays, hint: Words.onlyMarkdown) }
    return form
  }

  private func text(of plan: FilledPlan, as form: PlanForm, in context: Context) -> String {
    switch form {
    case .md: TerminalText.lines(plan.markdown).joined(separator: "\n").text
    case .csv:
      plan.csv(output.map { $0 != "-" } ?? context.terminal.outputFile ? CSV(for: context.language) : .plain)
      { TerminalText($0).text }
    case .ics: plan.calendar
    }
  }

  /// Saves the planning as a post of news.
  private func save(
    _ plan: FilledPlan, of template: Slug, in community: Slug, by member: Member, _ session: Session
  ) throws {
    var lines = plan.markdown.split(separator: "\n", omittingEmptySubsequences: false)
    let title = plan.heading ?? plan.title
    if lines.first.map({ $0.hasPrefix("# ") }) ?? false { lines.removeFirst() }
    var post = PostAdd(community: community, title: title, text: lines.joined(separator: "\n"))
    post.kind = PostKind.news.rawValue
    post.language = plan.language
    post.tags = [Words.planningTag[plan.language]]
    let rows = plan.rows.compactMap { row in
      row.day.map { (day: $0, people: row.person.map { [$0.handle] } ?? []) }
    }
    if !rows.isEmpty { post.plan = (template, rows) }
    let id = session.newID()
    let ready = post
    let shelf = try session.shelf(of: community)
    let done = try session.perform(by: member, in: shelf) { try ready.act(id, by: member, in: $0) }
    try session.report(done, new: id.rawValue, in: shelf)
  }
}

extension OutputRow {
  /// Makes the row of a planning.
  init(_ plan: FilledPlan, of slug: Slug) {
    self.init(.slug, slug.rawValue, type: "planning")
    title = plan.heading ?? plan.title
    minutes = readingMinutes(plan.markdown)
    more = [
      .init("language", .text(plan.language.rawValue)),
      .init("columns", .texts(plan.header)),
      .init(
        "rows",
        .list(
          plan.rows.map { row in
            .fields([
              .init("day", .optional(row.day?.description)),
              .init("person", .optional(row.person?.handle.rawValue)),
              .init("cells", .texts(row.cells)),
            ])
          })), .init("text", .text(plan.markdown)),
    ]
  }
}
