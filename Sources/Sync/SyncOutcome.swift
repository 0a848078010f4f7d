import Git
import Judging
import Store

/// The result of a synchronisation.
package struct SyncOutcome {
  /// Why a remote was skipped.
  package enum Failure: Equatable {
    case transfer(TransferError)
    case sync(SyncError)
    /// The remote refused the push; its words, hostile.
    case refused(remote: String, [String])
  }

  /// The commit of edits made by hand.
  package var committed: Network.Done?
  /// The subjects of edits made by hand that name nobody, and wait now.
  package var held: [String] = []
  /// The subjects of acts that waited, and were committed now.
  package var released: [String] = []
  /// The subjects of acts without a name that were sent. Where nothing else was, nothing was taken in either.
  package var departed: [String] = []
  /// The number of acts by name that go on waiting.
  package var resting = 0
  /// The acts without a name that go on waiting, and why.
  package var waiting: [(act: WaitingAct, obstacle: Departure.Obstacle)] = []
  /// Drafts with the texts of acts that could not be done any more, since others changed the same.
  package var drafts: [String] = []
  /// The paths of edits that are ready, which were committed unless this was a dry run.
  package var ready: [String] = []
  /// Edits that are not ready, and stay uncommitted.
  package var left: [UncommittedEdits.Left] = []
  /// The changes that this machine received.
  package var came = Traffic()
  /// The changes that went to each remote, or would go in a dry run.
  package var went: [(remote: String, traffic: Traffic)] = []
  package var failures: [(remote: String, failure: Failure)] = []
  /// The number of pushes that came late.
  package var late = 0
  /// Files that keep the losing text of a conflict; `doctor` lists them too.
  package var conflicts: [String] = []
  /// What was changed before it was sent, since others had brought in the like.
  package var gaveWay: [GivingWay.Given] = []
  /// What was taken back before it was sent, since it had no right.
  package var tookBack: [TakingBack.Taken] = []
  /// What came in without a right.
  package var disputed: [Disputed] = []
  package var recovered: [Recovery] = []
  /// Files of the work tree that keep edits made meanwhile.
  package var kept: [String] = []
  /// Why the work tree did not follow the branch; the next command tries again.
  package var unfinished: GitError?

  package init() {}

  /// Notes failures and the changes in both directions.
  mutating func finish(
    _ peers: [Synchronisation.Peer], from before: ObjectID?, to commit: ObjectID,
    _ options: Synchronisation.Options, in network: Network
  ) throws {
    failures = peers.compactMap { peer in peer.failure.map { (peer.remote.title, $0) } }
    came = try Traffic(from: before, to: commit, in: network, isNaming: options.isNaming)
    for peer in peers where peer.isFetched && (peer.isPushed || options.isDryRun) && peer.first != commit {
      let traffic = try Traffic(from: peer.first, to: commit, in: network, isNaming: options.isNaming)
      went.append((peer.remote.title, traffic))
    }
  }
}
