import Records
import SealedSync
import Sealing
import Store
import Sync

/// Exchanges a sealed community through its branch on the network's remote.
struct SealedExchange {
  let session: Session
  let shelf: Shelf

  private var context: Context { session.context }

  /// - Throws: ``Failure`` (66) where no key of this machine is on the member's card.
  func run(_ options: Synchronisation.Options, by actor: Actor, pause: @escaping (_ tries: Int) -> Void)
    throws -> SealedOutcome
  {
    let network = try shelf.network()
    let handle = try session.member().handle
    // Who was expelled looks on, and so learns when somebody lets them in again.
    let own = KeyCard(try network.snapshot().record(at: RecordPath.person(handle), as: [.person]))
    let former = try network.snapshot().hasMember(handle) ? nil : session.ownKeys(on: own)
    let stored = try former ?? session.storedKey(of: handle, in: network)
    let key = try shelf.keyring.open(stored.device)
    let exchange = try SealedSynchronisation(
      of: network, in: session.network(), by: actor, with: key, options, pause: pause)
    // Keys never come from `MGRNET_SEED`.
    var random = SystemRandomNumberGenerator()
    return try exchange.run(using: &random)
  }

  /// The limit of lines of one kind; `--json` has all.
  private static let most = 20

  /// Prints the warnings of an exchange.
  func tell(_ outcome: SealedOutcome) {
    guard let slug = shelf.community else { return }
    func warn(_ phrase: Phrase) { context.warn(Words.of(slug, phrase)) }
    func some(_ phrases: [Phrase], _ tell: (Phrase) -> Void) {
      for phrase in phrases.prefix(Self.most) { tell(phrase) }
      if phrases.count > Self.most { tell(Words.segmentsBesides(phrases.count - Self.most)) }
    }
    if outcome.isRewritten { warn(Words.sealedRewritten) }
    let closed = outcome.refused.count { $0.refusal == .notForThisKey }
    some(outcome.rolledBack.map(closed == 0 ? Words.segmentGone : Words.segmentGoneOrClosed), warn)
    some(outcome.missing.map(Words.segmentMissing), warn)
    for (id, thief) in outcome.coveredFalsely { warn(Words.segmentCoveredFalsely(id, by: thief)) }
    some(outcome.restored.map(Words.segmentRestored)) { context.say(Words.of(slug, $0)) }
    // A foreign file may stay there for ever, so it is reported once.
    let named = outcome.refused.filter { $0.isNew && $0.refusal != .notForThisKey }
    some(named.map { Words.segmentRefused($0.segment, $0.refusal) }, warn)
    if closed > 0 { context.say(Words.of(slug, Words.segmentsNotForThisKey(closed))) }
    for entry in outcome.dropped { context.say(Words.of(slug, Words.noLongerSealedFor(entry))) }
    for entry in outcome.pending { warn(Words.waitsForYou(entry)) }
    if !outcome.pending.isEmpty { context.hint(Words.acceptPending(slug)) }
    if !named.isEmpty, outcome.pending.isEmpty { context.hint(Words.namedOnce(slug)) }
  }

  /// Makes the fields for programs.
  func print(_ outcome: SealedOutcome, _ printer: inout RowPrinter) {
    func row(
      _ id: String, _ event: String, by thief: String? = nil, reason: String? = nil, isKnown: Bool? = nil
    ) {
      var row = OutputRow(.id, id, type: "segment")
      row.community = shelf.community?.rawValue
      row.isPrivate = true
      row.more = [
        .init("event", .text(event)), .init("by", .optional(thief)), .init("reason", .optional(reason)),
        .init("known", isKnown.map { .flag($0) } ?? .none),
      ]
      printer.print(row)
    }
    for id in outcome.rolledBack { row(id.description, "rolled_back") }
    for id in outcome.missing { row(id.description, "missing") }
    for (id, thief) in outcome.coveredFalsely {
      row(id.description, "covered_falsely", by: thief)
    }
    for id in outcome.restored { row(id.description, "restored") }
    for (id, refusal, isNew) in outcome.refused {
      row(id.description, "refused", reason: Words.refusal(refusal).english, isKnown: !isNew)
    }
    for (entries, event) in [(outcome.dropped, "dropped"), (outcome.pending, "pending")] {
      for entry in entries {
        var row = OutputRow(.handle, entry.member, type: RecordType.member.rawValue)
        row.community = shelf.community?.rawValue
        row.isPrivate = true
        row.more = [.init("event", .text(event)), .init("device", .text(entry.device))]
        printer.print(row)
      }
    }
  }
}
