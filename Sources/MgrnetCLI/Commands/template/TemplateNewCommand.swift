import ArgumentParser
import Records
import Store

struct TemplateNewCommand: Command {
  static var configuration: CommandConfiguration { .words("new", Words.templateNew) }

  enum Kind: String, SpokenValue { case planning, meeting, analysis }

  @Argument(help: .words(Words.templateSlug, value: "slug")) var slug: String
  @Argument(help: .words(Words.argumentDash, value: "dash")) var dash: String?
  @Option(name: [.customShort("t"), .long], help: .words(Words.templateTitle, value: "title"))
  var title: String?
  @Option(name: [.customShort("k"), .long], help: .words(Words.templateKind, value: "kind")) var kind: Kind?
  @Option(help: .words(Words.itsLanguage, value: "language")) var language: LanguageChoice?
  @Option(help: .words(Words.templateCopy, value: "slug"), completion: .from(.template)) var copy: String?
  @OptionGroup var source: TextOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.author(in: session.commons)
    var template = TemplateNew(try Session.slug(slug))
    (template.title, template.kind, template.language) = (title, kind?.rawValue, language?.language)
    template.copyOf = try copy.map(Session.slug)
    if copy == nil, source.isGiven || dash != nil || context.terminal.canAsk {
      let start = "---\ntitle: \(template.slug)\nkind: planning\n---\n\n# {{title}}\n"
      let written = try session.written(
        source, dash: dash, start: start, name: "template-\(template.slug)", in: session.commons)
      template.file = written.text
      let act = template
      let done = try session.keeping(written) {
        try session.perform(by: member, in: session.commons) { try act.act(by: member, in: $0) }
      }
      try session.report(done, new: slug, in: session.commons)
      return session.warnOfFaults(in: template.slug)
    }
    let act = template
    let done = try session.perform(by: member, in: session.commons) { try act.act(by: member, in: $0) }
    try session.report(done, new: slug, in: session.commons)
    session.warnOfFaults(in: template.slug)
  }
}

extension Session {
  /// Warns of faults that `plan` will find in a new template.
  fileprivate func warnOfFaults(in slug: Slug) {
    do { _ = try template(slug) } catch {
      context.warn(failure(for: error))
    }
  }
}
