import Disclosure
import Git
import Judging
import Store

/// Why a network cannot be synchronised with its remotes.
package enum SyncError: Error, Equatable {
  /// The settings have no remote.
  case noRemote
  case unknownRemote(String, known: [String])
  /// A merge, rebase or the like by git is unfinished; the file that marks it.
  case gitIsAtWork(String)
  /// A remote's history does not contain its last known tip.
  case rewritten(remote: String, before: ObjectID, after: ObjectID)
  /// A remote's history has nothing in common with this network's.
  case unrelated(remote: String)
  /// A remote lacks the branch that is checked out here, but has another one. `isHere`: whether that one exists here too.
  case otherBranch(remote: String, branch: String, theirs: String, isHere: Bool)
  /// A remote has files that must not come in.
  case hostile(remote: String, [GuardFinding])
  /// A remote that is not the network's own has changes without a right.
  case withoutRight(remote: String, [Disputed])
  /// This network has files that must not be pushed.
  case guarded([GuardFinding])
  /// This network's files or messages quote names of private communities.
  case leaking([Leak])
  /// An incoming change touches a file with an edit that cannot be committed.
  case editInTheWay([UncommittedEdits.Left])
  /// Others pushed first at every try.
  case stillLate(remote: String, tries: Int)
}
