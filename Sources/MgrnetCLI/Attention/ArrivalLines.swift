import Attention
import Records
import SearchIndex

/// The end of `sync`: what came for the caller first, then new posts where they subscribed.
struct ArrivalLines {
  private let gathering: Gathering
  private let context: Context
  private static let most = 8

  init(_ gathering: Gathering) {
    self.gathering = gathering
    context = gathering.session.context
  }

  /// - Parameter came: the network's paths of the records that came.
  func tell(_ came: Set<String>) throws {
    let session = gathering.session
    let waiting = gathering.surroundings.inbox().filter { waiting in
      if case .tried(let author, _) = waiting.reason {
        return came.contains(waiting.item.markPath(by: author))
      }
      return came.contains(waiting.item.path)
    }
    let screen = TodayScreen(gathering)
    var lines = try screen.lines(waiting)
    let told = Set(waiting.filter { Today.group(of: $0.reason) != nil }.map(\.item.path))
    let new = try newPosts(came.subtracting(told))
    let prefixes = try session.uniquePrefixes(of: new.map(\.key))
    for post in new {
      let id = context.terminal.output ? String(post.key.prefix(prefixes[post.key] ?? 12)) : post.key
      lines.append(
        AttentionLine(
          group: .new, text: Phrase(verbatim: "\(post.community ?? "")  \(post.title ?? "")"),
          command: "show \(id)", minutes: post.minutes, row: OutputRow(post)))
    }
    for line in screen.laid(Array(lines.prefix(Self.most))) {
      context.say(Phrase(verbatim: "\(raw: line.text)"))
    }
    if lines.count > Self.most { context.say(Words.moreInInbox(lines.count - Self.most)) }
  }

  private func newPosts(_ paths: Set<String>) throws -> [IndexedRecord] {
    let session = gathering.session
    let posts = paths.compactMap { RecordPath($0) }.filter { $0.type == .post }
    return try session.shelves().flatMap { shelf -> [IndexedRecord] in
      let mine = Set(try gathering.subscriptions(in: shelf).map(\.community))
      let disputed = try shelf.disputes()
      return try posts.filter { mine.contains($0.community?.rawValue ?? "") && disputed[$0.text] == nil }
        .flatMap { place in
          try shelf.index().lookup(place.key, types: [.post], limit: 2).filter { $0.path == place.text }
        }
    }.filter { !$0.isWithdrawn && !$0.isImported && $0.author != gathering.me }
      .sorted { IndexedRecord.isNewer($0, $1) }
  }
}

extension Item {
  /// The path of somebody's mark on it.
  fileprivate func markPath(by author: String) -> String {
    let thread = type == .post ? path : RecordPath.post(ofThreadAt: path)
    return Handle(rawValue: author).map { RecordPath.mark(by: $0, on: thread) } ?? ""
  }
}
