import ArgumentParser
import Records
import Store

struct SubscribeCommand: Command {
  static var configuration: CommandConfiguration { .words("subscribe", Words.subscribe) }

  enum Mode: String, ExpressibleByArgument, CaseIterable { case each, digest, mentions }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community))
  var slug: String?
  @Argument(help: .words(Words.subscribeMode, value: "mode"))
  var mode = Mode.digest
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.member()
    guard let slug = try slug.map(Session.slug) else { return try list(of: member, session) }
    let done = try session.perform(by: member) {
      try PersonAct(member.handle).subscribe(to: slug, mode.rawValue, in: $0)
    }
    try session.report(done)
  }

  /// What reaches the caller: a line for each community.
  private func list(of member: Member, _ session: Session) throws {
    let snapshot = try session.network().snapshot()
    let card = try snapshot.record(at: RecordPath.person(member.handle), as: [.person])
    var printer = try RowPrinter(session.context, columns: [.key, .field("mode"), .title])
    for pair in card["subscriptions"]?.pairs ?? [] {
      guard let slug = Slug(rawValue: pair.key) else { continue }
      var row = Row(.slug, slug.rawValue, type: RecordType.community.rawValue)
      row.path = RecordPath.community(slug)
      // A community that is gone, or whose card is broken, is listed all the same.
      row.title = (try? snapshot.community(slug))?["title"]?.text
      row.community = slug.rawValue
      row.more = [.init("mode", .optional(pair.value.text))]
      printer.print(row)
    }
    printer.finish()
    if printer.count == 0 { session.context.hint(Words.subscribeToOne) }
  }
}

struct UnsubscribeCommand: Command {
  static var configuration: CommandConfiguration { .words("unsubscribe", Words.unsubscribe) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community))
  var slug: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.member()
    let slug = try Session.slug(slug)
    let done = try session.perform(by: member) {
      try PersonAct(member.handle).subscribe(to: slug, nil, in: $0)
    }
    try session.report(done)
  }
}
