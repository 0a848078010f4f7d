import Git
import Rights

/// Why a version of a file has no right, and which version had one.
package struct Verdict: Hashable, Sendable {
  package let breach: Breach
  /// The commit that brought the version in.
  package let commit: ObjectID
  /// The handle of the commit's author; the address, if it speaks for nobody.
  package let committer: String
  /// The blob of the last rightful version; `nil` if there was no file.
  package let rightful: ObjectID?

  package init(_ breach: Breach, in commit: ObjectID, by committer: String, rightful: ObjectID?) {
    (self.breach, self.commit, self.committer, self.rightful) = (breach, commit, committer, rightful)
  }
}

/// A version of a file that has no right.
package struct Disputed: Hashable, Sendable {
  /// From the repository's root.
  package let path: String
  /// `nil` if the file was removed.
  package let blob: ObjectID?
  package let verdict: Verdict
}
