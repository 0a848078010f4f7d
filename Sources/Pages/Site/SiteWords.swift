import Records

/// What a site says besides others' texts, in one language.
package struct SiteWords {
  package let language: Language
  /// The words of the templates, by name.
  let labels: [String: String]
  let replies: (Int) -> String
  let posts: (Int) -> String
  let useful: (Int) -> String
  let day: (CalendarDay) -> String
  let month: (CalendarDay) -> String
  let kind: (String) -> String
  /// How it went for somebody who tried it: `worked for Paul`.
  let tried: (_ outcome: String, _ name: String) -> String
  let answers: (_ name: String) -> String

  package init(
    _ language: Language, labels: [String: String], replies: @escaping (Int) -> String,
    posts: @escaping (Int) -> String, useful: @escaping (Int) -> String,
    day: @escaping (CalendarDay) -> String, month: @escaping (CalendarDay) -> String,
    kind: @escaping (String) -> String, tried: @escaping (_ outcome: String, _ name: String) -> String,
    answers: @escaping (_ name: String) -> String
  ) {
    (self.language, self.labels, self.replies, self.posts) = (language, labels, replies, posts)
    (self.useful, self.day, self.month, self.kind) = (useful, day, month, kind)
    (self.tried, self.answers) = (tried, answers)
  }
}

/// One text on a page: a post, or a reply.
package struct SiteText {
  package let id: RecordID
  /// The name, and the handle of one who has a page.
  package let author: (name: String, handle: Handle?)
  package let created: Timestamp
  /// As Markdown; empty for one that was taken back.
  package let text: String
  package var isWithdrawn = false
  package var edited: Timestamp?
  package var language: String?
  /// The reply that it answers.
  package var to: RecordID?
  package var useful = 0
  /// What a reader may do with it: a name, and what the button says.
  package var acts: [(name: String, text: String)] = []
  /// What to know before reading it.
  package var notices: [String] = []
  package var tries: [(outcome: String, name: String, story: String)] = []

  package init(
    _ id: RecordID, author: (name: String, handle: Handle?), created: Timestamp, text: String
  ) { (self.id, self.author, self.created, self.text) = (id, author, created, text) }

  var worked: Int { tries.count { $0.outcome == "worked" } }
}

/// A thread for its page, and for the pages that list it.
package struct SiteThread {
  package let post: SiteText
  package let title: String
  package let community: Slug
  package var kind = "news"
  package var tags: [String] = []
  package var takeaway: String?
  package var source: String?
  package var accepted: RecordID?
  package var isPrivate = false
  /// For answering on the page; `nil` where nobody can.
  package var form: Form?

  package struct Form {
    /// Proves that the page that sends it is one of ours.
    let token: String
    /// Why the last act failed, and the text that was typed for it.
    let said: String?
    let draft: String

    package init(token: String, said: String?, draft: String) {
      (self.token, self.said, self.draft) = (token, said, draft)
    }
  }
  package var replies: [SiteText] = []
  /// Says of an address in a text of its: where it leads; `nil` for nowhere.
  package var place: (_ address: String, _ isPicture: Bool) -> String? = { _, _ in nil }

  package init(_ post: SiteText, title: String, in community: Slug) {
    (self.post, self.title, self.community) = (post, title, community)
  }
}

/// A thread in a list.
package struct SiteEntry {
  let id: RecordID
  let title: String
  let author: String
  let created: Timestamp
  let replies: Int
  package var isSettled = false
  package var isOpen = false
  package var isPrivate = false

  package init(_ id: RecordID, title: String, author: String, created: Timestamp, replies: Int) {
    (self.id, self.title, self.author) = (id, title, author)
    (self.created, self.replies) = (created, replies)
  }

  init(_ thread: SiteThread) {
    self.init(
      thread.post.id, title: thread.title, author: thread.post.author.name, created: thread.post.created,
      replies: thread.replies.count)
    isSettled = thread.accepted != nil || thread.replies.contains { $0.worked > 0 }
    isOpen = thread.kind == "question" && !isSettled && thread.replies.isEmpty
  }

  static func isNewer(_ one: Self, _ other: Self) -> Bool {
    (one.created.seconds, one.id) > (other.created.seconds, other.id)
  }
}
