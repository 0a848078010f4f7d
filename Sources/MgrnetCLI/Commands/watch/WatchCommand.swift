import ArgumentParser
import Attention
import Disk
import Git
@preconcurrency import Glibc
import Records
import SearchIndex
import Store

struct WatchCommand: Command {
  static var configuration: CommandConfiguration { .words("watch", Words.watch) }

  @Argument(help: .words(Words.watchQuery, value: "query")) var query: [String] = []
  @Option(help: .words(Words.watchEvery, value: "duration")) var every = WatchPause.standard
  @Flag(help: .words(Words.watchOnce)) var once = false
  @Flag(name: .customLong("no-sync"), help: .words(Words.watchNoSync)) var noSync = false
  @Option(help: .words(Words.exportCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  static func arranged(_ arguments: [String]) -> [String] {
    FindCommand.arranged(arguments, options: CommandHelp.arguments(of: WatchCommand.self).spellings)
  }

  func run(in context: Context) throws {
    guard var pause = WatchPause(every) else {
      throw Failure(.usage, Words.noPause(every), hint: Words.pauseForm)
    }
    try RowPrinter.check(context.options)
    var isFirst = true
    while true {
      // What was there when the watch began is not told; what the first exchange brings is.
      let (shelf, slug) = try Session(context).shelf(named: community)
      var seen = try WatchedPlace(in: shelf.stateFolder, of: query + [slug?.rawValue ?? ""])
      if seen.base == nil, let tip = try shelf.tip() { try seen.begin(at: tip) }
      if isFirst, !once { context.say(Words.watching) }
      isFirst = false
      if !noSync { synchronise(context) }
      let count = try tell(&seen, context)
      context.output.flush()
      // Who reads has gone: there is nobody to tell.
      if once || context.output.failure != nil { return }
      guard pause.wait(hadNews: count > 0) else { return }
    }
  }

  /// Exchanges as `sync` does; what fails is said, and tried again after the next pause.
  private func synchronise(_ context: Context) {
    let folder = context.options.folder.map { ["-C", $0] } ?? []
    _ = Mgrnet.run(
      folder + ["sync", "--quiet"], context.environment, terminal: context.terminal, input: context.input,
      output: Writer(.memory), errors: context.errors)
  }

  /// Prints what came since the last item that was told; returns how many.
  private func tell(_ seen: inout WatchedPlace, _ context: Context) throws -> Int {
    let session = try Session(context)
    let (shelf, _) = try session.shelf(named: community)
    guard let tip = try shelf.tip(), seen.base != tip else { return 0 }
    let repository = try shelf.network().repository
    guard let base = seen.base, try repository.has(base) else {
      // A history that was written anew has no place to go on from.
      try seen.begin(at: tip)
      return 0
    }
    let index = try shelf.index()
    let wanted = try matches(session, shelf)
    let disputed = try shelf.disputes()
    let came = try Self.arrivals(from: base, to: tip, in: shelf).filter { disputed[$0.text] == nil }
      .compactMap { place in
        try index.lookup(place.key, types: [place.type], limit: 5).first { $0.path == place.text }
      }.filter { record in
        !record.isWithdrawn && (slugMatches(record)) && wanted.map { $0.contains(record.path) } ?? true
      }
      .sorted { IndexedRecord.isNewer($1, $0) }
    var printer = try RowPrinter(context, ids: ids)
    let new = came.filter { !seen.told.contains($0.path) }
    let rows = try ItemRows(session, withPrefixes: printer.isForPeople ? new.map(\.key) : [])
    for record in new {
      var row = try rows.row(record)
      if context.options.areForPrograms { row.more.append(.init("text", .text(try text(of: record, index)))) }
      printer.print(row)
      // On a terminal they come together below.
      guard !printer.isForPeople else { continue }
      context.output.flush()
      if context.output.failure != nil { return 0 }
      try seen.note(record.path)
    }
    printer.finish()
    context.output.flush()
    if context.output.failure == nil { try seen.begin(at: tip) }
    return new.count
  }

  private func slugMatches(_ record: IndexedRecord) -> Bool {
    community.map { record.community == $0.lowercased() } ?? true
  }

  private func text(of record: IndexedRecord, _ index: SearchIndex) throws -> String {
    try index.whole(record)?.prose ?? ""
  }

  /// The paths of what the query finds; `nil` for everything.
  private func matches(_ session: Session, _ shelf: Shelf) throws -> Set<String>? {
    guard !query.isEmpty else { return nil }
    let parsed = try session.namingAuthors(
      in: QueryParser.parse(
        query.joined(separator: " "), now: session.context.now, value: Words.value(named:among:)))
    var options = FindOptions(now: session.context.now)
    (options.limit, options.sort) = (.max, .new)
    options.me = try unlessRefused { try session.member().handle.rawValue }
    options.seen = try shelf.seen().ids()
    return Set(try shelf.index().find(parsed, options).hits.map(\.record.path))
  }

  /// The posts, replies, links and events whose ids were not there before.
  private static func arrivals(from base: ObjectID, to tip: ObjectID, in shelf: Shelf) throws -> [RecordPath]
  {
    var known: Set<String> = []
    var came: [RecordPath] = []
    try shelf.network().repository.changes(from: base, to: tip) { change in
      guard let place = RecordPath(shelf.prefix.shown(change.path)),
        [.post, .reply, .link, .event].contains(place.type)
      else { return }
      if change.old != nil { known.insert(place.key) }
      if change.old == nil, change.new != nil { came.append(place) }
    }
    return came.filter { known.insert($0.key).inserted }
  }
}

/// Where a watch goes on: the commit up to which all was told, and what of later ones was. Each query has a place of its own.
private struct WatchedPlace {
  private let file: String
  private(set) var base: ObjectID?
  /// The paths that were told since.
  private(set) var told: Set<String> = []

  init(in stateFolder: String, of query: [String]) throws {
    file = "\(stateFolder)/watch-\(RecordID(hashing: query.joined(separator: "\n")))"
    let lines = try NoteFile(file: file).lines()
    base = lines.first.flatMap { ObjectID(hex: $0 as String) }
    told = Set(lines.dropFirst())
  }

  /// Notes that everything up to a commit was told.
  mutating func begin(at commit: ObjectID) throws {
    try Files.replace(file, with: Array("\(commit)\n".utf8))
    (base, told) = (commit, [])
  }

  mutating func note(_ path: String) throws {
    try Files.append(Array("\(path)\n".utf8), to: file)
    told.insert(path)
  }
}

/// The pauses between two looks: they grow while nothing comes, up to an hour.
struct WatchPause {
  static let standard = "5m"
  private static let longest = 3_600
  private let shortest: Int
  private(set) var next: Int

  /// - Parameter text: `30s`, `5m`, `1h`.
  init?(_ text: String) {
    let units = ["s": 1, "m": 60, "h": 3_600]
    guard let unit = text.last.flatMap({ units[String($0)] }), let number = Int(text.dropLast()), number > 0,
      number <= Self.longest * 24 / unit
    else { return nil }
    shortest = number * unit
    next = shortest
  }

  /// Seconds to wait before the next look.
  mutating func seconds(hadNews: Bool) -> Int {
    if hadNews { next = shortest }
    defer { next = max(shortest, min(Self.longest, next + next / 2)) }
    return next
  }

  /// Waits; returns whether somebody still reads standard output.
  mutating func wait(hadNews: Bool) -> Bool {
    var output = pollfd(fd: 1, events: 0, revents: 0)
    let milliseconds = Int32(clamping: seconds(hadNews: hadNews) * 1_000)
    // A signal ends the process; nothing is half done then.
    return poll(&output, 1, milliseconds) <= 0 || output.revents & Int16(POLLERR | POLLNVAL) == 0
  }
}
