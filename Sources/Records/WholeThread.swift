/// A post with what stands in its folder: replies, what readers say of it, and pictures.
///
/// As a network has it, or as a line of JSON brings it from elsewhere; then authors are whatever names the source has.
package struct WholeThread: Hashable, Sendable {
  /// One record of the thread.
  package struct Part: Hashable, Sendable {
    /// Its id; of a mark its reader.
    package let key: String
    package var record: Document

    package init(_ key: String, _ record: Document) { (self.key, self.record) = (key, record) }
  }

  package var community: Slug?
  package var post: Part
  /// By time, then by id.
  package var replies: [Part] = []
  /// By reader.
  package var marks: [Part] = []
  /// The names of the files beside the post that are no records.
  package var pictures: [String] = []

  package init(_ post: Part, in community: Slug?) { (self.post, self.community) = (post, community) }

  package mutating func sort() {
    replies.sort {
      ($0.record["created"]?.time?.seconds ?? 0, $0.key) < ($1.record["created"]?.time?.seconds ?? 0, $1.key)
    }
    marks.sort { $0.key < $1.key }
    pictures.sort()
  }
}

extension Document {
  /// Whether its author took it back.
  package var isWithdrawn: Bool { self["withdrawn"].map { $0 != .null && $0 != .bool(false) } ?? false }
}
