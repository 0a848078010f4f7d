/// The options of a transfer.
package struct TransferOptions: Sendable {
  /// The person whom the reflogs name.
  package var person: Signature
  /// The limit for waiting without a byte from the other side, in seconds.
  package var patience: Int
  /// Whether `ssh` and `git credential` may ask on the terminal.
  package var mayAsk: Bool
  /// Returns whether nothing may be exchanged with a repository that has a branch of this name. Asked at each connection,
  /// before anything is sent.
  package var refusesBranch: @Sendable (String) -> Bool = { _ in false }
  /// Called with the progress, rarely enough for drawing on the terminal.
  package var progress: @Sendable (TransferProgress) -> Void

  package init(
    person: Signature, patience: Int = 60, mayAsk: Bool = true,
    progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
  ) { (self.person, self.patience, self.mayAsk, self.progress) = (person, patience, mayAsk, progress) }
}

package enum TransferProgress: Equatable, Sendable {
  case connecting
  /// The bytes of a pack received so far.
  case received(bytes: Int)
  /// The objects of a pack unpacked so far.
  case unpacked(objects: Int, of: Int)
  case sent(objects: Int, of: Int, bytes: Int)
  /// The files of a work tree written so far.
  case checkedOut(files: Int, of: Int)
  /// A message line of the other side; hostile.
  case said(String)
}

/// The branches and tags of a remote.
package struct RemoteTips: Equatable, Sendable {
  /// The branch that its HEAD names; `nil` if there is none, or it is unknown.
  package var head: String?
  /// By name: `main`, `sealed/x`.
  package var branches: [String: ObjectID] = [:]
  package var tags: [String: ObjectID] = [:]
}

/// The result of fetching one branch.
package struct FetchedTip: Hashable, Sendable {
  package let branch: String
  /// The last known tip before the fetch; `nil` if it was never fetched.
  package let before: ObjectID?
  /// The remote's tip, whose commit is here now; `nil` if the remote has no such branch. The remote-tracking ref then
  /// stays.
  package let after: ObjectID?
  /// Whether the history does not contain `before`. The remote-tracking ref then stays, unless the caller accepted
  /// rewritten histories.
  package let isRewritten: Bool
  /// Whether the remote has not yet got what was pushed to its other addresses: `before` is later than `after`.
  package var isLagging = false
}

package enum PushOutcome: Hashable, Sendable {
  /// The remote's branch was moved to the commit.
  case done
  /// The remote's branch was at the commit already.
  case there
  /// Somebody else was quicker. `found` is the branch's tip; `nil` if it is gone or unknown.
  case late(found: ObjectID?)
  /// The remote refused; its words by line, hostile.
  case refused(reasons: [String])
}
