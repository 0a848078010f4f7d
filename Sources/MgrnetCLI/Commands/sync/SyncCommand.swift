import ArgumentParser
import Disclosure
import Git
@preconcurrency import Glibc
import Records
import SealedSync
import Store
import Sync

struct SyncCommand: Command {
  static var configuration: CommandConfiguration { .words("sync", Words.sync) }

  @Argument(help: .words(Words.syncRemotes, value: "remote"), completion: .from(.remote))
  var remotes: [String] = []
  @Flag(name: [.customLong("dry-run"), .customShort("n")], help: .words(Words.syncDryRun)) var dryRun = false
  @Flag(help: .words(Words.syncAcceptRewritten)) var acceptRewritten = false
  @Flag(help: .words(Words.syncIKnow)) var iKnow = false
  @Flag(help: .words(Words.syncNow)) var now = false
  @Option(help: .words(Words.keyPassphraseFile, value: "file"), completion: .file())
  var passphraseFile: String?
  @OptionGroup var global: GlobalOptions

  /// Exchanges the commons, then each private community; if one fails, the others go on.
  func run(in context: Context) throws {
    let session = try Session(context)
    let shelves = remotes.isEmpty ? try session.shelves() : [session.commons]
    let shared = try shelves.filter { try !$0.isPrivate || ShareWay(of: $0.network()) != nil }
    session.commons.keyring.passphraseFile = passphraseFile
    var failures: [Failure] = []
    var came: Set<String> = []
    for shelf in shared {
      do {
        try exchange(shelf, session, &came)
      } catch SyncError.noRemote where shared.count > 1 {
        // A network without a shared repository may have private communities with their own.
      } catch let several as RemoteFailures {
        failures += several.failures.map { $0.about(shelf) }
      } catch {
        failures.append(failure(for: error).about(shelf))
      }
    }
    try tellArrivals(came, session)
    for failure in failures.dropLast() { context.report(failure) }
    if let first = failures.first, var last = failures.last {
      last.status = first.status
      throw last
    }
  }

  /// Says what came for the caller, then the new posts of where they subscribed.
  private func tellArrivals(_ came: Set<String>, _ session: Session) throws {
    let context = session.context
    guard !dryRun, !came.isEmpty, !context.options.areForPrograms, !context.options.quiet else { return }
    do {
      try ArrivalLines(Gathering(session)).tell(came)
    } catch is StoreError {}  // without a card of one's own, nothing is for anybody
  }

  private func exchange(_ shelf: Shelf, _ session: Session, _ came: inout Set<String>) throws {
    let context = session.context
    let actor = try session.network().actor(now: context.now)
    let bar = TransferBar(in: context)
    var options = Synchronisation.Options(transfer: bar.options(for: actor))
    options.isDryRun = dryRun
    options.acceptsRewritten = acceptRewritten
    options.sendsWaiting = now
    options.isNaming = dryRun || context.options.areForPrograms
    var pause = Pause()
    let before = try shelf.tip()
    if try SealedSettings(of: shelf.network().repository) != nil, shelf.isPrivate {
      let exchange = SealedExchange(session: session, shelf: shelf)
      let outcome: SealedOutcome
      do {
        defer { bar.finish() }
        outcome = try exchange.run(options, by: actor) { pause.afterLatePush(number: $0) }
      }
      if options.isNaming { try printItems(outcome.sync, context) { exchange.print(outcome, &$0) } }
      exchange.tell(outcome)
      came.formUnion(outcome.sync.came.items.map(\.path))
      try conclude(outcome.sync, since: before, shelf, session)
      if let obstacle = outcome.unsealed, try isMember(of: shelf, session) { throw obstacle }
      return
    }
    var known: PrivateNames?
    let synchronisation = try Synchronisation(of: shelf.network(), by: actor, options) {
      guard !shelf.isPrivate, !iKnow else { return PrivateNames() }
      let names = try known ?? session.privateNames(withEdits: true)
      known = names
      return names
    } pause: {
      pause.afterLatePush(number: $0)
    }
    let outcome: SyncOutcome
    do {
      defer { bar.finish() }
      outcome = try synchronisation.run(remotes)
    }
    if options.isNaming { try printItems(outcome, context) { _ in } }
    came.formUnion(outcome.came.items.map(\.path))
    try conclude(outcome, since: before, shelf, session)
  }

  private func conclude(
    _ outcome: SyncOutcome, since before: ObjectID?, _ shelf: Shelf, _ session: Session
  ) throws {
    if let committed = outcome.committed { session.report(committed.recovered) }
    session.report(outcome.recovered)
    if !dryRun, outcome.committed != nil || !outcome.came.isEmpty { _ = try shelf.index() }
    tell(outcome, shelf)
    if !dryRun, !outcome.came.isEmpty { try shelf.warnOfUnreadable(since: before) }
    if shelf.isPrivate { try tellMembership(since: before, shelf, session) }
    // On a detached HEAD, that commit is read.
    let network = try shelf.network()
    if !shelf.isPrivate, !dryRun, !outcome.came.isEmpty, try !network.isCheckedOut {
      session.context.hint(Words.cameElsewhere(network.branch))
    }
    if !outcome.failures.isEmpty {
      throw RemoteFailures(failures: outcome.failures.map { failure(for: $1.explained($0)) })
    }
  }

  /// Who expelled whom, and that the caller is out.
  private func tellMembership(since before: ObjectID?, _ shelf: Shelf, _ session: Session) throws {
    let network = try shelf.network()
    if let before, let now = try network.tip(), before != now {
      for (member, expeller) in try network.expulsions(since: before, to: now) {
        session.context.say(shelf.said(Words.expelled(member, by: expeller)))
      }
    }
    if let slug = shelf.community, try !isMember(of: shelf, session) {
      session.context.warn(Words.noLongerMember(of: slug))
    }
  }

  private func isMember(of shelf: Shelf, _ session: Session) throws -> Bool {
    try shelf.network().snapshot().hasMember(session.member().handle)
  }

  /// Prints the received and sent items, one a line.
  private func printItems(
    _ outcome: SyncOutcome, _ context: Context, and others: (inout RowPrinter) -> Void
  ) throws {
    var printer = try RowPrinter(
      context,
      columns: [.field("direction"), .field("change"), .type, .key, .title, Column.field("path").inPipesOnly])
    for item in outcome.came.items { printer.print(OutputRow(item, direction: "in", remote: nil)) }
    for (remote, traffic) in outcome.went {
      for item in traffic.items { printer.print(OutputRow(item, direction: "out", remote: remote)) }
    }
    others(&printer)
    printer.finish()
  }

  private func tell(_ outcome: SyncOutcome, _ shelf: Shelf) {
    let context = shelf.context
    for left in outcome.left { context.warn(Words.editLeft(left)) }
    for given in outcome.gaveWay { context.warn(Words.gaveWay(given)) }
    for taken in outcome.tookBack {
      context.warn(Words.tookBack(taken, shelf.prefix.shown(taken.disputed.path)))
      if let draft = taken.draft { context.hint(Words.draftOfTakenBack(draft)) }
    }
    for disputed in outcome.disputed {
      context.warn(Words.cameWithoutRight(shelf.prefix.shown(disputed.path), disputed))
    }
    for path in outcome.conflicts { context.warn(Words.conflictKept(path)) }
    for path in outcome.kept { context.warn(Words.keptAsEdited(path)) }
    if let unfinished = outcome.unfinished {
      context.warn(Words.syncedOnly(unfinished.failure.phrase))
      if let hint = unfinished.failure.hint { context.hint(hint) }
      context.hint(Words.nextFinishes)
    }
    let hasLeft = !outcome.departed.isEmpty && outcome.came.isEmpty && outcome.went.isEmpty
    if !hasLeft, outcome.failures.isEmpty || !outcome.came.isEmpty || !outcome.went.isEmpty {
      context.say(shelf.said(Words.synced(outcome, isDryRun: dryRun)))
    }
    if !outcome.conflicts.isEmpty { context.hint(Words.settleConflicts) }
    for subject in outcome.released { context.say(Words.released(subject)) }
    if outcome.resting > 0 { context.say(Words.resting(outcome.resting)) }
    for subject in outcome.held { context.say(Words.heldEdit(subject)) }
    for subject in outcome.departed { context.say(Words.departed(subject)) }
    if hasLeft { context.say(Words.staysBehind) }
    for draft in outcome.drafts {
      context.warn(Words.changedSinceWritten)
      context.hint(Words.draftKept(draft))
    }
    // Nobody needs to hear every time that what is to wait waits.
    let overdue = outcome.waiting.filter {
      now || $0.act.since.seconds + Network.departureWindow < context.now.seconds
    }
    for (act, obstacle) in overdue { context.warn(Words.waits(act, obstacle)) }
    let rest = outcome.waiting.count - overdue.count
    if rest > 0 { context.say(Words.waiting(rest)) }
  }
}

/// The failures of remotes.
private struct RemoteFailures: Error {
  let failures: [Failure]
}

extension OutputRow {
  /// Makes the row of a received or sent item.
  fileprivate init(_ item: Traffic.Item, direction: String, remote: String?) {
    let place = RecordPath(item.path)
    let key: Key =
      switch item.type {
      case .person, .mark, .rsvp, .entry, .vote, .promise, .witness, .member: .handle
      case .community, .template, .network, .charter: .slug
      default: .id
      }
    self.init(key, place?.key ?? "", type: item.type?.rawValue ?? "")
    title = item.title
    path = item.path
    community = place?.community?.rawValue
    isPrivate = place?.isPrivate ?? false
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
/// they do on a quick one; after many late pushes, a person's wait is shorter than that of others.
private struct Pause {
  /// So many late pushes; measured with ten people who post all the time.
  private static let patience = 8
  private var began = Clock.monotonic()

  mutating func afterLatePush(number: Int) {
    let tried = (Clock.monotonic() - began) / 1_000
    let doublings = number < Self.patience ? min(number, 3) + 1 : 1
    let most = min(5_000_000, max(20_000, tried << UInt64(doublings)))
    usleep(UInt32.random(in: 1_000...UInt32(most)))
    began = Clock.monotonic()
  }
}

extension Shelf {
  /// `rh: 2 posts in`; of the commons without a name.
  fileprivate func said(_ phrase: Phrase) -> Phrase { community.map { Words.of($0, phrase) } ?? phrase }
}

extension Failure {
  fileprivate func about(_ shelf: Shelf) -> Failure {
    var failure = self
    failure.phrase = shelf.said(phrase)
    return failure
  }
}
