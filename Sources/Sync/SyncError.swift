import Disclosure
import Git
import Store

/// Why the network cannot be brought together with its remotes.
package enum SyncError: Error, Equatable {
  /// No remote is set, so there is nobody to exchange with.
  case noRemote
  case unknownRemote(String, known: [String])
  /// A merge, rebase or the like of git's own is not finished; the file that says so.
  case gitIsAtWork(String)
  /// A remote's history does not contain what it had before.
  case rewritten(remote: String, before: ObjectID, after: ObjectID)
  /// A remote holds another network, or none: nothing is common with this one.
  case unrelated(remote: String)
  /// A remote has not the branch that is checked out here, but another one, which may be here as well.
  case otherBranch(remote: String, branch: String, theirs: String, isHere: Bool)
  /// What a remote has must not come in.
  case hostile(remote: String, [GuardFinding])
  /// What is here must not go out.
  case guarded([GuardFinding])
  /// What is here says what belongs to private communities.
  case leaking([Leak])
  /// An edit that cannot be committed stands where something comes in.
  case editInTheWay([UncommittedEdits.Left])
  /// Others were quicker at each of so many tries.
  case stillLate(remote: String, tries: Int)
}
