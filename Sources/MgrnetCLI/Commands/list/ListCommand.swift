import ArgumentParser
import Records
import SearchIndex

struct ListCommand: Command {
  static var configuration: CommandConfiguration { .words("list", Words.list) }

  /// What can be listed.
  enum ItemType: String, SpokenValue {
    case post, reply, link, template, person, event, community, contest, absence
  }

  @Argument(help: .words(Words.listCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @Option(name: [.customShort("k"), .long], help: .words(Words.listKind, value: "kind")) var kind: PostKind?
  @Option(help: .words(Words.listAuthor, value: "handle"), completion: .from(.handle)) var author: String?
  @Option(help: .words(Words.listTag, value: "tag"), completion: .from(.tag)) var tag: String?
  @Option(help: .words(Words.listSince, value: "when")) var since: String?
  @Option(help: .words(Words.listType, value: "type")) var type = ItemType.post
  @OptionGroup var listing: ListingOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let filter = try filter(session)
    var records = try session.list(filter)
    let isCut = records.count > listing.limit.most ?? .max
    if isCut { records.removeLast() }
    if records.isEmpty {
      let fields = [filter.author.map { Query.Field.author($0) }, filter.tag.map { .tag($0) }].compactMap {
        $0
      }
      throw Failure(
        .nothingFound, Words.nothingToList,
        hint: Words.correction(of: [], try session.unknownValues(of: fields), isQuery: false))
    }
    // A column with the same value in every line is left out on a terminal.
    var printer = try RowPrinter(
      context, ids: listing.ids,
      columns: [
        .key, .minutes, .title, .state, author == nil ? .author : .author.inPipesOnly,
        community == nil ? .community : .community.inPipesOnly, .created,
        .replies,
      ])
    let rows = try ItemRows(session, withPrefixes: printer.isForPeople ? records.map(\.key) : [])
    for record in records { printer.print(try rows.row(record)) }
    printer.finish()
    if isCut, !listing.ids, listing.limit == .usual { context.say(Words.newestOnly(records.count)) }
  }

  private func filter(_ session: Session) throws -> ListFilter {
    var filter = try ListFilter(
      [RecordType(rawValue: type.rawValue) ?? .post],
      community: community.map { try session.community(named: $0) },
      author: author.map(session.handle(of:)))
    filter.kind = kind?.rawValue
    filter.tag = tag.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
    filter.since = try since.map {
      guard let moment = QueryParser.moment($0, now: session.context.now) else {
        throw Failure(.usage, Words.notAMoment("--since", $0), hint: Words.momentForm)
      }
      return moment
    }
    // One more than shown tells whether there are more.
    filter.limit = listing.limit.most.map { $0 < .max ? $0 + 1 : $0 }
    return filter
  }
}
