import Records
import SearchIndex

/// Prints an item for reading: warnings, title, fields, text, marks, replies.
struct ItemPage {
  private let context: Context
  private let style: Style
  private let prose: Prose

  /// The files that its text shows; without bytes where one is missing.
  private let pictures: [(name: String, bytes: [UInt8]?)]
  private let withForeignKeys: Bool

  private static let deepest = 4

  init(_ context: Context, pictures: [(name: String, bytes: [UInt8]?)], withForeignKeys: Bool) {
    self.context = context
    (self.pictures, self.withForeignKeys) = (pictures, withForeignKeys)
    style = context.style
    prose = Prose(context)
  }

  private var language: Language { context.language }

  /// Prints a line between two items.
  func separate() {
    line("")
    line(style.dim("\(String(repeating: "─", count: prose.width ?? 40))"))
    line("")
  }

  func print(_ item: WholeItem) throws {
    for notice in notices(item) {
      for part in broken("! \(notice[language])") { line(style.bold(style.red(part))) }
    }
    let record = item.record
    if item.isAcceptedReply { line(style.green("✓ \(Words.acceptedAnswer[language])")) }
    for part in broken("\(title(item))") { line(style.bold(part)) }
    about(record, uniquePrefix: item.uniquePrefix, isWhole: true)
    if !record.tags.isEmpty, record.type != .person {
      for part in broken("\(record.tags.map { "#" + $0 }.joined(separator: " "))") { line(style.cyan(part)) }
    }
    if let takeaway = record.takeaway {
      paragraph(
        broken("→ \(takeaway)").enumerated().map { place, part in
          place > 0 ? part : style.green("→ ") + TerminalText(String(part.text.dropFirst(2)))
        })
    }
    if let credit = item.credit {
      let made = Words.madeOf(item.credited, credit.hasOthers, record.sources)[language]
      paragraph(broken("\(made)").map(style.cyan))
    }
    let known = fields(of: record, foreign: false)
    // A text is read before what is known of it, a card after.
    let isText = [.post, .reply, .charter].contains(record.type)
    if !isText { paragraph(known) }
    if let dispute = item.disputes[record.path], let rightful = dispute.rightful {
      let title = rightful["title"]?.text.map { [style.bold("\($0)")] } ?? []
      paragraph([style.dim("\(Words.lastRightful[language])")] + title + prose.lines(rightful.prose))
      paragraph([style.dim("\(Words.versionOf(dispute.verdict.committer)[language])")])
    }
    paragraph(prose.lines(item.prose))
    if !pictures.isEmpty {
      paragraph(
        broken("\(Words.pictures(pictures.map { ($0.name, $0.bytes?.count) })[language])").map(style.dim))
    }
    if isText { paragraph(known) }
    if withForeignKeys {
      paragraph(fields(of: record, foreign: true))
    }
    paragraph(verdict(item.summary(of: record.key), indent: ""))
    paragraph(
      item.promises.map {
        style.cyan("\(Words.answersBy($0.author, $0.day, today: context.now.day)[language])")
      })
    if record.type == .post { printReplies(item) }
  }

  private func printReplies(_ item: WholeItem) {
    guard !item.thread.places.isEmpty else { return }
    paragraph([style.bold("\(Words.replies(item.thread.places.count)[language])")])
    for place in item.thread.places {
      let indent = TerminalText.spaces(2 * min(place.depth, Self.deepest))
      line("")
      let mark = place.isAccepted ? style.green("✓ \(Words.acceptedAnswer[language])") + style.dim(" · ") : ""
      about(
        place.record, uniquePrefix: 0, isWhole: false, after: indent + mark,
        markWidth: place.isAccepted
          ? TerminalText("✓ \(Words.acceptedAnswer[language]) · ").width : 0, indent: indent)
      let text = indent + "  "
      if place.record.isWithdrawn {
        line(text + style.dim("\(Words.withdrawn(day(place.record["withdrawn"]?.text))[language])"))
      }
      for conflict in place.record.conflicts {
        line(text + style.bold(style.red("! \(Words.conflictKept(conflict)[language])")))
      }
      if let dispute = item.disputes[place.record.path] {
        line(text + style.bold(style.red("! \(Words.disputed(dispute.verdict)[language])")))
        if let rightful = dispute.rightful {
          line(text + style.dim("\(Words.lastRightful[language])"))
          for row in prose.lines(rightful.prose, indent: text) { line(row) }
          line(text + style.dim("\(Words.versionOf(dispute.verdict.committer)[language])"))
        }
      }
      for row in prose.lines(place.prose, indent: text) { line(row) }
      for row in verdict(item.summary(of: place.record.key), indent: text) { line(row) }
    }
  }

  private func title(_ item: WholeItem) -> String {
    if item.record.type == .reply {
      return Words.replyTo(item.post?.ownTitle ?? item.record.thread ?? "")[language]
    }
    if let title = item.record.ownTitle { return title }
    if item.record.type == .absence { return Words.absent(item.record.author ?? "")[language] }
    return item.record.key
  }

  /// Prints the line with id, kind, author, community, date and reading time, broken between these.
  private func about(
    _ record: IndexedRecord, uniquePrefix: Int, isWhole: Bool, after mark: TerminalText = "",
    markWidth: Int = 0,
    indent: TerminalText = ""
  ) {
    let prefix = record.key.prefix(uniquePrefix)
    let key = style.bold(style.yellow("\(prefix)")) + style.yellow("\(record.key.dropFirst(prefix.count))")
    var parts: [String?] = []
    let created = OutputRow(record).created
    if isWhole {
      let type = Words.kindName(record.kind, of: record.type)[language]
      parts = [
        type, record.author.map { Words.author($0)[language] },
        record.type == .community ? nil : record.linkCategory ?? record.community,
        date(created),
      ]
      if record.isPrivate { parts.append(Words.privateWord[language]) }
      if let thread = record.thread { parts.append(Words.inThread(thread)[language]) }
    } else {
      parts = [record.author.map { Words.author($0)[language] }, date(created)]
    }
    if !record.isWithdrawn, record.type != .absence { parts.append(Words.minutes(record.minutes)[language]) }
    let rest = parts.compactMap { $0 }.map { (style.dim("\($0)"), TerminalText($0).width) }
    let all = isWhole ? [(key, record.key.count)] + rest : rest + [(key, record.key.count)]
    var text = mark
    var used = indent.width + markWidth
    for (place, (part, width)) in all.enumerated() {
      if place > 0 {
        if let most = prose.width, used + 3 + width > most {
          line(text)
          (text, used) = (indent, indent.width)
        } else {
          text += style.dim(" · ")
          used += 3
        }
      }
      text += part
      used += width
    }
    line(text)
  }

  /// Breaks a line between its words where it is longer than the terminal is wide.
  private func broken(_ text: TerminalText, _ indent: TerminalText = "") -> [TerminalText] {
    prose.width == nil ? [text] : text.words(to: context.terminal.width - indent.width)
  }

  private func fields(of record: IndexedRecord, foreign: Bool) -> [TerminalText] {
    let width = prose.width == nil ? nil : context.terminal.width
    return ItemFields(record, foreign: foreign, style: style, language: language, width: width).lines
  }

  /// The warnings before the text.
  func notices(_ item: WholeItem) -> [Phrase] {
    let record = item.record
    var notices: [Phrase] = []
    if record.isWithdrawn { notices.append(Words.withdrawn(day(record["withdrawn"]?.text))) }
    if let replacement = record.replacedBy {
      notices.append(Words.replaced(by: replacement, item.replacement?.title))
    }
    notices += record.conflicts.map(Words.conflictKept)
    if let dispute = item.disputes[record.path] { notices.append(Words.disputed(dispute.verdict)) }
    let summary = item.summary(of: record.key)
    if summary.outdated > 0 { notices.append(Words.outdated(summary.outdated)) }
    if let day = record.due, day < context.now.day {
      notices.append(Words.reviewDue(Words.day(day, .long)[language]))
    }
    switch record["status"]?.text {
    case "broken" where record.type == .link: notices.append(Words.linkBroken(day(record["checked"]?.text)))
    case "moved" where record.type == .link: notices.append(Words.linkMoved(day(record["checked"]?.text)))
    default: break
    }
    if record.type == .community, let archived = record["archived"], archived != .bool(false),
      archived != .null
    {
      notices.append(Words.archived(day(archived.text)))
    }
    return notices
  }

  /// The marks in words, then the stories of those who tried.
  private func verdict(_ summary: MarkSummary, indent: TerminalText) -> [TerminalText] {
    var lines: [TerminalText] = []
    if let sum = Words.sum(of: summary) {
      lines += broken("\(sum[language])", indent).map { indent + style.green($0) }
    }
    for story in summary.stories {
      let head = Words.story(by: story.author, tried: story.tried)[language]
      lines += broken("\(head)", indent).map { indent + style.dim($0) }
      lines += prose.lines(story.story, indent: indent + "  ")
    }
    return lines
  }

  private func date(_ text: String?) -> String? {
    guard let text else { return nil }
    guard prose.width != nil, let time = Timestamp(text) else { return text }
    return Words.ago(time, now: context.now)[language]
  }

  private func day(_ text: String?) -> String? {
    text.flatMap { Timestamp($0)?.day ?? CalendarDay($0) }.map { Words.day($0, .long)[language] }
  }

  /// Prints lines after an empty one.
  private func paragraph(_ lines: [TerminalText]) {
    guard !lines.isEmpty, lines != [""] else { return }
    line("")
    for row in lines { line(row) }
  }

  private func line(_ text: TerminalText) { context.output.line(text) }
}
