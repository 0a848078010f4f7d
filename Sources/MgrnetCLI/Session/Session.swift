@preconcurrency import Glibc
import Git
import Records
import Store

/// One command's work on one network: opened as far as the command needs, and no further.
///
/// What only reads the index never opens the repository through libgit2, which costs more than all the rest.
final class Session {
  let context: Context
  let place: NetworkPlace
  private var opened: Store?

  /// Finds the network; says so when a command that was cut short before has been finished.
  ///
  /// - Throws: ``Failure`` (66) where there is none.
  init(_ context: Context) throws {
    self.context = context
    place = try NetworkPlace(context)
    if try place.hasJournal {
      if let recovery = try store().recoverIfNeeded() { context.warn(Words.recovered(recovery)) }
    }
  }

  func store() throws -> Store {
    if let opened { return opened }
    let store = try Store(opening: place.gitDirectory)
    opened = store
    return store
  }

  /// The caller, whose card must be there.
  func member() throws -> Member { try store().member(now: context.now) }

  /// The caller, who must have accepted the charter's current revision.
  func author() throws -> Member {
    let member = try member()
    try store().snapshot().requireCharter(member)
    return member
  }

  /// Commits an act, and says what was mended on the way.
  func perform(by member: Member, _ make: (Snapshot) throws -> Act) throws -> Store.Done {
    try perform(by: member.actor, make)
  }

  func perform(by actor: Actor, _ make: (Snapshot) throws -> Act) throws -> Store.Done {
    let done = try store().perform(by: actor, make)
    if let recovery = done.recovered { context.warn(Words.recovered(recovery)) }
    return done
  }

  /// A fresh id.
  func newID() -> RecordID {
    var random = context.randomness()
    return RecordID(random: &random)
  }

  /// A slug that was typed.
  static func slug(_ text: String) throws -> Slug {
    guard let slug = Slug(rawValue: text) else { throw Failure(.usage, Words.notASlug(text), hint: Words.slugForm) }
    return slug
  }

  static func handle(_ text: String) throws -> Handle {
    guard let handle = Handle(rawValue: text) else { throw Failure(.usage, Words.notASlug(text), hint: Words.slugForm) }
    return handle
  }
}
