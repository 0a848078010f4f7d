import ArgumentParser
import Attention
import Planning
import Records
import SearchIndex
import Store

/// Today's screen: `mgrnet` alone.
struct TodayCommand: Command {
  static var configuration: CommandConfiguration { .words("today", Words.today) }
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    do {
      try TodayScreen(Gathering(session)).print()
    } catch StoreError.noCard {
      context.say(Words.networkName(try session.name()))
      context.hint(Words.makeYourCard)
    }
  }

  /// What `mgrnet` alone says where there is no network.
  static func showBeginning(in context: Context) {
    let width = Words.beginning.map { displayWidth($0.0[context.language]) }.max() ?? 0
    for (label, command) in Words.beginning {
      context.output.line("\(padded(label[context.language], to: width))  \(command[context.language])")
    }
  }
}

extension Session {
  /// Returns the network's name on its card.
  func name() throws -> String {
    try network().snapshot().document(at: "network.md")?["name"]?.text ?? "mgrnet"
  }
}

/// A line of today's screen, or of the end of `sync`.
struct AttentionLine {
  let group: Today.Group
  let text: Phrase
  /// What to type, without `mgrnet`; `nil` for a line that only tells.
  let command: String?
  var minutes: Int?
  /// For programs.
  let row: OutputRow
}

struct TodayScreen {
  let gathering: Gathering
  private let rows: WaitingRows
  private let context: Context
  private var session: Session { gathering.session }

  init(_ gathering: Gathering) {
    self.gathering = gathering
    rows = WaitingRows(gathering: gathering)
    context = gathering.session.context
  }

  /// Returns the lines that deserve somebody's time, in their order.
  func lines() throws -> [AttentionLine] {
    let waiting = gathering.surroundings.inbox()
    var lines = try [away()].compactMap { $0 }
    lines += try self.lines(waiting)
    lines += try [worked(besides: Set(waiting.map(\.item.path)))].compactMap { $0 }
    return Today.chosen(lines.map { ($0.group, $0) }).map(\.line)
  }

  func print() throws {
    let chosen = try lines()
    if context.options.areForPrograms {
      var printer = try RowPrinter(context)
      for line in chosen { printer.print(line.row) }
      return printer.finish()
    }
    say(Words.todayHead(gathering.now.day, try session.name()) + Phrase(verbatim: "\n"))
    for line in laid(chosen) { context.output.line(line) }
    let new = try newPosts()
    let end = Words.todayEnd(
      isEmpty: chosen.isEmpty, posts: new.count, minutes: new.reduce(0) { $0 + $1.minutes })
    say(chosen.isEmpty ? end : Phrase(verbatim: "\n") + end)
  }

  /// Says a line, which a terminal breaks between words.
  private func say(_ phrase: Phrase) {
    guard context.terminal.errors else { return context.say(phrase) }
    context.say(Phrase(verbatim: "\(raw: wrapped(phrase[context.language], to: context.terminal.width))"))
  }

  /// Lines in three columns; in a pipe with tabs between.
  func laid(_ lines: [AttentionLine]) -> [TerminalText] {
    let labels = lines.map { Words.label($0.group)[context.language] }
    guard context.terminal.output else {
      return zip(lines, labels).map { line, label in
        "\(label)\t\(line.text[context.language])\t\(line.minutes.map(String.init) ?? "")\t\(line.command ?? "")"
      }
    }
    let style = context.style
    let first = max(10, (labels.map(displayWidth).max() ?? 0) + 2)
    let last = lines.map { displayWidth($0.command ?? "") }.max() ?? 0
    let minutes = lines.map { $0.minutes.map { Words.minutes($0)[context.language] } ?? "" }
    let time = minutes.map(displayWidth).max() ?? 0
    let middle = max(20, context.terminal.width - first - last - time - 4)
    // Where that leaves too little, the text stands below, whole.
    let isNarrow = middle < 40
    return zip(zip(lines, labels), minutes).flatMap { pair, minutes -> [TerminalText] in
      let (line, label) = pair
      let text = TerminalText(line.text[context.language])
      let isMine = [.forYou, .sentTo, .you, .turn].contains(line.group)
      let head = TerminalText(label).padded(to: first)
      let end =
        style.dim(TerminalText(minutes).padded(to: time)) + "  "
        + style.yellow(TerminalText(line.command ?? ""))
      func painted(_ text: TerminalText) -> TerminalText { isMine ? style.bold(text) : text }
      guard isNarrow else {
        return [style.dim(head) + painted(text.truncated(to: middle).padded(to: middle)) + "  " + end]
      }
      return [style.dim(head) + end] + text.words(to: context.terminal.width - 2).map { "  " + painted($0) }
    }
  }

  /// Returns a line for each, but one for all questions of a community that wait past its promise, and one for all who
  /// tried the same text.
  func lines(_ waiting: [Waiting]) throws -> [AttentionLine] {
    let prefixes = try session.uniquePrefixes(of: waiting.map(\.item.id))
    var lines: [AttentionLine] = []
    var told: Set<String> = []
    for one in waiting {
      guard let group = Today.group(of: one.reason) else { continue }
      let short = String(one.item.id.prefix(prefixes[one.item.id] ?? one.item.id.count))
      let id = context.terminal.output ? short : one.item.id
      let row = try rows.row(one, prefixes: prefixes)
      if case .unanswered = one.reason, let community = one.item.community {
        guard told.insert(community).inserted else { continue }
        let all = waiting.filter {
          if case .unanswered = $0.reason { $0.item.community == community } else { false }
        }
        if all.count > 1 {
          lines.append(
            AttentionLine(
              group: group, text: Words.pastPromise(all.count, in: community),
              command: "find is:unanswered in:\(community)",
              minutes: all.reduce(0) { $0 + $1.item.minutes }, row: row))
          continue
        }
      }
      var text = try rows.line(one)
      if case .tried = one.reason {
        guard told.insert(one.item.id).inserted else { continue }
        text = try rows.tried(
          one.item,
          waiting.compactMap {
            if case .tried(let author, let outcome) = $0.reason, $0.item == one.item {
              (author, outcome)
            } else {
              nil
            }
          })
      }
      lines.append(
        AttentionLine(
          group: group, text: text, command: rows.command(one, id), minutes: one.item.minutes, row: row))
    }
    return lines
  }

  /// Returns who of the caller's team is away today, until when, and who stands in.
  private func away() throws -> AttentionLine? {
    guard let team = gathering.card["team"]?.text else { return nil }
    let people = try session.index().people(ofTeam: team).filter { $0.key != gathering.me }
    let today = try gathering.questions.absencesToday()
    let absences = people.compactMap { today[$0.key]?.first }
    guard let first = absences.first else { return nil }
    let leaveRows = try LeaveRows(gathering.leave, absences, forPeople: false)
    let back = try leaveRows.back(absences)
    let told = try absences.map { absence in
      Words.awayToday(
        try rows.name(absence.person.rawValue), absence.away(on: gathering.now.day), back: back[absence.id],
        deputy: try absence.deputy.map { try rows.name($0.rawValue) }, today: gathering.now.day)
    }
    return AttentionLine(
      group: .away, text: told.joined(separator: Phrase(verbatim: " · ")), command: "leave who",
      row: try leaveRows.row(first))
  }

  /// Returns the answer of this week that worked for most of those who tried it.
  private func worked(besides told: Set<String>) throws -> AttentionLine? {
    let week = gathering.now.seconds - 7 * 86_400
    guard let paths = try session.commons.marks(since: week) else { return nil }
    let disputed = try session.commons.disputes()
    let best = try session.index().worked(
      byMarksAt: paths.filter { disputed[$0] == nil }.sorted(), besides: gathering.me
    )
    .first { disputed[$0.record.path] == nil && !told.contains($0.record.path) }
    guard let (record, title) = best else { return nil }
    let prefix = try session.uniquePrefixes(of: [record.key])[record.key] ?? record.key.count
    let id = context.terminal.output ? String(record.key.prefix(prefix)) : record.key
    let author = record.author == Handle.anonymous ? nil : try rows.name(record.author)
    return AttentionLine(
      group: .worked, text: Words.workedFor(title, by: author, people: record.worked), command: "show \(id)",
      minutes: record.minutes, row: OutputRow(record, uniquePrefix: prefix))
  }

  /// Returns the posts of a week that the caller has not read, where they subscribed.
  private func newPosts() throws -> [IndexedRecord] {
    try session.shelves().flatMap { shelf in
      let disputed = try shelf.disputes()
      return try gathering.subscriptions(in: shelf).flatMap { community, _ in
        var filter = ListFilter([.post], community: community, limit: 200)
        filter.since = gathering.now.seconds - 7 * 86_400
        return try shelf.index().list(filter)
      }.filter { (post: IndexedRecord) in
        !post.isWithdrawn && !post.isImported && post.author != gathering.me && disputed[post.path] == nil
          && !gathering.surroundings.read.contains(post.key)
      }
    }
  }
}
