import Disclosure
import Disk
import Git
import Records
import Store

/// When an act that names nobody may leave: the rule alone.
package enum Departure {
  package enum Obstacle: Hashable, Sendable {
    /// Its moment, drawn at random, has not come.
    case early
    /// The last push to the shared remote came from here: what hangs on it would be taken for the same person's.
    case ownTip
    /// This synchronisation sends something else of the same person's.
    case company
    /// No remote could be reached, or none has the network yet.
    case unreachable
    /// Somebody else pushed at the same moment.
    case late
    /// It quotes private names.
    case leaking([Leak])
    case hostile([GuardFinding])
    case refused([String])
  }

  /// - Parameters:
  ///   - isOwnTip: whether the remote's branch is where this person's last push left it.
  ///   - hasCompany: whether the same synchronisation sends anything else.
  ///   - isForced: whether a person asked to send it now.
  package static func obstacle(
    due: Timestamp, now: Timestamp, isOwnTip: Bool, hasCompany: Bool, isForced: Bool = false
  ) -> Obstacle? {
    if isOwnTip { return .ownTip }
    if isForced { return nil }
    if now.seconds < due.seconds { return .early }
    return hasCompany ? .company : nil
  }
}

/// The commits that this clone pushed, one a line, in `<git directory>/mgrnet/sent`. The file never leaves the machine.
struct SentCommits {
  private let file: String

  init(of network: Network) { file = network.stateFolder + "/sent" }

  /// Notes a commit before it is pushed: a push that is cut off may have arrived.
  func add(_ commit: ObjectID) throws { try Files.append(Array("\(commit)\n".utf8), to: file) }

  func contains(_ commit: ObjectID) throws -> Bool {
    try Files.read(file)?.split(separator: UInt8(ascii: "\n")).contains {
      $0.elementsEqual(commit.description.utf8)
    }
      ?? false
  }
}

extension Synchronisation {
  /// Sends acts that name nobody, each in a commit and a push of its own.
  ///
  /// A synchronisation that does so takes nothing in: the branch here stays as if nobody had been there, and all comes with
  /// the next one. If it took its own commit, the next act of the same person would hang on it, which names them six times
  /// in ten in the model of `AnonymityTests`; if it took what the commit hangs on, five times in ten.
  ///
  /// - Parameter start: the branch's tip.
  /// - Returns: whether this synchronisation is over.
  func depart(_ start: ObjectID, _ peers: inout [Peer], _ outcome: inout SyncOutcome) throws -> Bool {
    // The remote that everybody shares: the first that could be reached.
    let shared = peers.firstIndex { $0.isFetched && $0.failure == nil && $0.tip != nil }
    let hasCompany =
      try shared.flatMap { peers[$0].tip }.map { try !repository.isAncestor(start, of: $0) } ?? true
    for act in try waitingForDeparture() {
      guard let shared, let tip = peers[shared].tip else {
        outcome.waiting.append((act, .unreachable))
        continue
      }
      if try network.hasArrived(act, at: tip) { continue }
      let obstacle =
        try Departure.obstacle(
          due: act.due, now: actor.now, isOwnTip: isOwn(tip), hasCompany: hasCompany,
          isForced: options.sendsWaiting) ?? leave(act, on: tip, &peers[shared], &outcome)
      if let obstacle { outcome.waiting.append((act, obstacle)) }
    }
    return !outcome.departed.isEmpty && !hasCompany
  }

  /// Returns the acts that name nobody and have not come back yet.
  private func waitingForDeparture() throws -> [WaitingAct] {
    guard network.privateCommunity == nil else { return [] }
    try network.settleArrived()
    return try network.waiting.all().filter { $0.reason == .anonymous }
  }

  /// Whether the tip was pushed from here, or the newest commit by name in it is this person's: a merge names nobody, and
  /// may come from another device of theirs.
  private func isOwn(_ tip: ObjectID) throws -> Bool {
    if try SentCommits(of: network).contains(tip) { return true }
    var commit = try repository.commit(tip)
    while commit.author.email.hasSuffix("@invalid"),
      let newest = try commit.parents.map({ try repository.commit($0) }).max(by: {
        $0.committer.seconds < $1.committer.seconds
      })
    {
      commit = newest
    }
    return commit.author.email.lowercased() == actor.email.lowercased()
  }

  /// - Returns: what kept it from leaving.
  private func leave(
    _ act: WaitingAct, on tip: ObjectID, _ peer: inout Peer, _ outcome: inout SyncOutcome
  ) throws -> Departure.Obstacle? {
    guard let commit = try network.departure(of: act, on: tip, at: actor.now) else {
      outcome.drafts += try network.giveUp(act)
      return nil
    }
    let findings = try Guard(network).findings(from: tip, to: commit)
    if !findings.isEmpty { return .hostile(findings) }
    let leaks = try LeakCheck(repository, privateNames()).leaks(from: tip, to: commit, besides: tip)
    if !leaks.isEmpty { return .leaking(leaks) }
    try SentCommits(of: network).add(commit)
    guard let act = try network.note(act, sent: commit) else { return .late }
    let outcomes: [PushOutcome]
    do throws(TransferError) {
      outcomes = try repository.push(commit, to: network.branch, of: peer.remote, options.transfer).map(
        \.outcome)
    } catch {
      // It may have arrived all the same: the next synchronisation looks.
      return .unreachable
    }
    if outcomes.contains(where: { $0 == .done || $0 == .there }) {
      peer.tip = commit
      outcome.departed.append(act.subject)
      return nil
    }
    _ = try network.note(act, sent: nil)
    for case .refused(let reasons) in outcomes { return .refused(reasons) }
    return .late
  }
}
