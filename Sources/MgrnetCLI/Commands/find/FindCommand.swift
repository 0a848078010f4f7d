import ArgumentParser
import Records
import SearchIndex

struct FindCommand: Command {
  static var configuration: CommandConfiguration { .words("find", Words.find) }

  enum Sort: String, SpokenValue { case best, new }

  @Argument(help: .words(Words.findQuery, value: "query")) var query: [String] = []
  @Option(help: .words(Words.findSort, value: "order")) var sort = Sort.best
  @OptionGroup var listing: ListingOptions
  @OptionGroup var global: GlobalOptions

  /// Words such as `-été` are part of the query, not options: the words go behind `--`, options before it.
  static func arranged(_ arguments: [String]) -> [String] {
    arranged(arguments, options: CommandHelp.arguments(of: FindCommand.self).spellings)
  }

  /// - Parameter known: the spellings of a command's options, and whether a value follows.
  static func arranged(_ arguments: [String], options known: [String: Bool]) -> [String] {
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
    let session = try Session(context)
    let query = try session.namingAuthors(
      in: QueryParser.parse(query.joined(separator: " "), now: context.now, value: Words.value(named:among:)))
    let result = try session.find(query) {
      try session.options(for: query, in: $0, atMost: listing.limit.most, sort)
    }
    if result.hits.isEmpty {
      let unknown = try session.unknownValues(of: query.fields)
      throw Failure(
        .nothingFound, Words.nothingFound,
        hint: Words.correction(of: result.suggestions, unknown, isQuery: true))
    }
    // On a terminal titles get the room; the other fields of a hit stand below.
    var printer = try RowPrinter(
      context, ids: listing.ids,
      columns: [.key, .minutes.inPipesOnly, .title] + Self.about.map(\.inPipesOnly))
    let rows = try ItemRows(session, withPrefixes: printer.isForPeople ? result.hits.map(\.record.key) : [])
    let snippets = SnippetLines(style: context.style, width: context.terminal.width)
    for hit in result.hits {
      var row = try rows.row(hit.record)
      row.more += hit.fields(isScored: sort == .best)
      let due = hit.record.due.flatMap { $0 < context.now.day ? $0 : nil }
      row.more.append(.init("due", .optional(due?.description)))
      let below = printer.isForPeople ? about(row, context) + snippets.lines(hit.snippet) : []
      printer.print(row, below: below)
    }
    printer.finish()
    context.say(Words.found(result, shown: result.hits.count))
  }

  private static let about: [Column] = [.author, .community, .created, .kind]

  private func about(_ row: OutputRow, _ context: Context) -> [TerminalText] {
    let rendering = Column.Rendering(now: context.now, language: context.language)
    let style = context.style
    var parts: [Table.Part] = (Self.about + [.minutes]).map { $0.shown(row, rendering) }.filter {
      !$0.isEmpty
    }.map {
      ($0, { style.cyan($0) })
    }
    if let day = CalendarDay(row["due"].oneLine) {
      parts.append((TerminalText(Words.whyReview(day, tried: false)[context.language]), { style.yellow($0) }))
    }
    return Table.wrapped(parts, indent: SnippetLines.indent.width, to: context.terminal.width, style)
  }
}

extension Query {
  /// The fields of the query, also the excluded ones.
  fileprivate var fields: [Field] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.fields)
    case .not(let part): part.fields
    case .field(let field): [field]
    case .word, .phrase, .prefix: []
    }
  }

  /// Returns whether one of the fields is wanted.
  func contains(where isWanted: (Field) -> Bool) -> Bool { fields.contains(where: isWanted) }
}

extension Session {
  /// Returns how a shelf is searched: with the caller, what they saw and what is disputed, where the query asks for it.
  func options(for query: Query, in shelf: Shelf, atMost limit: Int?, _ sort: FindCommand.Sort) throws
    -> FindOptions
  {
    var options = FindOptions(now: context.now)
    options.limit = limit ?? .max
    options.sort = sort == .best ? .best : .new
    let own: [Query.Field] = [.state(.mine), .state(.routed), .state(.promised)]
    if query.contains(where: own.contains) {
      options.me = try member().handle.rawValue
    } else if query.contains(where: { $0 == .state(.unread) }) {
      // Without a card there is nothing of the caller's own to leave out; with a broken one, it is shown as well.
      options.me = try unlessRefused { try member().handle.rawValue }
    }
    if query.contains(where: { $0 == .state(.unread) }) { options.seen = try shelf.seen().ids() }
    if query.contains(where: { $0 == .state(.disputed) }) {
      options.disputed = try shelf.disputes().keys.sorted()
    }
    return options
  }

  /// Returns a query with people by their handles, several where a name is that of several: `author:Paul Durand` is one
  /// person, if there is one of that name.
  func namingAuthors(in query: Query) throws -> Query {
    switch query {
    case .all(var parts):
      for (place, part) in parts.enumerated().dropLast().reversed() {
        guard case .field(.author(let name)) = part, case .word(let next) = parts[place + 1],
          try !people(named: name + " " + next).isEmpty
        else { continue }
        parts[place...(place + 1)] = [.field(.author(name + " " + next))]
      }
      return .all(try parts.map(namingAuthors))
    case .any(let parts): return .any(try parts.map(namingAuthors))
    case .not(let part): return .not(try namingAuthors(in: part))
    case .field(.author(let name)):
      let authors = try handles(of: name).map { Query.field(.author($0)) }
      return authors.count == 1 ? authors[0] : .any(authors)
    case .field, .word, .phrase, .prefix: return query
    }
  }
}

extension Hit {
  /// The fields of a hit besides those of its record: its score, and the snippet.
  func fields(isScored: Bool) -> [OutputRow.Field] {
    [
      .init("score", isScored ? .real((score * 1000).rounded() / 1000) : .none),
      .init("snippet", .text(snippet.map(\.text).joined(separator: ""))),
      .init("matches", .texts(snippet.filter(\.isMatch).map(\.text))),
    ]
  }
}
