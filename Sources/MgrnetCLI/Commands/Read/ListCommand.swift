import ArgumentParser
import Records
import SearchIndex

struct ListCommand: Command {
  static var configuration: CommandConfiguration { .words("list", Words.list) }

  /// What can be listed.
  enum ItemType: String, ExpressibleByArgument, CaseIterable {
    case post, reply, link, template, person, event, community, contest, absence
  }

  @Argument(help: .words(Words.listCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @Option(name: [.customShort("k"), .customLong("kind")], help: .words(Words.listKind, value: "kind"))
  var kind: PostKind?
  @Option(
    name: .customLong("author"), help: .words(Words.listAuthor, value: "handle"), completion: .from(.handle))
  var author: String?
  @Option(name: .customLong("tag"), help: .words(Words.listTag, value: "tag"), completion: .from(.tag))
  var tag: String?
  @Option(name: .customLong("since"), help: .words(Words.listSince, value: "when"))
  var since: String?
  @Option(name: .customLong("type"), help: .words(Words.listType, value: "type"))
  var type = ItemType.post
  @OptionGroup var listing: ListingOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    var request = ListRequest()
    (request.community, request.kind, request.author) = (community, kind, author)
    (request.tag, request.since, request.type) = (tag, since, type)
    (request.limit, request.ids) = (listing.limit, listing.ids)
    try request.run(in: context)
  }
}

/// What `list` is asked for.
struct ListRequest {
  var community: String?
  var kind: PostKind?
  var author: String?
  var tag: String?
  var since: String?
  var type = ListCommand.ItemType.post
  var limit = ItemCount.usual
  var ids = false

  func run(in context: Context) throws {
    let session = try Session(context)
    let filter = try filter(session)
    var records = try session.list(filter)
    let isCut = records.count > limit.most ?? .max
    if isCut { records.removeLast() }
    if records.isEmpty {
      let fields = [filter.author.map { Query.Field.author($0) }, filter.tag.map { .tag($0) }].compactMap {
        $0
      }
      throw Failure(
        .nothingFound, Words.nothingToList,
        hint: Words.correction(of: [], try session.unknownValues(of: fields), isQuery: false))
    }
    // What was asked for need not be repeated in each line that people read.
    var printer = try RowPrinter(
      context, ids: ids,
      columns: [
        .key, .minutes, .title, author == nil ? .author : .author.inPipesOnly,
        community == nil ? .community : .community.inPipesOnly, .created,
      ])
    let rows = try ItemRows(session, withPrefixes: printer.isForPeople ? records.map(\.key) : [])
    for record in records { printer.print(try rows.row(record)) }
    printer.finish()
    if isCut, !ids, limit == .usual { context.say(Words.newestOnly(records.count)) }
  }

  private func filter(_ session: Session) throws -> ListFilter {
    var filter = ListFilter()
    filter.types = [RecordType(rawValue: type.rawValue) ?? .post]
    filter.community = try community.map { try session.community(named: $0) }
    filter.author = try author.map { $0 == "me" ? try session.member().handle.rawValue : $0.lowercased() }
    filter.kind = kind?.rawValue
    filter.tag = tag.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
    filter.since = try since.map {
      guard let moment = QueryParser.moment($0, now: session.context.now) else {
        throw Failure(.usage, Words.notAMoment("--since", $0), hint: Words.momentForm)
      }
      return moment
    }
    // One more than is shown, to know whether there are more.
    filter.limit = limit.most.map { $0 < .max ? $0 + 1 : $0 }
    return filter
  }
}

extension ListRequest {
  static var quick: QuickCommands.Shape {
    QuickCommands.Shape(
      flags: ["--ids"], options: ["--limit", "--author", "--tag", "--since", "--kind", "--type"],
      positionals: 0...1
    ) { words in
      guard let limit = ItemCount.quick(words["--limit"]) else { return nil }
      var request = ListRequest()
      request.community = words.positionals.first
      (request.author, request.tag, request.since) = (words["--author"], words["--tag"], words["--since"])
      (request.limit, request.ids) = (limit, words.has("--ids"))
      if let kind = words["--kind"] {
        guard let known = PostKind(rawValue: kind) else { return nil }
        request.kind = known
      }
      if let type = words["--type"] {
        guard let known = ListCommand.ItemType(rawValue: type) else { return nil }
        request.type = known
      }
      let ready = request
      return { try ready.run(in: $0) }
    }
  }
}
