import Git
@preconcurrency import Glibc
import Records
import SearchIndex
import Store

/// One command's work on one network: the commons, and the private communities in it.
final class Session {
  let context: Context
  let commons: Shelf
  private let attends: Bool
  private var found: [Shelf]?

  /// Finds the network; says so when a command that was cut short before has been finished.
  ///
  /// - Parameter attends: whether to finish that.
  /// - Throws: ``Failure`` (66) where there is none.
  init(_ context: Context, attends: Bool = true) throws {
    self.context = context
    self.attends = attends
    commons = Shelf(context, try NetworkSearch.find(context))
    if attends { try commons.attend() }
  }

  /// Returns the private communities' shelves, by their slugs. Looks for them at the first call.
  func privateShelves() throws -> [Shelf] {
    if let found { return found }
    if attends { try commons.removeHalfMade() }
    let shelves = try commons.privateShelves()
    if attends { for shelf in shelves { try shelf.attend() } }
    found = shelves
    return shelves
  }

  /// Call it after a private community was made or taken away.
  func forgetPrivateShelves() { found = nil }

  /// Returns the commons.
  func network() throws -> Network { try commons.network() }

  /// Returns the index of the commons, which has the people and the templates.
  func index() throws -> SearchIndex { try commons.index() }

  /// Returns the caller, whose card must be there.
  func member() throws -> Member { try network().member(now: context.now) }

  /// Returns the caller, after checking that they accepted the charter's current revision and are in the private community.
  func author(in shelf: Shelf) throws -> Member {
    let member = try member()
    try admit(member, to: shelf)
    return member
  }

  /// Checks that the caller may write there. Takes the member, as looking for their card again would cost most of the time.
  func admit(_ member: Member, to shelf: Shelf) throws {
    try shelf.network().snapshot().requireCharter(member)
  }

  /// Commits an act, and says what was finished of killed commands.
  ///
  /// - Parameter label: the text of the progress bar, for an act of thousands of files.
  func perform(
    by member: Member, in shelf: Shelf, showing label: Phrase? = nil, _ make: (Snapshot) throws -> Act
  ) throws -> Network.Done {
    try perform(by: member.actor, in: shelf, showing: label, make)
  }

  func perform(
    by actor: Actor, in shelf: Shelf, showing label: Phrase? = nil, _ make: (Snapshot) throws -> Act
  ) throws -> Network.Done {
    let done: Network.Done
    if let label {
      var bar: Progress?
      defer { bar?.finish() }
      done = try shelf.network().perform(
        by: actor,
        advancing: { done, all in
          if bar == nil { bar = Progress(label, total: all, in: self.context) }
          bar?.advance(to: done)
        }, make)
    } else {
      done = try shelf.network().perform(by: actor, make)
    }
    report(done.recovered)
    for path in done.left { context.warn(Words.keptAsEdited(path)) }
    if let unfinished = done.unfinished {
      context.warn(Words.committedOnly(unfinished.failure.phrase))
      if let hint = unfinished.failure.hint { context.hint(hint) }
      context.hint(Words.nextFinishes)
    }
    return done
  }

  /// Prints the result of an act: with `--json` or `--format` the record as it is now; else the act in words, and on standard
  /// output the id or slug of a new record.
  func report(_ done: Network.Done, new name: String? = nil, in shelf: Shelf) throws {
    try show(done, name, in: shelf)
    warnOfLeaks(done, in: shelf)
  }

  private func show(_ done: Network.Done, _ name: String?, in shelf: Shelf) throws {
    if context.options.areForPrograms, let path = done.paths.first {
      var printer = try RowPrinter(context)
      if let record = try shelf.network().snapshot().document(at: path) {
        printer.print(OutputRow(at: path, record))
      }
      printer.finish()
      warnIfUnseen(done)
      if done.waiting?.reason == .anonymous { context.hint(Words.notPromised) }
      return
    }
    if let name { context.output.line("\(name)") }
    warnIfUnseen(done)
    guard done.commit != nil else { return tellWaiting(done) }
    context.say(Words.done(done.subject))
    if name != nil, context.terminal.errors { context.hint(Words.undoTakesItBack) }
  }

  /// Says that an act waits, and what that does not promise; or that it took back one that waited.
  private func tellWaiting(_ done: Network.Done) {
    guard let held = done.waiting else { return context.say(Words.undone(done.subject)) }
    context.say(Words.waits(held))
    context.hint(Words.undoWaiting(held.id))
    if held.reason == .anonymous, held.isNew { context.hint(Words.notPromised) }
  }

  /// Warns if standard output failed, so that nobody does the act twice.
  private func warnIfUnseen(_ done: Network.Done) {
    context.output.flush()
    if context.output.failure != nil { context.warn(Words.doneAllTheSame(done.subject)) }
  }

  func report(_ recoveries: [Recovery]) {
    for recovery in recoveries { context.warn(Words.recovered(recovery)) }
  }

  /// Makes a new id.
  func newID() -> RecordID {
    var random = context.randomness()
    return RecordID(random: &random)
  }

  /// Checks a slug that was typed.
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
