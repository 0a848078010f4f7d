import Records

/// A record about which somebody is told: as much of it as decides whether, and in which order.
package struct Item: Hashable, Sendable {
  /// Its id.
  package let id: String
  package let path: String
  package let type: RecordType
  package let title: String
  package let community: String?
  /// Who wrote it; `nil` for what an import brought.
  package let author: String?
  package let created: Timestamp?
  /// Reading time.
  package let minutes: Int
  /// The points of others' marks.
  package let worth: Int

  package init(
    id: String, path: String = "", type: RecordType = .post, title: String = "", community: String? = nil,
    author: String? = nil, created: Timestamp? = nil, minutes: Int = 1, worth: Int = 0
  ) {
    (self.id, self.path, self.type, self.title) = (id, path, type, title)
    (self.community, self.author, self.created) = (community, author, created)
    (self.minutes, self.worth) = (minutes, worth)
  }
}
