import ArgumentParser
import Records
import SearchIndex

struct FindCommand: Command {
  static var configuration: CommandConfiguration { .words("find", Words.find) }

  enum Sort: String, ExpressibleByArgument, CaseIterable { case best, new }

  @Argument(help: .words(Words.findQuery, value: "query")) var query: [String] = []
  @Option(help: .words(Words.findSort, value: "order")) var sort = Sort.best
  @OptionGroup var listing: ListingOptions
  @OptionGroup var global: GlobalOptions

  /// Words such as `-été` are part of the query, not options: the words go behind `--`, options before it.
  static func arranged(_ arguments: [String]) -> [String] {
    let known = CommandHelp.arguments(of: FindCommand.self).spellings
    var options: [String] = []
    var words: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" {
        words += rest
        break
      }
      let takesValue = known[word]
      guard takesValue != nil || word.hasPrefix("--") else {
        words.append(word)
        continue
      }
      options.append(word)
      if takesValue ?? false, let value = rest.popFirst() { options.append(value) }
    }
    return options + ["--"] + words
  }

  func run(in context: Context) throws {
    let query = try QueryParser.parse(query.joined(by: " "), now: context.now)
    let session = try Session(context)
    let result = try session.find(query) { try options(for: query, session, $0) }
    if result.hits.isEmpty {
      let unknown = try session.unknownValues(of: query.fields)
      throw Failure(
        .nothingFound, Words.nothingFound,
        hint: Words.correction(of: result.suggestions, unknown, isQuery: true))
    }
    // On a terminal titles take the room; what else is known of a hit stands below.
    var printer = try RowPrinter(
      context, ids: listing.ids,
      columns: [.key, .minutes, .title] + Self.about.map(\.inPipesOnly))
    let rows = try ItemRows(session, withPrefixes: printer.isForPeople ? result.hits.map(\.record.key) : [])
    let snippets = SnippetLines(style: context.style, width: context.terminal.width)
    for hit in result.hits {
      var row = try rows.row(hit.record)
      row.more += hit.fields(isScored: sort == .best)
      let below = printer.isForPeople ? [about(row, context)] + snippets.lines(hit.snippet) : []
      printer.print(row, below: below)
    }
    printer.finish()
    context.say(Words.found(result, shown: result.hits.count))
  }

  private static let about: [Column] = [.author, .community, .created, .kind]

  private func about(_ row: Row, _ context: Context) -> String {
    let rendering = Column.Rendering(now: context.now, language: context.language)
    let parts = Self.about.map { $0.shown(row, rendering) }
    return SnippetLines.indent
      + context.style.cyan(parts.filter { !$0.isEmpty }.joined(separator: " · "))
  }

  private func options(for query: Query, _ session: Session, _ shelf: Shelf) throws -> FindOptions {
    var options = FindOptions(now: session.context.now)
    options.limit = listing.limit.most ?? .max
    options.sort = sort == .best ? .best : .new
    if query.contains(where: { $0 == .state(.mine) || $0 == .author("me") }) {
      options.me = try session.member().handle.rawValue
    } else if query.contains(where: { $0 == .state(.unread) }) {
      // Who has no card has written nothing that would have to be left out; to whom it is broken, what they wrote
      // themselves is shown as well, rather than nothing at all.
      options.me = try? session.member().handle.rawValue
    }
    if query.contains(where: { $0 == .state(.unread) }) { options.seen = try shelf.seen().ids() }
    return options
  }
}

extension Query {
  /// Its fields, those of what is left out as well.
  fileprivate var fields: [Field] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.fields)
    case .not(let part): part.fields
    case .field(let field): [field]
    case .word, .phrase, .prefix: []
    }
  }

  /// Whether one of its fields is such a one.
  func contains(where isWanted: (Field) -> Bool) -> Bool {
    fields.contains(where: isWanted)
  }
}

extension Hit {
  /// What a search knows of a record besides: how good a hit it is, and why it is one.
  func fields(isScored: Bool) -> [Row.Field] {
    [
      .init("score", isScored ? .real((score * 1000).rounded() / 1000) : .none),
      .init("snippet", .text(snippet.map(\.text).joined(by: ""))),
      .init("matches", .texts(snippet.filter(\.isMatch).map(\.text))),
    ]
  }
}
