import ArgumentParser
import Records
import SearchIndex
import Store

struct CommunityForkCommand: Command {
  static var configuration: CommandConfiguration { .words("fork", Words.communityFork) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @Option(name: .customLong("for"), help: .words(Words.forkRegion, value: "region")) var region: String
  @Option(name: .customLong("as"), help: .words(Words.forkSlug, value: "slug")) var newSlug: String?
  @Option(name: [.customShort("t"), .long], help: .words(Words.communityTitle, value: "title"))
  var title: String?
  @OptionGroup var global: GlobalOptions

  /// So many answers that worked stand in the first post.
  private static let mostAnswers = 12

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.author(in: session.commons)
    let origin = try Session.slug(session.community(named: slug))
    if try session.shelf(of: origin).isPrivate {
      throw Failure(.usage, Words.forkOfPrivate(origin), hint: Words.forkOfPrivateHint)
    }
    let subscribers = try FigureReader(session, community: origin.rawValue, since: 0).subscribers
    let people = subscribers.filter { $0["region"]?.text.map(fold) == fold(region) }
    guard let name = people.first?["region"]?.text else {
      let known = Set(subscribers.compactMap { $0["region"]?.text })
      let near = nearestNames(to: region, among: known.sorted())
      throw Failure(
        .notFound, Words.nobodyOfRegion(region, in: origin),
        hint: Words.didYouMean(near.isEmpty ? known.sorted() : near))
    }
    let new = try newSlug.map(Session.slug) ?? proposed(origin, name)
    if try session.shelf(of: new).isPrivate { throw StoreError.communityExists(new) }
    let worked = try session.index().worked(
      .init(community: origin.rawValue, since: 0), limit: Self.mostAnswers)
    let invited = people.map(\.key).filter { $0 != member.handle.rawValue }.sorted()
    let card = try session.network().snapshot().community(origin)
    let language =
      try card["language"]?.text.flatMap { Language(tag: $0) }
      ?? session.network().snapshot().networkLanguage()
    let text = try Words.forkWelcome(
      origin: card["title"]?.text ?? origin.rawValue, region: name, new, invited,
      worked.map { ($0.key, try titles($0, session)) })
    var welcome = PostAdd(
      community: new, title: text.title[language ?? context.language],
      text: text.text[language ?? context.language])
    welcome.kind = PostKind.news.rawValue
    welcome.language = language ?? context.language
    welcome.from = worked.compactMap { RecordID(rawValue: $0.key) }
    var fork = CommunityFork(of: origin, as: new, region: name, welcome: welcome)
    fork.title = title
    let (id, ready) = (session.newID(), fork)
    let done = try session.perform(by: member, in: session.commons) { try ready.act(id, by: member, in: $0) }
    try session.report(done, new: new.rawValue, in: session.commons)
    if !context.options.areForPrograms {
      context.say(Words.forkInvites(invited.count, answers: worked.count))
      context.hint(Words.seeIt(id.rawValue))
    }
  }

  /// The title of a text, of a reply that of its post; with what it says in a sentence.
  private func titles(_ record: IndexedRecord, _ session: Session) throws -> String {
    let post = try record.thread.flatMap { thread in
      try session.index().lookup(thread, types: [.post], limit: 1).first { $0.key == thread }
    }
    return [(post ?? record).title, record.takeaway].compactMap { $0 }.joined(separator: " — ")
  }

  private func proposed(_ origin: Slug, _ region: String) throws -> Slug {
    guard let slug = Slug(rawValue: String("\(origin)-\(pathWords(region))".prefix(64))) else {
      throw Failure(.usage, Words.giveSlug, hint: Words.give("--as SLUG"))
    }
    return slug
  }
}
