/// How a transfer is to be done.
package struct TransferOptions: Sendable {
  /// For the reflogs.
  package var person: Signature
  /// Seconds without any byte after which the other side is given up.
  package var patience: Int
  /// Whether programs that are called may ask on the terminal, as `ssh` and `git credential` do.
  package var mayAsk: Bool
  /// Called now and then; rarely enough that it may draw.
  package var progress: @Sendable (TransferProgress) -> Void

  package init(
    person: Signature, patience: Int = 60, mayAsk: Bool = true,
    progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
  ) {
    self.person = person
    self.patience = patience
    self.mayAsk = mayAsk
    self.progress = progress
  }
}

package enum TransferProgress: Equatable, Sendable {
  case connecting
  /// Bytes of a pack that came.
  case received(bytes: Int)
  /// Objects of it that were looked at and named.
  case unpacked(objects: Int, of: Int)
  case sent(objects: Int, of: Int, bytes: Int)
  /// Files of a work tree that were written.
  case checkedOut(files: Int, of: Int)
  /// A line of the other side; hostile.
  case said(String)
}

/// The branches and tags of a remote.
package struct RemoteTips: Equatable, Sendable {
  /// The branch that its HEAD names; `nil` where it names none, or does not say.
  package var head: String?
  /// By name: `main`, `sealed/x`.
  package var branches: [String: ObjectID] = [:]
  package var tags: [String: ObjectID] = [:]
}

/// What a fetch found of one branch.
package struct FetchedTip: Hashable, Sendable {
  package let branch: String
  /// Where it was when it was last looked at; `nil` for never.
  package let before: ObjectID?
  /// Where it is; its commit is here now. `nil` where the remote has no such branch, in which case what is
  /// known of it stays.
  package let after: ObjectID?
  /// Its history does not contain `before`. Then what is known of the remote stays as well, unless the
  /// caller accepted that.
  package let isRewritten: Bool
  /// It is written to elsewhere, and where it was read it has not come yet: `before` is later.
  package var isLagging = false
}

package enum PushOutcome: Hashable, Sendable {
  /// The remote's branch was moved to the commit.
  case done
  /// The remote's branch was at the commit already.
  case there
  /// Somebody else was quicker: the branch is here; `nil` where it is gone, or where it is not known.
  case late(found: ObjectID?)
  /// The remote does not want it; its words, a line each, hostile.
  case refused(reasons: [String])
}
