import Markdown
import Records
import SearchIndex

/// A record with its text, its replies, and what readers said of them; from the index alone.
struct WholeItem {
  let record: IndexedRecord
  let prose: String
  /// Of a post.
  let thread: Thread
  /// Of a post or a reply, and of a post's replies.
  let marks: [IndexedMark]
  private let marksByTarget: [String: [IndexedMark]]
  /// Of a reply: its post.
  let post: IndexedRecord?
  /// What a post was replaced by, where that is there.
  let replacement: IndexedRecord?
  let uniquePrefix: Int

  init(_ found: IndexedRecord, in session: Session) throws {
    let index = try session.shelf(at: found.path).index()
    let whole = try index.whole(found)
    record = whole?.record ?? found
    prose = whole?.prose ?? ""
    func exact(_ id: String?) throws -> IndexedRecord? {
      guard let id else { return nil }
      return try index.lookup(id, types: [.post], limit: 1).first { $0.key == id }
    }
    post = try exact(record.thread)
    // It may be in the commons, of a post of a private community.
    replacement = try record.replacedBy.flatMap { id in
      try session.lookup(id, types: [.post], limit: 1).first { $0.key == id }
    }
    switch record.type {
    case .post:
      thread = Thread(try index.replies(of: record.key), accepted: record.accepted)
      marks = try index.marks(of: record.key)
    case .reply:
      thread = Thread([], accepted: nil)
      let key = record.key
      marks = try index.marks(of: record.thread ?? "").filter { $0.target == key }
    default:
      thread = Thread([], accepted: nil)
      marks = []
    }
    marksByTarget = Dictionary(grouping: marks, by: \.target)
    uniquePrefix = try session.uniquePrefixes(of: [record.key])[record.key] ?? 0
  }

  /// What readers said of one of its records.
  func summary(of key: String) -> MarkSummary { MarkSummary(marksByTarget[key] ?? []) }

  /// The ids of everything that is read in it.
  var ids: [String] { [record.key] + thread.places.map(\.record.key) }

  var isAcceptedReply: Bool { record.type == .reply && post?.accepted == record.key }

  /// The files beside it that its text shows.
  var pictures: [String] { picturesShown(in: prose) }

  /// The same for programs: the row of a listing, with `text`, and what belongs to it.
  func row() throws -> Row {
    var row = Row(record, uniquePrefix: uniquePrefix)
    row.more.append(.init("text", .text(prose)))
    if !pictures.isEmpty { row.more.append(.init("pictures", .texts(pictures))) }
    switch record.type {
    case .post:
      row.more.append(.init("answers", .list(thread.places.map(\.value))))
      row.more.append(.init("marks", .list(marks.map(\.value))))
    case .reply:
      row.title = post?.title
      row.more.append(.init("is_accepted", .flag(isAcceptedReply)))
      row.more.append(.init("marks", .list(marks.map(\.value))))
    default: break
    }
    return row
  }
}

extension Thread.Place {
  fileprivate var value: Row.Value {
    .fields([
      .init("id", .text(record.key)), .init("author", .optional(record.author)),
      .init("created", .optional(record.created)), .init("to", .optional(record.to)),
      .init("is_accepted", .flag(isAccepted)), .init("withdrawn", .flag(record.isWithdrawn)),
      .init("useful", .number(record.useful)), .init("minutes", .number(record.minutes)),
      .init("path", .text(record.path)), .init("text", .text(prose)),
    ])
  }
}

extension IndexedMark {
  fileprivate var value: Row.Value {
    .fields([
      .init("author", .text(author)), .init("target", .text(target)), .init("useful", .flag(isUseful)),
      .init("tried", .optional(tried)), .init("thanks", .flag(isThanked)),
      .init("outdated", .flag(isOutdated)),
      .init("story", .text(story)),
    ])
  }
}
