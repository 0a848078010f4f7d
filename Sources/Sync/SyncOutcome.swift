import Git
import Records
import Store

/// What came of a synchronisation.
package struct SyncOutcome {
  /// Why one remote was left out.
  package enum Failure: Equatable {
    case transfer(TransferError)
    case sync(SyncError)
    /// The remote does not take what is here; its words, hostile.
    case refused(remote: String, [String])
  }

  /// The commit of what had been edited by hand.
  package var committed: Network.Done?
  /// Edits that are ready to be committed, by path; committed unless it was a dry run.
  package var ready: [String] = []
  /// Edits that are not, and stay as they are.
  package var left: [UncommittedEdits.Left] = []
  /// What came to this machine.
  package var came = Traffic()
  /// What went to each remote, or would.
  package var went: [(remote: String, traffic: Traffic)] = []
  package var failures: [(remote: String, failure: Failure)] = []
  /// Pushes that came late and were made again.
  package var late = 0
  /// Files that keep the text of who lost; `doctor` lists them too.
  package var conflicts: [String] = []
  package var recovered: [Recovery] = []
  /// Paths whose work tree keeps what a person edited meanwhile.
  package var kept: [String] = []
  /// Why the work tree could not follow; the next command tries again.
  package var unfinished: GitError?

  package init() {}

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
