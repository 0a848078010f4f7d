import Records

/// What an act makes of one file.
package struct Change: Sendable {
  /// A file at one side of a change.
  package enum Version: Hashable, Sendable {
    case absent
    /// A file that is no record, or a record that cannot be read.
    case file
    case record(Document)

    var document: Document? { if case .record(let document) = self { document } else { nil } }
  }

  /// From the repository's root.
  package let path: String
  package let after: Version
  /// Whether there was no file before. A card that was deleted is still known by its last rightful version.
  let isNew: Bool
  /// Whether the file was at fault, and is again as its last rightful version.
  package let isRestored: Bool
  /// The path at which the act has the same bytes: where a file that goes comes up again, or where one that comes was.
  package let twin: String?
  /// Whether an anonymous record's `proof` holds for the key that it names as its `owner`.
  let isProved: Bool

  package init(
    _ path: String, to after: Version, isNew: Bool = false, isRestored: Bool = false, twin: String? = nil,
    isProved: Bool = false
  ) {
    (self.path, self.after, self.isNew, self.isRestored) = (path, after, isNew, isRestored)
    (self.twin, self.isProved) = (twin, isProved)
  }
}

/// By whom a commit says that it was made, and the key that signed it.
package struct Committer: Hashable, Sendable {
  /// The author's address, in lower case.
  package let email: String
  /// The public key, as cards write it, whose signature of the commit holds; `nil` for an unsigned commit.
  package let key: String?
  /// The day that the commit bears.
  package let day: CalendarDay

  package init(email: String, key: String? = nil, on day: CalendarDay) {
    (self.email, self.key, self.day) = (email.lowercased(), key, day)
  }
}
