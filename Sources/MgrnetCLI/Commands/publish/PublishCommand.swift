import ArgumentParser
import Records
import Store

struct PublishCommand: Command {
  static var configuration: CommandConfiguration { .words("publish", Words.publish) }

  @Argument(help: .words(Words.publishID, value: "id"), completion: .from(.item)) var id: String
  @Argument(help: .words(Words.publishCommunity, value: "community"), completion: .from(.community))
  var community: String
  @Option(name: [.customShort("t"), .long], help: .words(Words.publishTitle, value: "title"))
  var title: String?
  @Option(name: [.customShort("k"), .long], help: .words(Words.postKind, value: "kind")) var kind: PostKind?
  @Option(parsing: .unconditional, help: .words(Words.postTakeaway, value: "sentence")) var takeaway: String?
  @Flag(help: .words(Words.publishYes)) var yes = false
  @Flag(help: .words(Words.publishIKnow)) var iKnow = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let source = try session.record(id, as: [.post, .reply, .link])
    guard source.isPrivate else {
      throw Failure(.usage, Words.publicAlready(source.key), hint: Words.publicAlreadyHint)
    }
    let slug = try Session.slug(community)
    guard try !session.shelf(of: slug).isPrivate else {
      throw Failure(.usage, Words.publishWhere(slug), hint: Words.publishWhereHint)
    }
    let origin = try session.shelf(at: source.text)
    let member = try session.author(in: origin)
    let (commons, snapshot) = try session.openCommunity(slug)
    let state = try origin.network().snapshot()
    var publication = Publication(of: source.text, in: slug)
    (publication.title, publication.kind, publication.takeaway) = (title, kind?.rawValue, takeaway)
    let newID = session.newID()
    if source.type == .reply {
      let asksTakeaway = takeaway == nil && (kind ?? .practice).needsTakeaway && context.terminal.canAsk
      // A reply has no title and no takeaway of its own.
      try publication.check(from: state, in: snapshot, besidesTakeaway: asksTakeaway)
      if title == nil { publication.title = try context.ask(Words.askTitle, flag: "--title") }
      if asksTakeaway { publication.takeaway = try context.ask(Words.askTakeaway, flag: "--takeaway") }
    }
    let act = try publication.act(newID, by: member, from: state, in: snapshot)
    if !(yes && context.options.quiet) { show(act, by: member, in: context) }
    let title = try publication.title ?? state.document(at: source.text)?["title"]?.text ?? ""
    if !iKnow { try refuseQuotes(in: act, besides: title, session) }
    guard try yes || context.confirm(Words.askPublish(slug), flag: "--yes") else {
      throw Failure(.notAllowed, Words.notPublished)
    }
    let done = try session.perform(by: member, in: commons) {
      try publication.act(newID, by: member, from: state, in: $0)
    }
    // From now on, the check before a push allows the title.
    try PublishedTitles(of: origin.network()).add(title)
    try session.report(done, new: newID.rawValue, in: commons)
  }

  /// Shows everything that becomes public: the files, and the commit's subject and author.
  private func show(_ act: Act, by member: Member, in context: Context) {
    let style = context.errorStyle
    context.output.finish()
    func line(_ text: TerminalText) { context.errors.line(text) }
    let person =
      act.isNamed
      ? "\(member.actor.name) <\(member.actor.email)>" : Words.author(Handle.anonymous)[context.language]
    line(style.dim("commit  \(act.subject)"))
    line(style.dim("author  \(person)"))
    for change in act.changes {
      guard case .put(let path, let bytes) = change else { continue }
      line(style.bold("+++ \(path)"))
      guard path.hasSuffix(".md") else {
        line(style.green("+ \(Words.pictureOf(bytes: bytes.count)[context.language])"))
        continue
      }
      var rows = TerminalText.lines(String(decoding: bytes, as: UTF8.self))
      if rows.last?.isEmpty == true { rows.removeLast() }
      for row in rows { line(style.green("+" + row)) }
    }
    if act.isNamed, act.changes.count > 1 { context.warn(Words.picturesMayTell) }
    context.errors.flush()
  }

  /// Refuses a text that quotes private names; only a person can tell whether that is meant.
  private func refuseQuotes(in act: Act, besides title: String, _ session: Session) throws {
    let names = try session.privateNames(withEdits: true)
    for change in act.changes {
      guard case .put(let path, let bytes) = change, path.hasSuffix(".md") else { continue }
      let quotes = names.quotes(in: bytes).filter { $0.kind != .title || $0.name != title }
      guard let quote = quotes.first else { continue }
      throw Failure(
        .notAllowed, Words.publishQuotes(quote.name, line: quote.lines.lowerBound),
        hint: Words.publishQuotesHint)
    }
  }
}
