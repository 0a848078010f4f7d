import Attention
import Records
import SearchIndex

/// Counts the figures of a community, or of the network, from the index.
struct FigureReader {
  let session: Session
  let community: String?
  let since: Int64
  private let people: [IndexedRecord]
  private let scope: SearchIndex.CountScope
  private let questions: QuestionReader

  /// So far back, if nothing else is asked for: a year.
  static let usualDays: Int64 = 365

  init(_ session: Session, community: String?, since: Int64) throws {
    (self.session, self.community, self.since) = (session, community, since)
    let disputed = try session.commons.disputes()
    let today = session.context.now.day
    people = try session.index().list(ListFilter([.person])).filter {
      disputed[$0.path] == nil && $0["left"]?.day.map { $0 > today } ?? true
    }
    scope = SearchIndex.CountScope(community: community, since: since)
    questions = try QuestionReader(session, now: session.context.now)
  }

  /// The cards of those who subscribed; for the network of everybody.
  var subscribers: [IndexedRecord] {
    guard let community else { return people }
    return people.filter { card in
      let mode = card["subscriptions"]?[community]?.text
      return mode != nil && mode != "none"
    }
  }

  func figures() throws -> Figures {
    let index = try session.index()
    let now = session.context.now
    let subscribers = subscribers
    let handles = Set(subscribers.map(\.key))
    let waits = try index.firstAnswers(scope).map {
      Survival.Wait(($0.answered ?? now.seconds) - $0.asked, isOver: $0.answered != nil)
    }
    let takeaways = try index.takeaways(scope)
    let links = try community == nil ? index.list(ListFilter([.link])).compactMap { $0["status"]?.text } : []
    let promises = try index.promises(scope, before: now.day, offset: now.offsetMinutes)
    return try Figures(
      active: .init(index.activePeople(scope).intersection(handles).count, of: handles.count), waits: waits,
      overdue: overdue().count, answers: index.answers(scope).filter { handles.contains($0.key) },
      regionOf: Dictionary(subscribers.map { ($0.key, $0["region"]?.text) }) { $1 },
      tried: .init(takeaways.tried, of: takeaways.of),
      deadLinks: .init(links.count { $0 == "broken" }, of: links.count),
      promises: .init(promises.kept, of: promises.of), due: index.due(scope, by: now.day))
  }

  /// Returns how many questions are past their community's promise, and how many days the oldest has waited.
  func overdue() throws -> (count: Int, oldestDays: Int) {
    let index = try session.index()
    let now = session.context.now
    var (count, oldest): (Int, Int64) = (0, now.seconds)
    for slug in try community.map({ [$0] }) ?? index.list(ListFilter([.community])).map(\.key) {
      guard let moment = try questions.overdue(in: slug) else { continue }
      let own = SearchIndex.CountScope(community: slug, since: since)
      let found = try index.overdue(own, before: moment)
      count += found.count
      oldest = min(oldest, found.oldest ?? oldest)
    }
    return (count, Int((now.seconds - oldest) / 86_400))
  }

  /// Returns how many people a community has, if these are more than the network wants, with the parts of it that would make
  /// communities of their own: those that no other community is for.
  func tooLarge() throws -> (people: Int, most: Int, parts: [OwnCommunity])? {
    guard community != nil else { return nil }
    let subscribers = subscribers
    let most =
      try session.network().snapshot().document(at: "network.md")?["community_size"]?.integer
      ?? OwnCommunity.usualSize
    guard subscribers.count > most else { return nil }
    let index = try session.index()
    let cards = try index.list(ListFilter([.community]))
    let served = Set(
      cards.flatMap { [$0["region"]?.text, $0["theme"]?.text, $0.title] }.compactMap { $0.map(fold) })
    let parts = try OwnCommunity.parts(
      of: Dictionary(subscribers.map { ($0.key, $0["region"]?.text) }) { $1 },
      answers: index.answersGiven(scope).map { .init(by: $0.author, to: $0.asker, tags: Set($0.tags)) })
    return (subscribers.count, most, parts.filter { !served.contains(fold($0.subject.name)) })
  }

  /// Returns the regions on cards that no community is for, with how many people they have.
  func regionsWithoutCommunity() throws -> [(region: String, people: Int)] {
    let served = try Set(
      session.index().list(ListFilter([.community])).compactMap { $0["region"]?.text }.map(fold))
    let byRegion = Dictionary(grouping: people.compactMap { $0["region"]?.text }, by: fold)
    return byRegion.filter { !served.contains($0.key) }.map { ($0.value[0], $0.value.count) }.sorted {
      $0.0 < $1.0
    }
  }
}

/// A figure in words, with the command that shows the evidence.
struct FigureLine {
  /// For scripts.
  let name: String
  let text: Phrase
  /// As a number; `nil` where it is of too few.
  let value: OutputRow.Value
  let of: Int?
  let command: String

  func row(_ type: String, in language: Language, community: String?) -> OutputRow {
    var row = OutputRow(.id, name, type: type)
    row.title = text[language]
    row.community = community
    row.more = [
      .init("value", value), .init("of", .optional(of)), .init("command", .text("mgrnet " + command)),
    ]
    return row
  }

  /// Prints lines for people; on a terminal the commands stand at the right.
  static func print(_ lines: [FigureLine], in context: Context, indent: String = "") {
    let width = max(40, (context.terminal.output ? min(context.terminal.width, 100) : 100) - indent.count)
    let last = lines.map { displayWidth($0.command) }.max() ?? 0
    for line in lines {
      let text = line.text[context.language]
      guard context.terminal.output else {
        context.output.line("\(indent)\(text)\t\(line.command)")
        continue
      }
      let rows = wrapped(text, to: max(30, width - last - 2)).split(separator: "\n").map(String.init)
      for (place, row) in rows.enumerated() {
        let room = max(30, width - last - 2)
        let end = place == 0 ? context.style.yellow(TerminalText(line.command)) : ""
        context.output.line(TerminalText(indent) + TerminalText(row).padded(to: room) + "  " + end)
      }
    }
  }
}
