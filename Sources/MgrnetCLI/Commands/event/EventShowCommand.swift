import ArgumentParser
import Meeting
import Records
import SearchIndex

struct EventShowCommand: Command {
  static var configuration: CommandConfiguration { .words("show", Words.eventShow) }

  @Argument(help: .words(Words.eventID, value: "id"), completion: .from(.event)) var id: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let event = try WholeEvent(id, in: session)
    let me = try session.ownHandle()
    guard !context.options.areForPrograms else {
      var printer = try RowPrinter(context)
      var row = OutputRow(try session.indexed(event.place.text, as: [.event]))
      row.more += EventRows.fields(event, me: me) + [.init("text", .text(event.fields.text))]
      printer.print(row)
      return printer.finish()
    }
    context.page()
    let page = EventPage(context, event, me: me)
    page.print()
    if !event.isCancelled, event.answers[me ?? ""] == nil, event.fields.ends.seconds > context.now.seconds {
      let id = event.place.key
      context.hint(Words.answerEvent(String(id.prefix(try session.uniquePrefixes(of: [id])[id] ?? id.count))))
    }
  }
}

/// An event for reading: when and where, the text, who comes.
private struct EventPage {
  let context: Context
  let event: WholeEvent
  let me: String?
  let prose: Prose
  private var style: Style { context.style }

  init(_ context: Context, _ event: WholeEvent, me: String?) {
    (self.context, self.event, self.me) = (context, event, me)
    prose = Prose(context)
  }

  func print() {
    let (fields, all) = (event.fields, event.attendance)
    if event.isCancelled { line(style.bold(style.red("! \(text(Words.eventIsCancelled))"))) }
    if all.overbooked > 0 { line(style.bold(style.red("! \(text(Words.overbooked(all.overbooked)))"))) }
    line(style.bold("\(fields.title)"))
    line("\(text(Words.moment(from: Clock.local(fields.starts), to: Clock.local(fields.ends))))")
    let facts = [fields.place, text(Words.hosts(event.name(event.host)))].compactMap(\.self)
    line(style.dim("\(facts.joined(separator: " · "))"))
    if let seats = all.seats { line(style.dim("\(text(Words.seatsTaken(all.coming.count, of: seats)))")) }
    let lines = fields.text.isEmpty ? [] : prose.lines(fields.text)
    if !lines.isEmpty { line("") }
    for row in lines { line(row) }
    list(Words.whoComes, all.coming)
    list(Words.whoWaits, all.waiting)
    list(Words.whoMayCome, all.maybe)
    guard !event.groups.isEmpty else { return }
    line("")
    line(style.bold("\(text(Words.whoMeetsWhom))"))
    for group in event.groups { line("  \(text(Words.all(of: group.map(event.name))))") }
  }

  private func list(_ title: Phrase, _ answers: [Attendance.Answer]) {
    guard !answers.isEmpty else { return }
    line("")
    line(style.bold("\(text(title))"))
    for answer in answers where event.shows(answer, to: me) {
      let note = event.answers[answer.handle]?.prose.split(whereSeparator: \.isNewline).joined(separator: " ")
      let said = note.flatMap { $0.isEmpty ? nil : style.dim(" · \($0)") } ?? ""
      line("  \(event.name(answer.handle))" + said)
    }
    let hidden = answers.count { !event.shows($0, to: me) }
    if hidden > 0 { line(style.dim("  \(text(Words.notListed(hidden)))")) }
  }

  private func text(_ phrase: Phrase) -> String { phrase[context.language] }
  private func line(_ text: TerminalText) { context.output.line(text) }
}
