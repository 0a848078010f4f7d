import Records

/// A record as the index keeps it: what listings, searches and `show` need, without git.
package struct IndexedRecord: Sendable, Equatable {
  /// Its place in its index's order of time; unique there, greater for newer.
  package internal(set) var row: Int64 = 0
  package let path: String
  package let type: RecordType
  /// Its id, handle or slug.
  package let key: String
  package var title: String?
  package var community: String?
  package var author: String?
  /// As in the file.
  package var created: String?
  package var kind: String?
  package var tags: [String] = []
  package var language: String?
  /// Reading time.
  package var minutes: Int = 1
  /// The post that a reply belongs to.
  package var thread: String?
  /// The reply that a reply answers.
  package var to: String?
  /// The reply that was accepted.
  package var accepted: String?
  package var takeaway: String?
  package var url: String?
  package var reviewBy: String?
  package var replacedBy: String?
  package var isWithdrawn = false
  /// Of a post: how many replies it has.
  package var replies = 0
  /// Points for what readers said of it: useful, thanks, tried; see `Ranking.worth`.
  package var useful = 0
  /// How many readers said that it holds no more.
  package var outdated = 0
  /// Whether it stands in a private community.
  package internal(set) var isPrivate = false
  /// The whole front matter, in the file's order.
  package var fields: [YAMLValue.Pair] = []

  package init(path: String, type: RecordType, key: String) {
    self.path = path
    self.type = type
    self.key = key
  }

  package subscript(field: String) -> YAMLValue? { fields.first { $0.key == field }?.value }
}

/// What one reader says of one record.
package struct IndexedMark: Sendable, Equatable {
  package let author: String
  package let target: String
  package internal(set) var isUseful = false
  package internal(set) var isThanked = false
  package internal(set) var isOutdated = false
  /// `worked`, `mixed`, `failed`.
  package internal(set) var tried: String?
  package let story: String
}

/// A file that cannot be read as a record; everything else goes on without it.
package struct BrokenRecord: Sendable, Equatable {
  package let path: String
  package let line: Int
  package let column: Int
}
