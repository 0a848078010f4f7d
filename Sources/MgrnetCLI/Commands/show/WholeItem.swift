import Attention
import Markdown
import Records
import SearchIndex
import Store

/// A record with its text, its replies and their marks; read from the index alone.
struct WholeItem {
  let record: IndexedRecord
  let prose: String
  /// The replies of a post.
  let thread: ReplyTree
  /// The marks of a post and its replies.
  let marks: [IndexedMark]
  private let marksByTarget: [String: [IndexedMark]]
  /// The post of a reply.
  let post: IndexedRecord?
  /// The item that replaced a post, if it exists.
  let replacement: IndexedRecord?
  let uniquePrefix: Int
  /// The acts that wait on this machine, on it or on its replies.
  let waiting: [WaitingAct]
  /// Who promised an answer to an open question, and by when.
  let promises: [(author: String, day: CalendarDay)]
  /// Whom it names, of those whose answers it is made of; `nil` if it is made of none.
  let credit: Credit?
  /// Their names.
  let credited: [String]
  /// Why it, or a reply, is disputed, by their paths.
  let disputes: [String: DisputedRecord]

  init(_ found: IndexedRecord, in session: Session) throws {
    let shelf = try session.shelf(at: found.path)
    let index = try shelf.index()
    let whole = try index.whole(found)
    record = whole?.record ?? found
    prose = whole?.prose ?? ""
    func exact(_ id: String?) throws -> IndexedRecord? {
      guard let id else { return nil }
      return try index.lookup(id, types: [.post], limit: 1).first { $0.key == id }
    }
    post = try exact(record.thread)
    // A post of a private community may be replaced by one of the commons.
    replacement = try record.replacedBy.flatMap { id in
      try session.lookup(id, types: [.post], limit: 1).first { $0.key == id }
    }
    let folder = RecordPath.folder(of: record.path)
    switch record.type {
    case .post:
      thread = ReplyTree(try index.replies(of: record.key, in: folder), accepted: record.accepted)
      marks = try index.marks(of: record.key, in: folder)
    case .reply:
      thread = ReplyTree([], accepted: nil)
      let key = record.key
      marks = try index.marks(of: record.thread ?? "", in: RecordPath.folder(of: folder)).filter {
        $0.target == key
      }
    default:
      thread = ReplyTree([], accepted: nil)
      marks = []
    }
    let isOpen = record.kind == "question" && record.answers == 0 && record.accepted == nil
    promises =
      try !isOpen
      ? []
      : index.parts(of: record.key, .promise).compactMap { promise in
        CalendarDay(promise.says).map { (promise.author, $0) }
      }
    if record.sources.isEmpty {
      credit = nil
    } else {
      let (key, sources) = (record.key, try session.sources(of: record))
      credit = Credit(
        sources.map { $0.flatMap { $0.isImported || $0.author == Handle.anonymous ? nil : $0.author } },
        by: record.author,
        consents: Dictionary(
          marks.compactMap { mark in
            mark.target == key ? mark.mayName.map { (mark.author, $0) } : nil
          }
        ) { $0 && $1 })
    }
    let cards = try credit.map { try session.index().people(Set($0.named)) }
    credited = credit?.named.map { cards?[$0]?.title ?? $0 } ?? []
    let paths = Set([found.path] + thread.places.map(\.record.path))
    waiting = try shelf.waiting.all().filter { paths.contains($0.path) }
    marksByTarget = Dictionary(grouping: marks, by: \.target)
    var disputes: [String: DisputedRecord] = [:]
    for path in [record.path] + thread.places.map(\.record.path) {
      disputes[path] = try session.dispute(at: path)
    }
    self.disputes = disputes
    uniquePrefix = try session.uniquePrefixes(of: [record.key])[record.key] ?? 0
  }

  /// Returns the marks of one of its records, summed up.
  ///
  /// One's own marks do not count, but that it is outdated, and those on what an import brought; what one tells stays.
  func summary(of key: String) -> MarkSummary {
    let target = ([record] + thread.places.map(\.record)).first { $0.key == key }
    let author = target?.isImported == true ? nil : target?.author
    let marks = marksByTarget[key] ?? []
    var summary = MarkSummary(marks.filter { $0.author != author })
    summary.outdated = marks.count(where: \.isOutdated)
    summary.stories = MarkSummary(marks).stories
    return summary
  }

  /// The ids of the record and its replies.
  var ids: [String] { [record.key] + thread.places.map(\.record.key) }

  /// What was said by those who tried any of them, as the inbox notes what is done.
  var triesRead: [String] {
    marks.compactMap { mark in mark.tried.map { Waiting.token(ofTrying: mark.target, mark.author, $0) } }
  }

  /// The texts that a merge kept beside any of them.
  var conflicts: [String] { record.conflicts + thread.places.flatMap(\.record.conflicts) }

  var isAcceptedReply: Bool { record.type == .reply && post?.accepted == record.key }

  /// The files beside it that its text shows.
  var pictures: [String] { picturesShown(in: prose) }

  /// Makes the row for programs, with `text`, the replies and the marks.
  func row() throws -> OutputRow {
    var row = OutputRow(record, uniquePrefix: uniquePrefix)
    row.title = record.ownTitle
    row.more.append(.init("text", .text(prose)))
    let own = waiting.first { $0.path == record.path }
    row.more.append(.init("waits", .optional(own?.reason.rawValue)))
    if let dispute = disputes[record.path] { row.more.append(.init("disputed", dispute.value)) }
    row.more.append(
      .init(
        "promises",
        .list(
          promises.map {
            .fields([.init("author", .text($0.author)), .init("by", .text($0.day.description))])
          })))
    row.more.append(.init("pictures", .texts(pictures)))
    switch record.type {
    case .post:
      row.more.append(.init("credits", .texts(credit?.named ?? [])))
      row.more.append(.init("answers", .list(thread.places.map { $0.value(disputes[$0.record.path]) })))
      row.more.append(.init("marks", .list(marks.map(\.value))))
    case .reply:
      row.title = post?.ownTitle
      row.more.append(.init("is_accepted", .flag(isAcceptedReply)))
      row.more.append(.init("marks", .list(marks.map(\.value))))
    default: break
    }
    return row
  }
}

extension ReplyTree.Place {
  fileprivate func value(_ dispute: DisputedRecord?) -> OutputRow.Value {
    .fields(
      [
        .init("id", .text(record.key)), .init("type", .text(record.type.rawValue)),
        .init("author", .optional(record.author)),
        .init("created", .optional(record.created)), .init("to", .optional(record.to)),
        .init("is_accepted", .flag(isAccepted)), .init("withdrawn", .flag(record.isWithdrawn)),
        .init("useful", .number(record.useful)), .init("minutes", .number(record.minutes)),
        .init("path", .text(record.path)), .init("text", .text(prose)),
        .init("disputed", dispute?.value ?? .none),
      ])
  }
}

extension IndexedMark {
  fileprivate var value: OutputRow.Value {
    .fields([
      .init("author", .text(author)), .init("target", .text(target)), .init("useful", .flag(isUseful)),
      .init("tried", .optional(tried)), .init("thanks", .flag(isThanked)),
      .init("outdated", .flag(isOutdated)),
      .init("story", .text(story)),
    ])
  }
}

extension Session {
  /// Returns the answers that a text is made of, in its order; `nil` for one that is gone, or that not all see who may
  /// read the text.
  func sources(of text: IndexedRecord) throws -> [IndexedRecord?] {
    let own = try shelf(at: text.path)
    let shelves = own === commons ? [own] : [own, commons]
    return try text.sources.map { id in
      try shelves.lazy.compactMap { shelf in
        try shelf.index().lookup(id, types: [.post, .reply], limit: 1).first { $0.key == id }
      }.first
    }
  }
}

extension IndexedRecord {
  /// The title of its own page, also of a post that was withdrawn.
  var ownTitle: String? { title ?? self["title"]?.text }
}
