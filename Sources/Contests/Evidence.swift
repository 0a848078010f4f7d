import Records

/// What a repository says of a contest, for whoever checks it.
package struct Evidence: Sendable {
  /// A vote's file.
  package struct SealedVote: Hashable, Sendable {
    /// The file's id in git.
    package let blob: String
    package let author: String?
    package let commitment: String
    /// Age armor.
    package let sealed: String

    package init(_ record: Document, blob: String) {
      self.blob = blob
      author = record["author"]?.text
      (commitment, sealed) = (record["commitment"]?.text ?? "", record["sealed"]?.text ?? "")
    }
  }

  package struct Witness: Hashable, Sendable {
    package let handle: String
    package let value: String
    /// Whether it was written down in a commit that builds on the closing.
    package let isAfterClosing: Bool

    package init(_ handle: String, _ value: String, isAfterClosing: Bool) {
      (self.handle, self.value, self.isAfterClosing) = (handle, value, isAfterClosing)
    }
  }

  /// As it began.
  package var contest: Contest
  /// The pinned keys of the card that were changed since.
  package var changedKeys: [String] = []
  /// As it was closed first.
  package var closing: Closing?
  /// When the commit that closed it says that it was made.
  package var closedAt: Timestamp?
  package var isClosedAgain = false
  /// What the host's own tree had when it was closed, by handle.
  package var hadVotes: [String: SealedVote] = [:]
  package var hadEntries: [String: String] = [:]
  /// The votes that the closing lists, by the ids of their files; those that the repository does not have are missing.
  package var frozen: [String: SealedVote] = [:]
  /// What there is now, by handle.
  package var votes: [String: SealedVote] = [:]
  package var entries: [String: String] = [:]
  /// Who voted on two machines, so that another vote was kept beside the one that counts.
  package var doubled: Set<String> = []
  /// Whose vote came in a commit without a good signature.
  package var unsigned: Set<String> = []
  package var opening: Opening?
  package var witnesses: [Witness] = []
  package var result: Document?

  package init(_ contest: Contest) { self.contest = contest }

  package var outcome: Outcome {
    Outcome(
      contest, closing, opening,
      witnesses: witnesses.reduce(into: [:]) { if $1.isAfterClosing { $0[$1.handle] = $1.value } })
  }
}
