import ArgumentParser
import Git
@preconcurrency import Glibc
import Records
import Store
import Sync

struct SyncCommand: Command {
  static var configuration: CommandConfiguration { .words("sync", Words.sync) }

  @Argument(help: .words(Words.syncRemotes, value: "remote"), completion: .from(.remote))
  var remotes: [String] = []
  @Flag(name: [.customLong("dry-run"), .customShort("n")], help: .words(Words.syncDryRun))
  var dryRun = false
  @Flag(name: .customLong("accept-rewritten"), help: .words(Words.syncAcceptRewritten))
  var acceptRewritten = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    try SyncRequest(remotes: remotes, isDryRun: dryRun, acceptsRewritten: acceptRewritten).run(in: context)
  }
}

/// What `sync` was asked to do.
struct SyncRequest {
  var remotes: [String] = []
  var isDryRun = false
  var acceptsRewritten = false

  static var quick: QuickCommands.Shape {
    .init(flags: ["--dry-run", "-n"], positionals: 0...9) { words in
      let isDryRun = words.has("--dry-run") || words.has("-n")
      return { try SyncRequest(remotes: words.positionals, isDryRun: isDryRun).run(in: $0) }
    }
  }

  func run(in context: Context) throws {
    let session = try Session(context)
    let network = try session.network()
    let actor = try network.actor(now: context.now)
    let bar = TransferBar(in: context)
    var options = Synchronisation.Options(transfer: bar.options(for: actor))
    options.isDryRun = isDryRun
    options.acceptsRewritten = acceptsRewritten
    options.isNaming = isDryRun || context.options.json || context.options.format != nil
    var pause = Pause()
    let synchronisation = Synchronisation(of: network, by: actor, options) { pause.afterLatePush(number: $0) }
    let outcome: SyncOutcome
    do {
      defer { bar.finish() }
      outcome = try synchronisation.run(remotes)
    }
    if let committed = outcome.committed { session.report(committed.recovered) }
    session.report(outcome.recovered)
    if options.isNaming { try printItems(outcome, context) }
    if !isDryRun, outcome.committed != nil || !outcome.came.isEmpty { _ = try session.index() }
    tell(outcome, context)
    if let (remote, failure) = outcome.failures.first { throw failure.explained(remote) }
  }

  /// What came and went, one item a line.
  private func printItems(_ outcome: SyncOutcome, _ context: Context) throws {
    var printer = try RowPrinter(
      context,
      columns: [.field("direction"), .field("change"), .type, .key, .title, Column.field("path").inPipesOnly])
    for item in outcome.came.items { printer.print(Row(item, direction: "in", remote: nil)) }
    for (remote, traffic) in outcome.went {
      for item in traffic.items { printer.print(Row(item, direction: "out", remote: remote)) }
    }
    printer.finish()
  }

  private func tell(_ outcome: SyncOutcome, _ context: Context) {
    for left in outcome.left { context.warn(Words.editLeft(left)) }
    for path in outcome.conflicts { context.warn(Words.conflictKept(path)) }
    for path in outcome.kept { context.warn(Words.keptAsEdited(path)) }
    if let unfinished = outcome.unfinished {
      context.warn(Words.syncedOnly(unfinished.failure.phrase))
      context.hint(Words.nextFinishes)
    }
    if outcome.failures.isEmpty || !outcome.came.isEmpty || !outcome.went.isEmpty {
      context.say(Words.synced(outcome, isDryRun: isDryRun))
    }
    if !outcome.conflicts.isEmpty { context.hint(Words.settleConflicts) }
  }
}

extension Row {
  /// One item that came or went.
  fileprivate init(_ item: Traffic.Item, direction: String, remote: String?) {
    let place = RecordPath(item.path)
    let key: Key =
      switch item.type {
      case .person, .mark, .rsvp, .entry, .vote, .member: .handle
      case .community, .template, .network, .charter: .slug
      default: .id
      }
    self.init(key, place?.key ?? "", type: item.type?.rawValue ?? "")
    title = item.title
    path = item.path
    community = place?.community?.rawValue
    more = [
      Field("direction", .text(direction)), Field("change", .text(item.kind.rawValue)),
      Field("remote", .optional(remote)),
    ]
  }
}

/// The waits between pushes that came late: random, so that several who met once do not meet again, and longer each
/// time.
///
/// Measured in what one try took, so that on a busy machine or a slow network people stay out of each other's way as
/// they do on a quick one; but never so long that whoever had bad luck is left behind.
private struct Pause {
  private var began = Clock.monotonic()

  mutating func afterLatePush(number: Int) {
    let tried = (Clock.monotonic() - began) / 1_000
    let most = min(5_000_000, max(20_000, tried << UInt64(min(number, 3) + 1)))
    usleep(UInt32.random(in: 1_000...UInt32(most)))
    began = Clock.monotonic()
  }
}
