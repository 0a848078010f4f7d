import Records

/// A record in the index, with all that listings, searches and `show` need.
package struct IndexedRecord: Sendable, Equatable {
  /// The place in the index's order of time; unique there, greater for newer records.
  package internal(set) var row: Int64 = 0
  package let path: String
  package let type: RecordType
  /// Its id, handle or slug.
  package let key: String
  /// `nil` for a post that was withdrawn: its title is for its own page alone.
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
  /// The number of replies of a post.
  package var replies = 0
  /// How many of them are somebody else's than the post.
  package var answers = 0
  /// The points of others' marks: useful, thanks, tried; see `Ranking.worth`.
  package var useful = 0
  /// How many others tried it, and it worked.
  package var worked = 0
  /// The day from which it is to be looked at again: see `IndexWriter.due`.
  package internal(set) var due: CalendarDay?
  /// How many readers marked it as outdated.
  package var outdated = 0
  /// Whether it does not hold its id, which another one has: then its path names it.
  package internal(set) var isNamedByPath = false
  /// The paths of texts that a merge kept beside it.
  package internal(set) var conflicts: [String] = []
  /// Whether it belongs to a private community.
  package internal(set) var isPrivate = false
  /// The whole front matter, in the file's order.
  package var fields: [YAMLValue.Pair] = []

  package init(path: String, type: RecordType, key: String) {
    (self.path, self.type, self.key) = (path, type, key)
  }

  package subscript(field: String) -> YAMLValue? { fields.first { $0.key == field }?.value }
}

/// The mark of one reader on one record.
package struct IndexedMark: Sendable, Equatable {
  package let author: String
  package let target: String
  package internal(set) var isUseful = false
  package internal(set) var isThanked = false
  package internal(set) var isOutdated = false
  /// `worked`, `mixed`, `failed`.
  package internal(set) var tried: String?
  /// Still true, to be looked at again on that day.
  package internal(set) var validUntil: CalendarDay?
  /// Whether the text, made of an answer of this reader's, may name them; `nil` if they have not said.
  package internal(set) var mayName: Bool?
  package let story: String
}

/// What one person says beside a post, an event or a contest.
package struct IndexedPart: Sendable, Equatable {
  static let types: Set<RecordType> = [.promise, .rsvp, .entry, .vote]

  package let type: RecordType
  package let author: String
  /// Of a promise its day, or `declined`; of an rsvp its answer; else nothing.
  package let says: String

  init(_ place: RecordPath, _ document: Document) {
    (type, author) = (place.type, place.key)
    says =
      switch place.type {
      case .promise: document["by"]?.day?.description ?? "declined"
      case .rsvp: document["answer"]?.text ?? ""
      default: ""
      }
  }

  init(type: RecordType, author: String, says: String) {
    (self.type, self.author, self.says) = (type, author, says)
  }
}

/// A file that cannot be read as a record.
package struct BrokenRecord: Sendable, Equatable {
  package let path: String
  package let line: Int
  package let column: Int
}
