import ArgumentParser
import Contests
import Records
import Store

struct ContestShowCommand: Command {
  static var configuration: CommandConfiguration { .words("show", Words.contestShow) }

  @Argument(help: .words(Words.contestID, value: "id"), completion: .from(.contest)) var id: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let whole = try WholeContest(id, in: session)
    let me = try session.ownHandle()
    guard !context.options.areForPrograms else {
      var printer = try RowPrinter(context)
      var row = OutputRow(try session.indexed(whole.place.text, as: [.contest]))
      row.more +=
        ContestRows.fields(whole, me: me, at: context.now) + [.init("text", .text(whole.contest.text))]
      printer.print(row)
      return printer.finish()
    }
    context.page()
    let id = whole.place.key
    let short = String(id.prefix(try session.uniquePrefixes(of: [id])[id] ?? id.count))
    ContestPage(context, whole).print()
    if let next = ContestPage.next(whole, short, me: me, at: context.now) { context.hint(next) }
  }
}

/// A contest for reading: what it is about, who takes part, how it stands.
private struct ContestPage {
  let context: Context
  let whole: WholeContest
  let prose: Prose
  private var contest: Contest { whole.contest }
  private var style: Style { context.style }

  init(_ context: Context, _ whole: WholeContest) {
    (self.context, self.whole, prose) = (context, whole, Prose(context))
  }

  func print() {
    line(style.bold("\(contest.title)"))
    let state = Words.contestState(ContestRows.state(whole, at: context.now))
    let closes = Words.closesAt(Clock.local(contest.closes))
    line("\(text(Words.contestKind(contest.mode))) · \(text(closes)) · \(text(state))")
    let facts: [Phrase?] = [
      Words.hostedBy(whole.name(contest.host)), contest.prize.map(Words.toWin),
      contest.minutes.map(Words.costsMinutes),
      contest.trustee.map { Words.opensVotes(whole.name($0.handle)) },
      contest.drawFrom.map(Words.drawnFrom),
    ]
    for fact in facts.compactMap(\.self) { line(style.dim("\(text(fact))")) }
    let lines = contest.text.isEmpty ? [] : prose.lines(contest.text)
    if !lines.isEmpty { line("") }
    for row in lines { line(row) }
    if !contest.choices.isEmpty { list("", contest.choices) }
    for question in contest.questions { list(question.text, question.choices) }
    for (count, (handle, entry)) in whole.entries.sorted(by: { $0.key < $1.key }).enumerated() {
      let lines = entry.record.prose.isEmpty ? [] : prose.lines(entry.record.prose)
      // Names alone stand below each other.
      if count == 0 || !lines.isEmpty { line("") }
      line(style.bold("\(whole.name(handle))"))
      for row in lines { line(row) }
    }
    outcome()
  }

  private func list(_ title: String, _ choices: [String]) {
    line("")
    if !title.isEmpty { line(style.bold("\(title)")) }
    for (number, choice) in choices.enumerated() { line("  \(number + 1). \(choice)") }
  }

  private func outcome() {
    let outcome = whole.outcome
    if outcome.state == .open, contest.mode != .draw {
      line("")
      line("\(text(Words.votesSoFar(whole.votes.count)))")
    }
    if !outcome.counts.isEmpty {
      line("")
      for count in outcome.counts { line("  \(count.count)  \(whole.name(count.choice))") }
    }
    if !outcome.drawn.isEmpty {
      line("")
      line("\(text(Words.drawnInOrder(outcome.drawn.map(whole.name), outcome.value ?? "")))")
    }
    guard outcome.state == .decided else { return }
    line("")
    line(style.bold("\(text(Words.won(outcome.winners.map(whole.name))))"))
  }

  /// What the caller may do next; `nil` for nothing.
  static func next(_ whole: WholeContest, _ id: String, me: String?, at now: Timestamp) -> Phrase? {
    guard let me else { return nil }
    let contest = whole.contest
    switch whole.outcome.state {
    case .open where whole.isOver(at: now): return me == contest.host ? Words.thenClose(id) : nil
    case .open where contest.mode == .draw: return whole.entries[me] == nil ? Words.thenEnter(id) : nil
    case .open:
      let mayVote = contest.voters?.contains(me) ?? false
      return whole.votes[me] == nil && mayVote ? Words.thenVote(id) : nil
    case .sealed: return me == contest.trustee?.handle ? Words.thenOpen(id) : nil
    case .awaitsValue: return me != contest.host && whole.witnesses[me] == nil ? Words.thenWitness(id) : nil
    case .decided: return Words.thenVerify(id)
    }
  }

  private func text(_ phrase: Phrase) -> String { phrase[context.language] }
  private func line(_ text: TerminalText) { context.output.line(text) }
}
