import Git
@preconcurrency import Glibc
import Records
import SearchIndex
import Store

/// One command's work on one network: opened as far as the command needs, and no further.
///
/// What only reads the index never opens the repository through libgit2, which costs more than all the rest.
final class Session {
  let context: Context
  let place: NetworkPlace
  private var opened: Network?
  var indexed: SearchIndex?

  /// Finds the network; says so when a command that was cut short before has been finished.
  ///
  /// - Throws: ``Failure`` (66) where there is none.
  init(_ context: Context) throws {
    self.context = context
    place = try NetworkPlace(context)
    if try place.hasUnfinishedAct() { report(try network().recover()) }
    if try place.hasAbandonedDraft() {
      for draft in try network().recoverDrafts() { context.warn(Words.draftRecovered(draft)) }
    }
  }

  func network() throws -> Network {
    if let opened { return opened }
    let network = try Network(opening: place.gitDirectory)
    opened = network
    return network
  }

  /// The caller, whose card must be there.
  func member() throws -> Member { try network().member(now: context.now) }

  /// The caller, who must have accepted the charter's current revision.
  func author() throws -> Member {
    let member = try member()
    try network().snapshot().requireCharter(member)
    return member
  }

  /// Commits an act, and says what was mended on the way.
  func perform(by member: Member, _ make: (Snapshot) throws -> Act) throws -> Network.Done {
    try perform(by: member.actor, make)
  }

  func perform(by actor: Actor, _ make: (Snapshot) throws -> Act) throws -> Network.Done {
    let done = try network().perform(by: actor, make)
    report(done.recovered)
    for path in done.left { context.warn(Words.keptAsEdited(path)) }
    if let unfinished = done.unfinished {
      context.warn(Words.committedOnly(unfinished.failure.phrase))
      context.hint(Words.nextFinishes)
    }
    return done
  }

  /// What an act prints: with `--json` or `--format` the record as it is now; else the act in words, and on standard
  /// output what names something new.
  func report(_ done: Network.Done, new name: String? = nil) throws {
    if context.options.json || context.options.format != nil, let path = done.paths.first {
      var printer = try RowPrinter(context)
      if let record = try network().snapshot().document(at: path) { printer.print(Row(at: path, record)) }
      printer.finish()
      return warnIfUnseen(done)
    }
    if let name { context.output.line(name) }
    warnIfUnseen(done)
    context.say(Phrase(verbatim: harmless(done.subject)))
    if name != nil, context.terminal.errors { context.hint(Words.undoTakesItBack) }
  }

  /// Who cannot read what an act printed must not do it twice.
  private func warnIfUnseen(_ done: Network.Done) {
    context.output.flush()
    if context.output.failure != nil { context.warn(Words.doneAllTheSame(done.subject)) }
  }

  func report(_ recoveries: [Recovery]) {
    for recovery in recoveries { context.warn(Words.recovered(recovery)) }
  }

  /// A fresh id.
  func newID() -> RecordID {
    var random = context.randomness()
    return RecordID(random: &random)
  }

  /// A slug that was typed.
  static func slug(_ text: String) throws -> Slug {
    guard let slug = Slug(rawValue: text) else {
      throw Failure(.usage, Words.notASlug(text), hint: Words.slugForm)
    }
    return slug
  }

  static func handle(_ text: String) throws -> Handle {
    guard let handle = Handle(rawValue: text) else {
      throw Failure(.usage, Words.notASlug(text), hint: Words.slugForm)
    }
    return handle
  }
}
